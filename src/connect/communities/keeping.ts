/** What communities keep of a person; where they alone spoke for one, somebody else does when they go. */
import type { Keeping } from '../accounts/own-data.ts';
import { leave } from './membership.ts';

export const communityKeeping: Keeping = {
  name: 'communities',
  async tell(db, { id }) {
    const joined = await db
      .selectFrom('community_member')
      .innerJoin('community', 'community.id', 'community_member.community')
      .select([
        'community.id',
        'community.name',
        'community_member.role',
        'community_member.state',
        'community_member.since',
        'community_member.news',
      ])
      .where('person', '=', id)
      .execute();
    const needs = await db.selectFrom('community_need').selectAll().where('author', '=', id).execute();
    const meetings = await db.selectFrom('community_meeting').selectAll().where('author', '=', id).execute();
    return {
      joined,
      needs: needs.map(({ community, title, text, created_at }) => ({ community, title, text, at: created_at })),
      meetings: meetings.map(({ community, title, text, place, starts_at }) => ({
        community,
        title,
        text,
        place,
        starts: starts_at,
      })),
    };
  },
  async forget(tx, { id }) {
    // Held, in one order, by whoever changes who is in it: two admins who go at once leave it to somebody.
    const held = await tx
      .selectFrom('community')
      .select('id')
      .where('id', 'in', (eb) => eb.selectFrom('community_member').select('community').where('person', '=', id))
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const community of held) await leave(tx, community.id, id);
    // What a person wrote goes with them: a text may name its author.
    await tx.deleteFrom('community_need').where('author', '=', id).execute();
    await tx.deleteFrom('community_meeting').where('author', '=', id).execute();
  },
};
