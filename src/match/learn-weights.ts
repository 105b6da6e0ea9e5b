/** Learning what agreement weighs: without labels from candidates that compete, and from what people decided. */
import { agree, type Column, columnNames, columns, type Levels, type Seen, see } from './agreement.ts';
import { metByName } from './block-keys.ts';
import { eachMeeting } from './meet.ts';
import type { Blocked } from './pairs.ts';
import { compete, type Pair } from './score/compete.ts';
import { scaleOf, type Weights, weigh } from './weights.ts';

/** Candidates whose rows (`left`, `right`) compete: a sheet has at most one partner in each other source. */
export interface MetPair extends Pair {
  levels: Levels;
  /**
   * They met by their names. Pairs that met by an address, a web page, a holder or a contact alone say nothing of how
   * often two others share one: were they counted, a page in common would look like chance.
   */
  byName: boolean;
}

export interface LabelledPair {
  levels: Levels;
  same: boolean;
}

/** The candidate pairs between sources, as the learner sees them. */
export function metPairs(sheets: readonly Blocked[]): MetPair[] {
  const seen = new Map<number, Seen>();
  const seeOnce = (i: number): Seen => {
    const known = seen.get(i) ?? see(sheets[i]!.sheet);
    seen.set(i, known);
    return known;
  };
  // A row is a sheet as one other source sees it.
  const rows = new Map<string, number>();
  const row = (sheet: number, source: string): number => {
    const name = `${sheet} ${source}`;
    const known = rows.get(name) ?? rows.size;
    rows.set(name, known);
    return known;
  };
  const pairs: MetPair[] = [];
  eachMeeting(
    sheets.map(({ keys }) => keys),
    (i, j) => {
      const [one, other] = [sheets[i]!, sheets[j]!];
      if (one.sheet.source === other.sheet.source) return;
      const agreement = agree(seeOnce(i), seeOnce(j));
      if (agreement === undefined) return;
      pairs.push({
        left: row(i, other.sheet.source),
        right: row(j, one.sheet.source),
        levels: agreement.levels,
        byName: metByName(one.keys, other.keys),
      });
    },
  );
  return pairs;
}

/** What is believed before anything is seen: each better level is so many times likelier of one project, prior 1 to 20. */
const steeper = 2.2;

export function firstBelief(): Weights {
  const shares = columnNames.map((column) => {
    const rising = columns[column].map((_, level) => steeper ** level);
    const all = rising.reduce((sum, share) => sum + share, 0);
    const same = rising.map((share) => share / all);
    return [column, { same, other: same.toReversed() }] as const;
  });
  return { prior: -3, shares: Object.fromEntries(shares) as Record<Column, { same: number[]; other: number[] }> };
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

/** Columns by which sheets meet besides their names. */
const meetingPoints: readonly Column[] = ['place', 'web', 'holder', 'contact'];

function countShares(
  pairs: readonly { levels: Levels; byName?: boolean }[],
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
    pairs.forEach(({ levels, byName = true }, i) => {
      const level = levels[at]!;
      if (level < 0 || (!byName && meetingPoints.includes(column))) return;
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
