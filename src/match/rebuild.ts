/** Projects out of sheets: after some sheets changed, their clusters are found again and their projects written. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import type { Project } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';
import { type Affected, affectedSheets } from './affected.ts';
import { clusterAndAsk } from './cluster.ts';
import { mergeSheets, projectHash, type TellingSource } from './merge.ts';
import { choicesOn, keepQuestions } from './questions.ts';
import { scaleInForce } from './weights-in-force.ts';

export interface Rebuilt {
  created: number;
  changed: number;
  /** Projects that nobody tells of any more: their page says so. */
  hidden: number;
  /** Projects that became part of another: their address leads there. */
  merged: number;
}

export interface RebuildRequest {
  /** Ids of sheets that are new, changed, or no longer live. */
  touched: readonly string[];
  /** The keys that these sheets had before. */
  formerKeys: readonly string[];
  sources: ReadonlyMap<string, TellingSource>;
  now: Date;
}

/**
 * Rebuilds the projects that the touched sheets can concern, and notes each change for the search. Runs inside the
 * caller's transaction, under a lock that makes writers of projects take turns. A project keeps its id while one of
 * its sheets lives; of the parts of a split the larger keeps it; a new one has an id drawn from its founding sheet.
 */
export async function rebuildProjects(trx: Kysely<Tables>, request: RebuildRequest): Promise<Rebuilt> {
  await sql`select pg_advisory_xact_lock(hashtext('carrefour.projects'))`.execute(trx);
  const scale = await scaleInForce(trx);
  const affected = await affectedSheets(trx, request.touched, request.formerKeys, scale);
  const live = affected.sheets.filter((entry) => entry.live);
  const { groups: clusters, asked } = clusterAndAsk(live, affected.decisions, {
    tooLarge: affected.tooLarge,
    scale,
  });
  const named = await nameClusters(trx, clusters, affected);
  const sheetIds = affected.sheets.map(({ sheet }) => sheet.id);
  const choices = await choicesOn(trx, sheetIds);
  const projects = [...named].map(([id, sheets]) => mergeSheets(id, sheets, request.sources, choices));
  await keepQuestions(trx, sheetIds, asked);
  const written = await writeProjects(trx, projects, request.now);
  await linkSheets(trx, named);
  const left = await leaveProjects(trx, named, affected, request.now);
  const changedIds = [...written.ids, ...left.ids];
  for (let at = 0; at < changedIds.length; at += 1000)
    await trx
      .insertInto('index_change')
      .values(changedIds.slice(at, at + 1000).map((project) => ({ project })))
      .execute();
  // Whoever serves the search hears of it when the transaction commits.
  if (changedIds.length > 0) await sql`select pg_notify('carrefour_projects', '')`.execute(trx);
  return { created: written.created, changed: written.changed, hidden: left.hidden, merged: left.merged };
}

/** Gives every cluster its project's id: an id that its sheets already have, else a new one. */
async function nameClusters(
  trx: Kysely<Tables>,
  clusters: readonly Sheet[][],
  affected: Affected,
): Promise<Map<string, Sheet[]>> {
  const bySheet = new Map(affected.sheets.map((entry) => [entry.sheet.id, entry]));
  const former = [...new Set(affected.sheets.flatMap(({ project }) => project ?? []))];
  const age = new Map<string, number>();
  if (former.length > 0)
    for (const row of await trx.selectFrom('project').select(['id', 'first_seen']).where('id', 'in', former).execute())
      age.set(row.id, row.first_seen.getTime());
  const older = (a: string, b: string): number => age.get(a)! - age.get(b)! || (a < b ? -1 : 1);
  const founder = (sheets: readonly Sheet[]): string =>
    [...sheets].sort(
      (a, b) =>
        bySheet.get(a.id)!.firstSeen.getTime() - bySheet.get(b.id)!.firstSeen.getTime() || (a.id < b.id ? -1 : 1),
    )[0]!.id;
  const bySize = [...clusters].sort((a, b) => b.length - a.length || (founder(a) < founder(b) ? -1 : 1));
  const named = new Map<string, Sheet[]>();
  const nameless: Sheet[][] = [];
  for (const sheets of bySize) {
    const known = [...new Set(sheets.flatMap((sheet) => bySheet.get(sheet.id)!.project ?? []))].sort(older);
    const id = known.find((candidate) => !named.has(candidate));
    if (id === undefined) nameless.push(sheets);
    else named.set(id, sheets);
  }
  const wanted = nameless.map((sheets) => ({ sheets, id: shortId(founder(sheets)) }));
  const taken = new Set<string>();
  if (wanted.length > 0) {
    const { rows } = await sql<{ id: string }>`
      select id from project
      where id = any(${wanted.map(({ id }) => id)}::text[])
        and exists (select 1 from project_sheet where project_sheet.project = project.id)`.execute(trx);
    for (const { id } of rows) taken.add(id);
  }
  for (const { sheets, id } of wanted) {
    let free = id;
    for (let salt = 1; taken.has(free) || named.has(free); salt++) {
      free = shortId(founder(sheets), salt);
      const other = await trx.selectFrom('project').select('id').where('id', '=', free).executeTakeFirst();
      if (other !== undefined) taken.add(free);
    }
    named.set(free, sheets);
  }
  return named;
}

async function writeProjects(
  trx: Kysely<Tables>,
  projects: readonly Project[],
  now: Date,
): Promise<{ ids: string[]; created: number; changed: number }> {
  if (projects.length === 0) return { ids: [], created: 0, changed: 0 };
  const rows = await trx
    .selectFrom('project')
    .select(['id', 'hash', 'hidden'])
    .where(
      'id',
      'in',
      projects.map(({ id }) => id),
    )
    .execute();
  const before = new Map(rows.map((row) => [row.id, row]));
  const shown = await withdrawn(trx);
  const fresh = projects
    .map((project) => ({
      project,
      hash: projectHash(project),
      hidden: shown.has(project.id),
      old: before.get(project.id),
    }))
    .filter(({ hash, hidden, old }) => old === undefined || old.hash !== hash || old.hidden !== hidden);
  for (let at = 0; at < fresh.length; at += 500)
    await trx
      .insertInto('project')
      .values(
        fresh.slice(at, at + 500).map(({ project, hash, hidden }) => ({
          id: project.id,
          body: JSON.stringify(project),
          hash,
          hidden,
          first_seen: now,
          updated_at: now,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          body: row.ref('excluded.body'),
          hash: row.ref('excluded.hash'),
          hidden: row.ref('excluded.hidden'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute();
  const ids = fresh.map(({ project }) => project.id);
  if (ids.length > 0) await trx.deleteFrom('project_redirect').where('from_id', 'in', ids).execute();
  const created = fresh.filter(({ old }) => old === undefined).length;
  return { ids, created, changed: fresh.length - created };
}

/** Projects that a person decided to hide: they stay hidden whatever their sheets say. */
async function withdrawn(trx: Kysely<Tables>): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('decision')
    .select('body')
    .where('kind', '=', 'hide')
    .where('undone_at', 'is', null)
    .execute();
  return new Set(rows.map(({ body }) => (body as { project: string }).project));
}

async function linkSheets(trx: Kysely<Tables>, named: ReadonlyMap<string, readonly Sheet[]>): Promise<void> {
  const links = [...named].flatMap(([project, sheets]) => sheets.map((sheet) => ({ sheet: sheet.id, project })));
  for (let at = 0; at < links.length; at += 1000)
    await trx
      .insertInto('project_sheet')
      .values(links.slice(at, at + 1000))
      .onConflict((conflict) =>
        conflict
          .column('sheet')
          .doUpdateSet((row) => ({ project: row.ref('excluded.project') }))
          .whereRef('project_sheet.project', '<>', 'excluded.project'),
      )
      .execute();
}

/** Hides the projects that no living sheet tells of any more; those whose sheets went elsewhere lead there. */
async function leaveProjects(
  trx: Kysely<Tables>,
  named: ReadonlyMap<string, readonly Sheet[]>,
  affected: Affected,
  now: Date,
): Promise<{ ids: string[]; hidden: number; merged: number }> {
  const home = new Map([...named].flatMap(([id, sheets]) => sheets.map((sheet) => [sheet.id, id] as const)));
  const former = Map.groupBy(
    affected.sheets.filter(({ project }) => project !== null && !named.has(project)),
    ({ project }) => project!,
  );
  const ids: string[] = [];
  let merged = 0;
  for (const [project, entries] of former) {
    const went = entries.flatMap(({ sheet }) => home.get(sheet.id) ?? []);
    const destination = mostFrequent(went);
    const update = await trx
      .updateTable('project')
      .set({ hidden: true, updated_at: now })
      .where('id', '=', project)
      .where('hidden', '=', false)
      .executeTakeFirst();
    if (update.numUpdatedRows > 0n) ids.push(project);
    if (destination === undefined) continue;
    if (update.numUpdatedRows > 0n) merged++;
    await trx
      .insertInto('project_redirect')
      .values({ from_id: project, to_id: destination, since: now })
      .onConflict((conflict) => conflict.column('from_id').doUpdateSet({ to_id: destination, since: now }))
      .execute();
    await trx
      .updateTable('project_redirect')
      .set({ to_id: destination })
      .where('to_id', '=', project)
      .where('from_id', '<>', destination)
      .execute();
  }
  return { ids, hidden: ids.length - merged, merged };
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))[0]?.[0];
}
