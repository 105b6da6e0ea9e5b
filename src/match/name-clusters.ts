/** Which project each cluster is: ids last as long as one of their sheets, whatever the sheets come to be grouped with. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Affected } from './affected.ts';

/**
 * Gives every cluster its project's id. The oldest ids choose first: each goes to the nameless cluster that holds most
 * of its sheets, so that of several projects that become one the oldest address stays, and of the parts of a split the
 * larger keeps it (of equals, the one with the sheet that came first). Whoever has none then is given an id drawn from
 * its founding sheet, which is the one that this sheet had when it stood alone, if nobody holds it. `homes` tells of
 * sheets that are to be seen as standing elsewhere than they do.
 */
export async function nameClusters(
  trx: Kysely<Tables>,
  clusters: readonly Sheet[][],
  affected: Affected,
  homes: Readonly<Record<string, string>> = {},
): Promise<Map<string, Sheet[]>> {
  const bySheet = new Map(affected.sheets.map((entry) => [entry.sheet.id, entry]));
  const homeOf = (sheet: Sheet): string | null =>
    (Object.hasOwn(homes, sheet.id) ? homes[sheet.id] : bySheet.get(sheet.id)!.project) ?? null;
  const earlier = (a: Sheet, b: Sheet): number =>
    bySheet.get(a.id)!.firstSeen.getTime() - bySheet.get(b.id)!.firstSeen.getTime() || (a.id < b.id ? -1 : 1);
  const founder = (sheets: readonly Sheet[]): Sheet => [...sheets].sort(earlier)[0]!;

  const claims = new Map<string, Map<readonly Sheet[], number>>();
  for (const sheets of clusters)
    for (const sheet of sheets) {
      const id = homeOf(sheet);
      if (id === null) continue;
      const claim = claims.get(id) ?? new Map<readonly Sheet[], number>();
      claims.set(id, claim.set(sheets, (claim.get(sheets) ?? 0) + 1));
    }
  const named = new Map<string, Sheet[]>();
  const taken = new Set<readonly Sheet[]>();
  for (const id of await byAge(trx, [...claims.keys()])) {
    const [largest] = [...claims.get(id)!]
      .filter(([sheets]) => !taken.has(sheets))
      .sort(([a, x], [b, y]) => y - x || b.length - a.length || earlier(founder(a), founder(b)));
    if (largest === undefined) continue;
    taken.add(largest[0]);
    named.set(id, [...largest[0]]);
  }

  const nameless = clusters
    .filter((sheets) => !taken.has(sheets))
    .map((sheets) => ({ sheets, founder: founder(sheets) }))
    .sort((a, b) => earlier(a.founder, b.founder));
  const here = [...bySheet.keys()];
  const held = await heldElsewhere(
    trx,
    nameless.map((one) => shortId(one.founder.id)),
    here,
  );
  for (const { sheets, founder: first } of nameless) {
    let free = shortId(first.id);
    for (let salt = 1; held.has(free) || named.has(free); salt++) {
      free = shortId(first.id, salt);
      for (const id of await heldElsewhere(trx, [free], here)) held.add(id);
    }
    named.set(free, [...sheets]);
  }
  return named;
}

/** The ids, those of the oldest projects first. */
async function byAge(trx: Kysely<Tables>, ids: readonly string[]): Promise<string[]> {
  const age = new Map<string, number>();
  for (let at = 0; at < ids.length; at += 5000)
    for (const row of await trx
      .selectFrom('project')
      .select(['id', 'first_seen'])
      .where('id', 'in', ids.slice(at, at + 5000))
      .execute())
      age.set(row.id, row.first_seen.getTime());
  return [...ids].sort((a, b) => (age.get(a) ?? 0) - (age.get(b) ?? 0) || (a < b ? -1 : 1));
}

/** Those of the ids that are the home of a living sheet other than these. */
async function heldElsewhere(
  trx: Kysely<Tables>,
  ids: readonly string[],
  but: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct project_sheet.project as id
    from project_sheet join sheet on sheet.record = project_sheet.sheet
    where project_sheet.project = any(${[...ids]}::text[]) and sheet.live
      and project_sheet.sheet <> all(${[...but]}::text[])`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}
