/** Clusters: which sheets stand together as one project, by key and by what people decided. */
import type { Sheet } from '#model/sheet.ts';

/** Metres over which two sites of one name in one commune are no longer taken for the same. */
const farApart = 2_000;

export interface Clusterable {
  sheet: Sheet;
  key: string | null;
}

/** Two people's words on two sheets; `same` joins whatever the keys say, `not-same` parts for good. */
export interface PairDecision {
  kind: 'same' | 'not-same';
  sheets: readonly [string, string];
}

/**
 * Groups the sheets. Of one key stand together at most one sheet of each source, all within two kilometres of one
 * another; when a source has two under one key, or the points disagree, nobody is joined (better two pages than a
 * wrong one). A decided pair is joined, or kept apart, before everything else.
 */
export function cluster(sheets: readonly Clusterable[], decisions: readonly PairDecision[]): Sheet[][] {
  const parent = new Map(sheets.map(({ sheet }) => [sheet.id, sheet.id]));
  const root = (id: string): string => {
    const up = parent.get(id)!;
    return up === id ? id : root(up);
  };
  const apart = new Map<string, Set<string>>();
  const known = decisions.filter(({ sheets: [a, b] }) => parent.has(a) && parent.has(b));
  for (const {
    kind,
    sheets: [a, b],
  } of known) {
    if (kind !== 'not-same') continue;
    apart.set(a, (apart.get(a) ?? new Set()).add(b));
    apart.set(b, (apart.get(b) ?? new Set()).add(a));
  }
  const members = new Map(sheets.map(({ sheet }) => [sheet.id, [sheet.id]]));
  const join = (a: string, b: string): void => {
    const [first, second] = [root(a), root(b)].sort() as [string, string];
    if (first === second) return;
    const [left, right] = [members.get(first)!, members.get(second)!];
    if (left.some((id) => right.some((other) => apart.get(id)?.has(other)))) return;
    parent.set(second, first);
    left.push(...right);
  };
  for (const { kind, sheets: pair } of known) if (kind === 'same') join(...pair);
  const byKey = Map.groupBy(
    sheets.filter(({ key }) => key !== null),
    ({ key }) => key!,
  );
  for (const group of byKey.values()) {
    if (new Set(group.map(({ sheet }) => sheet.source)).size !== group.length || !nearTogether(group)) continue;
    for (const { sheet } of group.slice(1)) join(group[0]!.sheet.id, sheet.id);
  }
  const grouped = Map.groupBy(sheets, ({ sheet }) => root(sheet.id));
  return [...grouped.values()].map((group) => group.map(({ sheet }) => sheet));
}

/** Whether every two exact points of the group lie near each other; points of communes say nothing here. */
function nearTogether(group: readonly Clusterable[]): boolean {
  const points = group.flatMap(({ sheet }) =>
    sheet.sites.flatMap(({ point, precision }) =>
      point !== undefined && (precision === 'site' || precision === 'street') ? [point] : [],
    ),
  );
  return points.every((a, i) =>
    points.slice(i + 1).every((b) => {
      const north = (a.lat - b.lat) * 111_195;
      const east = (a.lon - b.lon) * 111_195 * Math.cos((a.lat * Math.PI) / 180);
      return Math.hypot(north, east) <= farApart;
    }),
  );
}
