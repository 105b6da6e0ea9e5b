/** Opens the files inside a zip archive from a stranger, one at a time, never beyond a size. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';

interface Entry {
  start: number;
  size: number;
  /** 0: as it is; 8: deflated. */
  method: number;
  encrypted: boolean;
}

export interface Zip {
  names(): string[];
  /** The bytes of a file of the archive; they end in a `ZipFault` beyond `largest` bytes. */
  bytes(name: string, largest: number): AsyncGenerator<Uint8Array>;
}

/** Why an archive, or a file in it, cannot be read: a sentence. */
export class ZipFault extends Error {
  override name = 'ZipFault';
}

const mostEntries = 10_000;
const largestDirectory = 16 * 1024 * 1024;

/** Reads the directory at the end of the archive (PKWARE APPNOTE 4.3.12, 4.3.16). Throws `ZipFault`. */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path);
  let entries: Map<string, Entry>;
  try {
    entries = await readDirectory(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
  return {
    names: () => [...entries.keys()],
    bytes: (name, largest) => inflated(path, name, entries.get(name), largest),
  };
}

async function readDirectory(file: FileHandle, size: number): Promise<Map<string, Entry>> {
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1 || end + 22 > tail.length) throw new ZipFault('the file is not a zip archive, or is cut.');
  const count = tail.readUInt16LE(end + 10);
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (count > mostEntries || length > largestDirectory || start + length > size) {
    throw new ZipFault('its list of files is damaged or too large.');
  }
  const directory = await bytesAt(file, start, length);
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    const header = directory.readUInt32LE(at + 42);
    const local = await bytesAt(file, header, 30);
    if (local.length < 30) throw new ZipFault('its list of files is damaged.');
    entries.set(name, {
      start: header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28),
      size: directory.readUInt32LE(at + 20),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

async function bytesAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

async function* inflated(
  path: string,
  name: string,
  entry: Entry | undefined,
  largest: number,
): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw new ZipFault(`it holds no file ${name}.`);
  if (entry.encrypted) throw new ZipFault('it is protected by a password.');
  if (entry.method !== 0 && entry.method !== 8) throw new ZipFault('it is compressed in a way that is not known here.');
  if (entry.size === 0) return;
  const raw = createReadStream(path, { start: entry.start, end: entry.start + entry.size - 1 });
  const bytes = entry.method === 0 ? raw : raw.pipe(createInflateRaw({ chunkSize: 256 * 1024 }));
  let total = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > largest) throw new ZipFault(`${name} unfolds to more than ${Math.round(largest / 2 ** 20)} MB.`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ZipFault || !/^Z_|^ERR_Z/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new ZipFault(`${name} is damaged or cut.`);
  } finally {
    raw.destroy();
    bytes.destroy();
  }
}
