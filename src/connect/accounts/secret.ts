/**
 * The secret that signs, where the setting AUTH_SECRET gives none: made once and kept in the data folder for its owner
 * alone, a line; under it, once it was renewed, those before, the latest first.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '#lib/hash.ts';
import type { Settings } from '#model/settings.ts';

const fileName = 'secret';
/** As many characters as 32 random bytes take in base64url. */
const length = 43;
/** As many as the setting AUTH_SECRET_BEFORE takes. */
const mostFormer = 3;

type Secrets = readonly [string, ...string[]];

/** The one that signs, then former ones: the settings' where they give one, else those that are kept. */
export function secretsOf(
  { AUTH_SECRET: set, AUTH_SECRET_BEFORE: setBefore }: Pick<Settings, 'AUTH_SECRET' | 'AUTH_SECRET_BEFORE'>,
  dataFolder: string,
): Secrets {
  const [now, ...before] = set === undefined ? keptSecrets(dataFolder) : [set];
  return [now, ...new Set([...before, ...setBefore].filter((one) => one !== now))];
}

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

/** What runs on and signs: the site, and the jobs where they run apart. */
export type SigningProgram = 'site' | 'jobs';
const programs: readonly SigningProgram[] = ['site', 'jobs'];

const noteOf = (dataFolder: string, program: SigningProgram): string => join(dataFolder, `secret-of-${program}`);
/** Of 32 random bytes: whoever reads it learns nothing of the secret. */
const markOf = (secret: string): string => sha256(`in force ${secret}`);
/** It signs with the setting: nothing that is kept is in force. */
const isElsewhere = 'setting';

/**
 * A program that runs on says, as it starts, with which secret it signs; undefined when it is the setting's. It stays
 * said when the program is killed, and when the site stops: the next one reads the secret of then.
 */
export function noteSecretInForce(dataFolder: string, program: SigningProgram, secret: string | undefined): void {
  // With the setting, and nothing kept here, there is nothing to protect; the folder may not even be ours to write.
  if (secret === undefined && !existsSync(join(dataFolder, fileName))) return;
  const note = secret === undefined ? isElsewhere : markOf(secret);
  writeFileSync(noteOf(dataFolder, program), `${note}\n`, { mode: 0o600 });
}

/** It has stopped in order, and may never run again: nothing of it is in force. */
export function noteStopped(dataFolder: string, program: SigningProgram): void {
  rmSync(noteOf(dataFolder, program), { force: true });
}

/**
 * Those before are believed no more, from the next start on. Gives whether there were any; or which program was not
 * started since the last renewal: it may sign with one of them still, and nothing is forgotten. What they encrypted must
 * be encrypted anew before: `encryptedBefore`.
 */
export function forgetFormerSecret(
  dataFolder: string,
  random: (bytes: number) => Buffer = randomBytes,
): { forgotten: boolean } | { notStarted: SigningProgram } {
  const [now, ...before] = keptSecrets(dataFolder, random);
  if (before.length === 0) return { forgotten: false };
  const notStarted = programs.find((program) => maySignBefore(dataFolder, program, now));
  if (notStarted !== undefined) return { notStarted };
  replace(dataFolder, [now], random);
  return { forgotten: true };
}

/** The site always runs somewhere; jobs apart, where they have said so. */
function maySignBefore(dataFolder: string, program: SigningProgram, now: string): boolean {
  const note = textOf(noteOf(dataFolder, program));
  return note === undefined ? program === 'site' : note !== isElsewhere && note !== markOf(now);
}

/** Written aside then renamed: whoever reads meanwhile reads the file of before or the one of after. */
function replace(dataFolder: string, secrets: Secrets, random: (bytes: number) => Buffer): void {
  const file = join(dataFolder, fileName);
  const draft = `${file}.${process.pid}-${random(4).toString('hex')}`;
  writeFileSync(draft, `${secrets.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

const draw = (random: (bytes: number) => Buffer): string => random(32).toString('base64url');

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function read(file: string): Secrets | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const [now = '', ...before] = text.split(/\s+/);
  if ([now, ...before].some((secret) => secret.length < length))
    throw new Error(`${file} is too short to be a secret: remove it (everyone signs in again), or set AUTH_SECRET.`);
  // A copy or a restored backup may have opened it to others.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return [now, ...before];
}
