/** Projects into the search: everything once, then what changes, up to a position in the table of index changes. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Project } from '#model/project.ts';
import { toSearchDocument } from '#search/document.ts';
import type { SearchEngine } from '#search/engine.ts';

const batchSize = 1000;

/** The position of the latest change that is committed. */
async function latestPosition(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('index_change').select(sql<string | null>`max(seq)`.as('seq')).executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** Puts every project that is shown into an empty engine; gives the position it is current to. */
export async function indexAll(
  db: Kysely<Tables>,
  engine: Pick<SearchEngine, 'apply'>,
  say: (text: string, share?: number) => void,
): Promise<{ position: number; projects: number }> {
  const position = await latestPosition(db);
  const { total } = await db
    .selectFrom('project')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .where('hidden', '=', false)
    .executeTakeFirstOrThrow()
    .then((row) => ({ total: Number(row.total) }));
  let after = '';
  let projects = 0;
  for (;;) {
    const rows = await db
      .selectFrom('project')
      .select(['id', 'body'])
      .where('hidden', '=', false)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchSize)
      .execute();
    if (rows.length === 0) return { position, projects };
    await engine.apply({ put: rows.map(({ body }) => toSearchDocument(body)), remove: [], position });
    after = rows.at(-1)!.id;
    projects += rows.length;
    say(`Indexing: ${projects} of ${total} projects`, projects / total);
  }
}

/**
 * Applies the changes after a position, a thousand at a time and those of one transaction together, so that what a merge
 * takes out goes when its project comes; gives the new position. Doing it twice does no harm.
 */
export async function indexChanges(
  db: Kysely<Tables>,
  engine: Pick<SearchEngine, 'apply'>,
  position: number,
): Promise<number> {
  let at = position;
  for (;;) {
    const { rows } = await sql<{ seq: string; project: string; body: Project | null }>`
      with batch as (
        select seq, project, changed_at from index_change where seq > ${at} order by seq limit ${batchSize}
      ), last as (
        select seq, changed_at from batch order by seq desc limit 1
      ), whole as (
        select seq, project from batch
        union all
        -- What one transaction noted has one moment.
        select rest.seq, rest.project from index_change as rest join last using (changed_at) where rest.seq > last.seq
      )
      select change.seq, change.project, case when project.hidden then null else project.body end as body
      from whole as change left join project on project.id = change.project
      order by change.seq`.execute(db);
    if (rows.length === 0) return at;
    const latest = new Map(rows.map((row) => [row.project, row.body]));
    const put = [...latest.values()].filter((body) => body !== null).map((body) => toSearchDocument(body));
    const remove = [...latest].filter(([, body]) => body === null).map(([id]) => id);
    at = Number(rows.at(-1)!.seq);
    await engine.apply({ put, remove, position: at });
  }
}

/**
 * Whether an index that is current to a position can be brought up to date from there: the changes up to it must have
 * happened in this database, and those after it must all be there still. Old ones are forgotten, never the latest.
 */
export async function positionIsKnown(db: Kysely<Tables>, position: number): Promise<boolean> {
  const { rows } = await sql<{ oldest: string | null; latest: string | null }>`
    select min(seq) as oldest, max(seq) as latest from index_change`.execute(db);
  const { oldest, latest } = rows[0]!;
  if (position > Number(latest ?? 0)) return false;
  // A gap left by a transaction that was undone looks like a forgotten change: the index is made anew for nothing.
  return oldest === null || position >= Number(oldest) - 1;
}
