/** What time brings to introductions: reminders, sleep, mails that came to nobody, and the deletion of what was written. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import { addressHash } from '../mail/outbox.ts';
import { firstWords, type Held, hold, letterKey, nameOf, type ProceedRooms, tell } from './proceed.ts';
import { withdrawReports } from './reports.ts';
import { due, times } from './states.ts';

export interface SweepRooms extends ProceedRooms {
  db: Kysely<Tables>;
  signal: AbortSignal;
}

export interface Swept {
  reminded: number;
  asleep: number;
  undelivered: number;
  forgotten: number;
}

const batch = 200;

/** Until nothing is due. Each introduction is one transaction: killed in between, the next sweep goes on; two at once do not meet. */
export async function sweepIntroductions(rooms: SweepRooms): Promise<Swept> {
  const swept: Swept = { reminded: 0, asleep: 0, undelivered: 0, forgotten: 0 };
  await closeUndelivered(rooms, swept);
  let after = '00000000-0000-0000-0000-000000000000';
  while (!rooms.signal.aborted) {
    const rows = await dueAfter(rooms.db, rooms.now(), after);
    for (const { id } of rows) {
      if (rooms.signal.aborted) return swept;
      await rooms.db.transaction().execute((tx) => sweepOne(tx, rooms, id, swept));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return swept;
    after = last.id;
  }
  return swept;
}

/** Those for which `due` may have an answer, and no others: most have none. */
async function dueAfter(db: Kysely<Tables>, now: Date, after: string): Promise<{ id: string }[]> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const [first, second] = times.reminders;
  const { rows } = await sql<{ id: string }>`
    select id from introduction
    where forgotten_at is null and id > ${after}::uuid and (
      (state = 'unconfirmed' and last_at <= ${before(times.unconfirmed)})
      or (state = 'waiting' and reminders < 1 and last_at <= ${before(first)})
      or (state = 'waiting' and reminders < 2 and last_at <= ${before(second)})
      or (state = 'waiting' and last_at <= ${before(times.asleep)})
      or (state in ('talking', 'asleep') and last_at <= ${before(times.kept)})
      or (state = 'closed' and coalesce(closed_at, last_at) <= ${before(times.keptClosed)})
    )
    order by id limit ${batch}`.execute(db);
  return rows;
}

async function sweepOne(tx: Transaction<Tables>, rooms: SweepRooms, id: string, swept: Swept): Promise<void> {
  const held = await hold(tx, id);
  if (held === undefined) return;
  for (let standing = held.standing; ; ) {
    const fell = due(standing, rooms.now());
    if (fell === undefined) return;
    standing = fell.standing;
    if (fell.is === 'forget') {
      await forgetWords(tx, held, rooms.now());
      swept.forgotten++;
      return;
    }
    await tx
      .updateTable('introduction')
      .set({ state: standing.state, reminders: standing.reminders })
      .where('id', '=', id)
      .execute();
    const name = nameOf(held, 'asker', 'holder');
    if (fell.is === 'remind') {
      const days = Math.floor((rooms.now().getTime() - standing.lastAt.getTime()) / 86_400_000);
      const last = standing.reminders >= times.reminders.length;
      const text = await firstWords(tx, id);
      await tell(tx, rooms, held, 'holder', `remind/${standing.reminders}`, { is: 'remind', name, text, days, last });
      swept.reminded++;
      continue;
    }
    const mail = held.sides.holder?.mail;
    if (mail != null)
      await tx
        .insertInto('introduction_address')
        .values({ address_hash: addressHash(mail), what: 'asleep', since: rooms.now() })
        .onConflict((conflict) => conflict.columns(['address_hash', 'what']).doUpdateSet({ since: rooms.now() }))
        .execute();
    for (const to of ['asker', 'holder'] as const)
      await tell(tx, rooms, held, to, 'asleep', { is: 'asleep', to, name });
    swept.asleep++;
  }
}

/** The words, names and addresses go; what figures need stays. One that never left goes altogether. */
async function forgetWords(tx: Transaction<Tables>, { id, standing }: Held, now: Date): Promise<void> {
  if (standing.state === 'unconfirmed') {
    await tx.deleteFrom('introduction').where('id', '=', id).execute();
    return;
  }
  await tx.deleteFrom('introduction_message').where('introduction', '=', id).execute();
  await tx.deleteFrom('introduction_side').where('introduction', '=', id).execute();
  await tx.deleteFrom('introduction_report').where('introduction', '=', id).execute();
  await withdrawReports(tx, id, now);
  await tx
    .updateTable('introduction')
    .set({ forgotten_at: now, asker_hash: null, title: '', state: 'closed' })
    .where('id', '=', id)
    .execute();
}

/** The first words came to nobody: the asker is told, so as to try again, and the address is not tried again. */
async function closeUndelivered(rooms: SweepRooms, swept: Swept): Promise<void> {
  const waiting = await rooms.db
    .selectFrom('introduction')
    .select('id')
    .where('state', '=', 'waiting')
    // Mails are given up after a week at most.
    .where('begun_at', '>', new Date(rooms.now().getTime() - times.reminders[1]))
    .execute();
  const keys = new Map(waiting.map(({ id }) => [sha256(letterKey(id, 'holder', 'first')), id]));
  if (keys.size === 0) return;
  const failed = await sql<{ key: string }>`
    select key from mail where state = 'failed' and key = any(${[...keys.keys()]}::text[])`.execute(rooms.db);
  for (const { key } of failed.rows) {
    const id = keys.get(key);
    if (id === undefined) continue;
    await rooms.db.transaction().execute(async (tx) => {
      const held = await hold(tx, id);
      if (held?.standing.state !== 'waiting') return;
      const now = rooms.now();
      await tx
        .updateTable('introduction')
        .set({ state: 'closed', closed_at: now, closed_by: 'nobody' })
        .where('id', '=', id)
        .execute();
      await tell(tx, rooms, held, 'asker', 'undelivered', { is: 'undelivered' });
      swept.undelivered++;
    });
  }
}
