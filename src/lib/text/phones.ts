/** Phones in texts, as people in France write them: recognised in every usual writing, and written in one. */

/**
 * Ten digits in pairs or in threes, however they are parted, with or without the country. Not inside a longer number,
 * after a decimal sign, or in an address of a page; but right after another phone.
 */
const phone =
  /(?:(?<![\d]|\d[.,]|[a-z][/-])|(?<=0[1-9](?:[\s.-]?\d{2}){4}[.,]))(?:(?:\+|00) ?(?:33|262|590|594|596|508|681|687|689)[\s.-]{0,4}(?:\(0\)[\s.-]{0,4})?|33[\s.-]?(?=[67])|0)[1-9]\)?(?:(?:[\s.·_/\u2010-\u2015-]{0,3}\d{2}){4}|[\s.-]?\d{3}[\s.-]?(?:\d{3}[\s.-]?\d{2}|\d{2}[\s.-]?\d{3}))(?!\d)/gi;
/** Réunion and the Antilles as they are also written: `+262 6 92 95 33 26`; six digits after +687, +681, +508. */
const pacific = /(?<!\d)(?:\+|00) ?(?:687|681|508)(?:[\s.-]?\d{2}){3}(?![\s.-]?\d)/g;

/** The phones of a text, each once, as `02 41 05 40 00` or `+687 25 28 35`. */
export function phonesIn(text: string): string[] {
  if (!/\d{2}/.test(text)) return [];
  const written = [...text.matchAll(phone), ...text.matchAll(pacific)];
  return [...new Set(written.map(([one]) => normalPhone(one)))];
}

/** A text in which each phone is what `put` makes of it. `value`: as `phonesIn` gives it. */
export function withPhones(text: string, put: (value: string, written: string) => string): string {
  if (!/\d{2}/.test(text)) return text;
  const one = (written: string): string => put(normalPhone(written), written);
  return text.replace(phone, one).replace(pacific, one);
}

/** Whether a French phone is a mobile (06, 07 and their overseas kin): most belong to one person. */
export function isMobile(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (/^(?:687|681)/.test(digits)) return /^687[789]/.test(digits) || /^681[48]/.test(digits);
  return /^0[67]/.test(digits);
}

function normalPhone(written: string): string {
  const digits = written.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^00/, '');
  const pairs = (text: string) => text.replace(/(\d{2})(?=\d)/g, '$1 ');
  if (/^(?:687|681|508)\d{6}$/.test(digits)) return `+${digits.slice(0, 3)} ${pairs(digits.slice(3))}`;
  const national = digits.replace(/^(?:33|262|590|594|596|508|689)(?=[1-9]\d{8}$)/, '0');
  return pairs(national);
}
