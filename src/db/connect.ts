/** Opens the database: the server that DATABASE_URL names, else the embedded one of the data folder. */
import { Kysely, PostgresDialect } from 'kysely';
import { Client, type ClientBase, type ClientConfig, Pool, type PoolConfig, types } from 'pg';
import type { Address } from './embedded/join.ts';
import { defaultRefuge, type Say } from './embedded/place.ts';
import { useEmbedded } from './embedded/server.ts';
import { type Listening, type ListenOptions, listenOn } from './listen.ts';
import type { Tables } from './tables.ts';
import { codeOf, DatabaseUnavailable } from './unavailable.ts';

export type Database = {
  /** For work that may last: harvests, rebuildings, commands. */
  db: Kysely<Tables>;
  /** For what a visitor waits for: its queries give up in time. */
  pages: Kysely<Tables>;
  kind: 'embedded' | 'server';
  /** For `psql` and its like; it holds the password of DATABASE_URL if there is one: not for logs. */
  readonly url: string;
  /**
   * Calls `handler` with the payload of each notification (NOTIFY, 8,000 bytes at most) of a channel, on a connection
   * of its own that is made again when it is lost. What was sent meanwhile is lost too: `onGap` is then called once
   * the connection is back, so that the caller can look for itself.
   */
  listen(channel: string, handler: (payload: string) => void, options?: ListenOptions): Promise<Listening>;
  /** Waits for running queries; the last user of an embedded server stops it. May be called more than once. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** `postgresql://…`; undefined or empty: the embedded server. */
  databaseUrl?: string | undefined;
  dataFolder: string;
  say: Say;
  /** Connections at most for `db`; queries beyond wait their turn. */
  poolSize?: number;
  /** Where root's database goes when the data folder is closed to others. */
  refuge?: string;
};

export const embeddedName = 'carrefour';

const oldestVersion = 15;

/** A day is a word (`2026-04-05`): as a Date it would be another day in another time zone. */
const parsers: NonNullable<ClientConfig['types']> = {
  getTypeParser: (oid, format) => (oid === types.builtins.DATE ? String : types.getTypeParser(oid, format)),
};

export function urlOf(address: Address, name: string): string {
  const password = address.password === undefined ? '' : `:${encodeURIComponent(address.password)}`;
  const query = address.host.startsWith('/') ? `?host=${encodeURIComponent(address.host)}&port=${address.port}` : '';
  const host = query === '' ? `${address.host}:${address.port}` : '';
  return `postgresql://${address.user}${password}@${host}/${name}${query}`;
}

/**
 * Milliseconds after which a query gives up (0: never): waiting for a lock, running, and, within a transaction, before the
 * next one. PostgreSQL ends circles of locks by itself; one that leads through this program it cannot see.
 */
export interface Patience {
  lock: number;
  statement: number;
  idle: number;
}

/** Whoever waits for a page has left long before; the page says that the site is busy. */
const ofPages: Patience = { lock: 15_000, statement: 30_000, idle: 60_000 };
/** Runs and rebuildings wait for one another, as long as a large catalogue takes. */
const ofWork: Patience = { lock: 3_600_000, statement: 0, idle: 0 };

/** Connections for pages. */
const pageConnections = 5;

/** As settings and not as parameters of the connection, which poolers between us and the server refuse. */
const patientFor =
  ({ lock, statement, idle }: Patience) =>
  async (client: ClientBase): Promise<void> => {
    await client.query(
      `set lock_timeout = ${lock}; set statement_timeout = ${statement}; set idle_in_transaction_session_timeout = ${idle}`,
    );
  };

/** A connection that dies is replaced at the next query: its own complaint is heard, and dropped. */
export function makePool(config: PoolConfig, size: number, patience: Patience = ofWork): Pool {
  const pool = new Pool({
    application_name: 'carrefour',
    ...config,
    types: parsers,
    max: size,
    connectionTimeoutMillis: 15_000,
    onConnect: patientFor(patience),
  });
  pool.on('error', () => {});
  // Also while it is lent out and between two queries, as in a transaction: the next query then fails and tells.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export const kyselyOn = (pool: Pool) => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/** Throws DatabaseUnavailable, with a sentence for the operator, when there is no database to be had. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl = '' } = options;
  return databaseUrl.trim() === '' ? openEmbedded(options) : openServer(databaseUrl.trim(), options);
}

async function openEmbedded(options: DatabaseOptions): Promise<Database> {
  const { dataFolder, say, poolSize = 5, refuge = defaultRefuge } = options;
  const pools: Pool[] = [];
  const onMoved = (address: Address) => {
    for (const pool of pools) Object.assign(pool.options, address);
  };
  const embedded = await useEmbedded({ dataFolder, name: embeddedName, say, onMoved, refuge });
  const config = () => ({ ...embedded.address(), database: embeddedName });
  pools.push(makePool(config(), poolSize), makePool(config(), pageConnections, ofPages));
  const [db, pages] = pools.map(kyselyOn) as [Kysely<Tables>, Kysely<Tables>];
  return {
    db,
    pages,
    kind: 'embedded',
    get url() {
      return urlOf(embedded.address(), embeddedName);
    },
    ...closing([db, pages], config, () => embedded.leave()),
  };
}

async function openServer(url: string, { poolSize = 5 }: DatabaseOptions): Promise<Database> {
  await checkServer(url);
  const config = { connectionString: url };
  const db = kyselyOn(makePool(config, poolSize));
  const pages = kyselyOn(makePool(config, pageConnections, ofPages));
  return { db, pages, kind: 'server', url, ...closing([db, pages], () => config) };
}

function closing(pools: readonly Kysely<Tables>[], config: () => ClientConfig, leave?: () => Promise<unknown>) {
  const open = new Set<Listening>();
  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    await Promise.all([...open].map((listening) => listening.close()));
    await Promise.all(pools.map((pool) => pool.destroy()));
    await leave?.();
  };
  return {
    async listen(channel: string, handler: (payload: string) => void, options: ListenOptions = {}): Promise<Listening> {
      const listening = await listenOn(config, channel, handler, options);
      open.add(listening);
      return listening;
    },
    close: () => (closed ??= closeAll()),
  };
}

/** Connects once to say in a sentence what is wrong with DATABASE_URL, never repeating its password. */
export async function checkServer(url: string): Promise<void> {
  const client = clientFor(url);
  const target = `${client.host}:${client.port}/${client.database}`;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    const version = Math.floor(Number(rows[0]?.version) / 10_000);
    if (version < oldestVersion) {
      throw new DatabaseUnavailable(
        'too-old',
        `The server of DATABASE_URL (${target}) is PostgreSQL ${version}: the Carrefour needs ${oldestVersion} or later.`,
      );
    }
  } catch (error) {
    throw error instanceof DatabaseUnavailable ? error : whyUnreachable(error, client, target);
  } finally {
    await client.end().catch(() => {});
  }
}

function clientFor(url: string): Client {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new TypeError('not a postgresql:// address');
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    return client;
  } catch {
    // The reason may repeat the address, password included: it is not passed on.
    throw new DatabaseUnavailable(
      'invalid-url',
      "DATABASE_URL can't be read: it is written postgresql://user:password@host:port/database, where the characters @ : / ? # % of a user or password are percent-encoded.",
    );
  }
}

function whyUnreachable(error: unknown, client: Client, target: string): DatabaseUnavailable {
  const code = codeOf(error);
  const told = error instanceof Error ? error.message : '';
  const refused = (why: string) => new DatabaseUnavailable('refused', why, new Error(code || told));
  const unreachable = (why: string) => new DatabaseUnavailable('unreachable', why, new Error(code || told));
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return unreachable(`No PostgreSQL server listens at ${target} (DATABASE_URL): start it, or correct the address.`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(
        `The host ${client.host} of DATABASE_URL is not known: correct the address, or look at the network.`,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(
        `The server of DATABASE_URL (${target}) can't be reached: correct the address, or look at the network.`,
      );
    case '28P01':
    case '28000':
      return refused(
        `The server of DATABASE_URL (${target}) refuses the user ${client.user}: correct the user or the password.`,
      );
    case '3D000':
      return refused(
        `The server of DATABASE_URL has no database named ${client.database}: create it (createdb), or correct the name.`,
      );
    case '53300':
      return refused(
        `The server of DATABASE_URL (${target}) has no free connection: raise max_connections, or stop something.`,
      );
    case '57P03':
      return unreachable(`The server of DATABASE_URL (${target}) is starting or stopping: try again in a moment.`);
  }
  if (/timeout/i.test(told)) {
    return unreachable(
      `The server of DATABASE_URL (${target}) does not answer: correct the address, or look at the network.`,
    );
  }
  if (/terminated unexpectedly/.test(told)) {
    return unreachable(
      `What listens at ${target} (DATABASE_URL) hangs up at once: is it PostgreSQL, and is it reached directly?`,
    );
  }
  if (/password must be a (non-empty )?string/.test(told)) {
    return refused(
      `The server of DATABASE_URL (${target}) wants a password for ${client.user}: add it to the address.`,
    );
  }
  if (/SSL|certificate/i.test(`${told} ${code}`)) {
    return refused(
      `No secure connection to the server of DATABASE_URL (${target}): ${told}; see the parameter sslmode.`,
    );
  }
  return unreachable(
    `The server of DATABASE_URL (${target}) can't be used (${code || 'no reason given'}${/^[0-9A-Z]{5}$/.test(code) ? `: ${told}` : ''}).`,
  );
}
