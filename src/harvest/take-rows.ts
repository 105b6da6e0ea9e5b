/** From what a reader gives to records: keyed, grouped, withheld, or refused with a reason. */
import { sha256, stableJson } from '#lib/hash.ts';
import { fulfils } from '#model/condition.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { contentHash, keyOf } from './identity.ts';
import { excerpt } from './read/reading.ts';

/** A record as a run found it, ready to be kept. */
export interface FoundRecord {
  key: string;
  /** Where its (first) row stands. */
  line: number;
  /** The rows as JSON with sorted keys, and their hash. */
  payload: string;
  payloadHash: string;
  /** Of what counts as a change. */
  hash: string;
  rows: Row[];
  withheld: boolean;
}

export type Taken =
  | { record: FoundRecord }
  | { refused: string; value: string }
  /** The row waits for the others of its key. */
  | 'waits'
  | { failed: string };

export interface RowTaker {
  /** What becomes of a storable row; when rows are grouped, each waits and the records come at the end. */
  take(line: number, row: Row): Taken;
  /** The records of grouped rows, in the order of their first rows. */
  grouped(): Generator<FoundRecord>;
}

/** Grouped rows wait in memory until the file is read, since those of one key may stand anywhere in it. */
const mostWaiting = 512 * 1024 * 1024;

export function createRowTaker(source: Source): RowTaker {
  const groups = new Map<string, { line: number; rows: string[]; withheld: boolean }>();
  let waiting = 0;

  const finish = (key: string, line: number, rows: Row[], withheld: boolean): FoundRecord => {
    const payload = stableJson(rows);
    const payloadHash = sha256(payload);
    const hash = source.uncounted.length === 0 ? payloadHash : contentHash(rows, source.uncounted);
    return { key, line, payload, payloadHash, hash, rows, withheld };
  };

  return {
    take(line, row) {
      if (source.refuse !== undefined && fulfils(row, source.refuse)) {
        return { refused: 'The manifest says that such a row is no item.', value: excerpt(row) };
      }
      const key = keyOf(row, source);
      if (key === undefined) {
        const columns = (source.key as string[]).map((column) => `“${column}”`).join(', ');
        return { refused: `Nothing identifies the item: ${columns} is empty.`, value: excerpt(row) };
      }
      const withheld = source.withhold !== undefined && fulfils(row, source.withhold);
      if (source.group) {
        const text = JSON.stringify(row);
        waiting += text.length;
        if (waiting > mostWaiting) return { failed: 'The catalogue is too large (512 MB) for its rows to be grouped.' };
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { line, rows: [text], withheld });
        else {
          group.rows.push(text);
          group.withheld ||= withheld;
        }
        return 'waits';
      }
      return { record: finish(key, line, [row], withheld) };
    },
    *grouped() {
      for (const [key, { line, rows, withheld }] of groups) {
        groups.delete(key);
        yield finish(
          key,
          line,
          rows.map((text) => JSON.parse(text) as Row),
          withheld,
        );
      }
    },
  };
}

/** Why a row is refused whose key another of the run has, on that line. */
export function tellRepeat(source: Source, key: string, first: number): string {
  const same = source.key === 'content' ? 'same content' : `same key: ${excerpt(key)}`;
  return `The item is the same as that of line ${first} (${same}).`;
}

/** For records that are gathered in memory: why one is refused that has the key of an earlier one. */
export function repeatTeller(source: Source): (record: FoundRecord) => string | undefined {
  const firstLines = new Map<string, number>();
  return ({ key, line }) => {
    const first = firstLines.get(key);
    if (first !== undefined) return tellRepeat(source, key, first);
    firstLines.set(key, line);
    return undefined;
  };
}
