/** What a partner's team is told by mail: what waits, what it accepted and has yet to write; one letter a day at most. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { enqueue } from '../mail/outbox.ts';
import { digestLetter } from './letters.ts';
import { correctionsTold, type ToldCorrection } from './told.ts';

export interface DigestRooms {
  db: Kysely<Tables>;
  baseUrl: string;
  now(): Date;
}

/** How many a letter counts; those beyond are on the page. */
const counted = 500;

/** Tells each partner that has something new, unless it was told today already. Gives how many partners are told. */
export async function tellPartners(rooms: DigestRooms): Promise<number> {
  const { rows } = await sql<{ source: string }>`
    select distinct correction.source from correction
    join correction_proposal proposal on proposal.id = correction.proposal
    where proposal.confirmed_at is not null and correction.state in ('proposed', 'accepted')
      and correction.told is distinct from correction.state`.execute(rooms.db);
  let told = 0;
  for (const { source } of rows) if (await tellOne(rooms, source)) told++;
  return told;
}

async function tellOne({ db, baseUrl, now }: DigestRooms, source: string): Promise<boolean> {
  const readers = await readersOf(db, source);
  const name = await catalogueName(db, source);
  return db.transaction().execute(async (trx) => {
    const all = await correctionsTold(trx, { source }, counted);
    const waiting = all.filter(({ state }) => state === 'proposed');
    const accepted = all.filter(({ state }) => state === 'accepted');
    const day = now().toISOString().slice(0, 10);
    let queued = false;
    for (const { to, language } of readers) {
      const link = `${baseUrl}${language === 'fr' ? '' : '/en'}/partenaires/${source}/corrections`;
      const letter = digestLetter(baseUrl, language, { name: name[language], waiting, accepted, link });
      const key = `corrections/${source}/${to}/${day}`;
      if ((await enqueue(trx, { kind: 'corrections', to, key, ...letter }, now())) === 'queued') queued = true;
    }
    // Told today already: what is new waits for tomorrow. Without readers it waits for one.
    if (!queued) return false;
    await markTold(trx, [...waiting, ...accepted]);
    return true;
  });
}

async function markTold(db: Kysely<Tables>, corrections: readonly ToldCorrection[]): Promise<void> {
  for (const { id, state } of corrections)
    await db.updateTable('correction').set({ told: state }).where('id', '=', id).where('state', '=', state).execute();
}

/** Those who speak for the catalogue; when nobody does, the contact of its manifest. */
async function readersOf(db: Kysely<Tables>, source: string): Promise<{ to: string; language: 'fr' | 'en' }[]> {
  const people = await db
    .selectFrom('person_partner')
    .innerJoin('person', 'person.id', 'person_partner.person')
    .select(['person.mail as to', 'person.language'])
    .where('person_partner.source', '=', source)
    .orderBy('person.mail')
    .execute();
  if (people.length > 0) return people;
  const row = await db.selectFrom('source').select('manifest').where('id', '=', source).executeTakeFirst();
  const { contact, demonstration, language } = row?.manifest ?? {};
  return contact === undefined || demonstration ? [] : [{ to: contact, language: language === 'fr' ? 'fr' : 'en' }];
}

async function catalogueName(db: Kysely<Tables>, source: string): Promise<{ fr: string; en: string }> {
  const row = await db.selectFrom('source').select('manifest').where('id', '=', source).executeTakeFirst();
  const name = row?.manifest.name as string | { fr: string; en: string } | undefined;
  return typeof name === 'object' ? name : { fr: name ?? source, en: name ?? source };
}
