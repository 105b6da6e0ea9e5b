/** Measures the resolver on a table whose communes are known: `eval locating`. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { PlaceClues } from '#model/territory.ts';
import type { Gazetteer } from './gazetteer.ts';
import { resolvePlace } from './resolve.ts';

export interface LocatingColumns {
  /** A CSV file in UTF-8 with a header; comma or semicolon. */
  file: string;
  address?: string | undefined;
  postcode?: string | undefined;
  city?: string | undefined;
  /** The column of the known commune's code. */
  expect: string;
}

export interface LocatingFigures {
  /** Rows whose expected code is usable: not 0, padded to five, past codes led to today's, arrondissement to city. */
  rows: number;
  located: number;
  right: number;
  wrong: number;
  ambiguous: number;
  /** Of the rows, those that are found with two clues that agree and none against, and how many of these are wrong. */
  sure: number;
  sureWrong: number;
}

export interface Miss {
  /** Line of the row in the file, the header being 1 (as long as no cell spans lines). */
  row: number;
  clues: PlaceClues;
  expected: string;
  found: string | undefined;
  sure: boolean;
  outcome: string;
  candidates: string[];
}

/**
 * Resolves every row from its address, postcode and city alone. `seeMiss` is told of each row that is not right.
 * Throws when the file can't be read or a named column is not in it.
 */
export async function evaluateLocating(
  columns: LocatingColumns,
  gazetteer: Gazetteer,
  seeMiss: (miss: Miss) => void = () => {},
): Promise<LocatingFigures> {
  const figures: LocatingFigures = { rows: 0, located: 0, right: 0, wrong: 0, ambiguous: 0, sure: 0, sureWrong: 0 };
  const rows = createReadStream(columns.file).pipe(
    parse({
      columns: (header: string[]) => checkHeader(header, columns),
      bom: true,
      delimiter: [',', ';'],
      relax_column_count: true,
    }),
  );
  let row = 1;
  for await (const cells of rows as AsyncIterable<Record<string, string>>) {
    row++;
    const expected = usableCode(cells[columns.expect] ?? '', gazetteer);
    if (expected === undefined) continue;
    const cell = (name: string | undefined) => (name === undefined ? undefined : cells[name]);
    const clues: PlaceClues = {
      address: cell(columns.address),
      postcode: cell(columns.postcode),
      city: cell(columns.city),
    };
    const { commune, outcome, candidates, sure } = resolvePlace(clues, gazetteer);
    figures.rows++;
    if (commune !== undefined) figures.located++;
    if (outcome === 'ambiguous') figures.ambiguous++;
    if (commune === expected) figures.right++;
    else if (commune !== undefined) figures.wrong++;
    if (sure) figures.sure++;
    if (sure && commune !== expected) figures.sureWrong++;
    if (commune !== expected) {
      seeMiss({ row, clues, expected, found: commune, sure, outcome, candidates: candidates.map(({ code }) => code) });
    }
  }
  return figures;
}

/** Today's commune for a code as tables write it, or undefined for none. */
function usableCode(text: string, gazetteer: Gazetteer): string | undefined {
  const plain = text.trim().replace(/\.0+$/, '').toUpperCase();
  if (plain === '' || plain === '0') return undefined;
  return gazetteer.coded(plain.padStart(5, '0'))?.commune.code;
}

function checkHeader(header: string[], { address, postcode, city, expect }: LocatingColumns): string[] {
  const names = header.map((name) => name.trim());
  for (const column of [address, postcode, city, expect]) {
    if (column !== undefined && !names.includes(column))
      throw new Error(`no column "${column}" among ${names.join(', ')}`);
  }
  return names;
}
