/** Objections as they are kept: made by a person, honoured at every describing, withdrawn by a word. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { findContacts } from '#describe/clean/contact.ts';
import { type ObjectionSubject, type Objections, objectionsOf, objectionTo } from '#describe/objections.ts';
import { payloadsWith, type Searched } from '#harvest/read-payloads.ts';

export type ObjectionKind = ObjectionSubject['kind'] | 'record';

export interface Objection {
  id: string;
  kind: ObjectionKind;
  reason: string;
  author: string;
  madeAt: Date;
}

/** Those that stand, as describing needs them. */
export async function standingObjections(db: Kysely<Tables>): Promise<{ people: Objections; records: Set<string> }> {
  const rows = await db.selectFrom('objection').select(['kind', 'subject']).where('withdrawn_at', 'is', null).execute();
  const people = rows.flatMap(({ kind, subject }) => (kind === 'record' ? [] : [{ kind, subject }]));
  const records = rows.filter(({ kind }) => kind === 'record').map(({ subject }) => subject);
  return { people: objectionsOf(people), records: new Set(records) };
}

export interface Noted {
  id: string;
  /** How many records are described again: all that may hold what was objected to. */
  records: number;
  /** Records of which what the partner sent cannot be read: only their sheets were looked at. */
  unread: string[];
}

/**
 * Notes an objection and has every record that may hold what it names described again; or says why it cannot be noted.
 * Of a person only a hash is kept.
 */
export async function object(
  db: Kysely<Tables>,
  { kind, text, reason, author, now }: { kind: ObjectionKind; text: string; reason: string; author: string; now: Date },
): Promise<Noted | { refused: string }> {
  const subject = kind === 'record' ? await recordOf(db, text) : objectionTo(kind, text)?.subject;
  if (subject === undefined) return { refused: refusals[kind](text) };
  return db.transaction().execute(async (trx) => {
    const id = randomUUID();
    const known = await trx
      .selectFrom('objection')
      .select('id')
      .where((e) => e.and({ kind, subject, withdrawn_at: null }))
      .executeTakeFirst();
    if (known !== undefined) return { id: known.id, records: 0, unread: [] };
    await trx.insertInto('objection').values({ id, kind, subject, reason, author, made_at: now }).execute();
    const { found, unread } = kind === 'record' ? { found: [], unread: [] } : await holding(trx, kind, text);
    const isOfIt = kind === 'record' ? sql`id = ${subject}` : sql`payload = any(${[...found, ...unread]}::text[])`;
    const { numAffectedRows } = await sql`update record set described_with = null where ${isOfIt}`.execute(trx);
    const { rows: unseen } = await sql<{ id: string }>`
      select id from record where payload = any(${unread}::text[]) order by id`.execute(trx);
    return { id, records: Number(numAffectedRows ?? 0), unread: unseen.map((record) => record.id) };
  });
}

/** Withdraws an objection: what it took out comes back at the next describing of all that it may have touched. */
export async function withdraw(db: Kysely<Tables>, id: string, now: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ kind: ObjectionKind; subject: string }>`
      update objection set withdrawn_at = ${now.toISOString()}::timestamptz
      where id::text = ${id} and withdrawn_at is null returning kind, subject`.execute(trx);
    const [found] = rows;
    if (found === undefined) return false;
    // What it named is not known any more, only its hash: everything is looked at again.
    await (found.kind === 'record'
      ? sql`update record set described_with = null where id = ${found.subject}`
      : sql`update record set described_with = null`
    ).execute(trx);
    return true;
  });
}

export async function listObjections(db: Kysely<Tables>): Promise<Objection[]> {
  const rows = await db
    .selectFrom('objection')
    .select(['id', 'kind', 'reason', 'author', 'made_at'])
    .where('withdrawn_at', 'is', null)
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(({ made_at, ...rest }) => ({ ...rest, madeAt: made_at }));
}

const refusals: Record<ObjectionKind, (text: string) => string> = {
  mail: (text) => `“${text}” is not a mail address.`,
  phone: (text) => `“${text}” is not a phone number.`,
  name: (text) =>
    `“${text}” is not a name of two words or more: one word alone would be taken out of other people’s texts.`,
  record: (text) => `There is no record “${text}”.`,
};

async function recordOf(db: Kysely<Tables>, id: string): Promise<string | undefined> {
  return (await db.selectFrom('record').select('id').where('id', '=', id).executeTakeFirst())?.id;
}

/**
 * The payloads that may hold it, however it is written there: too many rather than too few. Runs that are about to keep
 * more wait until the objection is noted: they describe it afterwards.
 */
async function holding(trx: Kysely<Tables>, kind: 'mail' | 'phone' | 'name', text: string): Promise<Searched> {
  await sql`lock table payload in share mode`.execute(trx);
  const pattern =
    kind === 'phone'
      ? digitsOf(text).slice(-8).split('').join('[^0-9]{0,4}')
      : kind === 'mail'
        ? literally(findContacts(text)[0]!.value.split('@')[0]!)
        : longestWord(text).replace(/[^bdf-hj-mp-tv-xz]/g, '.{1,2}');
  const written = new RegExp(pattern, 'iu');
  return payloadsWith(trx, (payload) => written.test(payload));
}

const digitsOf = (text: string) => text.replace(/\D/g, '');
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const longestWord = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '');
