/**
 * Weights without labels: Fellegi & Sunter's log-likelihood ratios per column and level, found by expectation
 * maximisation (Winkler 1988) in which candidates compete one-to-one, and in which few-valued columns learn which of
 * their values mean the same (`vldb` and `very large data bases`).
 */
import { compete, type Pair } from './compete.ts';
import { levelCount, levelOf, neverFalling, silent } from './levels.ts';

export interface Candidate extends Pair {
  /** By column, 0 to 1 or NaN. */
  likeness: Float64Array;
  /** By column, the two values when the column has few of them, else undefined: their association is learned. */
  values: readonly (readonly [string, string] | undefined)[];
}

export interface Weighed {
  /** The chance of each candidate, its rivals considered. */
  chances: Float64Array;
  /** Its weight: the sum of the natural logarithms of its likelihood ratios. */
  weights: Float64Array;
  /** By column and level, the weight of that agreement. */
  levels: number[][];
}

const rounds = 25;

/** `often`: several left rows may be one right row (see `compete`). */
export function weighCandidates(candidates: readonly Candidate[], often = false): Weighed {
  const width = candidates[0]?.likeness.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => column);
  const levels = columns.map((column) => Int8Array.from(candidates, (one) => levelOf(one.likeness[column]!)));
  let chances = firstGuess(candidates);
  let weights: Float64Array = new Float64Array(candidates.length);
  let table: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const matched = chances.reduce((sum, chance) => sum + chance, 0);
    const prior = Math.log((matched + 0.5) / (candidates.length - matched + 0.5));
    table = columns.map((column) => weightsOfLevels(levels[column]!, chances));
    weights = Float64Array.from(candidates, (_, i) =>
      columns.reduce((sum, column) => {
        const level = levels[column]![i]!;
        return sum + (level === silent ? 0 : table[column]![level]!);
      }, 0),
    );
    for (const column of columns) addAssociations(candidates, column, levels[column]!, table[column]!, chances, weights);
    chances = compete(
      candidates,
      weights.map((weight) => Math.exp(Math.min(60, weight + prior))),
      often,
    );
  }
  return { chances, weights, levels: table };
}

/** Where to begin: what is the best of both its rows by mean likeness, and better than most, is probably a match. */
function firstGuess(candidates: readonly Candidate[]): Float64Array {
  const means = Float64Array.from(candidates, ({ likeness }) => {
    const known = likeness.filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  });
  const typical = means.toSorted()[Math.floor(means.length / 2)] ?? 0;
  const best = { left: new Map<number, number>(), right: new Map<number, number>() };
  candidates.forEach((pair, i) => {
    for (const side of ['left', 'right'] as const)
      best[side].set(pair[side], Math.max(best[side].get(pair[side]) ?? 0, means[i]!));
  });
  return Float64Array.from(candidates, (pair, i) =>
    means[i] === best.left.get(pair.left) && means[i] === best.right.get(pair.right) && means[i]! > (1 + typical) / 2
      ? 0.9
      : 0.02,
  );
}

function weightsOfLevels(levels: Int8Array, chances: Float64Array): number[] {
  const same = new Float64Array(levelCount).fill(0.5);
  const other = new Float64Array(levelCount).fill(0.5);
  levels.forEach((level, i) => {
    if (level === silent) return;
    same[level]! += chances[i]!;
    other[level]! += 1 - chances[i]!;
  });
  const sum = (counts: Float64Array): number => counts.reduce((a, b) => a + b, 0);
  const [all, rest] = [sum(same), sum(other)];
  const ratios = Array.from(same, (count, level) => Math.log(count / all) - Math.log(other[level]! / rest));
  return neverFalling(
    ratios,
    Array.from(same, (count, level) => count + other[level]!),
  );
}

/**
 * In a column of few values the pair of values says more than their letters: how much more often it occurs among
 * matches than by chance replaces the weight of the level.
 */
function addAssociations(
  candidates: readonly Candidate[],
  column: number,
  levels: Int8Array,
  table: readonly number[],
  chances: Float64Array,
  weights: Float64Array,
): void {
  const counts = new Map<string, { same: number; other: number }>();
  let same = 1;
  let other = 1;
  candidates.forEach(({ values }, i) => {
    const pair = values[column];
    if (pair === undefined || levels[i] === silent) return;
    const name = pair.join('\u0000');
    const count = counts.get(name) ?? { same: 0, other: 0 };
    count.same += chances[i]!;
    count.other += 1 - chances[i]!;
    counts.set(name, count);
    same += chances[i]!;
    other += 1 - chances[i]!;
  });
  if (counts.size === 0) return;
  candidates.forEach(({ values }, i) => {
    const pair = values[column];
    const level = levels[i]!;
    if (pair === undefined || level === silent) return;
    const count = counts.get(pair.join('\u0000'))!;
    const byLevel = table[level]!;
    // The level's own ratio counts as two pairs seen beforehand.
    const expected = 2 / (1 + Math.exp(-byLevel));
    const ratio = Math.log((count.same + expected) / (same + 2)) - Math.log((count.other + 2 - expected) / (other + 2));
    weights[i]! += ratio - byLevel;
  });
}
