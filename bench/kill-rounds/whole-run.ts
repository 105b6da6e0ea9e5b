/** A run from the partner's address to the projects, as the jobs do it, over a source on loopback. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import { runSource } from '#pipeline/run-source.ts';

export interface Ground {
  db: Kysely<Tables>;
  gazetteer: Gazetteer;
  sources: ReadonlyMap<string, Source>;
}

/** So small that a run describes in several transactions, and can die between any two. */
const batch = 5;

/** Gives how it ended; throws when it failed. */
export async function wholeRun(
  ground: Ground,
  source: Source,
  { address, host }: { address: string; host: string },
): Promise<string> {
  const guest = { of: () => ({ fetching: { allow: [host] }, manners: { pause: 0 } }) };
  const rooms = { ...ground, guest, batch, now: () => new Date() };
  const { harvest } = await runSource(rooms, source, { kind: 'address', address }, { say: () => {} });
  if (harvest.state !== 'done' && harvest.state !== 'busy') throw new Error(`${harvest.state}: ${harvest.failure}`);
  return harvest.state;
}
