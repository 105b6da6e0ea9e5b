/** Keeps a program running beside this one: begun again when it falls, ended with us, and by itself if we are killed. */
import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds before it is begun again: twice as long after each fall, until it held for as long as the longest wait. */
const firstWait = 1_000;
const longestWait = 60_000;

/** Milliseconds that it has to end in order. */
const patience = 30_000;

export interface Beside {
  /** Tells it to end, and waits until it has. */
  stop(): Promise<void>;
}

/**
 * `begin` spawns it with an `ipc` channel: the program must end in order when the channel closes, which it also does
 * when we die without a word. It gives way to us when the processors are short.
 */
export function keepBeside({ begin, say }: { begin: () => ChildProcess; say: (text: string) => void }): Beside {
  const ending = new AbortController();
  let child: ChildProcess | undefined;

  async function keep(): Promise<void> {
    let wait = firstWait;
    while (!ending.signal.aborted) {
      const began = Date.now();
      child = begin();
      yieldTo(child);
      const how = await ended(child);
      if (ending.signal.aborted) return;
      if (Date.now() - began > longestWait) wait = firstWait;
      say(`The program that reads the sources in their turn ended (${how}): it is begun again in ${wait / 1000} s.`);
      await sleep(wait, undefined, { signal: ending.signal }).catch(() => {});
      wait = Math.min(wait * 2, longestWait);
    }
  }

  const kept = keep();
  return {
    async stop() {
      ending.abort();
      if (child?.connected === true) child.disconnect();
      const killing = setTimeout(() => child?.kill('SIGKILL'), patience);
      await kept;
      clearTimeout(killing);
    },
  };
}

function yieldTo({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems don't allow it: the work is then done at our own priority.
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
