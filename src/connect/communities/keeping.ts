/** What communities keep of a person; where they alone spoke for one, somebody else does when they go. */
import type { Keeping } from '../accounts/own-data.ts';
import { withoutNames } from '../without-names.ts';
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
  async forget(tx, { id, mail }) {
    const person = await tx.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst();
    // Held, in one order, by whoever changes who is in it: two admins who go at once leave it to somebody.
    const held = await tx
      .selectFrom('community')
      .select(['id', 'name', 'lead', 'about'])
      .where('id', 'in', (eb) => eb.selectFrom('community_member').select('community').where('person', '=', id))
      .orderBy('id')
      .forUpdate()
      .execute();
    const named = [mail, person?.name ?? ''];
    for (const { id: community, name, lead, about } of held) {
      await leave(tx, community, id);
      const words = {
        name: withoutNames(name, named),
        lead: withoutNames(lead, named),
        about: withoutNames(about, named),
      };
      await tx.updateTable('community').set(words).where('id', '=', community).execute();
    }
    // With nobody left to speak for it, it goes.
    if (held.length > 0)
      await tx
        .deleteFrom('community')
        .where(
          'id',
          'in',
          held.map((community) => community.id),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('community_member')
                .select('person')
                .whereRef('community_member.community', '=', 'community.id')
                .where('state', '=', 'in'),
            ),
          ),
        )
        .execute();
    // What a person wrote goes with them: a text may name its author.
    await tx.deleteFrom('community_need').where('author', '=', id).execute();
    await tx.deleteFrom('community_meeting').where('author', '=', id).execute();
  },
};
