/**
 * A fresh, migrated, empty database for a test, in tens of milliseconds: a clone of a template.
 *
 * Without CARREFOUR_TEST_DATABASE_URL, all test processes of a checkout share one embedded server in the temporary
 * folder; the last one out stops it. With it (a user who may create databases), that server is used.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import { Client, type ClientConfig } from 'pg';
import { kyselyOn, makePool, urlOf } from './connect.ts';
import { birthOf } from './embedded/processes.ts';
import { findPackage } from './embedded/programs.ts';
import { useEmbedded } from './embedded/server.ts';
import { hasty } from './embedded/settings.ts';
import { type Listening, type ListenOptions, listenOn } from './listen.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

export type TestDatabase = {
  db: Kysely<Tables>;
  /** For another process, or a second pool. */
  url: string;
  config: ClientConfig;
  listen(channel: string, handler: (payload: string) => void, options?: ListenOptions): Promise<Listening>;
  /** Drops the database; the last one of the last process stops the server. */
  close(): Promise<void>;
};

/** Where the test databases are, and how to let go of it. */
type Ground = { config: ClientConfig; urlFor(name: string): string; leave(): Promise<unknown> };

const checkout = fileURLToPath(new URL('../..', import.meta.url));

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** One per checkout, user and version, so that neither their tables nor their programs meet. */
function testFolder(): string {
  const folder = join(
    tmpdir(),
    `carrefour-test-${short(`${checkout} ${process.getuid?.()} ${findPackage().version}`)}`,
  );
  mkdirSync(folder, { recursive: true });
  const stats = lstatSync(folder);
  if (process.getuid !== undefined && (!stats.isDirectory() || stats.uid !== process.getuid())) {
    throw new Error(`${folder} belongs to another user: remove it, or set TMPDIR`);
  }
  chmodSync(folder, 0o711);
  return folder;
}

async function openGround(): Promise<Ground> {
  const url = process.env.CARREFOUR_TEST_DATABASE_URL;
  if (url !== undefined && url !== '') {
    const config = { connectionString: url };
    return { config, urlFor: (name) => inDatabase(config, name).connectionString ?? url, leave: async () => {} };
  }
  const embedded = await useEmbedded({
    dataFolder: testFolder(),
    name: 'ground',
    say: () => {},
    keepsAlive: false,
    settings: { ...hasty, max_connections: 200 },
  });
  const address = embedded.address();
  return {
    config: { ...address, database: 'ground' },
    urlFor: (name) => urlOf(address, name),
    leave: embedded.leave,
  };
}

let users = 0;
let ground: Promise<Ground> | undefined;

async function enter(): Promise<Ground> {
  users++;
  ground ??= openGround();
  return ground;
}

async function exit(): Promise<void> {
  if (--users > 0) return;
  const last = ground;
  ground = undefined;
  await (await last)?.leave();
}

const open = new Set<() => Promise<void>>();

/** A test that failed before it could close its database must neither hang nor leave the server running. */
process.on('beforeExit', () => {
  for (const close of open) void close().catch(() => {});
});

/** Keeps the test server up between test files: what `node --test --test-global-setup` calls before and after. */
export async function holdTestServer(): Promise<() => Promise<void>> {
  await enter();
  return exit;
}

async function withAdmin<T>(config: ClientConfig, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client(config);
  admin.on('error', () => {});
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** The config of another database of the same server. */
function inDatabase(config: ClientConfig, name: string): ClientConfig {
  if (config.connectionString === undefined) return { ...config, database: name };
  const url = new URL(config.connectionString);
  url.pathname = `/${name}`;
  return { connectionString: url.href };
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Named for the text of the migrations: an edited one makes another template. */
function templateName(): string {
  const texts = readdirSync(migrationsFolder)
    .sort()
    .map((name) => `${name}\n${readFileSync(join(migrationsFolder, name), 'utf8')}`);
  return `carrefour_template_${short(texts.join('\n'))}`;
}

/** How long a query may still run when its test closes the database, in milliseconds. */
const patience = 5000;

const creating = '7161686582806986';

/** Made by the first process that needs it, renamed once it is whole. */
async function makeSureOfTemplate(admin: Client, config: ClientConfig, name: string): Promise<void> {
  const exists = async () => (await admin.query('select from pg_database where datname = $1', [name])).rowCount === 1;
  if (await exists()) return;
  await admin.query(`select pg_advisory_lock(${creating})`);
  try {
    if (await exists()) return;
    const raw = `${name}_raw`;
    // Made under the lock alone: those that stand were left by processes that were killed.
    const { rows } = await admin.query(
      `select datname as left_over from pg_database where datname like 'carrefour\\_template\\_%\\_raw'`,
    );
    for (const { left_over } of rows) await admin.query(`drop database if exists ${left_over} with (force)`);
    await admin.query(`create database ${raw} template template0 encoding 'UTF8'`);
    const pool = makePool(inDatabase(config, raw), 1);
    const db = kyselyOn(pool);
    await migrate(db).finally(() => db.destroy());
    await admin.query(`alter database ${raw} rename to ${name}`);
  } finally {
    await admin.query(`select pg_advisory_unlock(${creating})`);
  }
}

let swept = false;

const machine = short(hostname());

/** Databases of test processes of this machine that were killed, and templates of former migrations. */
async function dropAbandoned(admin: Client, template: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'carrefour\\_t%'`,
  );
  for (const { name } of rows) {
    const pid = new RegExp(`^carrefour_t_${machine}_(\\d+)_`).exec(name)?.[1];
    const abandoned = pid !== undefined && birthOf(Number(pid)) === null;
    // Those that are just being made have a longer name.
    const former =
      process.env.CARREFOUR_TEST_DATABASE_URL === undefined &&
      /^carrefour_template_[a-z0-9]+$/.test(name) &&
      name !== template;
    // Somebody else's clone may be under way: it is swept another time.
    if (abandoned || former) await admin.query(`drop database if exists ${name}`).catch(() => {});
  }
}

/** `migrated: false` gives one without any table. Throws what the server threw; leaves nothing behind then. */
export async function testDatabase({ migrated = true }: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const { config, urlFor } = await enter();
  const name = `carrefour_t_${machine}_${process.pid}_${randomBytes(5).toString('hex')}`;
  try {
    await withAdmin(config, async (admin) => {
      const template = templateName();
      if (!swept) await dropAbandoned(admin, template);
      swept = true;
      if (migrated) await makeSureOfTemplate(admin, config, template);
      await admin.query(`create database ${name} template ${migrated ? template : 'template0'} encoding 'UTF8'`);
    });
  } catch (error) {
    await exit();
    throw error;
  }
  const own = inDatabase(config, name);
  const pool = makePool({ ...own, allowExitOnIdle: true }, 5);
  const db = kyselyOn(pool);
  const listenings: Listening[] = [];
  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    open.delete(close);
    await Promise.all(listenings.map((listening) => listening.close()));
    const waiting = new AbortController();
    const destroyed = db.destroy().then(() => true);
    const given = await Promise.race([destroyed, sleep(patience, false, waiting)]);
    destroyed.finally(() => waiting.abort()).catch(() => {});
    await withAdmin(config, (admin) => admin.query(`drop database if exists ${name} with (force)`)).finally(exit);
    if (!given)
      throw new Error('a connection of this test was never given back: a transaction or a stream is still open');
  };
  const close = () => (closed ??= closeAll());
  open.add(close);
  return {
    db,
    config: own,
    url: urlFor(name),
    async listen(channel, handler, options = {}) {
      const listening = await listenOn(() => own, channel, handler, options);
      listenings.push(listening);
      return listening;
    },
    close,
  };
}
