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
import { type Circle, type Step, type Texts, whole } from './testing-circle-laws.ts';

const texts: fc.Arbitrary<Texts> = fc.record({ lead: fc.boolean(), changes: fc.boolean() });
const rank = fc.nat(30);
const collection = fc.constantFrom('own' as const, 'shared' as const);
const writer = fc.constantFrom('ana' as const, 'bob' as const);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('describe' as const), collection, texts }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('note' as const), collection, writer, says: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('share' as const),
      collection,
      visibility: fc.constantFrom('public' as const, 'public' as const, 'private' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('propose' as const), texts }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('announce' as const), writer, what: fc.constantFrom('need', 'meeting') }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('take away' as const), writer, rank }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('report' as const),
      rank,
      by: fc.constantFrom('eve' as const, 'nobody' as const, 'another nobody' as const),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      does: fc.constant('decide' as const),
      rank,
      verdict: fc.constantFrom(
        'accept' as const,
        'accept' as const,
        'accept' as const,
        'refuse' as const,
        'ask' as const,
      ),
    }),
  },
  { weight: 8, arbitrary: fc.record({ does: fc.constant('undo' as const), rank }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('leave' as const, 'join' as const), writer }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('delete' as const),
      who: fc.constantFrom('ana' as const, 'bob' as const, 'eve' as const),
    }),
  },
);

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
  const circle: Circle = await whole(database.db);
  for (const [at, step] of steps.entries()) {
    await circle.take(step);
    const taken = steps.slice(0, at + 1).map((one) => JSON.stringify(one));
    assert.deepEqual(await circle.shown(), circle.expected(), `after step ${at + 1}: ${taken.join('\n')}`);
  }
}

test('in every order of writing, accepting, reporting, undoing and leaving, everybody reads what the law says', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 40, size: 'max' }), holds), {
    numRuns: 25,
  });
});

test('decided, undone and written in the same moment: nobody waits for another for ever, and what is read is what was decided', async () => {
  await empty().execute(database.db);
  const circle = await whole(database.db);
  for (const collection of ['own', 'shared'] as const) {
    await circle.take({ does: 'note', collection, writer: 'ana', says: true });
    await circle.take({ does: 'share', collection, visibility: 'public' });
    await circle.take({ does: 'decide', rank: 0, verdict: 'accept' });
  }
  for (const what of ['need', 'meeting'] as const) await circle.take({ does: 'announce', writer: 'bob', what });
  for (let round = 0; round < 12; round++) {
    for (let rank = 0; rank < 5; rank++) await circle.take({ does: 'report', rank, by: round % 2 ? 'eve' : 'nobody' });
    await circle.atOnce();
    await circle.isConsistent();
  }
});
