/** What communities keep of a person; where they alone spoke for one, somebody else does when they go. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedTelling } from '#db/tables-of-people.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { guardName } from '../collections/guard.ts';
import { changeAdmitted } from '../moderation/circle-acts.ts';
import { unnameMatters } from '../moderation/keeping.ts';
import { addAuthors } from '../moderation/raise.ts';
import { withoutFullNames } from '../without-names.ts';
import { forgetHand, handsOf, type Leaver, withoutLeaver, wordsBy } from '../written-by.ts';
import { leaveChange } from './changes.ts';
import { textsOf } from './community.ts';
import { changeName, matterName, openMatter } from './matters.ts';
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
  async forget(tx, { id, named }) {
    const leaver = { person: id, named };
    const theirs = await ofPerson(tx, id);
    // Held, in one order, by whoever changes who is in it: two admins who go at once leave it to somebody.
    const held = await tx
      .selectFrom('community')
      .selectAll()
      .where('id', 'in', [...theirs, ''])
      .orderBy('id')
      .forUpdate()
      .execute();
    const told = await mattersOf(tx, theirs);
    for (const community of held) {
      await leave(tx, community.id, id);
      // With nobody left it is gone.
      if (await stands(tx, community.id)) await unname(tx, community, leaver);
    }
    await unnameMatters(tx, told, leaver.named);
    await forgetHand(tx, 'community', id);
    // What a person wrote goes with them: a text may name its author.
    for (const table of ['community_need', 'community_meeting'] as const) {
      await tx.deleteFrom(table).where('author', '=', id).execute();
      await unnameAnnounced(tx, table, theirs, leaver.named);
    }
  },
};

const stands = async (tx: Transaction<Tables>, id: string): Promise<boolean> =>
  (await tx.selectFrom('community').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

/** What it says of itself stays, as it was ever read and as it waits to be, without the name of who leaves. */
async function unname(
  tx: Transaction<Tables>,
  community: Selectable<Tables['community']>,
  leaver: Leaver,
): Promise<void> {
  const { id, name, lead, about } = community;
  const hands = await handsOf(tx, { community: id });
  const nameless = <Words extends { name: string; lead: string; about: string }>(words: Words): Words => ({
    ...words,
    name: withoutLeaver(hands, 'title', words.name, leaver),
    lead: withoutLeaver(hands, 'summary', words.lead, leaver),
    about: withoutLeaver(hands, 'body', words.about, leaver),
  });
  const words = nameless({ name, lead, about });
  await tx.updateTable('community').set(words).where('id', '=', id).execute();
  await changeAdmitted<AdmittedTelling>(tx, { what: 'community', id }, nameless);
  const texts = { id, said: textsOf(community), online: textsOf({ ...community, ...words }) };
  await leaveChange(tx, texts, leaver, new Date());
  if (community.state === 'asked') await handOver(tx, id);
}

const announced = { community_need: ['title', 'text'], community_meeting: ['title', 'text', 'place'] } as const;

/** What others look for and announce there names them no more. */
async function unnameAnnounced(
  tx: Transaction<Tables>,
  table: keyof typeof announced,
  communities: readonly string[],
  named: readonly string[],
): Promise<void> {
  for (const column of announced[table]) {
    const rows = await tx
      .selectFrom(table)
      .select(['id', sql.ref<string>(column).as('words')])
      .where('community', 'in', [...communities, ''])
      .execute();
    for (const { id, words } of rows) {
      const nameless = withoutFullNames(words, named);
      if (nameless !== words)
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${nameless} where id = ${id}`.execute(tx);
    }
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
