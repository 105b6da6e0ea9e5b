/** What sheets make us ask outside (an address, a point, a link, a picture), and what was answered. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // `id` is the kind and a hash of the subject. `due_at` is when to ask again; until then the answer stands.
  await sql`create table inquiry (
    id text primary key,
    kind text not null check (kind in ('address', 'point', 'link', 'image')),
    subject jsonb not null,
    answer jsonb,
    asked_at timestamptz,
    due_at timestamptz not null
  )`.execute(db);
  await sql`create index inquiry_by_turn on inquiry (kind, due_at)`.execute(db);
  await sql`alter table sheet add column inquiries text[] not null default '{}'`.execute(db);
  await sql`create index sheet_by_inquiries on sheet using gin (inquiries)`.execute(db);
  // What people ask not to see again; only hashes of what they name are kept.
  await sql`create table objection (
    id uuid primary key,
    kind text not null check (kind in ('mail', 'phone', 'name', 'record')),
    subject text not null,
    reason text not null,
    author text not null,
    made_at timestamptz not null,
    withdrawn_at timestamptz
  )`.execute(db);
}
