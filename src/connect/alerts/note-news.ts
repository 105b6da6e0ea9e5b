/** Notes what is new among projects, from the changes of the index: those seen for the first time, and those that say something else. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

/**
 * What people read of a project. Left out is what we work out ourselves (themes, codes of places, quality, how it was
 * merged, who tells it): a better vocabulary is no news of a project.
 */
const digest = sql.raw(`md5(jsonb_build_array(
  project.body -> 'title', project.body -> 'summary', project.body -> 'body', project.body -> 'results',
  project.body -> 'needed', project.body -> 'lessons', project.body -> 'takenUpBy', project.body -> 'stage',
  project.body -> 'startYear', project.body -> 'endYear', project.body -> 'holder' -> 'name',
  jsonb_path_query_array(project.body, '$.sites[*].city'))::text)`);

/**
 * How many news were noted. What stood here when it is first called is no news. A project that is hidden and comes back
 * as it was is none either. Safe to call from several processes, and to be killed in: all or nothing.
 */
export async function noteNews(db: Kysely<Tables>, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // Also when there is no row yet: two first calls would both note everything.
    await sql`select pg_advisory_xact_lock(hashtext('carrefour.news'))`.execute(tx);
    const position = await tx.selectFrom('follow_position').select('changes').executeTakeFirst();
    const { rows: bounds } = await sql<{ oldest: string | null; latest: string | null }>`
      select min(seq) as oldest, max(seq) as latest from index_change`.execute(tx);
    const latest = bounds[0]!.latest ?? '0';
    if (position === undefined) {
      await sql`insert into followed_project (project, digest) select id, ${digest} from project where not hidden`.execute(
        tx,
      );
      await tx.insertInto('follow_position').values({ changes: latest, looked: '0' }).execute();
      return 0;
    }
    if (BigInt(latest) <= BigInt(position.changes)) return 0;
    // Away for longer than changes are kept: every project is looked at.
    const all = BigInt(bounds[0]!.oldest ?? '0') > BigInt(position.changes) + 1n;
    const among = all
      ? sql``
      : sql`and project.id in (select project from index_change where seq > ${position.changes} and seq <= ${latest})`;
    const { numAffectedRows } = await sql`
      with said as (
        insert into followed_project as known (project, digest)
        select project.id, ${digest} from project where not project.hidden ${among}
        on conflict (project) do update set digest = excluded.digest where known.digest <> excluded.digest
        returning known.project, (known.xmax = 0) as first_time
      )
      insert into project_news (project, what, at)
      select project, case when first_time then 'new' else 'changed' end, ${now} from said order by project`.execute(
      tx,
    );
    await tx.updateTable('follow_position').set({ changes: latest }).execute();
    return Number(numAffectedRows ?? 0);
  });
}

export async function latestNews(db: Kysely<Tables>): Promise<string> {
  const row = await db.selectFrom('project_news').select(sql<string | null>`max(seq)`.as('seq')).executeTakeFirst();
  return row?.seq ?? '0';
}
