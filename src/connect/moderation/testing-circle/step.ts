/** What people, curators and reporters do in a circle, one step at a time. */
import type { Verdict } from '../matter.ts';
import type { Which, Writer } from './circle.ts';

/** `lead`: it says something under its title. `changes`: it says something else than before. */
export type Texts = { lead: boolean; changes: boolean };

export type Step =
  | { does: 'describe'; collection: Which; writer: Writer; texts: Texts }
  /** `on`: whose project it is on. */
  | { does: 'note'; collection: Which; writer: Writer; on: Writer; says: boolean }
  | { does: 'share'; collection: Which; visibility: 'public' | 'private' }
  | { does: 'propose'; texts: Texts }
  | { does: 'announce'; writer: Writer; what: 'need' | 'meeting' }
  | { does: 'take away'; writer: Writer; rank: number }
  /** `accepted`: at once; else it waits. */
  | { does: 'report'; rank: number; by: 'eve' | 'nobody' | 'another nobody'; accepted: boolean }
  | { does: 'decide'; rank: number; verdict: Verdict }
  | { does: 'undo'; rank: number }
  | { does: 'join'; writer: Writer }
  | { does: 'leave'; writer: Writer }
  | { does: 'delete'; who: Writer | 'eve' };

export type StepOf<Does extends Step['does']> = Extract<Step, { does: Does }>;
