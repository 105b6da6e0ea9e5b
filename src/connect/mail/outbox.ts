/** The outbox: mails that are to go, each once. What puts one in may do so in its own transaction. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import { oneLine, type Written } from './letter.ts';

export interface Outgoing extends Addressed, Written {}

/** A letter whose words are written when it leaves, anew at each try: what is in it must not grow old in the outbox. */
export interface LateOutgoing extends Addressed {
  madeOf: Record<string, string>;
}

interface Addressed {
  /** One word, for figures and for what is told when it fails: `sign-in`. */
  kind: string;
  to: string;
  /** More headers, by their names: `List-Unsubscribe`. */
  headers?: Record<string, string>;
  /** What makes it this mail and no other (`alert/17/2026-05-03`): put in twice, it goes once. */
  key?: string;
  /** When it is of no use any more; seven days when not said. */
  notAfter?: Date;
}

export type Enqueued = 'queued' | 'there-already' | 'refused-address' | 'bad-address';

const life = 7 * 24 * 3600 * 1000;
/** No space, quote, bracket, comma or control character: one address, and nothing that begins another or a header. */
const addressPattern = /^[^\s<>(),:;"[\]\\\u0000-\u001f\u007f@]{1,64}@[^\s<>(),:;"[\]\\\u0000-\u001f\u007f@]{1,189}$/;
const unwritten: Written = { subject: '', text: '', html: '' };
const headerName = /^[A-Za-z][A-Za-z0-9-]*$/;

export async function enqueue(db: Kysely<Tables>, mail: Outgoing | LateOutgoing, now: Date): Promise<Enqueued> {
  return (await enqueueAll(db, [mail], now))[0]!;
}

/** Several at once, with two questions to the database whatever their number; what became of each, in their order. */
export async function enqueueAll(
  db: Kysely<Tables>,
  mails: readonly (Outgoing | LateOutgoing)[],
  now: Date,
): Promise<Enqueued[]> {
  const wellFormed = mails.filter(({ to }) => addressPattern.test(to));
  if (wellFormed.length === 0) return mails.map(() => 'bad-address');
  const rows = await db
    .selectFrom('mail_refused')
    .select('address_hash')
    .where('address_hash', 'in', [...new Set(wellFormed.map(({ to }) => addressHash(to)))])
    .execute();
  const refused = new Set(rows.map(({ address_hash }) => address_hash));
  const going = wellFormed
    .filter(({ to }) => !refused.has(addressHash(to)))
    .map((mail) => ({ mail, row: rowOf(mail, now) }));
  const added =
    going.length === 0
      ? []
      : await db
          .insertInto('mail')
          .values(going.map(({ row }) => row))
          .onConflict((conflict) => conflict.column('key').doNothing())
          .returning('id')
          .execute();
  const queued = new Set(added.map(({ id }) => id));
  const become = new Map(
    going.map(({ mail, row }) => [mail, queued.has(row.id) ? 'queued' : 'there-already'] as const),
  );
  return mails.map((mail) => become.get(mail) ?? (wellFormed.includes(mail) ? 'refused-address' : 'bad-address'));
}

function rowOf(mail: Outgoing | LateOutgoing, now: Date) {
  const headers = Object.entries(mail.headers ?? {}).map(([name, value]) => {
    if (!headerName.test(name)) throw new TypeError(`${JSON.stringify(name)} is not the name of a header`);
    return [name, oneLine(value)];
  });
  const { subject, text, html } = 'madeOf' in mail ? unwritten : mail;
  return {
    // Drawn by chance: it becomes the Message-ID, by which a bounce proves that it answers this mail.
    id: randomUUID(),
    key: mail.key === undefined ? null : sha256(mail.key),
    kind: mail.kind,
    recipient: mail.to,
    subject: oneLine(subject),
    text,
    html,
    made_of: 'madeOf' in mail ? JSON.stringify(mail.madeOf) : null,
    headers: JSON.stringify(Object.fromEntries(headers)),
    // What one can ask to be left alone with comes to many at once, and nobody waits for it.
    mass: 'List-Unsubscribe' in (mail.headers ?? {}),
    state: 'queued' as const,
    next_at: now,
    not_after: mail.notAfter ?? new Date(now.getTime() + life),
    trouble: null,
    created_at: now,
  };
}

export const addressHash = (address: string): string => sha256(address.trim().toLowerCase());

/** The words of a mail that ended are erased: they may hold a link, or what one person wrote to another. */
export const ended = (state: 'sent' | 'failed', trouble: string | null, now: Date) => ({
  ...{ state, trouble, ended_at: now },
  ...{ subject: '', text: '', html: '', headers: '{}', made_of: null },
});
