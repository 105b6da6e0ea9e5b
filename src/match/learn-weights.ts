/** Learning what agreement weighs: without labels from candidates that compete, and from what people decided. */
import { type Column, columnNames, type Levels } from './agreement.ts';
import { compete, type Pair } from './score/compete.ts';
import { scaleOf, type Weights, weigh } from './weights.ts';

/** Candidates whose rows (`left`, `right`) compete: a sheet has at most one partner in each other source. */
export interface MetPair extends Pair {
  levels: Levels;
  /**
   * They met by a web address alone. Such pairs say nothing of how often two others share one: without that, a page in
   * common would look like chance.
   */
  byWeb: boolean;
}

export interface LabelledPair {
  levels: Levels;
  same: boolean;
}

const rounds = 40;
/** So many invented pairs of each kind speak for what was believed before, however few were seen. */
const believed = 2;

/**
 * Expectation maximisation over candidates that compete one-to-one, from a first belief. A column that the candidates
 * never say keeps its belief. The order of the pairs changes nothing.
 */
export function learnUnlabelled(pairs: readonly MetPair[], belief: Weights): Weights {
  let weights = belief;
  for (let round = 0; round < rounds; round++) {
    const scale = scaleOf(weights);
    const chances = compete(
      pairs,
      pairs.map(({ levels }) => Math.exp(Math.min(60, weigh(levels, scale)))),
    );
    weights = countShares(pairs, chances, belief, believed);
  }
  return weights;
}

/** Below so many decided pairs of either kind, what was learned without labels stands. */
export const enoughDecisions = 30;
/**
 * So many pairs of each kind the weights in force count for. Pairs that people are asked about are harder than those
 * that nobody needs to be asked about: decisions bend the weights, they do not replace them.
 */
const inForce = 100;

/** The weights, bent by decided pairs; `undefined` when there are fewer than `enoughDecisions` of either kind. */
export function learnFromDecisions(decided: readonly LabelledPair[], belief: Weights): Weights | undefined {
  const same = decided.filter((pair) => pair.same).length;
  if (same < enoughDecisions || decided.length - same < enoughDecisions) return undefined;
  const chances = decided.map((pair) => (pair.same ? 1 : 0));
  return { ...countShares(decided, chances, belief, inForce), prior: belief.prior };
}

function countShares(
  pairs: readonly { levels: Levels; byWeb?: boolean }[],
  chances: ArrayLike<number>,
  belief: Weights,
  strength: number,
): Weights {
  let matched = 0;
  for (let i = 0; i < pairs.length; i++) matched += chances[i]!;
  const shares = columnNames.map((column, at) => {
    const same = belief.shares[column].same.map((share) => strength * share);
    const other = belief.shares[column].other.map((share) => strength * share);
    let [allSame, allOther] = [strength, strength];
    pairs.forEach(({ levels, byWeb }, i) => {
      const level = levels[at]!;
      if (level < 0 || (column === 'web' && byWeb)) return;
      same[level]! += chances[i]!;
      other[level]! += 1 - chances[i]!;
      allSame += chances[i]!;
      allOther += 1 - chances[i]!;
    });
    return [column, { same: same.map((n) => n / allSame), other: other.map((n) => n / allOther) }] as const;
  });
  return {
    prior: Math.log((matched + 1) / (pairs.length - matched + 1)),
    shares: Object.fromEntries(shares) as Record<Column, { same: number[]; other: number[] }>,
  };
}
