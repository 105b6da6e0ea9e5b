/**
 * Sends what is due. A mail is claimed (`sending`, with a lease), carried, then marked. A process that dies in between
 * leaves the lease to lapse. What its courier brought meanwhile, or had handed over whole, does not go again (`unheard.ts`);
 * the rest does, under the same Message-ID: a repeated one does less harm than one that is lost.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Brought, Courier } from './courier.ts';
import type { HandedOver } from './handed-over.ts';
import type { Written } from './letter.ts';
import { addressHash, ended } from './outbox.ts';
import { ahead, endLapsed } from './unheard.ts';

export interface SendRooms {
  db: Kysely<Tables>;
  /** Undefined: nothing is sent, and mails stay in the mailbox of development (`keep`) or wait. */
  courier: Courier | undefined;
  /** The journal of the courier. Undefined: of what was in hand at a kill nothing is known, and it goes again. */
  handed?: Pick<HandedOver, 'among'> | undefined;
  keep: boolean;
  /** What Message-IDs end with: the domain of the sender. */
  domain: string;
  /** Writes a letter that was put in without its words. */
  write?(letter: Unwritten): Promise<Written>;
  now(): Date;
  signal?: AbortSignal | undefined;
  log: { error(fields: object, message: string): void };
}

/** A letter of the outbox whose words are written when it leaves. */
export interface Unwritten {
  kind: string;
  recipient: string;
  madeOf: Readonly<Record<string, string>>;
}

export interface Sent {
  sent: number;
  later: number;
  failed: number;
  kept: number;
  /** Taken for sent: see `unheard.ts`. */
  unheard: number;
}

/** Milliseconds for which a claimed mail is left to the process that claimed it. */
export const lease = 10 * 60_000;
const batch = 40;
/** Milliseconds of the lease that are left for the last mail that is begun under it: its carrier gives it up before. */
const leaves = 180_000 + ahead;
/** Milliseconds between two looks back; all that lapses until the next one is within sight. */
const lookBackEvery = ahead / 3;
const minute = 60_000;
/** Milliseconds before the next try, after the first, the second…; then it is given up. About three days in all. */
export const waits = [1, 5, 15, 60, 180, 360, 720, 1440, 1440].map((minutes) => minutes * minute);

type Claimed = {
  id: string;
  kind: string;
  mass: boolean;
  made_of: Record<string, string> | null;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attempts: number;
  created_at: Date;
};

/** Sends until nothing is due or the signal says to stop (the mails under way are finished). Several may run at once. */
export async function sendDue(rooms: SendRooms): Promise<Sent> {
  const { db, courier, keep, now, signal } = rooms;
  const done: Sent = { sent: 0, later: 0, failed: 0, kept: 0, unheard: 0 };
  let lookedAt: number | undefined;
  const lookBack = async () => {
    const at = now();
    if (lookedAt !== undefined && Math.abs(at.getTime() - lookedAt) < lookBackEvery) return;
    lookedAt = at.getTime();
    const { sent, unheard } = await endLapsed(rooms, at, beyond(at));
    done.sent += sent;
    done.unheard += unheard;
  };
  await lookBack();
  done.failed += await giveUpLate(db, now());
  if (courier === undefined) {
    if (keep) done.kept += await keepAll(rooms);
    return done;
  }
  while (!signal?.aborted) {
    const until = now().getTime() + lease - leaves;
    await lookBack();
    const claimed = await claim(db, now());
    if (claimed.length === 0) break;
    const waiting = [...claimed];
    const carryOn = async () => {
      for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) {
        // A server that is silent held those before it: another process may take it when the lease lapses, and so not twice.
        if (signal?.aborted || now().getTime() >= until) await giveBack(db, mail, now());
        else done[await sendOne(rooms, courier, mail)]++;
      }
    };
    await Promise.all(Array.from({ length: courier.atOnce }, carryOn));
  }
  return done;
}

/** Nothing is put off for so long, but by a clock that was ahead and has been put right. */
const beyond = (now: Date): Date => new Date(now.getTime() + waits.at(-1)! + lease);

/** What somebody waits for before what comes to many at once: a link to sign in does not wait for a morning's alerts. */
async function claim(db: Kysely<Tables>, now: Date): Promise<Claimed[]> {
  // Looked for once: as a plain subquery the planner may ask for the batch again and again, and claim them all.
  const { rows } = await sql<Claimed>`
    with due as materialized (
      select id from mail where state in ('queued', 'sending') and (next_at <= ${now} or next_at > ${beyond(now)})
      order by mass, next_at limit ${batch} for update skip locked
    )
    update mail set state = 'sending', attempts = attempts + 1, next_at = ${new Date(now.getTime() + lease)}
    from due where mail.id = due.id
    returning mail.id, kind, mass, made_of, recipient, subject, text, html, headers, attempts, created_at`.execute(db);
  // An update gives its rows in any order.
  return rows.sort((a, b) => Number(a.mass) - Number(b.mass));
}

/** A claim is one's own until it lapses: whose it is by then is told by how often it was claimed. */
const own = (db: Kysely<Tables>, { id, attempts }: Claimed) =>
  db.updateTable('mail').where('id', '=', id).where('state', '=', 'sending').where('attempts', '=', attempts);

/** Claimed and not begun: due at once, and not counted as a try. */
async function giveBack(db: Kysely<Tables>, mail: Claimed, now: Date): Promise<void> {
  await own(db, mail)
    .set({ state: 'queued', next_at: now, attempts: mail.attempts - 1 })
    .execute();
}

async function sendOne(rooms: SendRooms, courier: Courier, mail: Claimed): Promise<'sent' | 'later' | 'failed'> {
  const { db, domain, now, log } = rooms;
  const refused = await db
    .selectFrom('mail_refused')
    .select('reason')
    .where('address_hash', '=', addressHash(mail.recipient))
    .executeTakeFirst();
  const words = refused === undefined ? await wordsOf(rooms, mail) : mail;
  const brought: Brought =
    refused !== undefined
      ? { is: 'never', why: 'nobody is at this address', addressIsDead: false }
      : 'notWritten' in words
        ? { is: 'later', why: words.notWritten }
        : await courier.carry({
            mail: mail.id,
            attempt: mail.attempts,
            parcel: {
              messageId: messageIdOf(mail.id, domain),
              to: mail.recipient,
              subject: words.subject,
              text: words.text,
              html: words.html,
              headers: mail.headers,
              date: mail.created_at,
            },
          });
  const wait = waits[mail.attempts - 1];
  if (brought.is === 'sent') {
    // Also when the claim has lapsed meanwhile: it has gone.
    await db
      .updateTable('mail')
      .where('id', '=', mail.id)
      .set(ended('sent', null, now()))
      .execute();
    return 'sent';
  }
  log.error(
    { part: 'mail', mail: mail.id, why: brought.why },
    brought.is === 'never' ? 'a mail was refused' : 'a mail waits',
  );
  // Its claim lapses; what the journal says of it is read then.
  if (brought.is === 'unknown') return 'later';
  if (brought.is === 'later' && wait !== undefined) {
    await own(db, mail)
      .set({ state: 'queued', next_at: new Date(now().getTime() + wait), trouble: brought.why })
      .execute();
    return 'later';
  }
  if (brought.is === 'never' && brought.addressIsDead) await refuseAddress(db, mail.recipient, brought.why, now());
  await own(db, mail)
    .set(ended('failed', brought.why, now()))
    .execute();
  return 'failed';
}

async function giveUpLate(db: Kysely<Tables>, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mail')
    .set(ended('failed', 'too late to be of use', now))
    .where('state', 'in', ['queued', 'sending'])
    // One that a living process holds is left to it.
    .where(({ eb, or }) => or([eb('state', '=', 'queued'), eb('next_at', '<=', now)]))
    .where('not_after', '<=', now)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What a letter says, or why it is not written: one that cannot be holds back no other. */
async function wordsOf(
  { write }: SendRooms,
  { kind, recipient, made_of: madeOf, ...words }: Pick<Claimed, 'kind' | 'recipient' | 'made_of' | keyof Written>,
): Promise<Written | { notWritten: string }> {
  if (madeOf === null) return words;
  if (write === undefined) return { notWritten: `nobody here writes a letter of the kind ${kind}` };
  try {
    return await write({ kind, recipient, madeOf });
  } catch (error) {
    // Not its sentence, which may hold the link or the address.
    return {
      notWritten: `a letter of the kind ${kind} could not be written: ${error instanceof Error ? error.name : 'unknown'}`,
    };
  }
}

async function keepAll(rooms: SendRooms): Promise<number> {
  const { db } = rooms;
  const now = rooms.now();
  const late = await db
    .selectFrom('mail')
    .select(['id', 'kind', 'recipient', 'made_of', 'subject', 'text', 'html'])
    .where('state', '=', 'queued')
    .where('next_at', '<=', now)
    .where('made_of', 'is not', null)
    .execute();
  for (const mail of late) {
    const words = await wordsOf(rooms, mail);
    if ('notWritten' in words) rooms.log.error({ part: 'mail', mail: mail.id, why: words.notWritten }, 'a mail waits');
    await db
      .updateTable('mail')
      .set(
        'notWritten' in words
          ? { next_at: new Date(now.getTime() + waits[0]!), trouble: words.notWritten }
          : { subject: words.subject, text: words.text, html: words.html, made_of: null },
      )
      .where('id', '=', mail.id)
      .where('state', '=', 'queued')
      .execute();
  }
  const { numUpdatedRows } = await db
    .updateTable('mail')
    .set({ state: 'kept', ended_at: now })
    .where('state', '=', 'queued')
    .where('next_at', '<=', now)
    .where('made_of', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The same for every try, so that a mail that went twice is shown once by those who look at it. */
export const messageIdOf = (id: string, domain: string): string => `<${id}@${domain}>`;

/** From now on nothing is written to this address. */
export async function refuseAddress(db: Kysely<Tables>, address: string, reason: string, now: Date): Promise<void> {
  await db
    .insertInto('mail_refused')
    .values({ address_hash: addressHash(address), reason, since: now })
    .onConflict((conflict) => conflict.column('address_hash').doNothing())
    .execute();
}

const monthsKept = 30 * 24 * 3600 * 1000;

/** Mails that ended a month ago are forgotten altogether, with whom they went to. */
export async function forgetOldMails(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom('mail')
    .where('ended_at', '<', new Date(now.getTime() - monthsKept))
    .execute();
}
