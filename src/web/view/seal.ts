/** One of four seals for a partner, always the same one. */
export const sealOf = (id: string): number =>
  [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4;
