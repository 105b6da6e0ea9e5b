/** One run of a source at a time, whatever the number of processes. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

/** How long a run that was just killed may take to let go: its server process notices at its next write. */
const patience = '3s';

/**
 * Does the work while holding the source's lock, on one connection, which it is given; undefined when another run
 * holds it. The lock falls with the connection: a killed run leaves none behind.
 */
export async function withSourceLock<T>(
  db: Kysely<Tables>,
  source: string,
  work: (connection: Kysely<Tables>) => Promise<T>,
): Promise<T | undefined> {
  return db.connection().execute(async (connection) => {
    const name = `carrefour harvest ${source}`;
    const { rows } = await sql<{ usual: string }>`select current_setting('lock_timeout') as usual`.execute(connection);
    await sql`select set_config('lock_timeout', ${patience}, false)`.execute(connection);
    try {
      await sql`select pg_advisory_lock(hashtextextended(${name}, 0))`.execute(connection);
    } catch (error) {
      if ((error as { code?: string }).code === '55P03') return undefined;
      throw error;
    } finally {
      await sql`select set_config('lock_timeout', ${rows[0]!.usual}, false)`.execute(connection);
    }
    const unlock = () => sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(connection);
    try {
      const done = await work(connection);
      await unlock();
      return done;
    } catch (error) {
      // When the connection itself has failed, the lock is gone already: what matters is why.
      await unlock().catch(() => {});
      throw error;
    }
  });
}
