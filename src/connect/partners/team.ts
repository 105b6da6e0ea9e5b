/** Those who speak for a catalogue, in their table: who they are, and that one of them always runs the team. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { setPartner } from '../accounts/persons.ts';

export interface Speaker {
  person: string;
  name: string;
  mail: string;
  /** An `admin` lets others in and says who is one. */
  role: 'editor' | 'admin';
  since: Date;
}

/** The admins first, then by how long they have been there. */
export const teamOf = (db: Kysely<Tables>, source: string): Promise<Speaker[]> =>
  db
    .selectFrom('person_partner')
    .innerJoin('person', 'person.id', 'person_partner.person')
    .select(['person.id as person', 'person.name', 'person.mail', 'person_partner.role', 'person_partner.since'])
    .where('source', '=', source)
    .orderBy('person_partner.role')
    .orderBy('person_partner.since')
    .orderBy('person.id')
    .execute();

/**
 * Locks whoever it is about, then the team, be it empty: in this order, as an account that is being deleted goes from the
 * person to what names them.
 */
export async function holdTeam(tx: Transaction<Tables>, source: string, persons: readonly string[]): Promise<void> {
  await tx.selectFrom('person').select('id').where('id', 'in', persons).orderBy('id').forKeyShare().execute();
  await sql`select pg_advisory_xact_lock(hashtext(${`team ${source}`}))`.execute(tx);
}

/** Undefined for who is not of the team. */
export async function partIn(tx: Kysely<Tables>, source: string, person: string): Promise<Speaker['role'] | undefined> {
  const row = await tx
    .selectFrom('person_partner')
    .select('role')
    .where('source', '=', source)
    .where('person', '=', person)
    .executeTakeFirst();
  return row?.role;
}

/** Whoever is there already stays what they are. */
export async function letIn(tx: Transaction<Tables>, source: string, person: string): Promise<void> {
  await tx
    .insertInto('person_partner')
    .values({ person, source, role: 'editor' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await settleAdmins(tx, source);
}

/** False when they are not of the team. */
export async function setPart(
  tx: Transaction<Tables>,
  source: string,
  person: string,
  role: Speaker['role'] | undefined,
): Promise<boolean> {
  if ((await partIn(tx, source, person)) === undefined) return false;
  await setPartner(tx, person, source, role);
  await settleAdmins(tx, source);
  return true;
}

/** An operator's word, whatever the person was before. `role` undefined: they no longer speak for it. */
export const appoint = (
  db: Kysely<Tables>,
  source: string,
  person: string,
  role: Speaker['role'] | undefined,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await holdTeam(tx, source, [person]);
    await setPartner(tx, person, source, role);
    await settleAdmins(tx, source);
  });

export const teamKeeping: Keeping = {
  name: 'teams',
  tell: (db, { id }) =>
    db
      .selectFrom('person_partner')
      .select(['source', 'role', 'since'])
      .where('person', '=', id)
      .orderBy('source')
      .execute(),
  async forget(tx, { id }) {
    const rows = await tx
      .selectFrom('person_partner')
      .select('source')
      .where('person', '=', id)
      .orderBy('source')
      .execute();
    for (const { source } of rows) {
      await holdTeam(tx, source, [id]);
      await setPart(tx, source, id, undefined);
    }
  },
};

/** Without an admin, whoever has been there longest is one. */
async function settleAdmins(tx: Transaction<Tables>, source: string): Promise<void> {
  const team = await teamOf(tx, source);
  if (team.some(({ role }) => role === 'admin')) return;
  const [eldest] = team;
  if (eldest !== undefined) await setPartner(tx, eldest.person, source, 'admin');
}
