/** The end of a community: nobody is in it any more. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { guardName } from '../collections/guard.ts';
import { changeName } from './changes.ts';
import { matterName } from './matters.ts';

/** With what is written in it and its collections; what curators were asked of them is asked by nobody. The caller holds it. */
export async function forgetCommunity(tx: Kysely<Tables>, community: string): Promise<void> {
  const theirs = await tx
    .selectFrom('collection')
    .select('id')
    .where('community', '=', community)
    .orderBy('id')
    .forUpdate()
    .execute();
  const own = [[matterName, community], [changeName, community], ...theirs.map(({ id }) => [guardName, id])];
  await sql`
    update matter set state = 'withdrawn', changed_at = now(), decided_at = now()
    from unnest(${own.map(([kind]) => kind)}::text[], ${own.map(([, subject]) => subject)}::text[]) as own (kind, subject)
    where matter.kind = own.kind and matter.subject = own.subject and matter.state in ('waiting', 'asked')`.execute(tx);
  await tx.deleteFrom('community').where('id', '=', community).execute();
}
