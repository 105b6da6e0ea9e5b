/** People, what they send and are sent, and what gathers around projects. */
import type { ColumnType, Generated } from 'kysely';
import type { CorrectionState } from '#model/correction.ts';
import type { IntroductionState, Purpose, Side, Via } from '#model/introduction.ts';
import type { Fact, MatterState, MatterWord, Suspicion } from '#model/matter.ts';
import type { Role } from '#model/person.ts';
import type { Telling } from '#model/telling.ts';
import type { Json, MaybeJson, MaybeStamp, Stamp } from './column-types.ts';

/** What curators have read of a public collection; notes by the project's id. */
export type AdmittedWords = { title: string; lead: string; notes: Record<string, string> };
/** What curators have read of a community. */
export type AdmittedTelling = { name: string; lead: string; about: string; criteria: string };

export interface PeopleTables {
  person: {
    id: string;
    name: string;
    mail: string;
    mail_verified: boolean;
    image: string | null;
    role: Generated<Role>;
    language: Generated<'fr' | 'en'>;
    second_factor: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  second_factor: {
    id: string;
    user_id: string;
    secret: string;
    backup_codes: string;
    verified: Generated<boolean>;
    failed_verification_count: Generated<number>;
    locked_until: MaybeStamp;
    since: Generated<Date>;
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
    /** When it was last seen, to the hour. */
    updated_at: Generated<Date>;
    /** The provider's, of a session that it opened. */
    id_token: string | null;
    /** When the person proved who they are; null when the provider did not say. */
    proved_at: Generated<Date | null>;
    /** Asked for by the provider that opened it. */
    second_factor: Generated<boolean>;
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
  rate_limit: { key: string; passed: Date[]; lapses_at: Stamp };
  form_sent: { key: string; made: string; sent_at: Stamp };
  said_text: { hash: string; author_hash: string; said_at: Stamp };
  held_form: {
    id: string;
    form: string;
    once: string;
    person: string | null;
    mail: string | null;
    said: Json<unknown>;
    made_at: Stamp;
  };
  mail: {
    id: string;
    key: string | null;
    kind: string;
    recipient: string;
    subject: string;
    text: string;
    html: string;
    headers: Json<Record<string, string>>;
    mass: Generated<boolean>;
    /** Of a letter that is written when it leaves. */
    made_of: MaybeJson<Record<string, string>>;
    state: 'queued' | 'sending' | 'sent' | 'failed' | 'kept';
    attempts: Generated<number>;
    next_at: Stamp;
    not_after: Stamp;
    trouble: string | null;
    created_at: Stamp;
    ended_at: MaybeStamp;
  };
  correction_proposal: {
    id: string;
    project: string;
    field: string;
    value: Json<unknown>;
    reason: string;
    evidence: string;
    person: string | null;
    mail: string | null;
    language: 'fr' | 'en';
    as_holder: Generated<boolean>;
    token_hash: string | null;
    once: string;
    made_at: Stamp;
    confirmed_at: MaybeStamp;
  };
  correction: {
    id: string;
    proposal: string;
    source: string;
    sheet: string;
    was: Json<unknown> | null;
    state: CorrectionState;
    answer: Generated<string>;
    answered_by: string | null;
    answered_at: MaybeStamp;
    decision: string | null;
    now_says: Json<unknown> | null;
    told: string | null;
    changed_at: Stamp;
  };
  correction_feed: { source: string; nonce: string; since: Stamp };
  claim: {
    id: string;
    project: string;
    sheets: string[];
    person: string;
    how: 'mail' | 'partner' | 'curator';
    proof: string;
    message: Generated<string>;
    state: 'asked' | 'held' | 'refused' | 'revoked';
    reach: Generated<'relay' | 'closed'>;
    token_hash: string | null;
    asked_at: Stamp;
    held_at: MaybeStamp;
    ended_at: MaybeStamp;
    ended_why: Generated<string>;
  };
  holder_news: { id: string; claim: string; text: string; at: Stamp };
  community: {
    id: string;
    name: string;
    lead: string;
    about: string;
    criteria: string;
    joining: 'open' | 'request' | 'invited';
    writing: 'members' | 'admins';
    state: 'asked' | 'open' | 'refused';
    removed_at: MaybeStamp;
    invite_key: string | null;
    /** Invented for the demonstration. */
    fictitious: Generated<boolean>;
    created_at: Stamp;
    updated_at: Stamp;
  };
  community_member: {
    community: string;
    person: string;
    role: 'member' | 'admin';
    state: 'in' | 'asked';
    since: Stamp;
    news: Generated<'none' | 'at-once' | 'daily' | 'weekly'>;
    told_at: MaybeStamp;
    due_at: MaybeStamp;
  };
  community_need: {
    id: string;
    community: string;
    author: string | null;
    title: string;
    text: string;
    words: string;
    created_at: Stamp;
    removed_at: MaybeStamp;
  };
  community_meeting: {
    id: string;
    community: string;
    author: string | null;
    title: string;
    text: string;
    place: string;
    starts_at: Stamp;
    ends_at: Stamp;
    created_at: Stamp;
    removed_at: MaybeStamp;
  };
  community_untold: {
    id: Generated<string>;
    community: string;
    person: string;
    need: string | null;
    meeting: string | null;
  };
  community_collection: { community: string; collection: string; added_at: Stamp };
  written_by: { collection: string | null; community: string | null; part: string; sentence: string; person: string };
  collection: {
    id: string;
    owner: string | null;
    community: string | null;
    title: string;
    lead: string;
    visibility: 'private' | 'link' | 'public';
    link_key: string | null;
    admitted: MaybeJson<AdmittedWords>;
    /** Invented for the demonstration. */
    fictitious: Generated<boolean>;
    created_at: Stamp;
    updated_at: Stamp;
  };
  collection_item: {
    collection: string;
    project: string;
    note: string;
    place: number;
    added_at: Stamp;
  };
  circle_act: {
    seq: Generated<string>;
    matter: string | null;
    community: string | null;
    collection: string | null;
    need: string | null;
    meeting: string | null;
    words: MaybeJson<AdmittedWords | AdmittedTelling>;
    at: Stamp;
  };
  followed_project: { project: string; digest: string };
  project_news: { seq: Generated<string>; project: string; what: 'new' | 'changed'; at: Stamp };
  follow_position: { only_one: Generated<boolean>; changes: string; looked: string };
  follower: { id: string; mail: string; since: Stamp };
  alert: {
    id: string;
    follower: string;
    criteria: string;
    label: string;
    language: 'fr' | 'en';
    rhythm: 'at-once' | 'daily' | 'weekly';
    state: 'asked' | 'on' | 'paused' | 'bounced';
    state_since: Stamp;
    told_to: string;
    told_at: MaybeStamp;
    due_at: MaybeStamp;
  };
  mail_refused: { address_hash: string; reason: string; since: Stamp };
  holder_contact: { record: string; mail: string };
  introduction: {
    id: string;
    project: string;
    title: string;
    sources: string[];
    purpose: Purpose;
    via: Via;
    state: IntroductionState;
    created_at: Stamp;
    begun_at: MaybeStamp;
    last_at: Stamp;
    reminders: Generated<number>;
    answered_at: MaybeStamp;
    closed_at: MaybeStamp;
    closed_by: Side | 'nobody' | null;
    asker_hash: string | null;
    forgotten_at: MaybeStamp;
  };
  introduction_side: {
    introduction: string;
    side: Side;
    token: string | null;
    mail: string | null;
    name: string;
    person: string | null;
    language: 'fr' | 'en';
    agrees: Generated<boolean>;
  };
  introduction_message: {
    id: string;
    number: Generated<number>;
    introduction: string;
    side: Side;
    text: string;
    at: Stamp;
    held: Generated<boolean>;
    attachments: Generated<boolean>;
    arrival: string | null;
  };
  introduction_report: {
    introduction: string;
    side: Side;
    reason: string;
    at: Stamp;
    decision: 'nothing' | 'barred' | null;
    decided_by: string | null;
    decided_at: MaybeStamp;
  };
  introduction_address: { address_hash: string; what: 'no-more' | 'barred' | 'asleep'; since: Stamp };
  introduction_weekly: { person: string; source: string };
  matter: {
    id: string;
    kind: string;
    subject: string;
    /** Of what several may speak at once: where it stands. */
    about: string | null;
    project: string | null;
    source: string | null;
    language: 'fr' | 'en';
    title: string;
    facts: Json<Fact[]>;
    weight: number;
    rank: number;
    suspicions: ColumnType<Suspicion[], string | undefined, string>;
    suspect: Generated<boolean>;
    state: MatterState;
    approved_by: string | null;
    decided_by: string | null;
    decided_at: MaybeStamp;
    sentence: Generated<string>;
    created_at: Stamp;
    changed_at: Stamp;
  };
  matter_author: {
    matter: string;
    person: string | null;
    author_hash: string | null;
    is_proven: Generated<boolean>;
  };
  matter_word: {
    seq: Generated<string>;
    matter: string;
    what: MatterWord;
    person: string | null;
    sentence: Generated<string>;
    said_at: Stamp;
  };
  contribution: {
    id: string;
    key_hash: string | null;
    author: string | null;
    mail: string | null;
    mail_proven_at: MaybeStamp;
    language: 'fr' | 'en';
    draft: Json<Telling>;
    revision: Generated<number>;
    state: 'draft' | 'sent' | 'accepted' | 'refused' | 'withdrawn';
    sent: Json<Telling> | null;
    sent_at: MaybeStamp;
    accepted: Json<Telling> | null;
    accepted_hash: string | null;
    accepted_at: MaybeStamp;
    written_as: string | null;
    written_at: MaybeStamp;
    tells_of: string | null;
    sent_tells_of: Generated<string | null>;
    accepted_tells_of: Generated<string | null>;
    record: string | null;
    licence_agreed_at: MaybeStamp;
    created_at: Stamp;
    changed_at: Stamp;
  };
  contribution_picture: {
    id: string;
    contribution: string;
    bytes: Buffer;
    width: number;
    height: number;
    alt: Generated<string>;
    credit: Generated<string>;
    position: number;
    is_sent: Generated<boolean>;
    is_accepted: Generated<boolean>;
    created_at: Stamp;
  };
}
