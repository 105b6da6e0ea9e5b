/** Who may do what in a collection: its owner everything; of a community's, members who may write there, and its admins. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

export async function rightOf(
  db: Kysely<Tables>,
  { owner, community }: { owner: string | null; community: string | null },
  person: string | undefined,
): Promise<'writes' | 'runs' | undefined> {
  if (person === undefined) return undefined;
  if (community === null) return owner === person ? 'runs' : undefined;
  const found = await inCommunity(db, person).where('community.id', '=', community).executeTakeFirst();
  if (found === undefined) return undefined;
  if (found.role === 'admin') return 'runs';
  return found.writing === 'members' ? 'writes' : undefined;
}

/** The communities in which a person is, whatever became of them: what is written there can always be taken away. */
const inCommunity = (db: Kysely<Tables>, person: string) =>
  db
    .selectFrom('community_member')
    .innerJoin('community', 'community.id', 'community_member.community')
    .select(['community.id', 'community_member.role', 'community.writing'])
    .where('community_member.person', '=', person)
    .where('community_member.state', '=', 'in');

/** Those in which a person may write. */
export async function writtenBy(db: Kysely<Tables>, person: string): Promise<string[]> {
  const rows = await inCommunity(db, person).execute();
  return rows.filter(({ role, writing }) => role === 'admin' || writing === 'members').map(({ id }) => id);
}
