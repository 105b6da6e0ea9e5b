/** What a trade says of its kind of matter, and what a matter is to those who read the queue. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact, Lapse, MatterState, MatterWord, Suspicion } from '#model/matter.ts';

/** By the account, or by the address without one. `isProven`: whoever reads that mailbox has said that it is theirs. */
export type Author = { person: string } | { mail: string; isProven?: boolean };

export interface NewMatter {
  kind: string;
  /** The id, in its own table, of what is to be decided: one open matter at most for each. */
  subject: string;
  /** One line, as people see it in the queue. */
  title: string;
  facts: readonly Fact[];
  /** The language of its author. */
  language: 'fr' | 'en';
  /** What matters first: 0 is usual; a day of waiting adds one. */
  weight?: number;
  project?: string | undefined;
  source?: string | undefined;
  /** Of what several may speak at once, by where it stands: their matters take turns, and are read together. */
  about?: string;
  /** Who sends it now. */
  author?: Author | undefined;
  /** Where several write one thing: all whose unread words are in it. Else whoever sent it, now and before. */
  authors?: readonly Author[];
  suspicions?: readonly Suspicion[];
  /** It is held back behind all others, though never dropped. */
  suspect?: boolean;
}

export interface Matter {
  id: string;
  kind: string;
  subject: string;
  title: string;
  facts: readonly Fact[];
  language: 'fr' | 'en';
  weight: number;
  project: string | null;
  source: string | null;
  about: string | null;
  suspicions: readonly Suspicion[];
  suspect: boolean;
  state: MatterState;
  /** The first of two who must agree. */
  approvedBy: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  sentence: string;
  createdAt: Date;
  changedAt: Date;
}

export const matterFrom = (row: Selectable<Tables['matter']>): Matter => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  title: row.title,
  facts: row.facts,
  language: row.language,
  weight: row.weight,
  project: row.project,
  source: row.source,
  about: row.about,
  suspicions: row.suspicions,
  suspect: row.suspect,
  state: row.state,
  approvedBy: row.approved_by,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  sentence: row.sentence,
  createdAt: row.created_at,
  changedAt: row.changed_at,
});

export interface SaidOfMatter {
  what: MatterWord;
  /** The name of who said it; undefined when the author has no account, or somebody's is gone. */
  by: string | undefined;
  sentence: string;
  at: Date;
}

export const verdicts = ['accept', 'ask', 'refuse'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Decided {
  matter: Matter;
  verdict: Verdict;
  /** The person's id. */
  by: string;
  sentence: string;
}

/** What is done once the decision is in the database: it may fail, and is then done by the trade's own round. */
export type Afterwards = () => Promise<void>;

/** A kind of matter, as the trade that raises it hands it over. */
export interface MatterKind {
  name: string;
  /** Two different curators must accept. One is enough to ask or to refuse. */
  twoEyes?: boolean;
  /** Its author has no way to answer: none is asked. */
  noQuestion?: boolean;
  /** Its `undo` takes back one decision whatever was decided since: only another that waits must be decided first. */
  undoneAlone?: boolean;
  /**
   * Locks what the matter is about. Whoever changes that and its matter takes them in this order, so that nobody waits
   * for one who waits for them.
   */
  hold?(tx: Transaction<Tables>, subject: string, facts: readonly Fact[]): Promise<unknown>;
  /**
   * What an acceptance does elsewhere, before anything is written down of it; or why it can no longer be
   * done: then nothing is decided, and its author is told nothing.
   */
  carryOut?(tx: Transaction<Tables>, matter: Matter): Promise<Lapse | undefined>;
  /** Within the transaction of the decision: what throws undoes it. May be called again after an undoing. */
  onDecided(tx: Transaction<Tables>, decided: Decided): Promise<Afterwards | undefined>;
  /** What is read where it lies when the matter is shown, and kept nowhere in the queue: it is erased there. */
  factsNow?(db: Kysely<Tables>, matter: Matter): Promise<readonly Fact[]>;
  /** Takes back what `onDecided` did, or says why it cannot be. Without it a decision of this kind stands. */
  undo?(tx: Transaction<Tables>, matter: Matter): Promise<Afterwards | 'too-late' | undefined>;
  /**
   * When a decision was undone and the matter waits again, within the same transaction: curators are shown what it says
   * now, and nothing waits that nobody asks for any more.
   */
  again?(tx: Transaction<Tables>, matter: Matter): Promise<unknown>;
  /** Where to write to an author without an account: an address that was proven, unless `isTyped`. */
  isTyped?: boolean;
  mailOf?(db: Kysely<Tables>, matter: Matter): Promise<string | undefined>;
  /**
   * Where an author sees it, and answers a question: a path of the site without the prefix of its language. `signedIn`:
   * with an account, or by what a letter holds.
   */
  pathOf?(matter: Matter, signedIn: boolean): string;
  /** That path shows what its author wrote, also once it is online elsewhere. */
  opensText?: boolean;
  /** Where curators see it as it would stand on the site: a path, likewise. */
  wholeAt?(matter: Matter): string;
}
