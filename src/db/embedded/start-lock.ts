/**
 * One process at a time starts the server of a folder, and a killed one never blocks the next.
 *
 * Node has no file lock that the system lets go of when its owner dies, and breaking a stale lock file by deleting it
 * is a race (two see it stale, the second deletes the first one's fresh lock). So locks are numbered files, and the
 * highest number is the only one that counts. To take over from a free or dead one, make the next number; it is yours
 * if it is still the highest once made. The highest is never deleted, hence numbers only grow and two processes can't
 * both believe that they hold it.
 */
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../unavailable.ts';
import { birthOf } from './processes.ts';

const prefix = 'start-lock.';
const free = 'free';

function numbersIn(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
}

const highestIn = (folder: string) => Math.max(0, ...numbersIn(folder));

/** Who wrote it: `unknown` while it is being written, or when its writer was killed in the act. */
function ownerOf(file: string): 'nobody' | 'living' | 'unknown' {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nobody';
    throw error;
  }
  if (text.startsWith(free)) return 'nobody';
  const [, pid, birth] = /^(\d+) (.+)\n$/.exec(text) ?? [];
  if (pid === undefined) return 'unknown';
  return birthOf(Number(pid)) === birth ? 'living' : 'nobody';
}

/** Waits for its turn as long as another living process has the lock; gives the function that lets it go. */
export async function takeStartLock(folder: string, onWait: () => void): Promise<() => void> {
  let unknown = { number: 0, looks: 0 };
  let waits = 0;
  for (;;) {
    const highest = highestIn(folder);
    const owner = highest === 0 ? 'nobody' : ownerOf(join(folder, prefix + highest));
    if (owner === 'unknown') unknown = { number: highest, looks: unknown.number === highest ? unknown.looks + 1 : 1 };
    // Two seconds without a word: its writer died between making the file and writing into it.
    if (owner === 'living' || (owner === 'unknown' && unknown.looks < 40)) {
      if (++waits === 20) onWait();
      await sleep(50);
      continue;
    }
    const number = highest + 1;
    const file = join(folder, prefix + number);
    try {
      writeFileSync(file, `${process.pid} ${birthOf(process.pid)}\n`, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      rmSync(file, { force: true });
      throw error;
    }
    // Others may have passed meanwhile and cleared the numbers below theirs: then ours means nothing.
    if (highestIn(folder) !== number) {
      rmSync(file, { force: true });
      continue;
    }
    for (const past of numbersIn(folder)) if (past < number) rmSync(join(folder, prefix + past), { force: true });
    return () => letGo(file);
  }
}

/** In place and no longer than what is there: letting go must work on a full disk too. */
function letGo(file: string): void {
  try {
    const open = openSync(file, 'r+');
    writeSync(open, free, 0);
    closeSync(open);
  } catch {
    // The folder went away: nothing is left to lock.
  }
}
