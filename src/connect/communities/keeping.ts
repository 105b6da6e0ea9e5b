/** What communities keep of a person; where they alone spoke for one, somebody else does when they go. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { guardName } from '../collections/guard.ts';
import { unnameMatters } from '../moderation/keeping.ts';
import { addAuthors } from '../moderation/raise.ts';
import { withoutNames } from '../without-names.ts';
import { forgetHand, handsOf, wordsBy } from '../written-by.ts';
import { changeName, leaveChange } from './changes.ts';
import { textsOf } from './community.ts';
import { matterName, openMatter } from './matters.ts';
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
      said: await saidBy(db, id),
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
    const leaver = { person: id, named: [mail, person?.name ?? ''] };
    const theirs = await ofPerson(tx, id);
    // Deciding on a report takes the matter first, and the community after it.
    const reported = await mattersAbout(tx, theirs);
    // Held, in one order, by whoever changes who is in it: two admins who go at once leave it to somebody.
    const held = await tx
      .selectFrom('community')
      .selectAll()
      .where('id', 'in', [...theirs, ''])
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const community of held) {
      await leave(tx, community.id, id);
      const words = {
        name: withoutNames(community.name, leaver.named),
        lead: withoutNames(community.lead, leaver.named),
        about: withoutNames(community.about, leaver.named),
      };
      await tx.updateTable('community').set(words).where('id', '=', community.id).execute();
      const texts = { id: community.id, said: textsOf(community), online: textsOf({ ...community, ...words }) };
      await leaveChange(tx, texts, leaver, new Date());
      if (community.state === 'asked') await handOver(tx, community.id);
    }
    await unnameMatters(tx, [...reported, ...(await mattersOf(tx, theirs))], leaver.named);
    await removeEmpty(tx, theirs);
    await forgetHand(tx, 'community', id);
    // What a person wrote goes with them: a text may name its author.
    for (const table of announced) {
      await tx.deleteFrom(table).where('author', '=', id).execute();
      await unnameAnnounced(tx, table, theirs, leaver.named);
    }
  },
};

const announced = ['community_need', 'community_meeting'] as const;

/** What others look for and announce there names them no more. */
async function unnameAnnounced(
  tx: Transaction<Tables>,
  table: (typeof announced)[number],
  communities: readonly string[],
  named: readonly string[],
): Promise<void> {
  const rows = await tx
    .selectFrom(table)
    .select(['id', 'title', 'text'])
    .where('community', 'in', [...communities, ''])
    .execute();
  for (const { id, ...words } of rows) {
    const nameless = { title: withoutNames(words.title, named), text: withoutNames(words.text, named) };
    if (nameless.title !== words.title || nameless.text !== words.text)
      await tx.updateTable(table).set(nameless).where('id', '=', id).execute();
  }
}

/** What they wrote of what communities say of themselves. */
async function saidBy(db: Kysely<Tables>, person: string): Promise<object[]> {
  const rows = await db
    .selectFrom('community')
    .selectAll()
    .where('id', 'in', (eb) => eb.selectFrom('written_by').select('community').where('person', '=', person))
    .orderBy('id')
    .execute();
  const said = [];
  for (const community of rows) {
    const hands = await handsOf(db, { community: community.id });
    const texts = Object.entries(textsOf(community)).map(([part, text]) => [part, wordsBy(hands, part, text, person)]);
    said.push({ community: community.id, ...Object.fromEntries(texts.filter(([, text]) => text !== '')) });
  }
  return said;
}

/** The communities in which a person is, or of which they wrote something. */
async function ofPerson(tx: Transaction<Tables>, person: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select community as id from community_member where person = ${person}
    union select community from written_by where person = ${person} and community is not null
    order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Reports and held words about communities, which tell their names; locked. */
async function mattersAbout(tx: Transaction<Tables>, communities: readonly string[]): Promise<string[]> {
  if (communities.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from matter
    where kind in ('community-report', 'held-writing')
      and exists (
        select from jsonb_array_elements(facts) as fact
        where substring(fact ->> 'url' from '^/communautes/([0-9a-z]+)') = any(${communities}::text[])
      )
    order by id for update`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What waits or was decided of communities themselves and of their collections: those tell their names, and what they said. */
async function mattersOf(tx: Transaction<Tables>, communities: readonly string[]): Promise<string[]> {
  if (communities.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from matter where kind in (${matterName}, ${changeName}) and subject = any(${communities}::text[])
    union select matter.id from matter
      join collection on collection.id = matter.subject and collection.community = any(${communities}::text[])
      where matter.kind = ${guardName}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whether it opens is still to be said: who speaks for it now is told. */
async function handOver(tx: Transaction<Tables>, community: string): Promise<void> {
  const waits = await openMatter(tx, matterName, community);
  const admins = await tx
    .selectFrom('community_member')
    .select('person')
    .where('community', '=', community)
    .where('state', '=', 'in')
    .where('role', '=', 'admin')
    .execute();
  if (waits !== undefined) await addAuthors(tx, waits.id, admins);
}

/** With nobody left to speak for it, a community goes, and what waits of it or of its collections. */
async function removeEmpty(tx: Transaction<Tables>, communities: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from community
    where id = any(${communities}::text[])
      and not exists (
        select from community_member member where member.community = community.id and member.state = 'in'
      )`.execute(tx);
  const empty = rows.map(({ id }) => id);
  if (empty.length === 0) return;
  const gone = await mattersOf(tx, empty);
  if (gone.length > 0) await tx.deleteFrom('matter').where('id', 'in', gone).execute();
  await tx.deleteFrom('community').where('id', 'in', empty).execute();
}
