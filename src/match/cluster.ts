/** Clusters: which sheets stand together as one project, by what they say and by what people decided. */
import type { Sheet } from '#model/sheet.ts';
import { judge, see } from './judge.ts';
import { type Blocked, type Circumstances, type JudgedPair, judgePairs } from './pairs.ts';

/** Two people's words on two sheets; `same` joins whatever the sheets say, `not-same` parts for good. */
export interface PairDecision {
  kind: 'same' | 'not-same';
  sheets: readonly [string, string];
}

/**
 * Groups the sheets. A decided pair is joined, or kept apart, before everything else; then judged pairs, best first,
 * as long as every two of a group can stand together: at most one sheet of each source (but plain repetitions), no
 * places that disagree, no word that parts. So a chain of pairs does not swallow a town.
 */
export function cluster(sheets: readonly Blocked[], decisions: readonly PairDecision[]): Sheet[][] {
  return clusterAndAsk(sheets, decisions).groups;
}

/** The groups, and the pairs that a person should look at: good, but not good enough, or not to be had with the rest. */
export function clusterAndAsk(
  sheets: readonly Blocked[],
  decisions: readonly PairDecision[],
  { tooLarge, scale }: Pick<Circumstances, 'tooLarge' | 'scale'> = {},
): { groups: Sheet[][]; asked: JudgedPair[] } {
  const parent = new Map(sheets.map(({ sheet }) => [sheet.id, sheet.id]));
  const root = (id: string): string => {
    let top = id;
    while (parent.get(top) !== top) top = parent.get(top)!;
    return top;
  };
  const known = decisions.filter(({ sheets: [a, b] }) => parent.has(a) && parent.has(b));
  const apart = new Map<string, Set<string>>();
  for (const { kind, sheets: pair } of known)
    if (kind === 'not-same')
      for (const [a, b] of [pair, pair.toReversed()] as [string, string][])
        apart.set(a, (apart.get(a) ?? new Set()).add(b));
  const parted = (a: string, b: string): boolean => apart.get(a)?.has(b) ?? false;
  const members = new Map(sheets.map(({ sheet }) => [sheet.id, [sheet.id]]));
  const join = (a: string, b: string, fits: (one: string, other: string) => boolean): void => {
    const [first, second] = [root(a), root(b)].sort() as [string, string];
    if (first === second) return;
    const [left, right] = [members.get(first)!, members.get(second)!];
    if (left.some((one) => right.some((other) => parted(one, other) || !fits(one, other)))) return;
    parent.set(second, first);
    left.push(...right);
  };
  for (const { kind, sheets: pair } of known) if (kind === 'same') join(...pair, () => true);

  const byId = new Map(sheets.map(({ sheet }) => [sheet.id, sheet]));
  const canStandTogether = (one: string, other: string): boolean => {
    const [a, b] = [byId.get(one)!, byId.get(other)!];
    const verdict = judge(see(a), see(b), scale);
    return a.source === b.source ? verdict.outcome === 'same' : !verdict.against;
  };
  const pairs = judgePairs(sheets, { apart: parted, tooLarge, scale });
  for (const { a, b, outcome } of pairs) if (outcome === 'same') join(a, b, canStandTogether);
  const grouped = Map.groupBy(sheets, ({ sheet }) => root(sheet.id));
  return {
    groups: [...grouped.values()].map((group) => group.map(({ sheet }) => sheet)),
    asked: pairs.filter(({ a, b }) => root(a) !== root(b)),
  };
}
