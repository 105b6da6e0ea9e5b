/** What a run says of itself, for people and as JSON. */
import type { ColumnNews } from './column-news.ts';
import type { Broken } from './expectations.ts';

export interface Refusal {
  line: number;
  reason: string;
  value: string;
}

/** A changed record: which columns, from what to what (shortened). */
export interface Change {
  key: string;
  columns: { column: string; from: string; to: string }[];
}

export interface RunReport {
  source: string;
  /** The run's id; null when it never began because another run of the source was under way. */
  run: string | null;
  /** The file or address that was read. */
  origin: string;
  startedAt: string;
  endedAt: string;
  /**
   * `done`: the whole catalogue was read, and the records are as it says. `held`: it was read, but what the manifest
   * expects of it is not met: what it would change is kept, for a person to apply or refuse. `failed`, `interrupted`:
   * it was not read to its end, and nothing changed. `busy`: another run is under way.
   */
  state: 'done' | 'held' | 'failed' | 'interrupted' | 'busy';
  /** Why the state is not `done`, in a sentence. */
  failure: string | null;
  /** The expectations that are not met; empty unless the run is held. */
  broken: Broken[];
  /** What is new about the columns since the last run that was applied. */
  news: ColumnNews[];
  pages: number;
  /** Rows read; always records + grouped + withheld + refused + lost. */
  rows: number;
  /** Rows that are a record, or the first of one. */
  records: number;
  /** Further rows of a record that has several. */
  grouped: number;
  /** Like `records`, for those that the partner says not to publish. */
  withheld: number;
  refused: number;
  /** Of the refused, rows that repeat the key of another. */
  repeats: number;
  new: number;
  changed: number;
  unchanged: number;
  /** Records known again under another key. */
  moved: number;
  /** Records that this run no longer found, and those of before that it found again. */
  gone: number;
  back: number;
  /** Records that the partner says are deleted. */
  deleted: number;
  /** The day from which on only changes were asked for; null when the catalogue was read whole. */
  since: string | null;
  /** Rows that went nowhere: 0, or there is a fault in this program. */
  lost: number;
  /** The first hundred; all of them are in the table `refusal`. */
  refusals: Refusal[];
  /** The first hundred. */
  changes: Change[];
  /** The keys of the first hundred new, gone, returned and moved records. */
  newKeys: string[];
  goneKeys: string[];
  backKeys: string[];
  movedKeys: { from: string; to: string }[];
  /** Every column or path met. */
  columns: string[];
  /** Columns that the manifest names and that were nowhere. */
  missingColumns: string[];
  /** Columns in which nothing stands. */
  emptyColumns: string[];
}

/** How many of a kind a report lists. */
export const listed = 100;

/** A report in which nothing has happened yet. */
export function emptyReport(source: string, origin: string, startedAt: Date): RunReport {
  return {
    source,
    run: null,
    origin,
    startedAt: startedAt.toISOString(),
    endedAt: startedAt.toISOString(),
    state: 'done',
    failure: null,
    broken: [],
    news: [],
    pages: 0,
    rows: 0,
    records: 0,
    grouped: 0,
    withheld: 0,
    refused: 0,
    repeats: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    moved: 0,
    gone: 0,
    back: 0,
    deleted: 0,
    since: null,
    lost: 0,
    refusals: [],
    changes: [],
    newKeys: [],
    goneKeys: [],
    backKeys: [],
    movedKeys: [],
    columns: [],
    missingColumns: [],
    emptyColumns: [],
  };
}
