/**
 * How likely something that was sent is unwanted: reasons with weights, which a curator reads. Nothing is dropped for
 * it: from `suspectFrom` on it waits behind everything else.
 */
import type { Suspicion } from '#model/matter.ts';

export interface Signs {
  /** All that was written, as plain text. */
  text: string;
  /** What stands in the field that people do not see. */
  trap: string;
  /** Seconds from the opening of the form to its sending; undefined when the form's stamp was not ours. */
  seconds: number | undefined;
  /** Seconds under which no person fills this form. */
  fastest: number;
  workDone: boolean;
  /** Whether this network, and this address or account, sent more than is usual. */
  manyFromNetwork: boolean;
  manyFromAuthor: boolean;
  /** The same text was sent before by anybody. */
  repeated: boolean;
  reputation: { accepted: number; refused: number };
}

export const suspectFrom = 1;

const unwanted =
  /\b(casino|viagra|cialis|bitcoin|crypto[- ]?(?:monnaies?|currency|trading)?|forex|paris sportifs?|betting|escorts?|porno?|voyan(?:ce|te?)|marabout|backlinks?|seo agency|agence seo|pr[eê]t (?:rapide|entre particuliers)|loan offer|replica|onlyfans|cheap (?:pills|meds)|gagnez de l['’]argent|make money|work from home)\b/giu;
const markup = /<\s*a\s|\[url[=\]]|<\s*script|<\s*iframe|javascript:/i;

export function suspicionsOf(signs: Signs): Suspicion[] {
  const { text, trap, seconds, fastest, reputation } = signs;
  const found: Suspicion[] = [];
  const add = (reason: Suspicion['reason'], weight: number, what?: string) =>
    found.push({ reason, weight, ...(what !== undefined && { found: what.slice(0, 80) }) });
  if (trap.trim() !== '') add('trap-filled', 1);
  if (!signs.workDone) add('no-work', 0.3);
  if (seconds === undefined || seconds < fastest)
    add('too-fast', 0.5, seconds === undefined ? undefined : `${Math.max(0, Math.round(seconds))} s`);
  if (signs.manyFromNetwork) add('many-from-network', 0.4);
  if (signs.manyFromAuthor) add('many-from-author', 0.5);
  const words = text.match(/\p{L}+/gu)?.length ?? 0;
  const links = text.match(/https?:\/\/|www\./gi)?.length ?? 0;
  if (links > 3 && links > words / 40) add('many-links', 0.6, String(links));
  const bad = [...new Set([...text.matchAll(unwanted)].map(([word]) => word.toLowerCase()))];
  if (bad.length > 0) add('unwanted-words', Math.min(1.2, 0.6 * bad.length), bad.join(', '));
  if (markup.test(text)) add('markup', 0.6);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters > 80 && (text.match(/\p{Lu}/gu)?.length ?? 0) > letters * 0.6) add('shouting', 0.3);
  if (signs.repeated) add('repeated', 0.8);
  if (reputation.refused > reputation.accepted)
    add('refused-before', Math.min(1, 0.35 * (reputation.refused - reputation.accepted)), String(reputation.refused));
  return found;
}

/** Who was accepted before is trusted a little: up to three times. */
export function isSuspect(suspicions: readonly Suspicion[], { accepted }: { accepted: number }): boolean {
  const sum = suspicions.reduce((total, { weight }) => total + weight, 0);
  return sum - 0.15 * Math.min(3, accepted) >= suspectFrom;
}
