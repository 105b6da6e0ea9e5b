/** A curator's answer about a word, put in force: kept, then the sheets that carry the word described again. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import {
  type Answered,
  answerWord,
  type Refusal,
  type StandingAnswer,
  standingAnswers,
  undoAnswer,
} from '#describe/words/answers.ts';
import { proposalsFor, type QueueAsked, type WaitingWord, waitingWords } from '#describe/words/queue.ts';
import type { Assignment } from '#model/sheet.ts';
import type { Source } from '#model/source.ts';
import type { CarriedWord } from '#model/word-answer.ts';
import { type DescribeRooms, describeRecords } from './describe-records.ts';

/** All the concepts that the word means, that it means none, or that it waits. */
export type Choice = { concepts: readonly string[] } | 'none' | 'later';

/** What the doors are handed: the queue, and how to answer it. */
export interface WordDesk {
  waiting(asked: QueueAsked): Promise<{ total: number; words: WaitingWord[] }>;
  /** What a word may mean, surest first. */
  proposals(carried: CarriedWord): Promise<Assignment[]>;
  /** The answers that stand, the latest first. */
  answers(): Promise<StandingAnswer[]>;
  answer(carried: CarriedWord, choice: Choice, by: { author: string; reason: string }): Promise<Answered | Refusal>;
  undo(id: string, author: string): Promise<Answered | Refusal>;
}

export interface WordRooms extends Pick<DescribeRooms, 'gazetteer' | 'now'> {
  db: Kysely<Tables>;
  /** Every catalogue that projects may name, by id. */
  sources(): ReadonlyMap<string, Source>;
  say(text: string): void;
  signal: AbortSignal;
}

/**
 * The desk of a command: an answer returns when the sheets are described. The desk of a site returns at once and hands
 * what is left to `later`; if the site stops first, the next run of the catalogue does it.
 */
export function wordDesk(rooms: WordRooms, later?: (work: () => Promise<void>) => void): WordDesk {
  const { db, now } = rooms;
  const follow = async (outcome: Answered | Refusal): Promise<Answered | Refusal> => {
    if ('refused' in outcome || outcome.sources.length === 0) return outcome;
    const work = () => describeAgain(rooms, outcome.sources);
    if (later === undefined) await work();
    else later(work);
    return outcome;
  };
  return {
    waiting: (asked) => waitingWords(db, asked),
    proposals: (carried) => proposalsFor(db, carried),
    answers: () => standingAnswers(db),
    answer: async (carried, choice, { author, reason }) =>
      follow(await answerWord(db, carried, choice, { author, reason, now: now() })),
    undo: async (id, author) => follow(await undoAnswer(db, id, { author, now: now() })),
  };
}

async function describeAgain(rooms: WordRooms, ids: readonly string[]): Promise<void> {
  const sources = rooms.sources();
  for (const id of ids) {
    const source = sources.get(id);
    // A catalogue that nobody knows any more is described when its manifest comes back.
    if (source === undefined) continue;
    const describing = { db: rooms.db, gazetteer: rooms.gazetteer, sources, now: rooms.now };
    const { sheets } = await describeRecords(describing, source, { say: () => undefined, signal: rooms.signal });
    rooms.say(`${id}: ${sheets} sheets described again`);
  }
}

/** Runs one work after the other; what fails is told, and the next one runs. `idle` is when none is left. */
export function oneByOne(failed: (error: unknown) => void): {
  add(work: () => Promise<void>): void;
  idle(): Promise<void>;
} {
  let last: Promise<void> = Promise.resolve();
  return {
    add: (work) => {
      last = last.then(work).catch(failed);
    },
    idle: () => last,
  };
}
