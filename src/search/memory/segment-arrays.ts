/** A segment as a list of arrays with names: what a file holds, and what one thread hands to another. */
import { columnNames } from './build-segment.ts';
import { columnOf, type SetNumbers } from './column.ts';
import type { ColumnName, Segment } from './segment.ts';
import { type StringTable, tableOf } from './string-table.ts';
import type { Part } from './view.ts';

export type AnyArray = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array;

export interface PartNumbers {
  size: number;
  removedCount: number;
}

const tables = ['ids', 'titles'] as const;
const plain = [
  'byId',
  'titleHash',
  'titleLength',
  'byName',
  'holdersByName',
  'nameRank',
  'standing',
  'updatedDay',
  'startYear',
  'lengths',
  'wordCounts',
  'pointStarts',
  'lat',
  'lon',
] as const;
const postingArrays = ['starts', 'docs', 'weights', 'positions', 'blocks', 'blockStarts'] as const;
const columnArrays = ['setOf', 'setStarts', 'setValues'] as const;

/** Every array of a part, by name. */
export function arraysOf({ segment, removed }: Part): Record<string, AnyArray> {
  const arrays: Record<string, AnyArray> = {};
  const putTable = (name: string, table: StringTable) => {
    arrays[`${name}.bytes`] = table.bytes;
    arrays[`${name}.starts`] = table.starts;
  };
  for (const name of tables) putTable(name, segment[name]);
  for (const name of plain) arrays[name] = segment[name];
  for (const name of columnNames) {
    putTable(`columns.${name}.values`, segment.columns[name].texts);
    for (const one of columnArrays) arrays[`columns.${name}.${one}`] = segment.columns[name][one];
  }
  putTable('words', segment.lexicon.words);
  putTable('stems', segment.lexicon.stems);
  arrays.stemStarts = segment.lexicon.stemStarts;
  arrays.stemWords = segment.lexicon.stemWords;
  for (const one of postingArrays) arrays[`postings.${one}`] = segment.postings[one];
  if (removed !== undefined) arrays.removed = removed;
  return arrays;
}

/** The part whose arrays these are. Throws when one is missing. */
export function partFrom(about: PartNumbers, find: (name: string) => AnyArray | undefined): Part {
  const array = <T extends AnyArray>(name: string): T => {
    const found = find(name);
    if (found === undefined) throw new Error(`the segment lacks ${name}`);
    return found as T;
  };
  const table = (name: string) => tableOf(array<Uint8Array>(`${name}.bytes`), array<Uint32Array>(`${name}.starts`));
  const columns = Object.fromEntries(
    columnNames.map((name) => [
      name,
      columnOf({
        texts: table(`columns.${name}.values`),
        setOf: array<SetNumbers>(`columns.${name}.setOf`),
        setStarts: array<Uint32Array>(`columns.${name}.setStarts`),
        setValues: array<Uint32Array>(`columns.${name}.setValues`),
      }),
    ]),
  ) as Record<ColumnName, ReturnType<typeof columnOf>>;
  const segment: Segment = {
    size: about.size,
    ids: table('ids'),
    titles: table('titles'),
    ...(Object.fromEntries(plain.map((name) => [name, array(name)])) as unknown as Pick<
      Segment,
      (typeof plain)[number]
    >),
    columns,
    lexicon: {
      words: table('words'),
      stems: table('stems'),
      stemStarts: array<Uint32Array>('stemStarts'),
      stemWords: array<Uint32Array>('stemWords'),
      spelling: undefined,
    },
    postings: Object.fromEntries(
      postingArrays.map((one) => [one, array(`postings.${one}`)]),
    ) as unknown as Segment['postings'],
  };
  return { segment, removed: find('removed') as Uint8Array | undefined, removedCount: about.removedCount };
}
