/** A mail that came to a relay address: passed on, held for its owner's word, told back, or dropped; never to anyone else. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Side } from '#model/introduction.ts';
import { createAllowance } from '../accounts/limits.ts';
import { readMailAddress } from '../accounts/mail-address.ts';
import { honourBounce } from '../mail/bounce.ts';
import { type AskRooms, limits } from './ask.ts';
import { passable } from './introductions.ts';
import type { Notice } from './letters.ts';
import { hold, proceed, tell } from './proceed.ts';
import { readMail } from './read-mail.ts';
import { provesSender } from './sender-proof.ts';
import { longest } from './words-passed.ts';

export type Taken =
  | { is: 'passed' }
  /** From another address than the side's: it waits for its owner's word. */
  | { is: 'held' }
  /** Its sender was told why, by mail, at the address that we know. */
  | { is: 'told'; why: Notice }
  /** No person wrote it. */
  | { is: 'dropped' }
  | { is: 'refused'; code: number; words: string };

export interface TakeRooms extends AskRooms {
  send(): void;
  /**
   * The name under which the mail server before the relay says what it found of a sender. With it, only what that
   * server proved is a side's own word; without it, `From` and envelope are believed as they are.
   */
  senderProvedBy: string | undefined;
}

/** Mails from elsewhere that wait at one relay address in a day. */
const heldADay = { name: 'introduction-held', times: 5, within: 24 * 3600 };

export type TakeMail = (mail: { token: string; envelopeFrom: string; raw: Uint8Array }) => Promise<Taken>;

export function createTakeMail(rooms: TakeRooms): TakeMail {
  const { db, secret, now } = rooms;
  const mayWrite = createAllowance({ db, secret, now }, limits.words);
  const mayHold = createAllowance({ db, secret, now }, heldADay);
  return async ({ token, envelopeFrom, raw }) => {
    const read = await readMail(raw, envelopeFrom);
    if (read.is === 'unreadable') return { is: 'refused', code: 554, words: '5.6.0 This message cannot be read.' };
    if (read.is !== 'mail') {
      if (envelopeFrom === '') await honourBounce(db, raw, now());
      return { is: 'dropped' };
    }
    const to = await ownerOf(db, token);
    if (to === undefined) return unknownRecipient;
    const { id, side, mail: known } = to;
    const { from, arrival, text, attachments, results } = read.mail;
    const { senderProvedBy: server } = rooms;
    const own =
      readMailAddress(from) === known &&
      readMailAddress(envelopeFrom) === known &&
      (server === undefined || provesSender(results, server, known));
    const key = `${id}/${side}`;
    if (own ? !(await mayWrite(key)) : !(await mayHold(key)))
      return own
        ? tellBack(rooms, id, side, 'too-many', now().toISOString().slice(0, 10))
        : { is: 'refused', code: 452, words: '4.2.2 Too many messages for today.' };
    const why: Notice | undefined = text === '' ? 'empty' : text.length > longest ? 'too-long' : undefined;
    // What a stranger sent is not worth a letter to the owner.
    if (why !== undefined)
      return own
        ? tellBack(rooms, id, side, why, arrival)
        : { is: 'refused', code: 554, words: '5.6.0 No text, or too much.' };
    const taken = await db.transaction().execute(async (tx): Promise<Taken> => {
      const held = await hold(tx, id);
      if (held === undefined) return unknownRecipient;
      const words = passable(rooms, held, text);
      if (own) {
        const step = await proceed(tx, rooms, held, side, 'write', { text: words, attachments, arrival });
        if (step.is === 'done') return { is: 'passed' };
        const told = noticeOf(step.why);
        await tell(tx, rooms, held, side, `notice/${told}/${arrival}`, { is: 'notice', why: told });
        return { is: 'told', why: told };
      }
      if (held.standing.state === 'closed') return unknownRecipient;
      const kept = await tx
        .insertInto('introduction_message')
        .values({ id: randomUUID(), introduction: id, side, text: words, at: now(), attachments, arrival, held: true })
        .onConflict((conflict) => conflict.columns(['introduction', 'side', 'arrival']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (kept !== undefined) await tell(tx, rooms, held, side, `held/${kept.id}`, { is: 'notice', why: 'held' });
      return { is: 'held' };
    });
    rooms.send();
    return taken;
  };
}

export const unknownRecipient: Taken = { is: 'refused', code: 550, words: '5.1.1 There is no such address here.' };

/** Whose address this is: while its conversation is kept. */
export async function ownerOf(
  db: Kysely<Tables>,
  token: string,
): Promise<{ id: string; side: Side; mail: string } | undefined> {
  const row = await db
    .selectFrom('introduction_side')
    .innerJoin('introduction', 'introduction.id', 'introduction_side.introduction')
    .select(['introduction_side.introduction as id', 'introduction_side.side', 'introduction_side.mail'])
    .where('introduction_side.token', '=', token)
    .where('introduction.begun_at', 'is not', null)
    .where('introduction.forgotten_at', 'is', null)
    .executeTakeFirst();
  return row?.mail == null ? undefined : { id: row.id, side: row.side, mail: readMailAddress(row.mail) ?? row.mail };
}

const noticeOf = (why: string): Notice => (why === 'wait-for-answer' || why === 'asleep' ? why : 'closed');

async function tellBack(rooms: TakeRooms, id: string, side: Side, why: Notice, once: string): Promise<Taken> {
  await rooms.db.transaction().execute(async (tx) => {
    const held = await hold(tx, id);
    if (held !== undefined) await tell(tx, rooms, held, side, `notice/${why}/${once}`, { is: 'notice', why });
  });
  rooms.send();
  return { is: 'told', why };
}
