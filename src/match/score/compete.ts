/** Competition: a row has at most one true partner, so that each candidate's chance takes from its rivals'. */

/** A candidate pair, by the numbers of its rows in the two lists. */
export interface Pair {
  left: number;
  right: number;
}

/**
 * The chance of each pair given its rivals. `odds`: of each pair for itself, prior included. A pair's chance is its
 * odds over those of all that share one of its rows, plus one for “none of them”. With `often` a row of the right list
 * may be the partner of several: the left list says some things twice.
 */
export function compete(pairs: readonly Pair[], odds: ArrayLike<number>, often = false): Float64Array {
  const left = new Map<number, number>();
  const right = new Map<number, number>();
  pairs.forEach((pair, i) => {
    left.set(pair.left, (left.get(pair.left) ?? 0) + odds[i]!);
    right.set(pair.right, (right.get(pair.right) ?? 0) + odds[i]!);
  });
  return Float64Array.from(pairs, (pair, i) => {
    const others = left.get(pair.left)! - odds[i]! + (often ? 0 : right.get(pair.right)! - odds[i]!);
    return odds[i]! / (1 + odds[i]! + Math.max(0, others));
  });
}

/** For each pair, the highest score among the other pairs of its left row and of its right row; -Infinity when alone. */
export function rivals(pairs: readonly Pair[], scores: ArrayLike<number>): { left: Float64Array; right: Float64Array } {
  const bestTwo = (side: 'left' | 'right'): Float64Array => {
    const best = new Map<number, [first: number, second: number, holder: number]>();
    pairs.forEach((pair, i) => {
      const score = scores[i]!;
      const known = best.get(pair[side]);
      if (known === undefined) best.set(pair[side], [score, Number.NEGATIVE_INFINITY, i]);
      else if (score > known[0]) best.set(pair[side], [score, known[0], i]);
      else if (score > known[1]) known[1] = score;
    });
    return Float64Array.from(pairs, (pair, i) => {
      const [first, second, holder] = best.get(pair[side])!;
      return holder === i ? second : first;
    });
  };
  return { left: bestTwo('left'), right: bestTwo('right') };
}
