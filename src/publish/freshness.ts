/** When each catalogue was last read in full: what makes its data fresh or old. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

/** By source id, the end of its last complete run; a catalogue never read in full is absent. */
export async function sourceFreshness(db: Kysely<Tables>): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom('run')
    .select(['source', ({ fn }) => fn.max('ended_at').as('ended')])
    .where(({ eb, or }) => or([eb('state', '=', 'done'), eb('verdict', '=', 'applied')]))
    .groupBy('source')
    .execute();
  return new Map(rows.flatMap(({ source, ended }) => (ended === null ? [] : [[source, new Date(ended)] as const])));
}
