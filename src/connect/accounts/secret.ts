/** The secret that signs sessions: the setting AUTH_SECRET, else made once and kept in the data folder for its owner alone. */
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'secret';
/** As many characters as 32 random bytes take in base64url. */
const length = 43;

/** Gives the secret; two processes that start at once get the same one. Throws what the file system threw. */
export function keptSecret(dataFolder: string, random: (bytes: number) => Buffer = randomBytes): string {
  const file = join(dataFolder, fileName);
  const kept = read(file);
  if (kept !== undefined) return kept;
  mkdirSync(dataFolder, { recursive: true });
  // Written aside then linked: the name never shows a file half written, and only the first link succeeds.
  const draft = `${file}.${process.pid}-${random(4).toString('hex')}`;
  try {
    writeFileSync(draft, random(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = read(file);
  if (made === undefined) throw new Error(`${file} is not there although it was just written`);
  return made;
}

function read(file: string): string | undefined {
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (secret.length < length)
    throw new Error(`${file} is too short to be a secret: remove it (everyone signs in again), or set AUTH_SECRET.`);
  // A copy or a restored backup may have opened it to others.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return secret;
}
