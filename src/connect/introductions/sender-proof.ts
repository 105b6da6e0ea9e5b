/**
 * Whether the mail server before the relay proved a mail's sender: what it wrote into `Authentication-Results` (RFC
 * 8601), under its own name. Such a header under another name is anybody's word; under its own, the server must take out
 * of what comes in (section 5 there), which is for the operator to see to: docs/introductions.md.
 */

/** One method of one header: `dkim=pass header.d=bocal.example`. */
interface Found {
  method: string;
  result: string;
  /** By type and name: `header.d`. */
  properties: ReadonlyMap<string, string>;
}

/**
 * `headers`: the values, in any order. `server`: the name under which ours writes. `from`: the address of From.
 * True when DMARC passed for its domain, a DKIM signature of its domain or of one above it did, or SPF did for an
 * envelope of the very domain.
 */
export function provesSender(headers: readonly string[], server: string, from: string): boolean {
  const domain = domainOf(from);
  const found = headers.flatMap((header) => read(header, server));
  const says = (method: string, holds: (properties: Found['properties']) => boolean) =>
    found.some((one) => one.method === method && one.result === 'pass' && holds(one.properties));
  if (found.some(({ method, result }) => method === 'dmarc' && result === 'fail')) return false;
  return (
    says('dmarc', (properties) => domainOf(properties.get('header.from') ?? '') === domain) ||
    says('dkim', (properties) =>
      covers(properties.get('header.d') ?? domainOf(properties.get('header.i') ?? ''), domain),
    ) ||
    says('spf', (properties) => domainOf(properties.get('smtp.mailfrom') ?? '') === domain)
  );
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Of two labels at least: who signs for a whole ending signs for nobody. */
const covers = (signer: string, domain: string): boolean => {
  const by = signer.toLowerCase();
  return by.includes('.') && (by === domain || domain.endsWith(`.${by}`));
};

/** Headers longer than this say nothing that we need. */
const longest = 10_000;

function read(header: string, server: string): Found[] {
  const [name = '', ...parts] = withoutComments(header.slice(0, longest)).split(';');
  // The name may be followed by the version of the format.
  if (name.trim().split(/\s+/)[0]?.toLowerCase() !== server.toLowerCase()) return [];
  return parts.flatMap((part) => {
    const [, method, result] = /^\s*([a-z][a-z0-9-]*)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/i.exec(part) ?? [];
    if (method === undefined || result === undefined) return [];
    const properties = [...part.matchAll(/\b(smtp|header)\.([a-z0-9-]+)\s*=\s*(?:"([^"]*)"|([^\s;"]+))/gi)].map(
      ([, type, property, quoted, bare]) =>
        [`${type}.${property}`.toLowerCase(), (quoted ?? bare ?? '').replace(/^<|>$/g, '')] as const,
    );
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties: new Map(properties) }];
  });
}

/** A comment may say anything, also what looks like a result; they stand within each other. */
function withoutComments(text: string): string {
  let depth = 0;
  let isQuoted = false;
  let kept = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\\') {
      if (depth === 0) kept += text[at + 1] ?? '';
      at++;
    } else if (character === '"' && depth === 0) {
      isQuoted = !isQuoted;
      kept += character;
    } else if (character === '(' && !isQuoted) depth++;
    else if (character === ')' && !isQuoted && depth > 0) depth--;
    else if (depth === 0) kept += isQuoted && character === ';' ? ' ' : character;
  }
  return kept;
}
