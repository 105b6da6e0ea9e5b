/** The curators' desk over pairs: what waits, what stands in it, and deciding. What the doors are handed. */
import type { Sheet } from '#model/sheet.ts';
import { type DecisionRooms, type DecisionStore, decisionStore } from './decisions.ts';
import { openQuestions, pairOfSheets, type Queue } from './questions.ts';

export interface Review extends DecisionStore {
  /** The pairs that wait, those worth most first. */
  queue(most: number): Promise<Queue>;
  /** The two sheets as they stand now; undefined when one was never there. */
  pair(sheets: readonly [string, string]): Promise<[Sheet, Sheet] | undefined>;
}

export function review(rooms: DecisionRooms): Review {
  return {
    ...decisionStore(rooms),
    queue: (most) => openQuestions(rooms.db, most),
    pair: (sheets) => pairOfSheets(rooms.db, sheets),
  };
}
