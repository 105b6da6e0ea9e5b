/**
 * Weights without labels: Fellegi & Sunter's log-likelihood ratios per column and level, found by expectation
 * maximisation (Winkler 1988) in which candidates compete one-to-one, and in which few-valued columns learn which of
 * their values mean the same (`vldb` and `very large data bases`).
 */
import { compete, type Pair } from './compete.ts';
import { levelCount, levelOf, neverFalling, silent } from './levels.ts';

/** What is seen of a pair. */
export interface Seen {
  /** By column, 0 to 1 or NaN. */
  likeness: Float64Array;
  /** Words that only one side has. */
  surplus: readonly string[];
}

export interface Candidate extends Pair, Seen {
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

export interface Circumstances {
  /** Several left rows may be one right row (see `compete`). */
  often?: boolean;
  /**
   * Pairs drawn at random from the whole lists: what agreement is worth is then measured against chance.
   * Without them (only a selection of pairs is known) against the candidates that lose.
   */
  random?: readonly Seen[];
  /** Rows of the two lists; needed with `random`. */
  rows?: { left: number; right: number };
}

export function weighCandidates(candidates: readonly Candidate[], circumstances: Circumstances = {}): Weighed {
  const { often = false, random = [], rows } = circumstances;
  const width = candidates[0]?.likeness.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => column);
  const levels = columns.map((column) => Int8Array.from(candidates, (one) => levelOf(one.likeness[column]!)));
  const byChance = columns.map((column) => Int8Array.from(random, ({ likeness }) => levelOf(likeness[column]!)));
  let chances = firstGuess(candidates);
  let weights: Float64Array = new Float64Array(candidates.length);
  let table: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const matched = chances.reduce((sum, chance) => sum + chance, 0);
    const prior =
      rows === undefined
        ? Math.log((matched + 0.5) / (candidates.length - matched + 0.5))
        : Math.log((matched + 0.5) / (Math.max(0, rows.left - matched) + 0.5) / rows.right);
    table = columns.map((column) => weightsOfLevels(levels[column]!, chances, byChance[column]!));
    weights = Float64Array.from(candidates, (_, i) =>
      columns.reduce((sum, column) => {
        const level = levels[column]![i]!;
        return sum + (level === silent ? 0 : table[column]![level]!);
      }, 0),
    );
    for (const column of columns)
      addAssociations(candidates, column, levels[column]!, table[column]!, chances, weights);
    addSurplus(candidates, random, chances, weights);
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

function weightsOfLevels(levels: Int8Array, chances: Float64Array, byChance: Int8Array): number[] {
  const same = new Float64Array(levelCount).fill(0.5);
  const other = new Float64Array(levelCount).fill(0.5);
  levels.forEach((level, i) => {
    if (level === silent) return;
    same[level]! += chances[i]!;
    if (byChance.length === 0) other[level]! += 1 - chances[i]!;
  });
  for (const level of byChance) if (level !== silent) other[level]!++;
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

/** Words seen less often than this among likely matches and others together say nothing. */
const fewest = 20;

/**
 * A word that one side has and the other lacks weighs by how much more often that happens among matches than
 * otherwise: `professionnel` parts two schools of one name, `général` does not.
 */
function addSurplus(
  candidates: readonly Candidate[],
  random: readonly Seen[],
  chances: Float64Array,
  weights: Float64Array,
): void {
  const counts = new Map<string, [same: number, other: number]>();
  let same = 0;
  let other = random.length;
  const count = (word: string, at: 0 | 1, by: number): void => {
    const known = counts.get(word);
    if (known !== undefined) known[at] += by;
    else counts.set(word, at === 0 ? [by, 0] : [0, by]);
  };
  candidates.forEach(({ surplus }, i) => {
    same += chances[i]!;
    if (random.length === 0) other += 1 - chances[i]!;
    for (const word of surplus) {
      if (chances[i]! > 0.01) count(word, 0, chances[i]!);
      if (random.length === 0) count(word, 1, 1 - chances[i]!);
    }
  });
  for (const { surplus } of random) for (const word of surplus) count(word, 1, 1);
  const table = new Map<string, number>();
  for (const [word, [inSame, inOther]] of counts)
    if (inSame + (inOther * same) / other >= fewest)
      // Half a weight: words of one expression come together, and are not as many proofs.
      table.set(word, 0.5 * Math.log((inSame + 3) / (same * (inOther / other) + 3)));
  candidates.forEach(({ surplus }, i) => {
    for (const word of surplus) weights[i]! += table.get(word) ?? 0;
  });
}
