/** Whom PostgreSQL runs as: it refuses root, so under root it runs as somebody else, who must reach its files. */
import { execFileSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Account = { uid: number; gid: number };

const conventionalNobody = 65534;

function idOf(flag: '-u' | '-g'): number {
  try {
    const id = Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return Number.isInteger(id) && id > 0 ? id : conventionalNobody;
  } catch {
    return conventionalNobody;
  }
}

/** The unprivileged user that exists everywhere: no account is created on the machine. */
export function nobody(): Account {
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export function weAreRoot(): boolean {
  return process.getuid?.() === 0;
}

function allows(stats: Stats, account: Account, bit: 4 | 1): boolean {
  if (stats.uid === account.uid) return (stats.mode & (bit << 6)) !== 0;
  if (stats.gid === account.gid) return (stats.mode & (bit << 3)) !== 0;
  return (stats.mode & bit) !== 0;
}

/**
 * The first folder from the root down to `path` that the account may not enter, or null when it reaches `path`.
 * `path` is absolute and need not exist: what is missing will be made by us, with the right modes.
 * Modes only: access lists are not read, the server's own refusal then tells.
 */
export function closedTo(account: Account, path: string): string | null {
  const parent = dirname(path);
  if (parent !== path) {
    const above = closedTo(account, parent);
    if (above !== null) return above;
  }
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined || !stats.isDirectory() || allows(stats, account, 1) ? null : path;
}

/** True when the account reaches and may read this file. */
export function canRead(account: Account, file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && closedTo(account, dirname(file)) === null && allows(stats, account, 4);
}
