/** Folding: what two spellings of one French word have in common. */

/** Of French, of names from elsewhere, and of typesetting (`ﬁn`, as texts taken from a PDF have it). */
const ligatures: Record<string, string> = {
  ...{ œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' },
  ...{ ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' },
};

/**
 * Lower case, no accents, ligatures spelled out, typographic apostrophes and hyphens made plain.
 * Idempotent: `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  if (isFolded.test(text)) return text;
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøłđﬀ-ﬆ]/g, (letter) => ligatures[letter] ?? letter)
    .replace(/[’‘ʼ′`´]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .normalize('NFC');
}

/** Most words that are folded were so already. */
const isFolded = /^[a-z0-9]*$/;

/** The folded letters and digits of a text, separated by single spaces: for comparing names. */
export function foldToWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A text as the last part of an address: `Épicerie « Le Bocal »` gives `epicerie-le-bocal`; at most `most` characters. */
export function slugify(text: string, most = 60): string {
  const words = foldToWords(text)
    .replace(/[^a-z0-9 ]/g, '')
    .split(' ')
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length + 1 > most) break;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug || (words[0]?.slice(0, most) ?? '') || 'projet';
}
