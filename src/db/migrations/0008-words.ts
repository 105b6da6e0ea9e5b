/** Words that partners wrote and no vocabulary has, and what a curator may be asked or has answered about them. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // One row for each word of a sheet that was not known at once. `word` is folded, `written` as it stands; `proposals`
  // what it may mean, surest first; `settled` whether something came of it.
  `create table sheet_word (
    sheet text not null references sheet (record) on delete cascade,
    vocabulary text not null,
    evidence text not null check (evidence in ('word', 'text')),
    word text not null,
    written text not null,
    proposals jsonb not null,
    settled boolean not null,
    primary key (sheet, vocabulary, evidence, word)
  )`,
  `create index sheet_word_by_word on sheet_word (vocabulary, evidence, word)`,
  // Curators' answers, every one that was ever given. concepts: all that the word means, none when it means nothing.
  `create table word_answer (
    id uuid primary key,
    vocabulary text not null,
    evidence text not null check (evidence in ('word', 'text')),
    word text not null,
    written text not null,
    concepts text[] not null,
    later boolean not null,
    reason text not null,
    author text not null,
    made_at timestamptz not null,
    undone_at timestamptz,
    undone_by text
  )`,
  // A word has at most one answer that stands: a new one takes the former back.
  `create unique index word_answer_standing on word_answer (vocabulary, evidence, word) where undone_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
