/** The persons of the commons in their table: found, added, given a role, removed. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Person, Role } from '#model/person.ts';

export interface Listed extends Person {
  since: Date;
}

const partnersOf = async (db: Kysely<Tables>, ids: readonly string[]) => {
  const rows =
    ids.length === 0
      ? []
      : await db.selectFrom('person_partner').selectAll().where('person', 'in', ids).orderBy('source').execute();
  return Map.groupBy(rows, ({ person }) => person);
};

const columns = ['id', 'name', 'mail', 'role', 'created_at'] as const;
type Row = { id: string; name: string; mail: string; role: Role; created_at: Date };

async function complete(db: Kysely<Tables>, rows: readonly Row[]): Promise<Listed[]> {
  const partners = await partnersOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, name, mail, role, created_at }) => ({
    id,
    name,
    mail,
    role,
    partners: (partners.get(id) ?? []).map(({ source, role: part }) => ({ source, role: part })),
    since: created_at,
  }));
}

export async function personById(db: Kysely<Tables>, id: string): Promise<Listed | undefined> {
  const rows = await db.selectFrom('person').select(columns).where('id', '=', id).execute();
  return (await complete(db, rows))[0];
}

/** `mail` as `readMailAddress` writes it. */
export async function personByMail(db: Kysely<Tables>, mail: string): Promise<Listed | undefined> {
  const rows = await db.selectFrom('person').select(columns).where('mail', '=', mail).execute();
  return (await complete(db, rows))[0];
}

/** Administrators, then curators, then the partners' people, then the others; each by address. */
export async function allPersons(db: Kysely<Tables>): Promise<Listed[]> {
  const listed = await complete(db, await db.selectFrom('person').select(columns).orderBy('mail').execute());
  const rank = ({ role, partners }: Person) =>
    role === 'administrator' ? 0 : role === 'curator' ? 1 : partners.length > 0 ? 2 : 3;
  return listed.sort((a, b) => rank(a) - rank(b));
}

/** Undefined when the address has an account already. The person proves the address at the first sign-in. */
export async function addPerson(
  db: Kysely<Tables>,
  { mail, name, role }: { mail: string; name: string; role: Role },
): Promise<Listed | undefined> {
  const added = await db
    .insertInto('person')
    .values({ id: randomUUID(), mail, name, role, mail_verified: false })
    .onConflict((conflict) => conflict.column('mail').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added && personById(db, added.id);
}

export async function setRole(db: Kysely<Tables>, id: string, role: Role): Promise<void> {
  await db.updateTable('person').set({ role, updated_at: new Date() }).where('id', '=', id).execute();
}

/** `role` undefined: the person no longer speaks for the organisation. */
export async function setPartner(
  db: Kysely<Tables>,
  id: string,
  source: string,
  role: 'editor' | 'admin' | undefined,
): Promise<void> {
  if (role === undefined) {
    await db.deleteFrom('person_partner').where('person', '=', id).where('source', '=', source).execute();
    return;
  }
  await db
    .insertInto('person_partner')
    .values({ person: id, source, role })
    .onConflict((conflict) => conflict.columns(['person', 'source']).doUpdateSet({ role }))
    .execute();
}

export async function changePerson(
  db: Kysely<Tables>,
  id: string,
  { name, language }: { name: string; language: 'fr' | 'en' },
): Promise<void> {
  await db.updateTable('person').set({ name, language, updated_at: new Date() }).where('id', '=', id).execute();
}
