/** What a run changed, or would change, record by record: what its report lists, and what a person looks at. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { tellChange } from './changes.ts';
import { rowsOf } from './payloads.ts';
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
  const payloads = await rowsOf(
    db,
    rows.flatMap(({ before, after }) => [before, after]),
  );
  const changes: Change[] = rows
    .flatMap(({ key, before, after }) => {
      const [was, is] = [payloads.get(before), payloads.get(after)];
      // Forgotten since, with the name of somebody who left or by its age.
      return was === undefined || is === undefined ? [] : [tellChange(key, was, is, uncounted)];
    })
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
