/** Of a contribution, what curators were shown and what they accepted. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // Like `sent` and `accepted`: what is changed later is neither until it is sent, and read, anew.
  `alter table contribution add column sent_tells_of text, add column accepted_tells_of text`,
  `alter table contribution_picture
    add column is_sent boolean not null default false,
    add column is_accepted boolean not null default false`,
  `update contribution set
    sent_tells_of = case when sent is not null then tells_of end,
    accepted_tells_of = case when accepted is not null then tells_of end`,
  `update contribution_picture set is_sent = contribution.sent is not null, is_accepted = contribution.accepted is not null
    from contribution where contribution.id = contribution_picture.contribution`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
