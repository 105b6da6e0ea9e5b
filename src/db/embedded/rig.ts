/** For the tests: temporary folders, commands in processes of their own, and nothing left of either. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nobody, weAreRoot } from './account.ts';
import type { Address } from './join.ts';
import { look } from './postmaster.ts';
import { birthOf } from './processes.ts';

const program = fileURLToPath(new URL('./user-process.ts', import.meta.url));
const project = fileURLToPath(new URL('../../..', import.meta.url));

type Line = {
  said?: string;
  using?: number;
  home?: string;
  address?: Address;
  left?: boolean;
  refused?: string;
  sentence?: string;
  kept?: number;
  moved?: boolean;
};

export type User = {
  process: ChildProcess;
  lines: Line[];
  /** The first line that has this word, when it comes; rejects if the process ends without it. */
  heard<K extends keyof Line>(word: K): Promise<NonNullable<Line[K]>>;
  /** True when it was the last one and stopped the server. */
  leave(): Promise<boolean>;
  /** kill -9 */
  kill(): Promise<void>;
};

export type Rig = {
  /** A new folder that everybody may enter. */
  folder(mode?: number): string;
  use(dataFolder: string, options?: { refuge?: string; write?: boolean; asNobody?: boolean }): User;
  /** Ends every command and every server. */
  stop(): Promise<void>;
  /** The same, then deletes the folders. To be called after each test, also a failed one. */
  clean(): Promise<void>;
};

export async function until(
  what: string,
  true_: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await true_())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(20);
  }
}

function listenTo(child: ChildProcess): User {
  const lines: Line[] = [];
  let errors = '';
  let ended = false;
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(JSON.parse(line) as Line));
  child.stderr!.on('data', (text) => (errors += text));
  child.on('close', () => (ended = true));
  const heard = async <K extends keyof Line>(word: K): Promise<NonNullable<Line[K]>> => {
    for (;;) {
      const line = lines.find((each) => each[word] !== undefined);
      if (line !== undefined) return line[word]!;
      if (ended) throw new Error(`ended without "${word}": ${JSON.stringify(lines)} ${errors}`);
      await sleep(10);
    }
  };
  return {
    process: child,
    lines,
    heard,
    async leave() {
      child.stdin!.write('leave\n');
      return heard('left');
    },
    async kill() {
      const end = once(child, 'close');
      if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGKILL')) return;
      await end;
    },
  };
}

/** The number of the server that serves this home, 0 when there is none. */
export function serverOf(home: string): number {
  const sight = look({ home, data: join(home, 'data'), account: null, copies: home });
  return sight.state === 'alive' ? sight.trace.pid : 0;
}

function homesUnder(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if (entry.name === 'data') found.push(folder);
    else if (!['socket', 'share', 'lib', 'bin'].includes(entry.name))
      found.push(...homesUnder(join(folder, entry.name)));
  }
  return found;
}

export function makeRig(): Rig {
  const folders: string[] = [];
  const users: User[] = [];
  const stop = async () => {
    for (const user of users.splice(0)) await user.kill();
    for (const home of folders.flatMap(homesUnder)) {
      const server = serverOf(home);
      if (server === 0) continue;
      process.kill(server, 'SIGQUIT');
      await until('the server ends', () => birthOf(server) === null);
    }
  };
  return {
    folder(mode = 0o755) {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'carrefour-rig-')));
      chmodSync(folder, mode);
      folders.push(folder);
      return folder;
    },
    use(dataFolder, { refuge = '', write = false, asNobody = false } = {}) {
      const child = spawn(process.execPath, ['--import', 'tsx', program, dataFolder, refuge, write ? 'write' : ''], {
        ...(asNobody && weAreRoot() ? nobody() : {}),
        cwd: project,
        // A group of its own, as a terminal gives to a command.
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
      });
      child.stdin!.on('error', () => {});
      const user = listenTo(child);
      users.push(user);
      return user;
    },
    stop,
    async clean() {
      await stop();
      for (const folder of folders.splice(0)) {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      }
    },
  };
}
