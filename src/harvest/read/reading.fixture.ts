/** Reads a content in a format, for tests: what comes out, sorted by kind. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '#model/record.ts';
import { formatSchema } from '#model/source.ts';
import { readFile } from './read.ts';
import type { Reading } from './reading.ts';

export interface Outcome {
  readings: Reading[];
  rows: Row[];
  lines: number[];
  refused: string[];
  /** Empty when the content was read to its end. */
  failed: string;
  next: string | undefined;
}

export async function readContent(content: string | Uint8Array, format: Record<string, unknown>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-reading-'));
  try {
    writeFileSync(join(folder, 'file'), content);
    return await readOutcome(join(folder, 'file'), format);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function readOutcome(path: string, format: Record<string, unknown>): Promise<Outcome> {
  const outcome: Outcome = { readings: [], rows: [], lines: [], refused: [], failed: '', next: undefined };
  for await (const reading of readFile(path, formatSchema.parse(format))) {
    outcome.readings.push(reading);
    if ('row' in reading) {
      outcome.rows.push(reading.row);
      outcome.lines.push(reading.line);
    } else if ('refused' in reading) outcome.refused.push(reading.refused);
    else if ('failed' in reading) outcome.failed = reading.failed;
    else if ('next' in reading) outcome.next = reading.next;
  }
  return outcome;
}
