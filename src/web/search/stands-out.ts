/** What a territory, a theme or a partner has more of, or less of, than the whole: said only when numbers allow it. */

export interface Share {
  value: string;
  /** Projects here that have it, and all those that have it. */
  here: number;
  everywhere: number;
}

export interface Standing extends Share {
  /** From 0 to 1: among the projects here, among all. */
  shareHere: number;
  shareEverywhere: number;
}

export interface StandsOut {
  /** What is here more than in the whole, the furthest first. */
  more: Standing[];
  less: Standing[];
}

/** With fewer projects here nothing is said: one project more would change the picture. */
export const fewestToCompare = 30;
/** Fewer than these expected here, and a share means little. */
const fewestExpected = 5;
/**
 * Standard deviations of a draw without replacement (hypergeometric law) beyond which a gap is told. Three, because a
 * page makes some fourteen comparisons at once: chance alone then tells one on a page in twenty-five.
 */
const farApart = 3;

/** `undefined` when there are too few projects here to compare, or when here is everywhere. */
export function standsOut(shares: readonly Share[], totalHere: number, total: number): StandsOut | undefined {
  if (totalHere < fewestToCompare || totalHere >= total) return undefined;
  const told = shares.flatMap(({ value, here, everywhere }) => {
    const share = everywhere / total;
    const expected = totalHere * share;
    const deviation = Math.sqrt((expected * (1 - share) * (total - totalHere)) / (total - 1));
    const gap = deviation === 0 ? 0 : (here - expected) / deviation;
    if (expected < fewestExpected || Math.abs(gap) < farApart) return [];
    return [{ gap, value, here, everywhere, shareHere: here / totalHere, shareEverywhere: share }];
  });
  told.sort((a, b) => Math.abs(b.gap) - Math.abs(a.gap) || (a.value < b.value ? -1 : 1));
  const side = (sign: number) => told.filter(({ gap }) => gap * sign > 0).map(({ gap: _, ...standing }) => standing);
  return { more: side(1), less: side(-1) };
}
