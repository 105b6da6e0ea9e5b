/**
 * The secret that signs, where the setting AUTH_SECRET gives none: made once and kept in the data folder for its owner
 * alone, a line; under it, once it was renewed, those before, the latest first.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'secret';
/** As many characters as 32 random bytes take in base64url. */
const length = 43;
/** As many as the setting AUTH_SECRET_BEFORE takes. */
const mostFormer = 3;

type Secrets = readonly [string, ...string[]];

/**
 * Gives the secret, and those before if there are any; two processes that start at once get the same. Throws what the
 * file system threw.
 */
export function keptSecrets(dataFolder: string, random: (bytes: number) => Buffer = randomBytes): Secrets {
  const file = join(dataFolder, fileName);
  const kept = read(file);
  if (kept !== undefined) return kept;
  mkdirSync(dataFolder, { recursive: true });
  // Written aside then linked: the name never shows a file half written, and only the first link succeeds.
  const draft = `${file}.${process.pid}-${random(4).toString('hex')}`;
  try {
    writeFileSync(draft, draw(random), { mode: 0o600, flag: 'wx' });
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

/**
 * Draws another, which signs from the next start on; those until now are believed still. False, and nothing is changed,
 * when as many as may be are kept: one that falls out by itself may be the one in force, where nothing was started since.
 */
export function renewKeptSecret(dataFolder: string, random: (bytes: number) => Buffer = randomBytes): boolean {
  const kept = keptSecrets(dataFolder, random);
  if (kept.length > mostFormer) return false;
  replace(dataFolder, [draw(random), ...kept], random);
  return true;
}

/**
 * Those before are believed no more, from the next start on. Gives whether there were any. What they encrypted must be
 * encrypted anew before: `encryptedBefore`.
 */
export function forgetFormerSecret(dataFolder: string, random: (bytes: number) => Buffer = randomBytes): boolean {
  const [now, ...before] = keptSecrets(dataFolder, random);
  replace(dataFolder, [now], random);
  return before.length > 0;
}

/** Written aside then renamed: whoever reads meanwhile reads the file of before or the one of after. */
function replace(dataFolder: string, secrets: Secrets, random: (bytes: number) => Buffer): void {
  const file = join(dataFolder, fileName);
  const draft = `${file}.${process.pid}-${random(4).toString('hex')}`;
  writeFileSync(draft, `${secrets.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

const draw = (random: (bytes: number) => Buffer): string => random(32).toString('base64url');

function read(file: string): Secrets | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [now = '', ...before] = text.split(/\s+/);
  if ([now, ...before].some((secret) => secret.length < length))
    throw new Error(`${file} is too short to be a secret: remove it (everyone signs in again), or set AUTH_SECRET.`);
  // A copy or a restored backup may have opened it to others.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return [now, ...before];
}
