/** Where the embedded server of a data folder lives, and whom it runs as. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf, DatabaseUnavailable, diskFull, isDiskFull, orDatabaseUrl } from '../unavailable.ts';
import { type Account, closedTo, nobody, weAreRoot } from './account.ts';

/** Where root's databases go when their own data folder is closed to the account that PostgreSQL runs as. */
export const defaultRefuge = '/var/lib/carrefour';

export type Place = {
  /** Ours: the start lock, the server's log, copies of the programs. Absolute, links resolved. */
  home: string;
  /** PostgreSQL's own folder (PGDATA), inside `home`. */
  data: string;
  /** Whom the server runs as; null: whoever we are. */
  account: Account | null;
  /** Where the programs are copied to when the account can't reach those of the npm package. */
  copies: string;
};

export type Say = (text: string) => void;

const homeName = 'postgres';
const dataName = 'data';
const elsewhereName = 'postgres.elsewhere';

/**
 * Like `mkdirSync` with `recursive`, which never ends in file systems that answer ENOENT for ever (/proc). Gives the
 * first folder that it made.
 */
function makeFolders(path: string, mode: number): string | undefined {
  if (existsSync(path)) return statSync(path).isDirectory() ? undefined : mkdirSync(path, { recursive: true, mode });
  const parent = dirname(path);
  const first = parent === path ? undefined : makeFolders(parent, mode);
  try {
    mkdirSync(path, mode);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  return first ?? path;
}

/** Under root only passage is given to others (0711): what is inside says for itself who may read it. */
function makeFolder(path: string, root: boolean): void {
  try {
    const first = makeFolders(path, root ? 0o711 : 0o700);
    // Whatever the umask took away, for each folder that was made.
    if (root && first !== undefined)
      for (let made = path; made.startsWith(first); made = dirname(made)) chmodSync(made, 0o711);
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(path, error);
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'].includes(codeOf(error))) {
      throw new DatabaseUnavailable(
        'forbidden',
        `The folder ${path} can't be made (${codeOf(error)}): set CARREFOUR_DATA to a folder that you may write to, ${orDatabaseUrl}.`,
        error,
      );
    }
    throw error;
  }
}

/** A database that root's commands made earlier keeps its owner, so `sudo` once does not lock its owner out. */
function accountFor(home: string): Account {
  const data = statSync(join(home, dataName), { throwIfNoEntry: false });
  return data !== undefined && data.uid !== 0 ? { uid: data.uid, gid: data.gid } : nobody();
}

/** Where the note in the data folder says that its database is; empty when it says nothing. */
function notedHome(dataFolder: string): string {
  try {
    return readFileSync(join(dataFolder, elsewhereName), 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/**
 * The name of this folder's database in the refuge is drawn once and noted in the folder, so that a data folder that
 * is deleted and made anew never meets the database of the former one.
 */
function drawHome(dataFolder: string, refuge: string): string {
  const note = join(dataFolder, elsewhereName);
  const wish = join(refuge, randomBytes(5).toString('hex'));
  try {
    writeFileSync(note, `${wish}\n`, { flag: 'wx' });
    return wish;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // Another command drew first, or was killed before it wrote.
  const noted = notedHome(dataFolder);
  if (noted !== '') return noted;
  writeFileSync(note, `${wish}\n`);
  return wish;
}

function openNear(home: string, root: boolean): Place {
  makeFolder(home, root);
  return { home, data: join(home, dataName), account: root ? accountFor(home) : null, copies: home };
}

/**
 * Makes the folders that are missing. `dataFolder` may be relative to the working folder; `refuge` is absolute.
 * Throws DatabaseUnavailable when they can't be made.
 */
export function findPlace(dataFolder: string, say: Say, refuge: string = defaultRefuge): Place {
  const root = weAreRoot();
  makeFolder(resolve(dataFolder), root);
  const folder = realpathSync(dataFolder);
  const near = join(folder, homeName);
  // A database that once went elsewhere stays there, even when the folder has been opened since.
  const noted = notedHome(folder);
  if (noted === '' && !root) return openNear(near, root);
  const closed = root ? closedTo(accountFor(near), folder) : null;
  if (noted === '' && closed === null) return openNear(near, root);
  const home = noted === '' ? drawHome(folder, refuge) : noted;
  makeFolder(home, root);
  const closedToo = root ? closedTo(nobody(), home) : null;
  if (closedToo !== null) {
    throw new DatabaseUnavailable(
      'forbidden',
      `PostgreSQL does not run as root, and the user nobody may enter neither ${closed ?? folder} nor ${closedToo}: set CARREFOUR_DATA to a folder that everybody may enter, ${orDatabaseUrl}.`,
    );
  }
  const why = closed === null ? '' : `, because PostgreSQL does not run as root and ${closed} is closed to others`;
  say(`the database is kept in ${home}${why}`);
  return { ...openNear(home, root), copies: root ? dirname(home) : home };
}
