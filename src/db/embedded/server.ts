/** The embedded server of a data folder: found or started, kept alive while it is used, stopped by its last user. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { codeOf, DatabaseUnavailable } from '../unavailable.ts';
import { createData } from './create.ts';
import { type Address, isPassing, leave, type Membership, silent, stopServer, tryJoin } from './join.ts';
import { asUnavailable, checkVersion, type Death, launch, whyDied } from './launch.ts';
import { findPlace, type Place, type Say } from './place.ts';
import { clearTheWay, look } from './postmaster.ts';
import { findPackage, preparePrograms } from './programs.ts';
import { type Settings, settings as usualSettings } from './settings.ts';
import { socketPath } from './socket.ts';
import { takeStartLock } from './start-lock.ts';

export type Embedded = {
  place: Place;
  /** Where the server listens now: it may change when the server had to be started again. */
  address(): Address;
  /** Gives the share back; the last one out stops the server and gets true. */
  leave(): Promise<boolean>;
};

type Start = { place: Place; say: Say; settings: Settings };

/** A server that neither listens nor ends within this time is given up. Recovery may take longer: it is told apart. */
const patience = 60_000;

/** What the socket of a living server can be missing for: its folder was moved, or somebody cleaned up. */
function lostItsSocket(place: Place): boolean {
  const sight = look(place);
  if (sight.state !== 'alive' || !sight.trace.ready || sight.trace.socketFolder === '') return false;
  return !existsSync(socketPath(sight.trace.socketFolder));
}

/** Tries until there is a server to use, or none at all. */
async function joinOrAbsent(place: Place, say: Say): Promise<Membership | null> {
  let lost = 0;
  let silentSince = Date.now();
  for (let tries = 0; ; tries++) {
    const result = await tryJoin(place);
    if (result === 'absent') return null;
    if (result !== 'busy') return result;
    if (tries === 40) say('the database is busy starting or stopping…');
    lost = lostItsSocket(place) ? lost + 1 : 0;
    if (lost > 40) {
      say('a database server runs that can no longer be reached: stopping it…');
      await stopServer(place, say);
      return null;
    }
    // Recovery after a crash reads the whole journal; as long as its server lives and isn't ready, it is at work.
    const sight = look(place);
    if (sight.state === 'alive' && !sight.trace.ready) silentSince = Date.now();
    if (Date.now() - silentSince > patience) throw silent(place);
    await sleep(tries < 40 ? 25 : 100);
  }
}

async function startAndJoin({ place, say, settings }: Start): Promise<Membership> {
  const found = findPackage();
  const programs = preparePrograms(place, say, found);
  if (!existsSync(join(place.data, 'PG_VERSION'))) {
    say('creating the database…');
    await createData(place, programs, settings);
  }
  checkVersion(place, found.version);
  say('starting the database…');
  const deadline = Date.now() + patience;
  for (let kills = 0; ; ) {
    await clearTheWay(place);
    const { died } = await launch(place, programs, settings);
    let end: Death | null = null;
    for (let tries = 0; (end = died()) === null; tries++) {
      if (tries === 150) say('the database is putting itself in order after an interruption…');
      const result = await tryJoin(place);
      if (result !== 'busy' && result !== 'absent') return result;
      await sleep(20);
    }
    const why = whyDied(place, end, end.killed ? kills++ : kills);
    if (why !== 'again') throw why;
    // The processes of a server that was killed end one after the other; or somebody else's start was quicker.
    if (Date.now() > deadline) throw silent(place);
    await sleep(250);
    const joined = await joinOrAbsent(place, say);
    if (joined !== null) return joined;
  }
}

async function joinOrStart(start: Start): Promise<Membership> {
  const { place, say } = start;
  try {
    const running = await joinOrAbsent(place, say);
    if (running !== null) return running;
    const release = await takeStartLock(place.home, () => say('another command is starting the database…'));
    try {
      return (await joinOrAbsent(place, say)) ?? (await startAndJoin(start));
    } finally {
      release();
    }
  } catch (error) {
    throw asUnavailable(place, error);
  }
}

/** The types of pg don't know these methods. */
const countsForNode = (client: Client) => client as Client & { ref(): void; unref(): void };

async function makeSureOfDatabase(address: () => Address, name: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await makeDatabase(address(), name);
    } catch (error) {
      // The server died this very moment, and is being started again.
      if (!isPassing(error) || tries === 50) throw error;
      await sleep(100);
    }
  }
}

async function makeDatabase(address: Address, name: string): Promise<void> {
  const client = new Client({ ...address, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Two commands at once: the other one made it.
    if (!['42P04', '23505'].includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
}

/**
 * Finds or starts the server of a data folder and becomes one of its users; makes the database `name` in it.
 * If the server dies under its users it is started again, and `onMoved` is told where it listens then.
 * `refuge`: where root's databases go when the data folder is closed to others. Throws DatabaseUnavailable.
 */
export async function useEmbedded(options: {
  dataFolder: string;
  name: string;
  say: Say;
  onMoved?: (address: Address) => void;
  refuge?: string;
  settings?: Settings;
  /** False lets Node end by itself when nothing else is left to do; whoever started must still leave. */
  keepsAlive?: boolean;
}): Promise<Embedded> {
  const { dataFolder, name, say } = options;
  const place = findPlace(dataFolder, say, options.refuge);
  const start = { place, say, settings: { ...usualSettings, ...options.settings } };
  const ended = new AbortController();
  let membership = await joinOrStart(start);
  let mending: Promise<void> | undefined;

  /** The question finds out about a connection that ended before anybody listened for its end. */
  const watch = () => {
    let mended = false;
    const lost = () => {
      if (!mended) mending = mend();
      mended = true;
    };
    membership.holder.once('end', lost);
    if (options.keepsAlive === false) countsForNode(membership.holder).unref();
    membership.holder.query('select 1').catch(lost);
  };

  /** Never makes a new database: if the folder went away, so did what its users were working on. */
  const mend = async () => {
    for (let pause = 100; !ended.signal.aborted; pause = Math.min(pause * 2, 30_000)) {
      if (!existsSync(place.data)) {
        say(`the database in ${place.home} is gone: stop every command and start again`);
        return;
      }
      try {
        say('the database stopped by itself: starting it again…');
        membership = await joinOrStart(start);
        options.onMoved?.(membership.address);
        watch();
        return;
      } catch (error) {
        say(error instanceof DatabaseUnavailable ? error.message : `the database can't be started again: ${error}`);
      }
      await sleep(pause, undefined, { signal: ended.signal }).catch(() => {});
    }
  };

  watch();
  try {
    await makeSureOfDatabase(() => membership.address, name);
  } catch (error) {
    ended.abort();
    membership.holder.removeAllListeners('end');
    await leave(place, membership, say);
    throw asUnavailable(place, error);
  }

  let leaving: Promise<boolean> | undefined;
  const goOnce = async () => {
    ended.abort();
    await mending;
    membership.holder.removeAllListeners('end');
    countsForNode(membership.holder).ref();
    return leave(place, membership, say);
  };
  return { place, address: () => membership.address, leave: () => (leaving ??= goOnce()) };
}
