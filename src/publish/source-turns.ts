/** The turns of the catalogues: when each is read next, how the last turn went. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface SourceTurn {
  source: string;
  /** When it is read next; null when only by hand. In the past: it waits for those before it. */
  next: Date | null;
  /** The turn that is under way, or the last one. */
  beganAt: Date | null;
  endedAt: Date | null;
  /** Of the last turn that ended. `unchanged`: its file is the one that was read before. */
  outcome: 'done' | 'unchanged' | 'held' | 'failed' | null;
  /** Why it was not done. */
  told: string | null;
  /** How many turns and further tries failed in a row. */
  failures: number;
}

/** By source; those without a turn, now or formerly, are absent. */
export async function sourceTurns(db: Kysely<Tables>): Promise<Map<string, SourceTurn>> {
  const rows = await db
    .selectFrom('source_turn')
    .select(['source', 'next_at', 'began_at', 'ended_at', 'outcome', 'told', 'failures'])
    .orderBy('source')
    .execute();
  return new Map(
    rows.map(({ source, next_at, began_at, ended_at, outcome, told, failures }) => [
      source,
      { source, next: next_at, beganAt: began_at, endedAt: ended_at, outcome, told, failures },
    ]),
  );
}
