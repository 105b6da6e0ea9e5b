/**
 * The communities and collections of the demonstration. They come in by the doors by which people's do: founded, read by
 * somebody else, joined, written in. Only where the demonstration catalogues are shown; elsewhere they are taken out.
 */
import type { Kysely, Transaction } from 'kysely';
import { addPerson, personByMail } from '#connect/accounts/persons.ts';
import type { CollectionDesk } from '#connect/collections/collections.ts';
import type { CommunityDesk } from '#connect/communities/communities.ts';
import { criteriaOf } from '#connect/communities/community.ts';
import { refuseAddress } from '#connect/mail/send-due.ts';
import { changeAdmitted } from '#connect/moderation/circle-acts.ts';
import type { Moderation } from '#connect/moderation/moderation.ts';
import type { FormSigns } from '#connect/spam/guard.ts';
import { newStamp } from '#connect/spam/stamp.ts';
import type { Tables } from '#db/tables.ts';
import type { AdmittedTelling } from '#db/tables-of-people.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Person } from '#model/person.ts';
import {
  type Invented,
  type InventedCollection,
  type InventedCommunity,
  inventedCollections,
  inventedCommunities,
  inventedPeople,
} from './demonstration-words.ts';

export interface CircleRooms {
  db: Kysely<Tables>;
  secret: Secret;
  communities: CommunityDesk;
  collections: CollectionDesk;
  moderation: Pick<Moderation, 'mattersOf' | 'decide'>;
  /** Removes a person with all that names them. */
  forget(person: string): Promise<unknown>;
  now(): Date;
}

const mails = Object.values(inventedPeople).map(({ mail }) => mail);

/** They are there where the demonstration is shown, and nowhere else. The site opens also where they cannot be made. */
export async function demonstrateCircles(
  rooms: CircleRooms,
  isDemonstration: boolean,
  say: (text: string) => void,
): Promise<void> {
  if (!isDemonstration) return closeDemonstrationCircles(rooms);
  await openDemonstrationCircles(rooms).catch((error: unknown) => {
    say(`The communities of the demonstration could not be made: ${String(error)}`);
  });
}

/** Makes them, once. What a stop left half made is taken out first. */
export async function openDemonstrationCircles(rooms: CircleRooms): Promise<void> {
  const there = await rooms.db.selectFrom('community').select('id').where('fictitious', '=', true).executeTakeFirst();
  if (there !== undefined) return;
  await closeDemonstrationCircles(rooms);
  const people = await peopleOf(rooms);
  const made: { community: string[]; collection: string[] } = { community: [], collection: [] };
  for (const one of inventedCommunities) {
    const { id, collections } = await foundCommunity(rooms, people, one);
    made.community.push(id);
    made.collection.push(...collections);
  }
  for (const one of inventedCollections) made.collection.push(await collect(rooms, people, people[one.owner], one));
  // Last: what bears no mark was left half made.
  await rooms.db.transaction().execute(async (tx) => {
    for (const table of ['community', 'collection'] as const)
      await tx.updateTable(table).set({ fictitious: true }).where('id', 'in', made[table]).execute();
  });
}

/**
 * Takes out all that the demonstration made, with its people. A community in which somebody real is stays theirs: with
 * what real people wrote, and its name, for it must be called something; it is marked as invented no more.
 */
export async function closeDemonstrationCircles({ db, forget }: Pick<CircleRooms, 'db' | 'forget'>): Promise<void> {
  const people = await db.selectFrom('person').select('id').where('mail', 'in', mails).execute();
  const ids = people.map(({ id }) => id);
  const communities = await db
    .selectFrom('community')
    .select('id')
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('fictitious', '=', true),
        exists(
          selectFrom('community_member')
            .select('person')
            .whereRef('community_member.community', '=', 'community.id')
            .where('person', 'in', [...ids, ''])
            .where('role', '=', 'admin'),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
  // With nobody left in it, a community goes; what else they wrote goes with them.
  for (const id of ids) await forget(id);
  for (const { id } of communities) await db.transaction().execute((tx) => leaveToOthers(tx, id));
}

const inventedWords = new Set(inventedCommunities.flatMap(({ lead, about }) => [lead, about]));
const unlessInvented = (text: string) => (inventedWords.has(text) ? '' : text);

/** What it says of itself is no more than what its own people wrote. */
async function leaveToOthers(tx: Transaction<Tables>, id: string): Promise<void> {
  const row = await tx.selectFrom('community').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) return;
  const others = <Words extends { lead: string; about: string }>(words: Words): Words => ({
    ...words,
    lead: unlessInvented(words.lead),
    about: unlessInvented(words.about),
  });
  const { lead, about } = others(row);
  await tx.updateTable('community').set({ lead, about, fictitious: false }).where('id', '=', id).execute();
  await changeAdmitted<AdmittedTelling>(tx, { what: 'community', id }, others);
  await tx.updateTable('collection').set({ fictitious: false }).where('community', '=', id).execute();
}

type People = Record<Invented, Person>;

async function peopleOf({ db, now }: CircleRooms): Promise<People> {
  const found: Partial<People> = {};
  for (const [key, { name, mail }] of Object.entries(inventedPeople)) {
    // No letter leaves for an address that is nobody's.
    await refuseAddress(db, mail, 'invented for the demonstration', now());
    const person = (await addPerson(db, { mail, name, role: 'member' })) ?? (await personByMail(db, mail));
    if (person !== undefined) found[key as Invented] = person;
  }
  return found as People;
}

const day = 24 * 3_600_000;

async function foundCommunity(
  rooms: CircleRooms,
  people: People,
  one: InventedCommunity,
): Promise<{ id: string; collections: string[] }> {
  const { communities, now } = rooms;
  const founder = people[one.founder];
  const { name, lead, about } = one;
  const words = { name, lead, about, criteria: criteriaOf(one.search), joining: 'open', writing: 'members' } as const;
  const id = await communities.found(founder, words, formOf(rooms));
  if (id === undefined) throw new Error(`the community ${name} could not be founded`);
  await accept(rooms, people, 'community', id);
  for (const member of one.members) await communities.join(id, people[member], undefined);
  const write = async (by: Invented, act: Parameters<CommunityDesk['write']>[2]) => {
    const written = await communities.write(id, people[by], act, formOf(rooms));
    if (written !== true) throw new Error(`${name}: what ${by} writes is ${written}`);
  };
  for (const { by, ...need } of one.needs) await write(by, { is: 'need', ...need });
  for (const { by, days, hour, ...meeting } of one.meetings) {
    const starts = new Date(now().getTime() + days * day);
    starts.setUTCHours(hour, 0, 0, 0);
    await write(by, { is: 'meeting', ...meeting, starts, ends: new Date(starts.getTime() + 2 * 3_600_000) });
  }
  const collections: string[] = [];
  for (const collection of one.collections) collections.push(await collect(rooms, people, founder, collection, id));
  return { id, collections };
}

/** A public collection, of a person or of a community that the person runs. */
async function collect(
  rooms: CircleRooms,
  people: People,
  by: Person,
  { title, lead, sheets }: InventedCollection,
  community?: string,
): Promise<string> {
  const { db, collections } = rooms;
  const id = await collections.create(by.id, { title, lead }, community === undefined ? {} : { community });
  if (id === undefined) throw new Error(`the collection ${title} could not be made`);
  const told = await db
    .selectFrom('project_sheet')
    .selectAll()
    .where('sheet', 'in', [...sheets.map(([sheet]) => sheet)])
    .execute();
  const projects = new Map(told.map(({ sheet, project }) => [sheet, project]));
  for (const [sheet, note] of sheets) {
    // A sheet that its catalogue no longer has is left out.
    const project = projects.get(sheet);
    if (project === undefined) continue;
    await collections.change(by.id, id, { is: 'add', project, note: '' });
    if (note !== '') await collections.change(by.id, id, { is: 'note', projects: [project], note });
  }
  await collections.share(by.id, id, 'public');
  await accept(rooms, people, 'collection', id);
  return id;
}

async function accept({ moderation }: CircleRooms, people: People, kind: string, subject: string): Promise<void> {
  const matter = (await moderation.mattersOf(kind, subject)).find(({ state }) => state === 'waiting');
  if (matter === undefined) throw new Error(`nothing of ${kind} ${subject} waits to be read`);
  const outcome = await moderation.decide(matter.id, { verdict: 'accept', by: people.relit.id, sentence: '' });
  if (outcome.is === 'refused') throw new Error(`${kind} ${subject} is refused: ${outcome.why}`);
}

/** As of a form that was opened a while ago, in a browser without JavaScript. */
function formOf({ secret, now }: CircleRooms): { signs: FormSigns; language: 'fr' } {
  const stamp = newStamp(secret, new Date(now().getTime() - 120_000));
  return { signs: { stamp, work: '', trap: '', network: 'demonstration' }, language: 'fr' };
}
