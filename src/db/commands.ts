/** What `carrefour db …` does. Each gives a plain object that can be printed as text or as JSON. */

import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { Client } from 'pg';
import { checkServer, type DatabaseOptions, embeddedName, kyselyOn, makePool, openDatabase, urlOf } from './connect.ts';
import { addressOf, knock, leave, tryJoin, usersOf } from './embedded/join.ts';
import { findPlace } from './embedded/place.ts';
import { look } from './embedded/postmaster.ts';
import { type MigrationState, migrate, migrationState } from './migrate.ts';
import type { Tables } from './tables.ts';

export type DatabaseStatus = {
  kind: 'embedded' | 'server';
  /** The folder of an embedded database, host:port/name of another. */
  where: string;
  running: boolean;
  /** As the server says it, `18.4`; with what follows, null while the server is stopped. */
  version: string | null;
  bytes: number | null;
  /** Process numbers of the commands that use an embedded server. */
  users: number[];
  migrations: MigrationState | null;
};

async function describe(db: Kysely<Tables>): Promise<Pick<DatabaseStatus, 'version' | 'bytes' | 'migrations'>> {
  const { rows } = await sql<{ version: string; bytes: string }>`
    select split_part(current_setting('server_version'), ' ', 1) as version, pg_database_size(current_database()) as bytes
  `.execute(db);
  const row = rows[0]!;
  return { version: row.version, bytes: Number(row.bytes), migrations: await migrationState(db) };
}

/** Looks, and neither starts nor stops anything. Throws DatabaseUnavailable for a DATABASE_URL that is wrong. */
export async function databaseStatus(options: DatabaseOptions): Promise<DatabaseStatus> {
  const url = options.databaseUrl?.trim() ?? '';
  if (url !== '') {
    await checkServer(url);
    const { host, port, database } = new Client({ connectionString: url });
    const db = kyselyOn(makePool({ connectionString: url }, 1));
    try {
      const where = `${host}:${port}/${database}`;
      return { kind: 'server', where, running: true, users: [], ...(await describe(db)) };
    } finally {
      await db.destroy();
    }
  }
  const place = findPlace(options.dataFolder, options.say, options.refuge);
  const about = { kind: 'embedded', where: place.home } as const;
  const client = await knock(place);
  const sight = look(place);
  if (client === 'absent' || client === 'busy' || sight.state === 'none' || sight.state === 'empty') {
    const running = client === 'busy';
    return { ...about, running, version: null, bytes: null, users: [], migrations: null };
  }
  const db = kyselyOn(makePool({ ...addressOf(place, sight.trace), database: embeddedName }, 1));
  try {
    return { ...about, running: true, users: await usersOf(client), ...(await describe(db)) };
  } finally {
    await db.destroy();
    await client.end();
  }
}

/** Opens, applies the missing migrations, closes. Gives what was applied and what there is now. */
export async function migrateDatabase(options: DatabaseOptions): Promise<{ applied: string[]; total: number }> {
  const database = await openDatabase(options);
  try {
    const applied = await migrate(database.db, options.say);
    return { applied, total: (await migrationState(database.db)).applied.length };
  } finally {
    await database.close();
  }
}

export type Stop = { outcome: 'stopped' | 'not-running' } | { outcome: 'in-use'; users: number[] };

/** Stops an embedded server that a killed command left running; one that is in use is left to its users. */
export async function stopDatabase(options: Pick<DatabaseOptions, 'dataFolder' | 'say' | 'refuge'>): Promise<Stop> {
  const place = findPlace(options.dataFolder, options.say, options.refuge);
  const membership = await tryJoin(place);
  if (membership === 'absent') return { outcome: 'not-running' };
  if (membership === 'busy') return { outcome: 'in-use', users: [] };
  const users = (await usersOf(membership.holder)).filter((pid) => pid !== process.pid);
  const last = await leave(place, membership, options.say);
  return last ? { outcome: 'stopped' } : { outcome: 'in-use', users };
}

/**
 * The address for `psql` and its like; null while the embedded server is stopped. It holds the password of
 * DATABASE_URL. (The npm package ships no psql: the operator uses the machine's.)
 */
export async function databaseUrl(options: DatabaseOptions): Promise<string | null> {
  const url = options.databaseUrl?.trim() ?? '';
  if (url !== '') return url;
  const place = findPlace(options.dataFolder, options.say, options.refuge);
  const sight = look(place);
  if (sight.state !== 'alive') return null;
  return urlOf(addressOf(place, sight.trace), embeddedName);
}
