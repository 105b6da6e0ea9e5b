/** What communities keep of a person; where they alone spoke for one, somebody else does when they go. */
import type { AdmittedTelling } from '#db/tables-of-people.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { changeAdmitted } from '../moderation/circle-acts.ts';
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
      const unnamed = <Words extends { name: string; lead: string; about: string }>(words: Words): Words => ({
        ...words,
        name: withoutNames(words.name, named),
        lead: withoutNames(words.lead, named),
        about: withoutNames(words.about, named),
      });
      await tx.updateTable('community').set(unnamed({ name, lead, about })).where('id', '=', community).execute();
      await changeAdmitted<AdmittedTelling>(tx, { what: 'community', id: community }, unnamed);
    }
    // What a person wrote goes with them: a text may name its author.
    await tx.deleteFrom('community_need').where('author', '=', id).execute();
    await tx.deleteFrom('community_meeting').where('author', '=', id).execute();
  },
};
