/** What people say of projects that others tell: corrections, claims, news, and the key of each partner's feed. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // One proposal, by a person who signed in or by an address that its link has proven. `value` is what the field would
  // hold. `once` is the hash of what was proposed and by whom: sent twice, it is there once. `as_holder`: by somebody
  // who had claimed the project. `token_hash`: of the link by which it is confirmed and followed.
  `create table correction_proposal (
    id uuid primary key,
    project text not null,
    field text not null,
    value jsonb not null,
    reason text not null,
    evidence text not null,
    person text references person (id) on delete set null,
    mail text,
    language text not null check (language in ('fr', 'en')),
    as_holder boolean not null default false,
    token_hash text unique,
    once text not null unique,
    made_at timestamptz not null,
    confirmed_at timestamptz
  )`,
  `create index correction_proposal_of_person on correction_proposal (person)`,
  `create index correction_proposal_of_mail on correction_proposal (mail)`,
  // The proposal as each partner has it before them. `was`: what its sheet said when it was proposed. `now_says`: what
  // the catalogue has said since, when it is neither that nor the value. `told`: the state that the partner's team was
  // last told of.
  `create table correction (
    id uuid primary key,
    proposal uuid not null references correction_proposal (id) on delete cascade,
    source text not null,
    sheet text not null,
    was jsonb,
    state text not null check (state in ('proposed', 'later', 'accepted', 'arrived', 'refused', 'undone')),
    answer text not null default '',
    answered_by text references person (id) on delete set null,
    answered_at timestamptz,
    decision uuid,
    now_says jsonb,
    told text,
    changed_at timestamptz not null,
    unique (proposal, sheet)
  )`,
  `create index correction_of_source on correction (source, state)`,
  `create index correction_of_sheet on correction (sheet)`,
  // The address of a partner's feed holds a key made of this and of the secret: drawn anew, the former opens nothing.
  `create table correction_feed (source text primary key, nonce text not null, since timestamptz not null)`,
  // A person holds a project: the project of the first of these sheets that lives. `how` it is proven; `proof` the
  // domain, or the source whose people vouch. `reach`: how the holder wants to be reached. `token_hash`: of the link
  // sent to the project's domain.
  `create table claim (
    id uuid primary key,
    project text not null,
    sheets text[] not null,
    person text not null references person (id) on delete cascade,
    how text not null check (how in ('mail', 'partner', 'curator')),
    proof text not null,
    message text not null default '',
    state text not null check (state in ('asked', 'held', 'refused', 'revoked')),
    reach text not null default 'relay' check (reach in ('relay', 'closed')),
    token_hash text unique,
    asked_at timestamptz not null,
    held_at timestamptz,
    ended_at timestamptz,
    ended_why text not null default ''
  )`,
  `create unique index claim_standing on claim (person, project) where state in ('asked', 'held')`,
  `create index claim_of_sheets on claim using gin (sheets) where state = 'held'`,
  // What a holder tells of the project, the latest first on its page.
  `create table holder_news (
    id uuid primary key,
    claim uuid not null references claim (id) on delete cascade,
    text text not null,
    at timestamptz not null
  )`,
  `create index holder_news_of_claim on holder_news (claim, at)`,
  // Relations between projects are read at each showing of their pages.
  `create index decision_relations on decision (kind) where kind = 'relate'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
