/**
 * A courier in a process of its own. Who is killed (`kill -9`) while a server has yet to answer leaves that process alive:
 * it hears the answer, writes it down and ends. So the next one to send knows of each mail whether it went.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connections, patience, type SmtpOptions } from './carrier.ts';
import type { Brought, Courier, Load } from './courier.ts';

/** What the process is told: first what it is to be, then mails. */
export type ToCourier = { be: CourierOptions } | { load: Load };
/** What it tells. */
export type FromCourier =
  | { isReady: true }
  | { brought: Brought; mail: string; attempt: number }
  | { log: { fields: object; message: string } };

export interface CourierOptions {
  smtp: SmtpOptions;
  /** Where the journal stands; undefined: there is none. */
  folder: string | undefined;
  /** Which start of the machine this is; undefined where the system does not tell. */
  boot: string | undefined;
}

export interface CourierRooms extends CourierOptions {
  log: { error(fields: object, message: string): void };
}

const program = fileURLToPath(new URL('./courier-process.ts', import.meta.url));
/** Milliseconds without a mail after which the process ends. */
const keptIdle = 60_000;
/** Milliseconds after which one that has not told what became of a mail is taken for stuck, and killed. */
const stuck = patience.whole + 20_000;

interface Process {
  child: ChildProcess;
  isReady: boolean;
  under: Map<string, (brought: Brought) => void>;
}

/** Begun with the first mail, and again when there is one. Nothing here throws. */
export function courierApart({ log, ...options }: CourierRooms): Courier {
  /** The one that is given mails: one that ends is not. */
  let current: Process | undefined;
  let idle: NodeJS.Timeout | undefined;

  const begin = (): Process => {
    const child = fork(program, {
      // Of its own: what ends the program by its group, or by Ctrl-C, lets it finish.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // It reads no JSX and stays small: neither tsx nor a wide heap.
      execArgv: ['--max-semi-space-size=1', '--max-old-space-size=192'],
      serialization: 'advanced',
    });
    const begun: Process = { child, isReady: false, under: new Map() };
    child.unref();
    child.channel?.unref();
    child.on('message', (message: FromCourier) => {
      if ('isReady' in message) begun.isReady = true;
      else if ('log' in message) log.error(message.log.fields, message.log.message);
      else settle(begun, keyOf(message), message.brought);
    });
    child.once('error', (error) => end(begun, error.message));
    child.once('exit', (code, signal) => end(begun, `it ended with ${signal ?? code}`));
    child.once('disconnect', () => end(begun, 'it hung up'));
    child.send({ be: options } satisfies ToCourier, noThrow);
    return begun;
  };
  const settle = (one: Process, key: string, brought: Brought): void => {
    const done = one.under.get(key);
    one.under.delete(key);
    if (one.under.size === 0) one.child.channel?.unref();
    done?.(brought);
  };
  const end = (ended: Process, why: string): void => {
    if (current === ended) current = undefined;
    // Before it was ready it had touched nothing.
    const is = ended.isReady ? 'unknown' : 'later';
    for (const key of [...ended.under.keys()])
      settle(ended, key, { is, why: `the process that carries mails is gone: ${why}` });
  };
  const letGo = (): void => {
    clearTimeout(idle);
    if (current?.child.connected) current.child.disconnect();
    current = undefined;
  };

  return {
    atOnce: connections,
    carry(load) {
      clearTimeout(idle);
      current ??= begin();
      const one = current;
      const late = setTimeout(() => one.child.kill('SIGKILL'), stuck);
      return new Promise<Brought>((resolve) => {
        one.under.set(keyOf(load), resolve);
        one.child.channel?.ref();
        one.child.send({ load } satisfies ToCourier, noThrow);
      }).finally(() => {
        clearTimeout(late);
        if (current === one && one.under.size === 0) idle = setTimeout(letGo, keptIdle).unref();
      });
    },
    close: letGo,
  };
}

const keyOf = ({ mail, attempt }: { mail: string; attempt: number }): string => `${mail} ${attempt}`;
/** What cannot be sent has nobody to hear it: that it is gone is told by its end. */
const noThrow = (): void => {};
