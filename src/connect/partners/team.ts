/** Those who speak for a catalogue, in their table: who they are, and that one of them always runs the team. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
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
 * Locks whoever it is about, then the team: in this order, as an account that is being deleted goes from the person to
 * what names them.
 */
export async function holdTeam(tx: Transaction<Tables>, source: string, person: string): Promise<void> {
  await tx.selectFrom('person').select('id').where('id', '=', person).forKeyShare().execute();
  await tx.selectFrom('person_partner').select('person').where('source', '=', source).forUpdate().execute();
}

export async function isAdmin(tx: Kysely<Tables>, source: string, person: string): Promise<boolean> {
  const row = await tx
    .selectFrom('person_partner')
    .select('role')
    .where('source', '=', source)
    .where('person', '=', person)
    .executeTakeFirst();
  return row?.role === 'admin';
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
  const there = await tx
    .selectFrom('person_partner')
    .select('person')
    .where('source', '=', source)
    .where('person', '=', person)
    .executeTakeFirst();
  if (there === undefined) return false;
  await setPartner(tx, person, source, role);
  await settleAdmins(tx, source);
  return true;
}

/** Without an admin, whoever has been there longest is one. */
async function settleAdmins(tx: Transaction<Tables>, source: string): Promise<void> {
  const team = await teamOf(tx, source);
  if (team.some(({ role }) => role === 'admin')) return;
  const [eldest] = team;
  if (eldest !== undefined) await setPartner(tx, eldest.person, source, 'admin');
}
