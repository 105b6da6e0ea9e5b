/** Which sheets are one: candidates by block, judged, and kept when each is the other's best by a margin. */
import type { Sheet } from '#model/sheet.ts';
import { judge, type Seen, see, type Verdict } from './judge.ts';
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
  const sources = new Map(order.map(({ sheet }) => [sheet.id, sheet.source]));
  return keepMutualBest(pairs, (id) => sources.get(id)!).sort(
    (one, other) => other.score - one.score || compareText(one.a, other.a) || compareText(one.b, other.b),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keepMutualBest(pairs: readonly JudgedPair[], sourceOf: (id: string) => string): JudgedPair[] {
  // Whoever repeats itself within its own source is no rival of itself.
  const twin = new Set<string>();
  for (const { a, b, outcome } of pairs)
    if (outcome === 'same' && sourceOf(a) === sourceOf(b)) twin.add(`${a}\u0000${b}`).add(`${b}\u0000${a}`);
  const choices = new Map<string, { partner: string; score: number }[]>();
  const note = (from: string, partner: string, score: number): void => {
    const name = `${from}\u0000${sourceOf(partner)}`;
    const known = choices.get(name);
    if (known === undefined) choices.set(name, [{ partner, score }]);
    else known.push({ partner, score });
  };
  for (const { a, b, score } of pairs) {
    note(a, b, score);
    note(b, a, score);
  }
  const best = (from: string, partner: string, score: number): boolean =>
    (choices.get(`${from}\u0000${sourceOf(partner)}`) ?? []).every(
      (rival) =>
        rival.partner === partner || twin.has(`${partner}\u0000${rival.partner}`) || rival.score <= score - margin,
    );
  return pairs.map((pair) => {
    if (pair.outcome !== 'same' || sourceOf(pair.a) === sourceOf(pair.b)) return pair;
    if (best(pair.a, pair.b, pair.score) && best(pair.b, pair.a, pair.score)) return pair;
    return { ...pair, outcome: 'ask', reasons: [...pair.reasons, 'another is as good'] };
  });
}
