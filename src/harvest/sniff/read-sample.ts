/** The rows of a catalogue that was sniffed, for guessing a mapping: all of a usual one, the first of a large one. */
import type { Row } from '#model/record.ts';
import type { Format } from '#model/source.ts';
import { createColumnsSeen } from '../columns-seen.ts';
import { storable } from '../identity.ts';
import { readFile } from '../read/read.ts';

export interface Sample {
  rows: Row[];
  /** Columns or paths, in the order in which they were met. */
  columns: string[];
  /** Rows that the reader refuses: how many, and why the first. */
  refused: { count: number; first?: string };
  /** There are more rows than these. */
  more: boolean;
  /** How many the list has, where `rows` are only some of them. */
  listed?: number;
  /** Where the text names a further page. */
  next?: string;
}

/** Enough for a key to show whether it repeats; a larger catalogue is judged by its beginning. */
const mostRows = 20_000;

/** `cut`: the file is only the beginning of the catalogue, and its last row may be half a row. */
export async function readSample(path: string, format: Format, cut: boolean): Promise<Sample | { reason: string }> {
  const seen = createColumnsSeen();
  const sample: Sample = { rows: [], columns: [], refused: { count: 0 }, more: cut };
  for await (const reading of readFile(path, format)) {
    if ('header' in reading) seen.addHeader(reading.header);
    else if ('row' in reading) {
      const row = storable(reading.row);
      seen.add(row);
      sample.rows.push(row);
    } else if ('refused' in reading) {
      if (sample.refused.count++ === 0) sample.refused.first = `Line ${reading.line}: ${reading.refused}`;
    } else if ('next' in reading) {
      sample.next = reading.next;
      sample.more = true;
    } else if ('nothing' in reading) return { reason: reading.nothing };
    else if ('failed' in reading) {
      if (cut && sample.rows.length > 1) break;
      return { reason: reading.failed };
    }
    if (sample.rows.length > mostRows) {
      sample.more = true;
      break;
    }
  }
  if (sample.more && cut) sample.rows.pop();
  sample.columns = seen.all();
  if (sample.rows.length === 0)
    return {
      reason:
        sample.refused.first === undefined
          ? sample.columns.length > 0
            ? 'There are names of columns, but no row under them.'
            : 'It holds no item.'
          : `None of its ${sample.refused.count} rows can be taken. ${sample.refused.first}`,
    };
  return sample;
}
