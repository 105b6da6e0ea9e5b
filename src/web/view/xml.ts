/** Text inside XML. */

/** What XML 1.0 has no way to hold: control characters, halves of surrogate pairs, the two non-characters. */
const unwritable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export const writable = (text: string): string => text.replace(unwritable, '');

export const xmlText = (text: string): string =>
  writable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
