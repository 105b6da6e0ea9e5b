/**
 * Being a user of a running server, and the last one.
 *
 * Each command keeps one connection on which it holds a shared lock of PostgreSQL's. The system closes that connection
 * when the command dies, however it dies, so the users are counted right without any file. Whoever leaves gives its
 * share back and then asks for the whole lock: only the last one gets it, and stops the server while it holds it.
 * A newcomer who meets the whole lock waits for the server to end and starts it again.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { codeOf, DatabaseUnavailable, diskFull, isDiskFull, orDatabaseUrl } from '../unavailable.ts';
import { readPassword, superuser } from './create.ts';
import type { Place, Say } from './place.ts';
import { look, notOurs, type Trace } from './postmaster.ts';
import { birthOf } from './processes.ts';
import { findPackage } from './programs.ts';
import { sweepSocketFolder } from './socket.ts';

/** What a PostgreSQL client needs to reach the server: `host` is a folder (its socket) or 127.0.0.1. */
export type Address = { host: string; port: number; user: string; password?: string };

export type Membership = { address: Address; holder: Client };

/** Any number that nothing else locks in the maintenance database. */
const usersLock = '7161686582806985';

export const holderName = (pid: number) => `carrefour user ${pid}`;

export function addressOf(place: Place, trace: Trace): Address {
  const password = readPassword(place);
  return {
    host: trace.socketFolder === '' ? '127.0.0.1' : trace.socketFolder,
    port: trace.port,
    user: superuser,
    ...(password === undefined ? {} : { password }),
  };
}

/** Starting, recovering, stopping, or too ill to speak. */
const ill = ['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE'];
const absent = ['ENOENT', 'ECONNREFUSED'];

function isIll(error: unknown): boolean {
  if (ill.includes(codeOf(error))) return true;
  return error instanceof Error && /^Connection terminated|^timeout expired|is not queryable$/.test(error.message);
}

/** True for what ends by itself when a server starts, stops or is started again. */
export const isPassing = (error: unknown) => isIll(error) || absent.includes(codeOf(error));

type Knock = Client | 'absent' | 'busy';

/** One attempt to connect to whatever the lock file names. */
export async function knock(place: Place): Promise<Knock> {
  const sight = look(place);
  if (sight.state === 'none') return 'absent';
  if (sight.state === 'empty') return 'absent';
  const { trace, state } = sight;
  // A living server that has not yet written where it will listen.
  if (trace.port === 0) return state === 'alive' ? 'busy' : 'absent';
  const client = new Client({
    ...addressOf(place, trace),
    database: 'postgres',
    application_name: holderName(process.pid),
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    const code = codeOf(error);
    if (absent.includes(code)) return state === 'alive' ? 'busy' : 'absent';
    if (isIll(error)) return 'busy';
    if (code === '53300') {
      throw new DatabaseUnavailable(
        'too-many-users',
        `Too many commands use the database in ${place.home} at once: wait until some have ended.`,
        error,
      );
    }
    if (isDiskFull(error)) throw diskFull(place.home, error);
    if (code === 'EACCES' || code === 'EPERM') throw notOurs(place, error);
    throw error;
  }
}

async function served(client: Client): Promise<string> {
  const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  return rows[0]?.folder ?? '';
}

/** One attempt to become a user. */
export async function tryJoin(place: Place): Promise<Membership | 'absent' | 'busy'> {
  const client = await knock(place);
  if (client === 'absent' || client === 'busy') return client;
  try {
    const sight = look(place);
    // Where the system can't tell whose number it is: a folder copied or moved while its server ran is not served.
    if (sight.state !== 'alive' && (await served(client)) !== place.data) {
      await client.end();
      return 'absent';
    }
    const { rows } = await client.query<{ joined: boolean }>(
      `select pg_try_advisory_lock_shared(${usersLock}) as joined`,
    );
    if (rows[0]?.joined === true && sight.state !== 'none' && sight.state !== 'empty') {
      return { address: addressOf(place, sight.trace), holder: client };
    }
    await client.end();
    return 'busy';
  } catch (error) {
    await client.end().catch(() => {});
    if (isIll(error)) return 'busy';
    throw error;
  }
}

/** The process numbers of those who use the server this client is connected to. */
export async function usersOf(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and objsubid = 1
       and (classid::bigint << 32) | objid::bigint = ${usersLock}
     order by backend_start`,
  );
  return rows.map(({ name }) => Number(name.replace(/^\D+/, '')));
}

/** Signals are orders only where the system has them; on Windows pg_ctl knows PostgreSQL's own way. */
function orderStop(place: Place, trace: Trace): void {
  if (process.platform === 'win32') {
    const pgCtl = join(findPackage().native, 'bin', 'pg_ctl.exe');
    spawnSync(pgCtl, ['stop', '--no-wait', '--mode=fast', '-D', place.data], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(trace.pid, 'SIGINT');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** PostgreSQL's "fast" shutdown: cuts whoever is connected, writes everything down, ends. Waits for its end. */
export async function stopServer(place: Place, say: Say): Promise<void> {
  const sight = look(place);
  if (sight.state !== 'alive') return;
  const { pid } = sight.trace;
  const birth = birthOf(pid);
  orderStop(place, sight.trace);
  // Its lock file goes a moment before its last files do: only its death says that all is done.
  for (let waited = 0; birth !== null && birthOf(pid) === birth; waited++) {
    if (waited === 100) say('the database is writing everything down before it stops…');
    await sleep(waited < 20 ? 10 : 50);
  }
  sweepSocketFolder(place, sight.trace.socketFolder);
}

async function isLast(holder: Client): Promise<boolean> {
  try {
    await holder.query(`select pg_advisory_unlock_shared(${usersLock})`);
    for (let tries = 0; ; tries++) {
      const { rows } = await holder.query<{ last: boolean }>(`select pg_try_advisory_lock(${usersLock}) as last`);
      if (rows[0]?.last === true) return true;
      // One that was killed just now still has its share until the server hears of it.
      const others = await usersOf(holder);
      if (tries === 100 || others.some((pid) => birthOf(pid) !== null)) return false;
      await sleep(20);
    }
  } catch {
    // The connection is lost, hence the server has gone or will be stopped by who finds it next.
    return false;
  }
}

/** True when this user was the last one, and the server has stopped. */
export async function leave(place: Place, { holder }: Membership, say: Say): Promise<boolean> {
  const last = await isLast(holder);
  if (last) await stopServer(place, say);
  await holder.end().catch(() => {});
  return last;
}

export function silent(place: Place): DatabaseUnavailable {
  return new DatabaseUnavailable(
    'no-answer',
    `A database server for ${place.home} runs but does not answer: wait for it, stop it, ${orDatabaseUrl}.`,
  );
}
