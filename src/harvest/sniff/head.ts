/** The beginning of a catalogue as a local file: enough to see what it is, never more, whatever its size. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, pipeline as through } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip } from 'node:zlib';
import { codeOf } from '#db/unavailable.ts';
import { FetchFailure } from '#lib/net/guarded-fetch.ts';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';

/** Bytes that are looked at. */
export const largestHead = 16 * 1024 * 1024;

export interface Head {
  path: string;
  /** The address that answered, or the path of the file. */
  origin: string;
  /** Undefined for a local file. */
  address?: URL;
  /** As stated: '' when nothing was. */
  type: string;
  headers: Headers;
  /** There is more than what `path` holds. */
  cut: boolean;
  /** Bytes in all, where they are known. */
  size?: number;
  /** Forgets what was copied or fetched. */
  drop(): Promise<void>;
}

/** The head of a local file. An archive (a spreadsheet) is read where it stands, since its table of contents ends it. */
export async function headOfFile(path: string): Promise<Head | { reason: string }> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { reason: `There is no file ${path}.` };
  if (!found.isFile()) return { reason: `${path} is not a file.` };
  const plain = { origin: path, type: '', headers: new Headers(), size: found.size };
  if (found.size <= largestHead || (await startsAs(path, archive)))
    return unpackedHead({ ...plain, path, cut: false, drop: async () => {} });
  if (await startsAs(path, packed)) return unpackedHead({ ...plain, path, cut: false, drop: async () => {} });
  const copy = await keep(createReadStream(path, { end: largestHead - 1 }));
  return { ...plain, ...copy, cut: true };
}

/** The head of what an address answers; a refusal, an error or a forbidden address is its sentence. */
export async function headOfAddress(address: string, fetch: PoliteFetch): Promise<Head | { reason: string }> {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return { reason: `“${address}” is no address: it begins with http:// or https://.` };
  const answer = await fetch(address);
  if ('failed' in answer) return { reason: answer.failed };
  if ('unchanged' in answer) return { reason: `${address} says that nothing changed, though nothing was asked.` };
  const headers = headersOf(answer.headers);
  const stated = headers.get('content-type') ?? '';
  try {
    const copy = await keep(answer.body);
    return await unpackedHead({
      ...{ ...copy, origin: answer.address, address: new URL(answer.address), headers },
      type: stated.split(';', 1)[0]!.trim().toLowerCase(),
    });
  } catch (error) {
    if (error instanceof FetchFailure) return { reason: error.message };
    throw error;
  }
}

export const archive = Buffer.from('PK\x03\x04', 'latin1');
const packed = Buffer.from('\x1f\x8b', 'latin1');

/** Of a packed file (`.csv.gz`) the beginning of what is in it, as a harvest would read it. */
async function unpackedHead(head: Head): Promise<Head | { reason: string }> {
  if (!(await startsAs(head.path, packed))) return head;
  try {
    // What was fetched may end in the middle: all of it that can be unpacked is given.
    const unpacking = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    const copy = await keep(through(createReadStream(head.path), unpacking, () => {}));
    const drop = async () => {
      await copy.drop();
      await head.drop();
    };
    return { ...head, ...copy, cut: head.cut || copy.cut, drop };
  } catch (error) {
    await head.drop();
    if (codeOf(error).startsWith('Z_')) return { reason: 'It is packed (gzip), and damaged: it does not unpack.' };
    throw error;
  }
}

export async function startOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const startsAs = async (path: string, mark: Buffer): Promise<boolean> =>
  (await startOf(path, mark.length)).equals(mark);

/** Copies the first `largestHead` bytes, and lets go of the rest. */
async function keep(body: Readable): Promise<{ path: string; cut: boolean; drop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'carrefour-sniff-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'head');
  let cut = false;
  try {
    await pipeline(
      body,
      async function* firstOnly(chunks: AsyncIterable<Buffer>) {
        let taken = 0;
        for await (const chunk of chunks) {
          const room = largestHead - taken;
          yield chunk.subarray(0, room);
          taken += Math.min(room, chunk.length);
          if (chunk.length > room) cut = true;
          if (cut) return;
        }
      },
      createWriteStream(path),
    );
    return { path, cut, drop };
  } catch (error) {
    // Leaving a body early closes it, which some streams tell as an error: what was wanted is there.
    if (cut) return { path, cut, drop };
    await drop();
    throw error;
  }
}

function headersOf(stated: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(stated))
    for (const one of [value ?? []].flat()) {
      // What a server may send is not always a header.
      try {
        headers.append(name, one);
      } catch {}
    }
  return headers;
}
