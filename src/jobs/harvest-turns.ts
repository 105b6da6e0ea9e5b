/** The sources in their turn: each is read when its manifest says, a few at once, none twice at once. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '#db/tables.ts';
import type { Broken } from '#harvest/expectations.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import type { Guest } from '#pipeline/guest.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { runSource, type SourceReport } from '#pipeline/run-source.ts';
import type { Trouble } from '#pipeline/tell-partner.ts';
import { fileFingerprint } from './file-fingerprint.ts';
import type { Jobs, Turn } from './jobs.ts';
import { nextRound } from './next-round.ts';
import { noteBeginning, noteDue, noteEnd, noteRounds, readBefore } from './note-turns.ts';
import { cronOf, turnInput } from './source-rounds.ts';

export interface HarvestRooms {
  db: Kysely<Tables>;
  gazetteer(): Gazetteer;
  /** The manifests, read afresh. */
  loadSources(): LoadedSources;
  now(): Date;
  /** How we visit partners. */
  guest?: Guest | undefined;
  say(text: string): void;
  /** Told how each turn went in which the catalogue was read to its end. */
  tell(report: SourceReport): void;
  /** Tells the partner of a run that was held, or of a turn that was given up. */
  tellPartner?(source: Source, trouble: Trouble): Promise<void>;
  /** Reads a source: `runSource` when not said. */
  run?: typeof runSource;
}

export interface HarvestLimits {
  /** How many sources are read at once by one program. */
  atOnce: number;
  /** Minutes after which the reading of a source is stopped. */
  minutes: number;
  retries?: { times: number; wait: number };
}

export interface HarvestTurns {
  /** Makes the turns follow the manifests; gives how many sources have one. */
  followManifests(): Promise<number>;
  /** Has a source read as soon as may be; false when that is under way already. */
  runNow(source: string): Promise<boolean>;
}

/** After a failure: 5, 10, 20 and 40 minutes. */
const retries = { times: 4, wait: 300 };

/** Declares the queue of the sources. */
export function harvestTurns(jobs: Jobs, rooms: HarvestRooms, limits: HarvestLimits): HarvestTurns {
  const source = (id: string): Source | undefined => rooms.loadSources().sources.find((one) => one.id === id);
  const nextOf = (id: string): Date | null => {
    const found = source(id);
    const cron = found && cronOf(found);
    return cron === undefined ? null : nextRound(cron, rooms.now());
  };

  /** A letter that cannot be written must not make the turn fail. */
  const tellPartner = async (id: string, trouble: Trouble): Promise<void> => {
    const found = source(id);
    if (found === undefined) return;
    await rooms
      .tellPartner?.(found, trouble)
      .catch((error: unknown) => rooms.say(`${id}: its partner could not be told: ${(error as Error).message}`));
  };

  const queue = jobs.queue(
    'harvest',
    {
      payload: z.strictObject({ source: z.string() }),
      keyOf: (payload) => payload.source,
      atOnce: limits.atOnce,
      limit: limits.minutes * 60,
      retries: limits.retries ?? retries,
      async onFailure({ source: id }, reason, next) {
        const again = next === null ? 'given up until its next turn' : `tried again at ${told(next)}`;
        rooms.say(`${id}: ${reason} (${again})`);
        const end = { outcome: 'failed', told: reason, next: next ?? nextOf(id), read: null } as const;
        await noteEnd(rooms.db, id, rooms.now(), end);
        if (next === null) await tellPartner(id, { is: 'failed', why: reason });
      },
      onPutBack: async ({ source: id }) => noteDue(rooms.db, id, rooms.now()),
    },
    async ({ source: id }, turn) => {
      const found = source(id);
      if (found === undefined) return rooms.say(`${id}: its manifest is gone, or wrong: it is not read.`);
      const { db } = rooms;
      await noteBeginning(db, id, rooms.now());
      const { outcome, told: why, read, broken } = await takeTurn(db, rooms, found, turn);
      await noteEnd(db, id, rooms.now(), { outcome, told: why, read, next: nextOf(id) });
      if (outcome !== 'held') return;
      rooms.say(`${id}: held: ${why}`);
      await tellPartner(id, { is: 'held', broken });
    },
  );

  return {
    async followManifests() {
      const { sources, problems } = rooms.loadSources();
      for (const { file, line, message } of problems) rooms.say(`${file}:${line}: ${message}`);
      const crons = new Map<string, string>();
      for (const one of sources) {
        const cron = cronOf(one);
        const input = turnInput(one);
        if (cron === undefined) continue;
        if ('nothing' in input) rooms.say(`${one.id}: it has no turn. ${input.nothing}`);
        else crons.set(one.id, cron);
      }
      const wrong = await queue.follow(
        new Map([...crons].map(([id, cron]) => [id, { cron, payload: { source: id } }])),
      );
      for (const [id, reason] of wrong) {
        crons.delete(id);
        rooms.say(`${id}: it has no turn, its \`cron\` is not understood: ${reason}`);
      }
      const waiting = await queue.waiting();
      const rounds = new Map(
        [...crons].map(([id, cron]) => [id, { cron, next: waiting.get(id) ?? nextRound(cron, rooms.now()) }]),
      );
      await noteRounds(rooms.db, rounds);
      return rounds.size;
    },
    async runNow(id) {
      const isNew = (await queue.add({ source: id })) || (await queue.hasten(id));
      if (isNew) await noteDue(rooms.db, id, rooms.now());
      return isNew;
    },
  };
}

const told = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Reads a source once. Throws, with a sentence, when it is to be tried again. */
async function takeTurn(
  db: Kysely<Tables>,
  rooms: HarvestRooms,
  source: Source,
  { signal }: Turn,
): Promise<{ outcome: 'done' | 'unchanged' | 'held'; told: string | null; read: string | null; broken: Broken[] }> {
  const input = turnInput(source);
  if ('nothing' in input) throw new Error(input.nothing);
  const read = input.kind === 'file' ? await fileFingerprint(source, input.path) : null;
  if (read !== null && read === (await readBefore(db, source.id)))
    return { outcome: 'unchanged', told: null, read, broken: [] };
  const known = await knownSources(db, rooms.loadSources().sources);
  const report = await (rooms.run ?? runSource)(
    { db, gazetteer: rooms.gazetteer(), sources: known, now: rooms.now, guest: rooms.guest },
    source,
    input,
    { say: () => {}, signal },
  );
  const { state, failure, broken } = report.harvest;
  if (state === 'failed' || state === 'busy' || state === 'interrupted') throw new Error(failure ?? state);
  rooms.tell(report);
  // A person has to look: reading again would not help.
  if (state === 'held') return { outcome: 'held', told: failure, read, broken };
  return { outcome: 'done', told: null, read, broken };
}
