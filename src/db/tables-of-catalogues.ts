/** What catalogues send, and what becomes of it: runs, records, sheets, projects, decisions. */
import type { ColumnType, Generated } from 'kysely';
import type { Project } from '#model/project.ts';
import type { Assignment, Sheet } from '#model/sheet.ts';
import type { Manifest } from '#model/source.ts';
import type { Json, MaybeStamp, Stamp } from './column-types.ts';

/** What agreement weighs, by the names of the columns that are compared. */
type Weighing = { prior: number; shares: Record<string, { same: number[]; other: number[] }> };

export interface CatalogueTables {
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
  payload: { hash: string; pack: string; place: number; first_seen: Stamp };
  payload_pack: { id: Generated<string>; body: Buffer; payloads: number; damaged: Generated<boolean> };
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
  picture_copy: {
    inquiry: string;
    large: Buffer;
    small: Buffer;
    drawn_at: Stamp;
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
}
