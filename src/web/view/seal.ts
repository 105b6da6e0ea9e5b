/** The letter of a seal: the first of the name's first word that is not an article. */
export const letterOf = (name: string): string =>
  name
    .replace(/^(?:(?:les?|la|the)\s+|l['’])/i, '')
    .slice(0, 1)
    .toLocaleUpperCase('fr');

/** One of four seals for a partner, always the same one. */
export const sealOf = (id: string): number =>
  [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4;
