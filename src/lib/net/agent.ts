/** How we present ourselves to the servers that we ask: a name, where to read who we are, and whom to complain to. */

/** The product token by which robots.txt, `X-Robots-Tag` and robots metas may name us. */
export const agentToken = 'Carrefour-des-innovations-sociales';
const version = '0.1';

export interface Operator {
  /** The public address of the site, when it has one. */
  site?: string | undefined;
  /** Where people write. */
  mail?: string | undefined;
}

/** `Carrefour-des-innovations-sociales/0.1 (+https://carrefour.example; bonjour@carrefour.example)` */
export function agentName({ site, mail }: Operator = {}): string {
  const told = [site === undefined ? undefined : `+${site}`, mail].filter((one) => one !== undefined);
  // A comment of RFC 9110 holds no parenthesis and nothing outside ASCII.
  const comment = told.join('; ').replace(/[()\\]|[^\x20-\x7e]/g, '');
  return `${agentToken}/${version}${comment === '' ? '' : ` (${comment})`}`;
}

/** The header `From` (RFC 9110, 10.1.2): the mail of who answers for the robot. */
export const fromHeader = ({ mail }: Operator): Record<string, string> =>
  mail !== undefined && /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(mail) ? { from: mail } : {};
