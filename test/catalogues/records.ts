/** For tests: what a harvest takes from a file of a real catalogue, without a database. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { latestFile } from '#harvest/input.ts';
import { loadSources } from '#harvest/manifests.ts';
import { readFile } from '#harvest/read/read.ts';
import { createRowTaker, type FoundRecord, repeatTeller, type Taken } from '#harvest/take-rows.ts';
import { pathsOf } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';

export const sourcesFolder = fileURLToPath(new URL('../../sources', import.meta.url));
export const dataFolder = fileURLToPath(new URL('../../../shared/data/catalogues', import.meta.url));

/** The sources of real catalogues; throws when a manifest is wrong. */
export function realSources(): Source[] {
  const { sources, problems } = loadSources(sourcesFolder);
  if (problems.length > 0)
    throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return sources.filter(({ demonstration }) => !demonstration);
}

/** Every file of a folder that the source names, oldest first. */
export function filesOf(source: Source, folder: string): string[] {
  const found = source.files.flatMap((name) => {
    const latest = latestFile(folder, [name]);
    if (latest === undefined || !name.includes('*')) return latest ?? [];
    const inside = dirname(latest);
    const all = readdirSync(inside).filter((file) => fits(basename(name), file));
    return all.toSorted().map((file) => join(inside, file));
  });
  return [...new Set(found)];
}

export interface TakenFile {
  rows: number;
  columns: Set<string>;
  records: { key: string; rows: Row[]; withheld: boolean }[];
  grouped: number;
  refused: string[];
}

/** The records of a file, how many rows joined another's record, and why each refused row was. */
export async function takeFile(source: Source, file: string): Promise<TakenFile> {
  const taken: TakenFile = { rows: 0, columns: new Set(), records: [], grouped: 0, refused: [] };
  const taker = createRowTaker(source);
  const repeats = repeatTeller(source);
  const keep = ({ key, rows, withheld }: FoundRecord) => taken.records.push({ key, rows, withheld });
  const note = (result: Taken) => {
    if ('failed' in Object(result)) throw new Error((result as { failed: string }).failed);
    if (result === 'waits') taken.grouped++;
    else if ('record' in result) {
      const repeat = repeats(result.record);
      if (repeat === undefined) keep(result.record);
      else taken.refused.push(repeat);
    } else if ('refused' in result) taken.refused.push(result.refused);
  };
  for await (const reading of readFile(file, source.format)) {
    if ('header' in reading) for (const column of reading.header) taken.columns.add(column);
    if ('failed' in reading) throw new Error(reading.failed);
    if ('refused' in reading) {
      taken.rows++;
      taken.refused.push(reading.refused);
    }
    if ('row' in reading) {
      taken.rows++;
      for (const path of pathsOf(reading.row)) taken.columns.add(path);
      note(taker.take(reading.line, reading.row));
    }
  }
  const groups = [...taker.grouped()];
  for (const record of groups) keep(record);
  taken.grouped -= groups.length;
  return taken;
}

function fits(pattern: string, file: string): boolean {
  const [start = '', end = ''] = pattern.split('*');
  return file.startsWith(start) && file.endsWith(end);
}
