/** What a run changed, or would change, record by record: what its report lists, and what a person looks at. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Row } from '#model/record.ts';
import { tellChange } from './changes.ts';
import type { Change, RunReport } from './report.ts';

type Listed = Pick<RunReport, 'newKeys' | 'goneKeys' | 'backKeys' | 'movedKeys' | 'changes'>;

/** At most `most` of each kind, in the order of their keys. Those that came back or moved otherwise are changed too. */
export async function changesOf(
  db: Kysely<Tables>,
  run: string,
  uncounted: readonly string[],
  most: number,
): Promise<Listed> {
  const keysOf = (what: string) => sql<{ key: string; former_key: string | null }>`
    select key, former_key from run_change where run = ${run}::uuid and what = ${what} order by key limit ${most}`;
  const list = async (what: string) => (await keysOf(what).execute(db)).rows;
  const { rows } = await sql<{ key: string; before: Row[]; after: Row[] }>`
    select run_change.key, was.rows as before, now.rows as after
    from run_change join payload was on was.hash = run_change.before join payload now on now.hash = run_change.after
    where run = ${run}::uuid and what in ('changed', 'back', 'moved') and before <> after
    order by run_change.key limit ${most}`.execute(db);
  const changes: Change[] = rows
    .map(({ key, before, after }) => tellChange(key, before, after, uncounted))
    .filter(({ columns }) => columns.length > 0);
  const keys = (found: readonly { key: string }[]) => found.map(({ key }) => key);
  return {
    newKeys: keys(await list('new')),
    goneKeys: keys(await list('gone')),
    backKeys: keys(await list('back')),
    movedKeys: (await list('moved')).map(({ key, former_key }) => ({ from: former_key ?? '', to: key })),
    changes,
  };
}
