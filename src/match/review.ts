/** The curators' desk: the pairs that wait, a project with its sheets, and deciding. What the doors are handed. */
import type { Sheet } from '#model/sheet.ts';
import { type DecisionRooms, type DecisionStore, decisionStore } from './decisions.ts';
import { type Explanation, explainPair } from './explain.ts';
import { type ProjectDesk, projectOnDesk } from './project-desk.ts';
import { openQuestions, pairOfSheets, type Queue } from './questions.ts';
import { type Relation, relationsOf } from './relations.ts';

export interface Review extends DecisionStore {
  /** The pairs that wait, those worth most first. */
  queue(most: number): Promise<Queue>;
  /** The two sheets as they stand now; undefined when one was never there. */
  pair(sheets: readonly [string, string]): Promise<[Sheet, Sheet] | undefined>;
  /** What is found of the two, and what each finding weighs. */
  explain(sheets: readonly [string, string]): Promise<Explanation | undefined>;
  /** A project with all its sheets, hidden or not; undefined when there was never one at this id. */
  project(id: string): Promise<ProjectDesk | undefined>;
  /** What inspired a project and who took it up, as holders and partners say. */
  relations(project: string): Promise<Relation[]>;
}

export function review(rooms: DecisionRooms): Review {
  return {
    ...decisionStore(rooms),
    queue: (most) => openQuestions(rooms.db, most),
    pair: (sheets) => pairOfSheets(rooms.db, sheets),
    explain: (sheets) => explainPair(rooms.db, sheets),
    project: (id) => projectOnDesk(rooms.db, id),
    relations: (project) => relationsOf(rooms.db, project),
  };
}
