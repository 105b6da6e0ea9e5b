/** The tables as Kysely types them; what each column means is told in the migration that makes it. */
import type { ColumnType, Generated } from 'kysely';
import type { Role } from '#model/person.ts';
import type { Project } from '#model/project.ts';
import type { Row } from '#model/record.ts';
import type { Assignment, Sheet } from '#model/sheet.ts';
import type { Manifest } from '#model/source.ts';

/** What agreement weighs, by the names of the columns that are compared. */
type Weighing = { prior: number; shares: Record<string, { same: number[]; other: number[] }> };
type Json<T> = ColumnType<T, string, string>;
type Stamp = ColumnType<Date, Date | string, Date | string>;
type MaybeStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export interface Tables {
  source: { id: string; manifest: Json<Manifest>; updated_at: Stamp; keyed_by: Json<unknown> | null };
  run: {
    id: string;
    source: string;
    origin: string;
    state: 'running' | 'done' | 'held' | 'failed' | 'interrupted';
    started_at: Stamp;
    ended_at: MaybeStamp;
    report: Json<unknown> | null;
    verdict: 'applied' | 'refused' | 'superseded' | null;
    verdict_by: string | null;
    verdict_at: MaybeStamp;
    verdict_why: string | null;
    reading: Json<unknown> | null;
  };
  run_change: {
    run: string;
    record: string;
    what: 'new' | 'changed' | 'moved' | 'back' | 'gone' | 'touched';
    key: string;
    former_key: string | null;
    before: string | null;
    after: string | null;
    hash: string | null;
    withheld: boolean | null;
  };
  fetched: {
    source: string;
    address: string;
    etag: string | null;
    last_modified: string | null;
    reading: string;
    fetched_at: Stamp;
  };
  source_turn: {
    source: string;
    cron: string | null;
    next_at: MaybeStamp;
    began_at: MaybeStamp;
    ended_at: MaybeStamp;
    outcome: 'done' | 'unchanged' | 'held' | 'failed' | null;
    told: string | null;
    failures: Generated<number>;
    read: string | null;
  };
  payload: { hash: string; rows: Json<Row[]>; first_seen: Stamp };
  record: {
    id: string;
    source: string;
    key: string | null;
    payload: string;
    hash: string;
    withheld: boolean;
    first_seen: Stamp;
    last_seen: Stamp;
    changed_at: Stamp;
    gone_since: MaybeStamp;
    missed: Generated<number>;
    gone_told: Generated<boolean>;
    last_run: string;
    described_with: string | null;
  };
  record_version: { record: string; payload: string; hash: string; seen_at: Stamp; run: string };
  refusal: { run: string; line: number; reason: string; value: string };
  sheet: {
    record: string;
    source: string;
    body: Json<Sheet>;
    hash: string;
    match_keys: string[];
    link_keys: Generated<string[]>;
    live: boolean;
    inquiries: Generated<string[]>;
  };
  inquiry: {
    id: string;
    kind: 'address' | 'point' | 'link' | 'image';
    subject: Json<unknown>;
    answer: Json<unknown> | null;
    asked_at: MaybeStamp;
    due_at: Stamp;
  };
  objection: {
    id: string;
    kind: 'mail' | 'phone' | 'name' | 'record';
    subject: string;
    reason: string;
    author: string;
    made_at: Stamp;
    withdrawn_at: MaybeStamp;
  };
  project: {
    id: string;
    body: Json<Project>;
    hash: string;
    hidden: boolean;
    first_seen: Stamp;
    updated_at: Stamp;
  };
  project_sheet: { sheet: string; project: string };
  project_redirect: { from_id: string; to_id: string; since: Stamp };
  match_weights: { seq: Generated<string>; body: Json<Weighing>; decisions: number; learned_at: Stamp };
  match_question: { one: string; other: string; score: number; reasons: Json<string[]> };
  decision: {
    id: string;
    kind: string;
    body: Json<unknown>;
    author: string;
    made_at: Stamp;
    undone_at: MaybeStamp;
    seq: Generated<string>;
    reason: Generated<string>;
    person: string | null;
    undone_by: string | null;
    replaced_by: string | null;
    moved_from: ColumnType<Record<string, string>, string | undefined, string>;
  };
  sheet_word: {
    sheet: string;
    vocabulary: string;
    evidence: string;
    word: string;
    written: string;
    proposals: Json<Assignment[]>;
    settled: boolean;
  };
  word_answer: {
    id: string;
    vocabulary: string;
    evidence: string;
    word: string;
    written: string;
    concepts: string[];
    later: boolean;
    reason: string;
    author: string;
    made_at: Stamp;
    undone_at: MaybeStamp;
    undone_by: string | null;
  };
  thesaurus_line: {
    id: string;
    wordings: string[];
    reason: string;
    author: string;
    made_at: Stamp;
    removed_at: MaybeStamp;
    removed_by: string | null;
  };
  match_later: { one: string; other: string; author: string; since: Stamp };
  index_change: { seq: Generated<string>; project: string; changed_at: Generated<Date> };
  person: {
    id: string;
    name: string;
    mail: string;
    mail_verified: boolean;
    image: string | null;
    role: Generated<Role>;
    language: Generated<'fr' | 'en'>;
    created_at: Generated<Date>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  person_partner: { person: string; source: string; role: 'editor' | 'admin'; since: Generated<Date> };
  session: {
    id: string;
    token: string;
    user_id: string;
    expires_at: Stamp;
    ip_address: string | null;
    user_agent: string | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  sign_in: {
    id: string;
    account_id: string;
    provider_id: string;
    user_id: string;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: MaybeStamp;
    refresh_token_expires_at: MaybeStamp;
    scope: string | null;
    password: string | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  verification: {
    id: string;
    identifier: string;
    value: string;
    expires_at: Stamp;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  rate_limit: { key: string; points: number; expire: string | null };
  mail: {
    id: string;
    key: string | null;
    kind: string;
    recipient: string;
    subject: string;
    text: string;
    html: string;
    headers: Json<Record<string, string>>;
    state: 'queued' | 'sending' | 'sent' | 'failed' | 'kept';
    attempts: Generated<number>;
    next_at: Stamp;
    not_after: Stamp;
    trouble: string | null;
    created_at: Stamp;
    ended_at: MaybeStamp;
  };
  mail_refused: { address_hash: string; reason: string; since: Stamp };
}
