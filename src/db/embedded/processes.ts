/** Who a process number stands for: numbers are used again, above all after a restart or in a container. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { bootOfMachine } from '#lib/boot.ts';

function psColumn(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/** True when the system still knows the number and lets us (or would let its owner) signal it; zombies count. */
export function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The fields of /proc/<pid>/stat that follow the name, which may itself hold spaces and parentheses. */
function linuxStat(pid: number): { name: string; state: string; started: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    const fields = text.slice(end + 2).split(' ');
    return { name: text.slice(text.indexOf('(') + 1, end), state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/**
 * A word that no other process of this machine has had under the same number, as far as the system tells
 * (on Windows the number alone); null when no such process lives. A zombie does not live.
 */
export function birthOf(pid: number): string | null {
  if (process.platform === 'linux') {
    const stat = linuxStat(pid);
    if (stat === null || stat.state === 'Z' || stat.state === 'X') return null;
    return `${bootOfMachine()} ${stat.started}`;
  }
  if (!answersSignals(pid)) return null;
  if (process.platform === 'win32') return 'unknown';
  const [state, birth] = [psColumn(pid, 'stat'), psColumn(pid, 'lstart')];
  return birth === '' || state.startsWith('Z') ? null : birth;
}

/**
 * True when this number is a living `postgres` that serves this data folder: on Linux its working folder is that
 * very folder, elsewhere it was born when its lock file says (within five seconds).
 */
export function servesFolder(pid: number, dataFolder: string, bornAtSeconds: number): boolean {
  if (process.platform === 'linux') {
    const stat = linuxStat(pid);
    if (stat === null || stat.state === 'Z' || stat.state === 'X' || stat.name !== 'postgres') return false;
    try {
      const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(dataFolder)];
      return theirs.ino === ours.ino && theirs.dev === ours.dev;
    } catch {
      return false;
    }
  }
  // On Windows PostgreSQL's own check is exact: it asks for the pipe that only a living server of that number owns.
  if (process.platform === 'win32') return answersSignals(pid);
  const birth = birthOf(pid);
  if (birth === null || !psColumn(pid, 'comm').endsWith('postgres')) return false;
  return Math.abs(Date.parse(`${birth} UTC`) / 1000 - bornAtSeconds) <= 5;
}
