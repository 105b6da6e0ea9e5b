/** Counts whose window slides with the clock. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { lettersToTyped, limits } from '../mail/typed-address.ts';
import { linkLife } from './authority.ts';
import { createAllowance, forgetOldCounts, refusedBy } from './limits.ts';
import { createLinkAsks, linkLimits } from './link-asks.ts';

const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';
const hour = 3600 * 1000;
const start = Date.parse('2026-11-23T09:00:00Z');

let database: TestDatabase;
let at = start;
before(async () => {
  database = await testDatabase();
});
after(() => database?.close());
beforeEach(async () => {
  at = start;
  await database.db.deleteFrom('rate_limit').execute();
});

const rooms = () => ({ db: database.db, secret, now: () => new Date(at) });
const asking = async (allowed: (key: string) => Promise<boolean>, times: number) => {
  let passed = 0;
  for (let n = 0; n < times; n++) if (await allowed('someone')) passed++;
  return passed;
};

test('around the edge of an hour no more passes than in any other hour', async () => {
  const allowed = createAllowance(rooms(), { name: 'edge', times: 5, within: 3600 });
  assert.equal(await asking(allowed, 1), 1);
  at = start + hour - 1000;
  assert.equal(await asking(allowed, 9), 4);
  // A second after the first window would have ended, only the first moment is out of it.
  at = start + hour + 1000;
  assert.equal(await asking(allowed, 9), 1);
  at = start + 2 * hour - 2000;
  assert.equal(await asking(allowed, 9), 0);
  at = start + 2 * hour;
  assert.equal(await asking(allowed, 9), 4);
});

test('whatever the moments at which it is asked, no stretch of the window’s length lets more pass', async () => {
  const [times, within] = [3, 100];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 25 }), fc.uuid(), async (waits, name) => {
      const allowed = createAllowance(rooms(), { name, times, within });
      at = start;
      const passed: number[] = [];
      for (const wait of waits) {
        at += wait * 1000;
        if (await allowed('someone')) passed.push(at);
      }
      for (const [rank, moment] of passed.entries())
        assert.ok(rank < times || moment - passed[rank - times]! >= within * 1000, String(passed));
      // And what is refused costs nothing: after a whole window all pass again.
      at += within * 1000;
      assert.equal(await asking(allowed, times + 2), times);
    }),
    { numRuns: 25 },
  );
});

test('a clock that was ahead for a while keeps nobody out once it is put right', async () => {
  const allowed = createAllowance(rooms(), { name: 'ahead', times: 2, within: 3600 });
  at = start + 400 * 24 * hour;
  assert.equal(await asking(allowed, 3), 2);
  at = start;
  assert.equal(await asking(allowed, 3), 2);
  // That of another process may differ by seconds.
  at = start - 5_000;
  assert.equal(await asking(allowed, 1), 0);
});

test('of several counts all are charged or none, and the one that is full is told', async () => {
  const roomy = createAllowance(rooms(), { name: 'roomy', times: 3, within: 60 });
  const tight = createAllowance(rooms(), { name: 'tight', times: 1, within: 60 });
  const both = () =>
    refusedBy(database.db, [
      [roomy, 'a'],
      [tight, 'b'],
    ]);
  assert.equal(await both(), undefined);
  for (let n = 0; n < 5; n++) assert.equal(await both(), tight);
  assert.deepEqual([await roomy('a'), await roomy('a'), await roomy('a')], [true, true, false]);
});

test('asked for at once from many networks, no more pass than are counted, and nothing waits for ever', async () => {
  const asks = createLinkAsks(rooms());
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => asks.ask('jeanne@exemple.fr', `192.0.2.${n}`)));
  const sent = all.filter((one) => one === 'send').length;
  assert.equal(sent, linkLimits.addressDay.times + linkLimits.addressThen.times);
  assert.equal(all.filter((one) => one === 'waits').length, 40 - sent);
});

test('a whole day of asking in her name: at every moment a link that works is in her mailbox, or one more goes', async () => {
  const asks = createLinkAsks(rooms());
  const mail = 'jeanne@exemple.fr';
  let lastSent = Number.NEGATIVE_INFINITY;
  let letters = 0;
  for (let minute = 0; minute < 24 * 60; minute += 4) {
    at = start + minute * 60_000;
    // From a network of its own each time: no count of theirs is ever full.
    const answer = await asks.ask(mail, `198.51.100.${minute}`);
    if (answer === 'send') {
      letters++;
      lastSent = at;
    } else {
      assert.equal(answer, 'waits');
      assert.ok(at - lastSent < linkLimits.addressThen.within * 1000, 'the last one still works');
    }
  }
  assert.equal(linkLimits.addressThen.within, linkLife, 'as long as one works');
  assert.ok(letters <= linkLimits.addressDay.times + (24 * 3600) / linkLimits.addressThen.within, `${letters} letters`);
  at += 60_000;
  assert.equal(await asks.ask(mail, '203.0.113.1'), 'waits');
  await asks.used(mail);
  assert.equal(await asks.ask(mail, '203.0.113.1'), 'send', 'she has used it: none waits');
});

test('what has lapsed is swept away, what has not is kept', async () => {
  const short = createAllowance(rooms(), { name: 'short', times: 1, within: 60 });
  const long = createAllowance(rooms(), { name: 'long', times: 1, within: 3600 });
  assert.deepEqual([await short('a'), await long('a')], [true, true]);
  at += 120_000;
  await forgetOldCounts(database.db, new Date(at));
  assert.equal((await database.db.selectFrom('rate_limit').selectAll().execute()).length, 1);
  assert.equal(await long('a'), false);
});

test('one network cannot use up what an address may be sent in a day, and all together cannot flood it', async () => {
  const may = lettersToTyped(rooms());
  const sent = async (network: string, mail = 'jeanne@exemple.fr') => {
    let passed = 0;
    for (let n = 0; n < 30; n++) if (await may(mail, network)) passed++;
    return passed;
  };
  assert.equal(await sent('192.0.2.1'), limits.pair.times);
  assert.equal(await sent('192.0.2.2'), limits.pair.times);
  assert.equal(await sent('192.0.2.3'), limits.address.times - 2 * limits.pair.times + limits.addressThen.times);
  assert.equal(await sent('192.0.2.4'), 0);
  let ofOne = 0;
  for (let n = 0; n < 130; n++) if (await may(`p${n}@exemple.fr`, '198.51.100.9')) ofOne++;
  assert.equal(ofOne, limits.network.times);
});
