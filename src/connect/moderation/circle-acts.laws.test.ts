/**
 * The law of what circles write: everybody reads exactly what was last accepted, without what accepted and not undone
 * reports took off, without what its author took away, without what deleted people wrote; each undoing takes back its own
 * act and no other. Whatever people, curators and reporters do, in whatever order.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { atOnce } from './testing-circle/deciding.ts';
import { anyStep } from './testing-circle/draw.ts';
import { expected } from './testing-circle/law.ts';
import { isConsistent, shown } from './testing-circle/reading.ts';
import type { Step } from './testing-circle/step.ts';
import { openCircle, take } from './testing-circle/take.ts';

const rewritten: Step = { does: 'describe', collection: 'own', writer: 'ana', texts: { lead: true, changes: true } };
const accepted: Step = { does: 'decide', rank: 0, verdict: 'accept' };
const reported = (by: 'eve' | 'nobody', at: 'once' | 'later'): Step => ({
  ...{ does: 'report', rank: 0, by },
  accepted: at === 'once',
});
/** By its place among what was decided. */
const undone = (rank: number): Step => ({ does: 'undo', rank });
const shared = (visibility: 'public' | 'private'): Step => ({ does: 'share', collection: 'own', visibility });

/** Orders in which something came back, or was accepted unread, before each act was undone alone. */
const known: Step[][] = [
  // The acceptance of other words, undone after a report.
  [rewritten, accepted, reported('nobody', 'once'), undone(2)],
  // One of two reports, undone.
  [reported('nobody', 'later'), reported('eve', 'later'), accepted, accepted, undone(2)],
  // Words that wait when a report takes off those that stand beside them, and are accepted then.
  [rewritten, reported('nobody', 'once'), accepted],
  // Words that were written in private, under a decision that was undone and taken again.
  [shared('private'), rewritten, undone(2), accepted, shared('public')],
];

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database?.close());

/** All that people, curators and the counts of what they send have left. */
const empty = () => sql`truncate person, matter, community, collection, rate_limit, said_text, form_sent cascade`;

/** Runs the steps; after each, what is read is what the law says. */
async function holds(steps: readonly Step[]): Promise<void> {
  await empty().execute(database.db);
  const circle = await openCircle(database.db);
  for (const [at, step] of steps.entries()) {
    await take(circle, step);
    const taken = steps.slice(0, at + 1).map((one) => JSON.stringify(one));
    assert.deepEqual(await shown(circle), expected(circle), `after step ${at + 1}: ${taken.join('\n')}`);
  }
}

test('in every order of writing, accepting, reporting, undoing and leaving, everybody reads what the law says', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 15, maxLength: 45, size: 'max' }), holds), {
    numRuns: 20,
    examples: known.map((steps): [Step[]] => [steps]),
    endOnFailure: true,
  });
});

test('decided, undone and written in the same moment: nobody waits for another for ever, and what is read is what was decided', async () => {
  await empty().execute(database.db);
  const circle = await openCircle(database.db);
  for (let round = 0; round < 12; round++) {
    for (let rank = 0; rank < 5; rank++)
      await take(circle, { does: 'report', rank, by: round % 2 ? 'eve' : 'nobody', accepted: false });
    await atOnce(circle);
    await isConsistent(circle);
  }
});
