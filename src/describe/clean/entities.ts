/** Entities of HTML (`&eacute;`, `&#233;`, `&amp;eacute;`) into characters, and back for the few that HTML needs. */
import sanitizeHtml from 'sanitize-html';

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,31}));/gi;
const known = new Map<string, string>();
/** What browsers read at the numbers 128–159 (HTML Standard, numeric character reference end state). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** One level of entities decoded; unknown names stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(entity, (whole, decimal?: string, hexadecimal?: string, name?: string) =>
    name === undefined ? fromNumber(decimal ? Number(decimal) : Number.parseInt(hexadecimal!, 16)) : named(whole),
  );
}

/** `&amp;eacute;` to `&eacute;`, in a text that is still HTML. */
export function unescapeTwice(html: string): string {
  return html.replace(/&amp;(?=(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)/gi, '&');
}

/** A plain text as HTML text. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function named(whole: string): string {
  const found = known.get(whole);
  if (found !== undefined) return found;
  const text = sanitizeHtml(whole, { allowedTags: [], allowedAttributes: {} });
  const decoded = text === '&amp;' ? '&' : text === '&lt;' ? '<' : text === '&gt;' ? '>' : text.replace('&amp;', '&');
  if (known.size < 3000) known.set(whole, decoded);
  return decoded;
}

function fromNumber(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80]!;
  const printable = (code >= 0x20 || code === 9 || code === 10) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return printable ? String.fromCodePoint(code) : '';
}
