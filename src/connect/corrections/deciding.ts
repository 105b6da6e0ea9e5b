/** What corrections, claims and relations ask of those who decide about projects: handed over, since trades do not know one another. */
import type { OwnWish } from '#model/decision.ts';

export interface Deciding {
  /** Writes the word and rebuilds what it touches; the same word said twice is one decision. */
  decide(
    wish: OwnWish,
    by: { author: string; person?: string | undefined; reason: string },
  ): Promise<{ is: 'done' | 'already'; decision: string } | { is: 'refused'; refusal: { code: string } }>;
  undo(decision: string, by: { author: string }): Promise<{ is: 'done' | 'refused' }>;
}
