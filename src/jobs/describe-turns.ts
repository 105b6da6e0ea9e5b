/** What waits to be described, source by source: sheets that follow an applied run, and make no visitor wait. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '#db/tables.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { describeRecords } from '#pipeline/describe-records.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import type { Jobs } from './jobs.ts';

export interface DescribeTurnsRooms {
  db: Kysely<Tables>;
  gazetteer(): Gazetteer;
  /** The manifests, read afresh. */
  loadSources(): LoadedSources;
  now(): Date;
  say(text: string): void;
}

export interface DescribeTurns {
  /** False when that waits already or is under way. */
  describeSoon(source: string): Promise<boolean>;
}

/** Declares the queue. Killed anywhere, the work goes on where it stopped: see `describeRecords`. */
export function describeTurns(jobs: Jobs, rooms: DescribeTurnsRooms): DescribeTurns {
  const queue = jobs.queue(
    'describe',
    {
      payload: z.strictObject({ source: z.string() }),
      keyOf: ({ source }) => source,
      limit: 3600,
      retries: { times: 4, wait: 60 },
      onFailure: async ({ source }, reason) => rooms.say(`${source}: its sheets could not be described: ${reason}`),
    },
    async ({ source: id }, { signal }) => {
      const { db, now } = rooms;
      const sources = await knownSources(db, rooms.loadSources().sources);
      const source = sources.get(id);
      if (source === undefined) return rooms.say(`${id}: its manifest is gone, or wrong: it is not described.`);
      await describeRecords({ db, gazetteer: rooms.gazetteer(), sources, now }, source, { say: () => {}, signal });
    },
  );
  return { describeSoon: (source) => queue.add({ source }) };
}
