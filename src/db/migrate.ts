/** Brings the tables to where the code expects them: forward only, by one process at a time. */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Say } from './embedded/place.ts';
import { migrations as ours } from './migrations/index.ts';
import type { Tables } from './tables.ts';
import { codeOf, DatabaseUnavailable } from './unavailable.ts';

export type MigrationState = {
  applied: string[];
  pending: string[];
  /** Applied by a newer Carrefour. */
  unknown: string[];
};

type Migrations = Record<string, Migration>;

const namesOf = (migrations: Migrations) => Object.keys(migrations).sort();

export async function migrationState(db: Kysely<Tables>, migrations: Migrations = ours): Promise<MigrationState> {
  const known = namesOf(migrations);
  let applied: string[] = [];
  try {
    const rows = await db
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom('kysely_migration')
      .select('name')
      .orderBy('name')
      .execute();
    applied = rows.map(({ name }) => name);
  } catch (error) {
    // No such table: a database that was never migrated.
    if (codeOf(error) !== '42P01') throw error;
  }
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

function newer(unknown: string[]): DatabaseUnavailable {
  return new DatabaseUnavailable(
    'newer-database',
    `The database was brought up to date by a newer Carrefour (${unknown.join(', ')}): run that version, or another database.`,
  );
}

/**
 * Applies what is missing, all or nothing, and gives the names of what it applied. Processes that come at once wait
 * for one another. Throws DatabaseUnavailable for a database newer than the code, or one in which we may not create.
 */
export async function migrate(
  db: Kysely<Tables>,
  say: Say = () => {},
  migrations: Migrations = ours,
): Promise<string[]> {
  const { pending, unknown } = await migrationState(db, migrations);
  if (unknown.length > 0) throw newer(unknown);
  if (pending.length === 0) return [];
  say('preparing the tables…');
  // Two that were written at once may come in either order: one that lacks is applied whatever came after it.
  const provider = { getMigrations: async () => migrations };
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const state = await migrationState(db, migrations);
    if (state.unknown.length > 0) throw newer(state.unknown);
    if (codeOf(error) === '42501') {
      throw new DatabaseUnavailable(
        'refused',
        'The user of DATABASE_URL may not create tables: make it the owner of its database, or grant it CREATE on the schema public.',
        error,
      );
    }
    throw error;
  }
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}
