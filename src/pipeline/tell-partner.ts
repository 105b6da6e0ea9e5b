/** Tells a partner, by the contact of its manifest, that a reading is held or fails again and again: rarely, and in its words. */
import { type Kysely, sql } from 'kysely';
import { enqueue } from '#connect/mail/outbox.ts';
import { runLetter } from '#connect/mail/run-letter.ts';
import type { Tables } from '#db/tables.ts';
import { type Broken, tellBroken } from '#harvest/expectations.ts';
import { brokenInFrench, reasonInFrench } from '#harvest/in-french.ts';
import type { Source } from '#model/source.ts';

export type Trouble =
  | { is: 'held'; broken: readonly Broken[] }
  /** Given up until the next turn, after several tries. */
  | { is: 'failed'; why: string };

export interface TellPartnerRooms {
  db: Kysely<Tables>;
  baseUrl: string;
  now(): Date;
}

/**
 * At most one letter a day and catalogue. A trouble that lasts is told more and more rarely: on its days
 * 1, 2, 4, 8, 16… since the last good run. Without `contact` nobody is written to. True when a letter goes.
 */
export async function tellPartner(rooms: TellPartnerRooms, source: Source, trouble: Trouble): Promise<boolean> {
  const { db, baseUrl, now } = rooms;
  if (source.contact === undefined || source.demonstration) return false;
  if (!isPowerOfTwo(await daysOfTrouble(db, source.id))) return false;
  const language = source.language === 'fr' ? 'fr' : 'en';
  const written = runLetter(baseUrl, {
    language,
    name: source.name[language],
    what: trouble.is,
    why: whyOf(trouble, language),
    url: `${baseUrl}${language === 'fr' ? '' : '/en'}/partenaires/${source.id}/moissons`,
  });
  const key = `run/${source.id}/${now().toISOString().slice(0, 10)}`;
  return (await enqueue(db, { kind: 'run', to: source.contact, key, ...written }, now())) === 'queued';
}

function whyOf(trouble: Trouble, language: 'fr' | 'en'): string[] {
  if (trouble.is === 'held') return trouble.broken.map(language === 'fr' ? brokenInFrench : tellBroken);
  return [language === 'fr' ? reasonInFrench(trouble.why).text : trouble.why];
}

const isPowerOfTwo = (days: number): boolean => days > 0 && Number.isInteger(Math.log2(days));

/** On how many days a run was held, failed or took too long since the last that was applied, today included. */
async function daysOfTrouble(db: Kysely<Tables>, source: string): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select count(distinct (started_at at time zone 'UTC')::date)::int as days from run
    where source = ${source} and state in ('held', 'failed', 'interrupted')
      and started_at > coalesce(
        (select max(started_at) from run where source = ${source} and (state = 'done' or verdict = 'applied')), '-infinity')`.execute(
    db,
  );
  return rows[0]!.days;
}
