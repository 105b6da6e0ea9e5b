/** The queue of what people sent, as a whole: what trades and pages are handed. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import { type DecideRooms, decide, type Outcome, undo, type Word } from './decide.ts';
import type { Matter, MatterKind, SaidOfMatter } from './matter.ts';
import { proposalsFor } from './proposals.ts';
import {
  countByKind,
  countMatters,
  historyOf,
  listMatters,
  mattersOf,
  oneMatter,
  othersAbout,
  type Which,
} from './queue.ts';

export interface Moderation {
  /** How many wait. */
  count(which?: Omit<Which, 'most' | 'from'>): Promise<number>;
  countByKind(): Promise<{ kind: string; n: number }[]>;
  list(which: Which): Promise<Matter[]>;
  matter(id: string): Promise<Matter | undefined>;
  /** What is shown of it: what was sent, and what is only read where it lies. */
  facts(matter: Matter): Promise<readonly Fact[]>;
  mattersOf(kind: string, subject: string): Promise<Matter[]>;
  /** What else waits about the same thing, at most so many, the gravest first; and how many there are. */
  othersAbout(matter: Matter, most: number): Promise<{ matters: Matter[]; total: number }>;
  history(id: string): Promise<SaidOfMatter[]>;
  /** Whether this kind asks for two curators, whether its author can answer, whether what is decided can be taken back, where it is seen whole. */
  kind(name: string): Pick<MatterKind, 'wholeAt'> & { twoEyes: boolean; mayAsk: boolean; undoable: boolean };
  /** Who may decide is for the caller to know: a page's guard. */
  decide(id: string, word: Word): Promise<Outcome>;
  undo(id: string, by: string): Promise<Outcome>;
  proposals: typeof proposalsFor;
}

export function createModeration(
  options: Omit<DecideRooms, 'kinds'> & { db: Kysely<Tables>; kinds: readonly MatterKind[] },
): Moderation {
  const { db } = options;
  const kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));
  const rooms: DecideRooms = { ...options, kinds };
  return {
    count: (which = {}) => countMatters(db, which),
    countByKind: () => countByKind(db),
    list: (which) => listMatters(db, which),
    matter: (id) => oneMatter(db, id),
    facts: async (matter) => [...matter.facts, ...((await kinds.get(matter.kind)?.factsNow?.(db, matter)) ?? [])],
    mattersOf: (kind, subject) => mattersOf(db, kind, subject),
    othersAbout: (matter, most) => othersAbout(db, matter, most),
    history: (id) => historyOf(db, id),
    kind(name) {
      const known = kinds.get(name);
      return {
        twoEyes: known?.twoEyes ?? false,
        mayAsk: known?.noQuestion !== true,
        undoable: known?.undo !== undefined,
        wholeAt: known?.wholeAt,
      };
    },
    decide: (id, word) => decide(rooms, id, word),
    undo: (id, by) => undo(rooms, id, by),
    proposals: proposalsFor,
  };
}
