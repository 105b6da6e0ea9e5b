/** Which sheets are one: candidates by block, judged, and kept when each is the other's best by a margin. */
import type { Sheet } from '#model/sheet.ts';
import { judge, type Outcome, type Seen, see, type Verdict } from './judge.ts';
import { eachMeeting } from './meet.ts';
import { onlyCommune } from './place-evidence.ts';
import { usualScale } from './usual-weights.ts';
import type { Scale } from './weights.ts';

export interface Blocked {
  sheet: Sheet;
  keys: readonly string[];
}

export interface JudgedPair extends Verdict {
  a: string;
  b: string;
}

/** How much better than its rivals, in log-odds, a partner must be: of two that are as good, neither. */
const margin = 0.5;

/** What is seen of this many sheets is kept at hand; the rest is made again when it is needed. */
const mostSeen = 50_000;

export interface Circumstances {
  /** Pairs that a person parted: they are no rivals either. */
  apart?: (a: string, b: string) => boolean;
  /** Keys that too many sheets have, here or elsewhere. */
  tooLarge?: ReadonlySet<string>;
  scale?: Scale;
}

/**
 * Every pair that shares a key and is *same* or *ask*, best first; `same` only when both are one another's best among
 * the sheets of the other's source: a tie becomes `ask`. The order of the sheets changes nothing.
 */
export function judgePairs(
  sheets: readonly Blocked[],
  { apart = () => false, tooLarge, scale = usualScale }: Circumstances = {},
): JudgedPair[] {
  // Sheets of one town side by side: they meet, and what was seen of them is at hand.
  const order = sheets
    .map((entry) => ({ ...entry, town: onlyCommune(entry.sheet) ?? '' }))
    .sort((a, b) => compareText(a.town, b.town) || compareText(a.sheet.id, b.sheet.id));
  let seen = new Map<number, Seen>();
  const seeOnce = (i: number): Seen => {
    let known = seen.get(i);
    if (known !== undefined) return known;
    if (seen.size >= mostSeen) seen = new Map();
    known = see(order[i]!.sheet);
    seen.set(i, known);
    return known;
  };
  const pairs: JudgedPair[] = [];
  const meet = (i: number, j: number): void => {
    const [first, second] = [order[i]!.sheet, order[j]!.sheet];
    if (first.id === second.id || apart(first.id, second.id)) return;
    const [one, other] = first.id < second.id ? [i, j] : [j, i];
    const verdict = judge(seeOnce(one), seeOnce(other), scale);
    if (verdict.outcome === 'same' || verdict.outcome === 'ask')
      pairs.push({ a: order[one]!.sheet.id, b: order[other]!.sheet.id, ...verdict });
  };
  eachMeeting(
    order.map(({ keys }) => keys),
    meet,
    tooLarge,
  );
  const at = new Map(order.map(({ sheet }, i) => [sheet.id, i]));
  return keepMutualBest(pairs, {
    sourceOf: (id) => order[at.get(id)!]!.sheet.source,
    areTwo: (a, b) => apart(a, b) || judge(seeOnce(at.get(a)!), seeOnce(at.get(b)!), scale).against,
  }).sort((one, other) => other.score - one.score || compareText(one.a, other.a) || compareText(one.b, other.b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Rivalry {
  sourceOf(id: string): string;
  /** Sheets of two sources that cannot stand in one project. */
  areTwo(a: string, b: string): boolean;
}

/**
 * Rivals are those of one source, which are two by their partner's word; and those of two sources that would each be
 * merged and cannot stand together: with whom a sheet goes must not hang on whose id comes first.
 */
function keepMutualBest(pairs: readonly JudgedPair[], { sourceOf, areTwo }: Rivalry): JudgedPair[] {
  // Whoever repeats itself within its own source is no rival of itself.
  const twin = new Set<string>();
  for (const { a, b, outcome } of pairs)
    if (outcome === 'same' && sourceOf(a) === sourceOf(b)) twin.add(`${a}\u0000${b}`).add(`${b}\u0000${a}`);
  const choices = new Map<string, { partner: string; score: number; outcome: Outcome }[]>();
  const note = (from: string, partner: string, { score, outcome }: JudgedPair): void => {
    const known = choices.get(from);
    if (known === undefined) choices.set(from, [{ partner, score, outcome }]);
    else known.push({ partner, score, outcome });
  };
  for (const pair of pairs) {
    note(pair.a, pair.b, pair);
    note(pair.b, pair.a, pair);
  }
  const isRival = (partner: string, rival: string, outcome: Outcome): boolean =>
    sourceOf(partner) === sourceOf(rival)
      ? !twin.has(`${partner}\u0000${rival}`)
      : outcome === 'same' && areTwo(...([partner, rival].sort() as [string, string]));
  const best = (from: string, { partner, score }: { partner: string; score: number }): boolean =>
    choices
      .get(from)!
      .every(
        (rival) =>
          rival.partner === partner || rival.score <= score - margin || !isRival(partner, rival.partner, rival.outcome),
      );
  return pairs.map((pair) => {
    if (pair.outcome !== 'same' || sourceOf(pair.a) === sourceOf(pair.b)) return pair;
    const { a, b, score } = pair;
    if (best(a, { partner: b, score }) && best(b, { partner: a, score })) return pair;
    return { ...pair, outcome: 'ask', reasons: [...pair.reasons, 'another is as good'] };
  });
}
