/** Projects out of sheets: after some sheets changed, their clusters are found again and their projects written. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Project } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';
import { type Affected, affectedSheets } from './affected.ts';
import { clusterAndAsk } from './cluster.ts';
import { decisionsInForce, livingOf, movedWith, pairsOf, projectWords } from './decisions-in-force.ts';
import { mergeSheets, projectHash, type TellingSource } from './merge.ts';
import { nameClusters } from './name-clusters.ts';
import { keepQuestions } from './questions.ts';
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

/** What a rebuild did, and from which project each sheet went that stood in one before. */
export interface Regrouped {
  rebuilt: Rebuilt;
  movedFrom: Record<string, string>;
}

/**
 * Rebuilds the projects that the touched sheets can concern, and notes each change for the search. Runs inside the
 * caller's transaction, under a lock that makes writers of projects take turns. A project keeps its id while one of
 * its sheets lives; of the parts of a split the larger keeps it; a new one has an id drawn from its founding sheet.
 */
export async function rebuildProjects(trx: Kysely<Tables>, request: RebuildRequest): Promise<Rebuilt> {
  return (await regroup(trx, request)).rebuilt;
}

/**
 * The same. `homes` (sheet → project) leads sheets back to where they stood before a decision that is being undone:
 * ids are given as if they had never left.
 */
export async function regroup(
  trx: Kysely<Tables>,
  request: RebuildRequest,
  homes: Readonly<Record<string, string>> = {},
): Promise<Regrouped> {
  await lockProjects(trx);
  const scale = await scaleInForce(trx);
  const decisions = await decisionsInForce(trx);
  const touched = [...request.touched, ...movedWith(decisions, request.touched)];
  const affected = await affectedSheets(trx, touched, request.formerKeys, scale);
  const live = affected.sheets.filter((entry) => entry.live);
  const { groups: clusters, asked } = clusterAndAsk(live, decisions.flatMap(pairsOf), {
    tooLarge: affected.tooLarge,
    scale,
  });
  const named = await nameClusters(trx, clusters, affected, homes);
  const wordsOn = projectWords(decisions, await livingOf(trx, decisions));
  const projects: Project[] = [];
  const withdrawn = new Set<string>();
  for (const [id, sheets] of named) {
    const words = wordsOn(
      id,
      sheets.map((sheet) => sheet.id),
    );
    if (words.hidden) withdrawn.add(id);
    projects.push(mergeSheets(id, sheets, request.sources, words));
  }
  await keepQuestions(
    trx,
    affected.sheets.map(({ sheet }) => sheet.id),
    asked,
  );
  const written = await writeProjects(trx, projects, withdrawn, request.now);
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
  const home = new Map([...named].flatMap(([id, sheets]) => sheets.map((sheet) => [sheet.id, id] as const)));
  return {
    rebuilt: { created: written.created, changed: written.changed, hidden: left.hidden, merged: left.merged },
    movedFrom: Object.fromEntries(
      affected.sheets.flatMap(({ sheet, project }) =>
        project !== null && home.has(sheet.id) && home.get(sheet.id) !== project ? [[sheet.id, project]] : [],
      ),
    ),
  };
}

/** Whoever writes projects or decisions takes this first, and holds it until the transaction ends. */
export async function lockProjects(trx: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('carrefour.projects'))`.execute(trx);
}

async function writeProjects(
  trx: Kysely<Tables>,
  projects: readonly Project[],
  withdrawn: ReadonlySet<string>,
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
  const fresh = projects
    .map((project) => ({
      project,
      hash: projectHash(project),
      hidden: withdrawn.has(project.id),
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
  // Whoever stands here again leads nowhere else, hidden or not.
  for (let at = 0; at < projects.length; at += 5000)
    await trx
      .deleteFrom('project_redirect')
      .where(
        'from_id',
        'in',
        projects.slice(at, at + 5000).map(({ id }) => id),
      )
      .execute();
  const ids = fresh.map(({ project }) => project.id);
  const created = fresh.filter(({ old }) => old === undefined).length;
  return { ids, created, changed: fresh.length - created };
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
