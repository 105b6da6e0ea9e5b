/** French typography: the spaces that must not break and the apostrophe that curls. */

const narrow = '\u202f';
const wide = '\u00a0';

/**
 * Narrow no-break spaces before `;` `!` `?` and `%`, no-break ones before `:` and inside guillemets, `’` for `'`
 * between letters. Leaves addresses (`https://…`) and hours (`10:30`) alone. Idempotent.
 */
export function typeset(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=\p{L}|\p{N}|«)/gu, '’')
    .replace(/\.\.\./g, '…')
    .replace(/[ \u00a0\u202f]+([;!?%€])/g, `${narrow}$1`)
    .replace(/[ \u00a0\u202f]+:(?=\s|»|$)/g, `${wide}:`)
    .replace(/«[ \u00a0\u202f]*/g, `«${wide}`)
    .replace(/[ \u00a0\u202f]*»/g, `${wide}»`)
    .replace(/(?<=\d)[ \u00a0](?=\d{3}(?!\d))/g, narrow);
}
