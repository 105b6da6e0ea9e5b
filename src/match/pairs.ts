/** Which sheets are one: candidates by block, judged, and kept when each is the other's best by a margin. */
import type { Sheet } from '#model/sheet.ts';
import { judge, type Seen, see, type Verdict } from './judge.ts';

export interface Blocked {
  sheet: Sheet;
  keys: readonly string[];
}

export interface JudgedPair extends Verdict {
  a: string;
  b: string;
}

/** A key that more sheets than this have in common says nothing: they are not compared for it. */
const mostInBlock = 500;

/** How much better than its rivals a partner must be: of two that are as good, neither. */
const margin = 0.5;

/**
 * Every pair that shares a key and is not `other`, best first; `same` only when both are one another's best among the
 * sheets of the other's source: a tie becomes `ask`. `apart`: pairs that a person parted, which are no rivals either.
 * The order of the sheets changes nothing.
 */
export function judgePairs(
  sheets: readonly Blocked[],
  apart: (a: string, b: string) => boolean = () => false,
): JudgedPair[] {
  const seen = new Map<string, Seen>(sheets.map(({ sheet }) => [sheet.id, see(sheet)]));
  const blocks = Map.groupBy(
    sheets.flatMap(({ sheet, keys }) => keys.map((key) => ({ key, id: sheet.id }))),
    ({ key }) => key,
  );
  const met = new Set<string>();
  const pairs: JudgedPair[] = [];
  for (const block of blocks.values()) {
    if (block.length > mostInBlock) continue;
    for (let i = 0; i < block.length; i++)
      for (let j = i + 1; j < block.length; j++) {
        const [a, b] = [block[i]!.id, block[j]!.id].sort() as [string, string];
        const name = `${a}\u0000${b}`;
        if (a === b || met.has(name) || apart(a, b)) continue;
        met.add(name);
        const verdict = judge(seen.get(a)!, seen.get(b)!);
        if (verdict.outcome !== 'other') pairs.push({ a, b, ...verdict });
      }
  }
  return keepMutualBest(pairs, (id) => seen.get(id)!.sheet.source).sort(
    (one, other) => other.score - one.score || (one.a + one.b < other.a + other.b ? -1 : 1),
  );
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
  for (const { a, b, score, outcome } of pairs) {
    if (outcome === 'related') continue;
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
