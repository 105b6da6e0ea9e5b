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
  const firstLines = new Map<string, number>();
  const groups = new Map<string, { rows: string[]; withheld: boolean }>();
  let waiting = 0;

  const finish = (key: string, rows: Row[], withheld: boolean): FoundRecord => {
    const payload = stableJson(rows);
    return { key, payload, payloadHash: sha256(payload), hash: contentHash(rows, source.uncounted), rows, withheld };
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
        if (group === undefined) groups.set(key, { rows: [text], withheld });
        else {
          group.rows.push(text);
          group.withheld ||= withheld;
        }
        return 'waits';
      }
      const first = firstLines.get(key);
      if (first !== undefined) {
        return {
          refused: `The item is the same as that of line ${first} (${keyName(source, key)}).`,
          value: excerpt(row),
        };
      }
      firstLines.set(key, line);
      return { record: finish(key, [row], withheld) };
    },
    *grouped() {
      for (const [key, { rows, withheld }] of groups) {
        groups.delete(key);
        yield finish(
          key,
          rows.map((text) => JSON.parse(text) as Row),
          withheld,
        );
      }
    },
  };
}

function keyName(source: Source, key: string): string {
  return source.key === 'content' ? 'same content' : `same key: ${excerpt(key)}`;
}
