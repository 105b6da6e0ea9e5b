/** A circle that is open, and each step taken in it. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Circle, foundCircle } from './circle.ts';
import { decide, report, undo } from './deciding.ts';
import { deleteAccount, join, leave } from './leaving.ts';
import type { Step } from './step.ts';
import { announce, describe, note, propose, share, takeAway } from './writing.ts';

export function take(circle: Circle, step: Step): Promise<void> {
  circle.passDay();
  switch (step.does) {
    case 'describe':
      return describe(circle, step);
    case 'note':
      return note(circle, step);
    case 'share':
      return share(circle, step);
    case 'propose':
      return propose(circle, step);
    case 'announce':
      return announce(circle, step);
    case 'take away':
      return takeAway(circle, step);
    case 'report':
      return report(circle, step);
    case 'decide':
      return decide(circle, step);
    case 'undo':
      return undo(circle, step);
    case 'join':
      return join(circle, step);
    case 'leave':
      return leave(circle, step);
    case 'delete':
      return deleteAccount(circle, step);
  }
}

/** It begins open, with both in it and something of each kind that everybody reads. */
export async function openCircle(db: Kysely<Tables>): Promise<Circle> {
  const circle = await foundCircle(db);
  const accept = () => decide(circle, { does: 'decide', rank: 0, verdict: 'accept' });
  await accept();
  await take(circle, { does: 'join', writer: 'bob' });
  for (const collection of ['own', 'shared'] as const) {
    await take(circle, { does: 'describe', collection, writer: 'ana', texts: { lead: true, changes: true } });
    await take(circle, { does: 'note', collection, writer: 'ana', on: 'ana', says: true });
    await take(circle, { does: 'share', collection, visibility: 'public' });
    await accept();
  }
  for (const what of ['need', 'meeting'] as const) await take(circle, { does: 'announce', writer: 'bob', what });
  return circle;
}
