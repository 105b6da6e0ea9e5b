/** What is done once a night: asking outside what waits for an answer, and forgetting what has been kept long enough. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { askOutside } from '#pipeline/ask-outside.ts';
import { forget } from '#pipeline/forget.ts';
import type { InquireRooms } from '#pipeline/inquiries/inquire.ts';
import type { knownSources } from '#pipeline/known-sources.ts';
import type { Jobs } from './jobs.ts';

export interface NightlyRooms {
  db: Kysely<Tables>;
  gazetteer(): Gazetteer;
  /** The catalogues as they are known tonight. */
  sources(): ReturnType<typeof knownSources>;
  outside: Pick<InquireRooms, 'geocoder' | 'probeLink' | 'probeImage'>;
  now(): Date;
  /** How long former states are kept. */
  keepDays: Parameters<typeof forget>[1]['keepDays'];
  /** What the operator must know; `tell` is what went well. */
  say(text: string): void;
  tell(text: string): void;
}

/** Of each kind; what is left waits for the next night. */
const inquiriesANight = 5000;

export function nightly(jobs: Jobs, rooms: NightlyRooms): void {
  const { db, now, say, tell } = rooms;
  jobs.schedule('inquiries', '20 5 * * *', async ({ signal }) => {
    const sources = await rooms.sources();
    const asking = { db, gazetteer: rooms.gazetteer(), sources, now, ...rooms.outside };
    const { kinds, records } = await askOutside(asking, { most: inquiriesANight, say: tell, signal });
    for (const [kind, { failure }] of Object.entries(kinds)) if (failure !== null) say(`${kind}: ${failure}`);
    tell(`Asked outside: ${records} records described again.`);
  });
  jobs.schedule('retention', '40 5 * * *', async ({ signal }) => {
    const forgotten = await forget(db, { keepDays: rooms.keepDays, now: now(), signal });
    tell(
      `Forgotten: ${forgotten.versions} former states, ${forgotten.payloads} payloads, ${forgotten.runs} runs, ${forgotten.refusals} refusals, ${forgotten.indexChanges} index changes.`,
    );
    if (forgotten.postponed) say('Payloads were left for another night: a run was writing all the while.');
  });
}
