/** Mojibake: UTF-8 read as windows-1252, once or twice, and windows-1252 bytes left as control characters. */

/** What windows-1252 holds at 0x80–0x9F (WHATWG Encoding Standard, index windows-1252). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const byteOf = new Map([...windows1252].map((character, index) => [character, 0x80 + index]));

/** A first byte of UTF-8 that French and its punctuation can have, then its continuation bytes, seen as characters. */
const continuation = `[\\u0080-\\u00bf${windows1252}]`;
const misread = new RegExp(`[ÂÃÅ]${continuation}|â${continuation}{2}|ð${continuation}{3}`, 'gu');
const plausible = /^[\u00a0-\u017f\u2010-\u203a\u20ac\u2122\u2190-\u2193\p{Extended_Pictographic}]$/u;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Repairs what can be repaired with certainty; the rest is left as it stands. */
export function repairMojibake(text: string): string {
  let repaired = text;
  if (/[ÂÃÅâð]/.test(text)) {
    repaired = text.replace(misread, (run) => {
      const read = decode(run);
      return read !== undefined && plausible.test(read) ? read : run;
    });
    // “à” whose second byte, a no-break space, has become a plain one
    repaired = repaired.replace(/Ã(?=[ \u00a0])/g, 'à');
  }
  return repaired.replace(/[\u0080-\u009f]/g, (byte) => {
    const character = windows1252[byte.charCodeAt(0) - 0x80]!;
    return character === byte ? '' : character;
  });
}

/** The replacement character, or a run that still looks misread: a person has to mend it at the source. */
export function looksDamaged(text: string): boolean {
  return text.includes('\ufffd') || /Ã[©¨ªŽ´§¹»®¯]|â€/.test(text);
}

function decode(run: string): string | undefined {
  const bytes = [...run].map((character) => byteOf.get(character) ?? character.charCodeAt(0));
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
