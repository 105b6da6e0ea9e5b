/** What a run changed, or would change, record by record: what its report lists, and what a person looks at. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Row } from '#model/record.ts';
import { tellChange } from './changes.ts';
import { withRows } from './read-payloads.ts';
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
  const { rows } = await sql<{ key: string; before: string; after: string }>`
    select key, before, after from run_change
    where run = ${run}::uuid and what in ('changed', 'back', 'moved') and before <> after
    order by key limit ${most}`.execute(db);
  const changes = await told(db, rows, uncounted);
  const keys = (found: readonly { key: string }[]) => found.map(({ key }) => key);
  return {
    newKeys: keys(await list('new')),
    goneKeys: keys(await list('gone')),
    backKeys: keys(await list('back')),
    movedKeys: (await list('moved')).map(({ key, former_key }) => ({ from: former_key ?? '', to: key })),
    changes,
  };
}

/** In the order given. What was forgotten since, with the name of somebody who left or by its age, is left out. */
async function told(
  db: Kysely<Tables>,
  changed: readonly { key: string; before: string; after: string }[],
  uncounted: readonly string[],
): Promise<Change[]> {
  const changes: Change[] = [];
  let was: { key: string; rows: Row[] } | undefined;
  const states = changed.flatMap(({ key, before, after }) => [
    { key, payload: before, isAfter: false },
    { key, payload: after, isAfter: true },
  ]);
  for await (const { read } of withRows(db, states)) {
    for (const { key, rows, isAfter } of read) {
      if (!isAfter) was = { key, rows };
      else if (was?.key === key) changes.push(tellChange(key, was.rows, rows, uncounted));
    }
  }
  return changes.filter(({ columns }) => columns.length > 0);
}
