/** The sources with their turns, for people: what comes next, how the last turn went. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Source } from '#model/source.ts';
import { type SourceTurn, sourceTurns } from '#publish/source-turns.ts';
import { cronOf } from './source-rounds.ts';

export interface ListedTurn extends SourceTurn {
  schedule: Source['schedule'];
  /** Five fields, UTC; null when it is read by hand. */
  cron: string | null;
}

/** Every source that has a manifest; those without a turn too, after those that have one. */
export async function listTurns(db: Kysely<Tables>, sources: readonly Source[]): Promise<ListedTurn[]> {
  const turns = await sourceTurns(db);
  const never = { next: null, beganAt: null, endedAt: null, outcome: null, told: null, failures: 0 };
  const last = Number.POSITIVE_INFINITY;
  return sources
    .map((source) => ({
      ...(turns.get(source.id) ?? { source: source.id, ...never }),
      schedule: source.schedule,
      cron: cronOf(source) ?? null,
    }))
    .sort((a, b) => (a.next?.getTime() ?? last) - (b.next?.getTime() ?? last) || (a.source < b.source ? -1 : 1));
}
