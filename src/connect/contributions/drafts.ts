/** What is being written: begun, kept at each step, taken up again, given up. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, uuidOf } from '#lib/hash.ts';
import type { Secret } from '#lib/keyed.ts';
import { emptyTelling, type Telling } from '#model/telling.ts';
import { type Contribution, contributionById, keyOf, mayOpen, type Who } from './contribution.ts';
import { contributionKind } from './send.ts';

export interface DraftRooms {
  db: Kysely<Tables>;
  secret: Secret;
  now(): Date;
}

/** One form, one contribution, however often it is sent: its id is drawn from the form's stamp. */
const idOf = (stamp: string): string => uuidOf(`contribution ${stamp}`);

export interface Begun {
  contribution: Contribution;
  /** For whoever has no account. */
  key: string | undefined;
}

/** `opened`: when the form was, as its stamp says. */
export async function begin(
  { db, secret, now }: DraftRooms,
  { stamp, opened, language, who }: { stamp: string; opened: Date; language: 'fr' | 'en'; who: Who },
): Promise<Begun> {
  const id = idOf(stamp);
  const key = who.person === undefined ? keyOf(secret, id) : undefined;
  await db
    .insertInto('contribution')
    .values({
      id,
      author: who.person?.id ?? null,
      key_hash: key === undefined ? null : sha256(key),
      language,
      draft: JSON.stringify(emptyTelling),
      state: 'draft',
      mail: null,
      sent: null,
      accepted: null,
      accepted_hash: null,
      written_as: null,
      tells_of: null,
      record: null,
      created_at: opened,
      changed_at: now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const found = await contributionById(db, id);
  return { contribution: found!.contribution, key };
}

/** Undefined when there is none, or when it is not theirs: which of the two is told to nobody. */
export async function open({ db, secret }: DraftRooms, id: string, who: Who): Promise<Contribution | undefined> {
  const found = await contributionById(db, id);
  if (found === undefined || !mayOpen(secret, found.row, who)) return undefined;
  return found.contribution;
}

/**
 * What was begun without an account becomes an account's: by a press of its person, never by opening an address, which
 * anybody can send to anybody. With the matters it raised: their answers go to the account from now on, and they
 * leave with it.
 */
export const adopt = (db: Kysely<Tables>, id: string, person: string): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const adopted = await tx
      .updateTable('contribution')
      .set({ author: person, key_hash: null, mail: null, mail_proven_at: null })
      .where('id', '=', id)
      .where('author', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (adopted === undefined) return;
    await tx
      .updateTable('matter')
      .set({ author: person, author_hash: null })
      .where('kind', '=', contributionKind)
      .where('subject', '=', id)
      .execute();
  });

export async function save({ db, now }: DraftRooms, id: string, telling: Telling): Promise<void> {
  await db
    .updateTable('contribution')
    .set((eb) => ({ draft: JSON.stringify(telling), revision: eb('revision', '+', 1), changed_at: now() }))
    .where('id', '=', id)
    .execute();
}

/** The contributions of an account, the latest first. */
export async function ownOf(
  db: Kysely<Tables>,
  person: string,
): Promise<{ id: string; title: string; state: Contribution['state']; changedAt: Date }[]> {
  const rows = await db
    .selectFrom('contribution')
    .select(['id', 'draft', 'state', 'changed_at'])
    .where('author', '=', person)
    .orderBy('changed_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(({ id, draft, state, changed_at }) => ({ id, title: draft.title, state, changedAt: changed_at }));
}

/** How long what was never sent stays after its last change, and what was refused or taken back: days. */
export const keptDays = { draft: 30, refused: 365 } as const;

const day = 24 * 3600 * 1000;

/** Gives how many went. */
export async function forgetOldDrafts(db: Kysely<Tables>, now: Date): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * day);
  const gone = await db
    .deleteFrom('contribution')
    .where('accepted', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'draft'), eb('changed_at', '<', before(keptDays.draft))]),
        eb.and([eb('state', 'in', ['refused', 'withdrawn']), eb('changed_at', '<', before(keptDays.refused))]),
      ]),
    )
    // What is to be taken out of its record is taken out first.
    .where((eb) => eb.or([eb('accepted_hash', 'is', null), eb('accepted_hash', '=', eb.ref('written_as'))]))
    .returning('id')
    .execute();
  return gone.length;
}
