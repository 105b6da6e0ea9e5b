/**
 * The index as a file. A header says what follows; then every array as it stands in memory, each with its checksum.
 * It is written beside, forced to the disk and renamed, so that a crash leaves the old file or the new one.
 */
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { type AnyArray, arraysOf, partFrom } from './segment-arrays.ts';
import { type View, viewOf } from './view.ts';

/** Goes up whenever the arrays, or the words that an analysis gives, change. */
export const snapshotVersion = 8;
const magic = 'CARREFOUR-INDEX\n';
const arrayKinds = { Uint8Array, Uint16Array, Uint32Array, Int16Array, Int32Array, Float64Array } as const;
type ArrayKind = keyof typeof arrayKinds;

const headerSchema = z.object({
  version: z.number(),
  position: z.number(),
  segments: z.array(z.object({ size: z.number(), removedCount: z.number() })),
  arrays: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int16Array', 'Int32Array', 'Float64Array']),
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
    arrays: await described(arrays),
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
      for (const bytes of [start, json, ...arrays.map(({ array }) => bytesOf(array))]) await writeAll(file, bytes);
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
      // Shared, so that the thread that merges segments reads them where they stand.
      const array: AnyArray = new (arrayKinds[kind] as new (buffer: SharedArrayBuffer) => AnyArray)(
        new SharedArrayBuffer(length * arrayKinds[kind].BYTES_PER_ELEMENT),
      );
      if (!(await read(bytesOf(array))) || (await crcInTurns(bytesOf(array))) !== crc) return { problem: 'damaged' };
      arrays.set(name, array);
    }
    const parts = header.segments.map((about, p) => partFrom(about, (name) => arrays.get(`${p}/${name}`)));
    return { view: viewOf(parts), position: header.position };
  } finally {
    await file.close();
  }
}

async function described(arrays: readonly { name: string; array: AnyArray }[]): Promise<Header['arrays']> {
  const list: Header['arrays'] = [];
  for (const { name, array } of arrays) {
    const kind = array.constructor.name as ArrayKind;
    list.push({ name, kind, length: array.length, crc: await crcInTurns(bytesOf(array)) });
  }
  return list;
}

const bytesPerTurn = 4 << 20;

/** The checksum of many bytes; others get a turn every four megabytes, about a millisecond. */
export async function crcInTurns(bytes: Uint8Array, perTurn = bytesPerTurn): Promise<number> {
  let crc = 0;
  for (let from = 0; from < bytes.length; from += perTurn) {
    if (from > 0) await setImmediate();
    crc = crc32(bytes.subarray(from, from + perTurn), crc);
  }
  return crc;
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, Math.min(bytes.length - done, 1 << 26));
    done += bytesWritten;
  }
}

function bytesOf(array: AnyArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
