/** Learning from labels: boosted trees over the evidence, then once more with what each pair's rivals were given. */
import { type Pair, rivals } from './compete.ts';
import { boost, usualBoosting } from './gradient-boosting.ts';

export interface Learned {
  /** For each pair, labelled or not, the chance that it is a match; for labelled ones by a model that did not see them. */
  chances: Float64Array;
  /** Above which a pair is taken for a match: the best F1 on the labelled pairs, each judged by models blind to it. */
  threshold: number;
}

const folds = 5;
const draws = 2;

/** `labels`: true, false, or undefined where the answer is not known. */
export function learnChances(
  pairs: readonly Pair[],
  features: readonly Float64Array[],
  surplus: readonly (readonly string[])[],
  labels: readonly (boolean | undefined)[],
): Learned {
  const first = crossFit(pairs, features, surplus, labels, 1);
  const odds = first.map(logit);
  const rival = rivals(pairs, odds);
  const withRivals = features.map((own, i) => {
    const gap = (score: number): number => (score === Number.NEGATIVE_INFINITY ? Number.NaN : odds[i]! - score);
    return Float64Array.of(...own, odds[i]!, gap(rival.left[i]!), gap(rival.right[i]!));
  });
  const second = crossFit(pairs, withRivals, surplus, labels, 2);
  const chances = first.map((chance, i) => 0.3 * chance + 0.7 * second[i]!);
  return { chances, threshold: bestThreshold(chances, labels) };
}

/**
 * Pairs of one left row stay in one fold, so that no model is asked about a row that it learned. Each fold's model is
 * the mean of a few that drew otherwise.
 */
function crossFit(
  pairs: readonly Pair[],
  features: readonly Float64Array[],
  surplus: readonly (readonly string[])[],
  labels: readonly (boolean | undefined)[],
  seed: number,
): Float64Array {
  const chances = new Float64Array(pairs.length);
  const foldOf = (pair: Pair): number => (Math.imul(pair.left + 1, 0x9e3779b1) >>> 8) % folds;
  for (let fold = 0; fold < folds; fold++) {
    const known = pairs.flatMap((pair, i) => (labels[i] !== undefined && foldOf(pair) !== fold ? [i] : []));
    const worded = weighSurplus(known, surplus, labels);
    const rows = features.map((own, i) => Float64Array.of(...own, ...worded(i)));
    for (let draw = 0; draw < draws; draw++) {
      const model = boost(
        known.map((i) => rows[i]!),
        known.map((i) => (labels[i] ? 1 : 0)),
        { ...usualBoosting, seed: seed * 100 + fold * 10 + draw },
      );
      pairs.forEach((pair, i) => {
        if (labels[i] === undefined) chances[i]! += model.predict(rows[i]!) / folds / draws;
        else if (foldOf(pair) === fold) chances[i]! += model.predict(rows[i]!) / draws;
      });
    }
  }
  return chances;
}

/**
 * What the words that one side lacks say, by the labels: the sum of their log-ratios and the most contrary of them.
 * A pair that was counted is left out of its own count.
 */
function weighSurplus(
  known: readonly number[],
  surplus: readonly (readonly string[])[],
  labels: readonly (boolean | undefined)[],
): (i: number) => [sum: number, least: number] {
  const counted = new Set(known);
  const counts = new Map<string, [same: number, other: number]>();
  let same = 0;
  for (const i of known) {
    if (labels[i]) same++;
    for (const word of surplus[i]!) {
      const count = counts.get(word) ?? [0, 0];
      count[labels[i] ? 0 : 1]++;
      counts.set(word, count);
    }
  }
  const share = same / Math.max(1, known.length);
  return (i) => {
    let [sum, least] = [0, 0];
    for (const word of surplus[i]!) {
      let [inSame, inOther] = counts.get(word) ?? [0, 0];
      if (counted.has(i)) labels[i] ? inSame-- : inOther--;
      const ratio = Math.log((inSame + 4 * share) / (inOther + 4 * (1 - share))) - Math.log(share / (1 - share));
      sum += ratio;
      least = Math.min(least, ratio);
    }
    return [sum, least];
  };
}

function bestThreshold(chances: Float64Array, labels: readonly (boolean | undefined)[]): number {
  const known = [...chances.keys()].filter((i) => labels[i] !== undefined).sort((a, b) => chances[b]! - chances[a]!);
  const wanted = known.filter((i) => labels[i]).length;
  let right = 0;
  let best = { f1: 0, at: 0 };
  known.forEach((i, said) => {
    if (labels[i]) right++;
    const f1 = (2 * right) / (said + 1 + wanted);
    if (f1 > best.f1) best = { f1, at: said };
  });
  const here = chances[known[best.at]!] ?? 0.5;
  const next = chances[known[best.at + 1]!] ?? here;
  return (here + next) / 2;
}

function logit(chance: number): number {
  const bounded = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log(bounded / (1 - bounded));
}
