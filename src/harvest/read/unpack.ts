/** Files that come packed by gzip (`sitemap.xml.gz`, `export.csv.gz`), whatever their name says. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Bytes of a file once unpacked: as many as are fetched. */
const largestUnpacked = 512 * 1024 * 1024;

export interface Unpacked {
  path: string;
  drop(): Promise<void>;
}

class TooLarge extends Error {}

/** The file itself when it is not packed; else its content in a temporary file, or why it cannot be had. */
export async function unpack(path: string, largest = largestUnpacked): Promise<Unpacked | { failed: string }> {
  if (!(await isGzip(path))) return { path, drop: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'carrefour-unpack-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  const unpacked = join(folder, 'file');
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > largest ? new TooLarge() : null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), limit, createWriteStream(unpacked));
    return { path: unpacked, drop };
  } catch (error) {
    await drop();
    if (error instanceof TooLarge)
      return { failed: `The file is larger than ${Math.round(largest / 1e6)} MB once unpacked.` };
    if (/^(Z_|ERR_)/.test((error as NodeJS.ErrnoException).code ?? ''))
      return { failed: 'The packed file (gzip) is damaged or cut.' };
    throw error;
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
