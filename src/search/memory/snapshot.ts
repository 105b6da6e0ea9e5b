/**
 * The index as a file. A header says what follows; then every array as it stands in memory, each with its checksum.
 * It is written beside, forced to the disk and renamed, so that a crash leaves the old file or the new one.
 */
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { columnNames } from './build-segment.ts';
import { columnOf } from './column.ts';
import type { ColumnName, Segment } from './segment.ts';
import { allTexts, type StringTable, stringTable, tableOf } from './string-table.ts';
import { type Part, type View, viewOf } from './view.ts';

/** Goes up whenever the arrays, or the words that an analysis gives, change. */
export const snapshotVersion = 2;
const magic = 'CARREFOUR-INDEX\n';
const arrayKinds = { Uint8Array, Uint32Array, Int16Array, Int32Array, Float64Array } as const;
type ArrayKind = keyof typeof arrayKinds;
type AnyArray = Uint8Array | Uint32Array | Int16Array | Int32Array | Float64Array;

const headerSchema = z.object({
  version: z.number(),
  position: z.number(),
  segments: z.array(z.object({ size: z.number(), removedCount: z.number() })),
  arrays: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['Uint8Array', 'Uint32Array', 'Int16Array', 'Int32Array', 'Float64Array']),
      length: z.number(),
      crc: z.number(),
    }),
  ),
});
type Header = z.infer<typeof headerSchema>;

export interface SnapshotProblem {
  /** `missing`: no such file; `version`: of another version of the program; `damaged`: not whole. */
  problem: 'missing' | 'version' | 'damaged';
}

/** Writes the view. Throws what the file system throws (no space, no permission); the former file then stays. */
export async function writeSnapshot(path: string, view: View, position: number): Promise<void> {
  const arrays = view.parts.flatMap((part, p) =>
    Object.entries(arraysOf(part)).map(([name, array]) => ({ name: `${p}/${name}`, array })),
  );
  const header: Header = {
    version: snapshotVersion,
    position,
    segments: view.parts.map(({ segment, removedCount }) => ({
      size: segment.size,

      removedCount,
    })),
    arrays: arrays.map(({ name, array }) => ({
      name,
      kind: array.constructor.name as ArrayKind,
      length: array.length,
      crc: crc32(bytesOf(array)),
    })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(magic.length + 8);
  start.write(magic, 'latin1');
  start.writeUInt32LE(json.length, magic.length);
  start.writeUInt32LE(crc32(json), magic.length + 4);
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = await open(beside, 'w');
    try {
      for (const bytes of [start, json, ...arrays.map(({ array }) => bytesOf(array))]) await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

/** Reads a view. Never throws on what the file holds: it says what is wrong, and the caller builds anew. */
export async function readSnapshot(path: string): Promise<{ view: View; position: number } | SnapshotProblem> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return { problem: 'missing' };
  try {
    const read = async (bytes: Uint8Array): Promise<boolean> => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, done, Math.min(bytes.length - done, 1 << 30));
        if (bytesRead === 0) return false;
        done += bytesRead;
      }
      return true;
    };
    const size = (await file.stat()).size;
    const start = Buffer.alloc(magic.length + 8);
    if (!(await read(start)) || start.toString('latin1', 0, magic.length) !== magic) return { problem: 'damaged' };
    const length = start.readUInt32LE(magic.length);
    if (length > size) return { problem: 'damaged' };
    const json = Buffer.alloc(length);
    if (!(await read(json)) || crc32(json) !== start.readUInt32LE(magic.length + 4)) return { problem: 'damaged' };
    const parsed = headerSchema.safeParse(JSON.parse(json.toString()));
    if (!parsed.success) return { problem: 'version' };
    const header = parsed.data;
    if (header.version !== snapshotVersion) return { problem: 'version' };
    const arrays = new Map<string, AnyArray>();
    for (const { name, kind, length, crc } of header.arrays) {
      if (length * arrayKinds[kind].BYTES_PER_ELEMENT > size) return { problem: 'damaged' };
      const array: AnyArray = new arrayKinds[kind](length);
      if (!(await read(bytesOf(array))) || crc32(bytesOf(array)) !== crc) return { problem: 'damaged' };
      arrays.set(name, array);
    }
    const parts = header.segments.map((about, p) => partFrom(about, (name) => arrays.get(`${p}/${name}`)));
    return { view: viewOf(parts), position: header.position };
  } finally {
    await file.close();
  }
}

function bytesOf(array: AnyArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
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

function arraysOf({ segment, removed }: Part): Record<string, AnyArray> {
  const arrays: Record<string, AnyArray> = {};
  const putTable = (name: string, table: StringTable) => {
    arrays[`${name}.bytes`] = table.bytes;
    arrays[`${name}.starts`] = table.starts;
  };
  for (const name of tables) putTable(name, segment[name]);
  for (const name of plain) arrays[name] = segment[name];
  for (const name of columnNames) {
    putTable(`columns.${name}.values`, stringTable(segment.columns[name].values));
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

function partFrom(about: Header['segments'][number], find: (name: string) => AnyArray | undefined): Part {
  // The checksums held: the arrays are those that this program wrote.
  const array = <T extends AnyArray>(name: string): T => {
    const found = find(name);
    if (found === undefined) throw new Error(`the snapshot lacks ${name}`);
    return found as T;
  };
  const table = (name: string) => tableOf(array<Uint8Array>(`${name}.bytes`), array<Uint32Array>(`${name}.starts`));
  const columns = Object.fromEntries(
    columnNames.map((name) => [
      name,
      columnOf({
        values: [...allTexts(table(`columns.${name}.values`))],
        setOf: array<Uint32Array>(`columns.${name}.setOf`),
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
