/** Reads one file in the format of its manifest. */
import type { Format } from '#model/source.ts';
import { readCsv } from './csv.ts';
import { findEncoding, readText } from './encoding.ts';
import { readGeojson } from './geojson.ts';
import { readJson } from './json.ts';
import type { Reading } from './reading.ts';
import { readSpreadsheet } from './table/spreadsheet.ts';

/** The rows of the file at `path`, as a stream; see `Reading` for what else it may give. */
export async function* readFile(path: string, format: Format, signal?: AbortSignal): AsyncGenerator<Reading> {
  if (format.type === 'spreadsheet') return yield* readSpreadsheet(path, format);
  const found = await findEncoding(path, format.type === 'csv' ? format.encoding : undefined);
  if ('problem' in found) return yield { line: 1, failed: found.problem };
  const text = readText(path, found.encoding, signal);
  if (format.type === 'csv') yield* readCsv(text, format);
  else if (format.type === 'geojson') yield* readGeojson(text);
  else yield* readJson(text, format);
}
