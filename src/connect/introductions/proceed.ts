/** One step of an introduction, stored and told in one transaction: a kill leaves all of it or nothing. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Purpose, Side, Via } from '#model/introduction.ts';
import { addressHash, type Enqueued, enqueue } from '../mail/outbox.ts';
import { introductionLetter, letterWords, type Told } from './letters.ts';
import { type Act, act, type Effect, other, type Refusal, type Standing } from './states.ts';
import { keyOf, relayAddress } from './tokens.ts';

export interface ProceedRooms {
  secret: Secret;
  baseUrl: string;
  /** Where answers by mail arrive; undefined when none do, and people answer on the page. */
  relayDomain: string | undefined;
  now(): Date;
}

export interface SideKept {
  side: Side;
  token: string | null;
  mail: string | null;
  name: string;
  person: string | null;
  language: 'fr' | 'en';
}

/** An introduction as it stands, held by a transaction. */
export interface Held {
  id: string;
  project: string;
  title: string;
  purpose: Purpose;
  via: Via;
  standing: Standing;
  sides: Partial<Record<Side, SideKept>>;
}

/** What is written with the step `write`: new words, or held ones that are let go. */
export type Words = { text: string; attachments?: boolean; arrival?: string } | { held: string };

export async function hold(tx: Kysely<Tables>, id: string): Promise<Held | undefined> {
  const row = await tx.selectFrom('introduction').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined || row.forgotten_at !== null) return undefined;
  const sides = await tx.selectFrom('introduction_side').selectAll().where('introduction', '=', id).execute();
  const reports = await tx
    .selectFrom('introduction_report')
    .select(['side', 'decision'])
    .where('introduction', '=', id)
    .execute();
  const reported = (side: Side) => reports.some((one) => one.side === side);
  const agrees = (side: Side) => sides.find((one) => one.side === side)?.agrees ?? false;
  return {
    id,
    project: row.project,
    title: row.title,
    purpose: row.purpose,
    via: row.via,
    standing: {
      state: row.state,
      lastAt: row.last_at,
      closedAt: row.closed_at,
      reminders: row.reminders,
      answered: row.answered_at !== null,
      agrees: { asker: agrees('asker'), holder: agrees('holder') },
      reported: { asker: reported('asker'), holder: reported('holder') },
      reportWaits: reports.some(({ decision }) => decision === null),
    },
    sides: Object.fromEntries(sides.map((side) => [side.side, side])),
  };
}

/** The step, or why it may not be; the caller's transaction holds the introduction. */
export async function proceed(
  tx: Transaction<Tables>,
  rooms: ProceedRooms,
  held: Held,
  side: Side,
  does: Act,
  words?: Words,
): Promise<{ is: 'done'; standing: Standing } | { is: 'refused'; why: Refusal }> {
  const now = rooms.now();
  const step = act(held.standing, side, does, now);
  if (step.is === 'refused') return step;
  const message = words === undefined ? undefined : await keepWords(tx, held.id, side, words, now);
  // The same mail delivered once more: it has passed.
  if (words !== undefined && message === undefined) return { is: 'done', standing: held.standing };
  await keepStanding(tx, held, step.standing, { by: side, does, now });
  for (const effect of step.effects) await follow(tx, rooms, held, side, effect, message);
  return { is: 'done', standing: step.standing };
}

async function keepWords(tx: Transaction<Tables>, introduction: string, side: Side, words: Words, now: Date) {
  if ('held' in words)
    return tx
      .updateTable('introduction_message')
      .set({ held: false, at: now })
      .where('id', '=', words.held)
      .where('introduction', '=', introduction)
      .where('side', '=', side)
      .where('held', '=', true)
      .returning(['id', 'text', 'attachments'])
      .executeTakeFirst();
  const { text, attachments = false, arrival = null } = words;
  return tx
    .insertInto('introduction_message')
    .values({ id: randomUUID(), introduction, side, text, at: now, attachments, arrival })
    .onConflict((conflict) => conflict.columns(['introduction', 'side', 'arrival']).doNothing())
    .returning(['id', 'text', 'attachments'])
    .executeTakeFirst();
}

async function keepStanding(
  tx: Transaction<Tables>,
  { id, standing: before, sides }: Held,
  after: Standing,
  { by, does, now }: { by: Side; does: Act; now: Date },
): Promise<void> {
  await tx
    .updateTable('introduction')
    .set({
      state: after.state,
      last_at: after.lastAt,
      reminders: after.reminders,
      closed_at: after.closedAt,
      ...(does === 'confirm' && { begun_at: now }),
      ...(after.answered && !before.answered && { answered_at: now }),
      ...(after.state === 'closed' && before.state !== 'closed' && { closed_by: by }),
    })
    .where('id', '=', id)
    .execute();
  if (after.agrees[by] !== before.agrees[by])
    await tx
      .updateTable('introduction_side')
      .set({ agrees: after.agrees[by] })
      .where('introduction', '=', id)
      .where('side', '=', by)
      .execute();
  const mail = sides.holder?.mail;
  if (after.answered && !before.answered && mail != null)
    await tx
      .deleteFrom('introduction_address')
      .where('address_hash', '=', addressHash(mail))
      .where('what', '=', 'asleep')
      .execute();
}

type Kept = { id: string; text: string; attachments: boolean };

async function follow(
  tx: Transaction<Tables>,
  rooms: ProceedRooms,
  held: Held,
  side: Side,
  effect: Effect,
  message: Kept | undefined,
): Promise<void> {
  if (effect === 'deliver') {
    if (message === undefined) {
      const first = await firstWords(tx, held.id);
      const { purpose, via } = held;
      await tell(tx, rooms, held, 'holder', 'first', {
        is: 'first',
        name: nameOf(held, 'asker', 'holder'),
        purpose,
        via,
        text: first,
      });
      return;
    }
    const { id, text, attachments } = message;
    const to = other(side);
    await tell(tx, rooms, held, to, id, { is: 'message', name: nameOf(held, side, to), text, attachments });
    if (attachments) await tell(tx, rooms, held, side, `${id}/attachments`, { is: 'notice', why: 'attachments' });
  }
  if (effect === 'share')
    for (const to of ['asker', 'holder'] as const) {
      const mail = held.sides[other(to)]?.mail;
      if (mail != null)
        await tell(tx, rooms, held, to, 'share', { is: 'share', name: nameOf(held, other(to), to), mail });
    }
  if (effect === 'tell-closed') await tell(tx, rooms, held, other(side), 'closed', { is: 'closed' });
}

export async function firstWords(db: Kysely<Tables>, introduction: string): Promise<string> {
  const row = await db
    .selectFrom('introduction_message')
    .select('text')
    .where('introduction', '=', introduction)
    .where('side', '=', 'asker')
    .where('held', '=', false)
    .orderBy('at')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return row?.text ?? '';
}

/** How a side is called, in the language of the other: as it chose, else by its part. */
export function nameOf({ sides }: Pick<Held, 'sides'>, side: Side, readBy: Side): string {
  const words = letterWords[sides[readBy]?.language ?? 'fr'];
  const name = sides[side]?.name ?? '';
  return name !== '' ? name : side === 'asker' ? words.somebody : words.holder;
}

/** What makes a letter of an introduction this one: put in twice, it goes once. */
export const letterKey = (introduction: string, to: Side, what: string): string =>
  `introduction/${introduction}/${to}/${what}`;

/** Puts a letter to a side in the outbox. Nothing when the side has no address any more. */
export async function tell(
  db: Kysely<Tables>,
  { secret, baseUrl, relayDomain, now }: ProceedRooms,
  { id, title, sides }: Held,
  to: Side,
  what: string,
  told: Told,
): Promise<Enqueued | undefined> {
  const kept = sides[to];
  if (kept?.mail == null) return undefined;
  const { language, mail, token } = kept;
  const url = `${baseUrl}${conversationPath(language, id)}?cle=${keyOf(secret, id, to)}`;
  const answers = told.is === 'confirm' || relayDomain === undefined ? undefined : (token ?? undefined);
  const written = introductionLetter({ baseUrl, language, title, url, relayed: answers !== undefined }, told);
  // The same for both sides and all letters: mail programs gather them under it.
  const thread = `<introduction-${id}@${relayDomain ?? new URL(baseUrl).hostname}>`;
  const headers = {
    References: thread,
    'In-Reply-To': thread,
    // By which our own receiver knows what came from here.
    'X-Carrefour-Relay': id,
    ...(answers !== undefined && relayDomain !== undefined && { 'Reply-To': relayAddress(answers, relayDomain) }),
  };
  return enqueue(
    db,
    { kind: `introduction-${told.is}`, to: mail, ...written, headers, key: letterKey(id, to, what) },
    now(),
  );
}

export const conversationPath = (language: 'fr' | 'en', id: string): string =>
  `${language === 'en' ? '/en' : ''}/contacts/${id}`;
