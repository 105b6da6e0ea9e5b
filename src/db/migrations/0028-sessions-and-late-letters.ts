/**
 * Letters whose words are written when they leave; what a session knows of the provider that opened it; communities and
 * collections of the demonstration.
 */
import { type Kysely, sql } from 'kysely';

const statements = [
  // A letter with a link that lasts minutes is written when it leaves: until then it is what it will be made of.
  `alter table mail add column made_of jsonb`,
  // The provider's identity token, by which the session is ended there too; gone with the session.
  `alter table session add column id_token text`,
  // When the person last proved who they are, as far as is known.
  `alter table session add column proved_at timestamptz`,
  `update session set proved_at = created_at`,
  `alter table session alter column proved_at set default now()`,
  // That provider asked for a second factor, in words that the operator takes for one.
  `alter table session add column second_factor boolean not null default false`,
  // Invented for the demonstration, and shown as such.
  `alter table community add column fictitious boolean not null default false`,
  `alter table collection add column fictitious boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
