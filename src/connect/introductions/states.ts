/** What may happen in an introduction, and what follows: pure. What is stored and sent is done by `proceed.ts`. */
import type { IntroductionState, Side } from '#model/introduction.ts';

const day = 24 * 3600 * 1000;

/** Milliseconds. What people are told of them stands in the letters, on the pages and in docs/introductions.md. */
export const times = {
  /** An asker who does not prove the address. */
  unconfirmed: 2 * day,
  /** From the asker's words to the two reminders, and to sleep. */
  reminders: [7 * day, 14 * day],
  asleep: 21 * day,
  /** From the last words to their deletion; and from closing. */
  kept: 90 * day,
  keptClosed: 30 * day,
  /** What was reported is kept no longer than this, whether or not anybody decided. */
  keptReported: 180 * day,
} as const;

export interface Standing {
  state: IntroductionState;
  /** When the last words were written, or the last change: what the times above count from. */
  lastAt: Date;
  closedAt: Date | null;
  reminders: number;
  answered: boolean;
  agrees: Readonly<Record<Side, boolean>>;
  /** Who reported it: each side may once, whatever became of the other's. */
  reported: Readonly<Record<Side, boolean>>;
  /** A report waits for a curator. */
  reportWaits: boolean;
}

/** What somebody does. A report closes. */
export type Act = 'confirm' | 'write' | 'agree' | 'withdraw' | 'close' | 'report';

/** What is to be sent: each is a letter to the other side, or to both. */
export type Effect = 'deliver' | 'answered' | 'share' | 'tell-closed';

export type Refusal = 'unconfirmed' | 'wait-for-answer' | 'asleep' | 'closed' | 'already' | 'shared';

export const other = (side: Side): Side => (side === 'asker' ? 'holder' : 'asker');

export const shared = ({ agrees }: Pick<Standing, 'agrees'>): boolean => agrees.asker && agrees.holder;

/** What an act makes of a standing, or why it may not be. */
export function act(
  standing: Standing,
  side: Side,
  does: Act,
  now: Date,
): { is: 'done'; standing: Standing; effects: Effect[] } | { is: 'refused'; why: Refusal } {
  const refused = (why: Refusal) => ({ is: 'refused', why }) as const;
  const done = (changes: Partial<Standing>, effects: Effect[] = []) =>
    ({ is: 'done', standing: { ...standing, ...changes }, effects }) as const;
  const { state } = standing;
  if (does === 'confirm') {
    if (state !== 'unconfirmed' || side !== 'asker') return refused('already');
    return done({ state: 'waiting', lastAt: now, reminders: 0 }, ['deliver']);
  }
  if (state === 'unconfirmed') return does === 'close' && side === 'asker' ? done(closed(now)) : refused('unconfirmed');
  // What was said can be reported after it ended: that is when some speak.
  const report = { reported: { ...standing.reported, [side]: true }, reportWaits: true };
  if (does === 'report' && state === 'closed') return standing.reported[side] ? refused('already') : done(report);
  if (state === 'closed') return refused('closed');
  if (does === 'close') return done(closed(now), ['tell-closed']);
  if (does === 'report') return done({ ...closed(now), ...report }, ['tell-closed']);
  // Whatever a holder does but leave is an answer.
  const answer: Partial<Standing> = side === 'holder' ? { state: 'talking', answered: true, reminders: 0 } : {};
  const effects: Effect[] = side === 'holder' && !standing.answered ? ['answered'] : [];
  if (does === 'write') {
    if (side === 'asker' && state === 'waiting') return refused('wait-for-answer');
    if (side === 'asker' && state === 'asleep') return refused('asleep');
    return done({ ...answer, lastAt: now }, ['deliver', ...effects]);
  }
  if (does === 'agree') {
    if (standing.agrees[side]) return refused('already');
    const agrees = { ...standing.agrees, [side]: true };
    // The holder's three weeks are not begun again by an asker who agrees.
    const lastAtThen = side === 'asker' && state !== 'talking' ? standing.lastAt : now;
    return done({ ...answer, agrees, lastAt: lastAtThen }, shared({ agrees }) ? [...effects, 'share'] : effects);
  }
  if (!standing.agrees[side]) return refused('already');
  // What the other has read cannot be taken back.
  if (shared(standing)) return refused('shared');
  return done({ agrees: { ...standing.agrees, [side]: false } });
}

const closed = (now: Date) => ({ state: 'closed', closedAt: now }) as const;

/** What time alone brings, if anything: asked again until nothing is due. */
export type Due = 'remind' | 'sleep' | 'forget';

export function due(standing: Standing, now: Date): { is: Due; standing: Standing } | undefined {
  const { state, lastAt, closedAt, reminders, reportWaits } = standing;
  const since = now.getTime() - lastAt.getTime();
  if (state === 'unconfirmed') return since >= times.unconfirmed ? { is: 'forget', standing } : undefined;
  if (state === 'closed') {
    const sinceClosed = now.getTime() - (closedAt ?? lastAt).getTime();
    return sinceClosed >= (reportWaits ? times.keptReported : times.keptClosed)
      ? { is: 'forget', standing }
      : undefined;
  }
  if (state === 'waiting' && since >= times.asleep) return { is: 'sleep', standing: { ...standing, state: 'asleep' } };
  if (since >= times.kept) return { is: 'forget', standing };
  if (state !== 'waiting') return undefined;
  // Those that were missed are not made up for: one letter, not two on one day.
  const passed = times.reminders.filter((after) => since >= after).length;
  return passed > reminders ? { is: 'remind', standing: { ...standing, reminders: passed } } : undefined;
}
