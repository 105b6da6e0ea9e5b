/**
 * A sender killed in the middle loses no mail and sends none twice, whatever the server's pace and answers, with or without
 * TLS: its courier outlives it. Only who kills the courier too, within some microseconds of a mail, between two calls of the
 * system, has that one sent again.
 */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { enqueueAll } from './outbox.ts';
import { killedSender } from './testing-killed.ts';
import { type Manners, startSmtp } from './testing-smtp.ts';

type Server = Awaited<ReturnType<typeof startSmtp>>;

const skip = existsSync('/proc/self/stat') ? false : 'needs /proc, to find the process that carries';

describe('killed with -9', { skip }, () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    await database.db.deleteFrom('mail').execute();
  });

  const put = (total: number, text = 'x') =>
    enqueueAll(
      database.db,
      Array.from({ length: total }, (_, n) => ({
        ...{ kind: 'test', to: `n${n}@exemple.fr`, subject: 'x', text, html: 'x' },
      })),
      new Date(),
    );
  const until = async (true_: () => boolean | Promise<boolean>, ended: AbortSignal) => {
    while (!ended.aborted && !(await true_())) await pass(5);
  };
  const states = async () =>
    (await database.db.selectFrom('mail').select('state').distinct().execute()).map(({ state }) => state);
  const timesEach = ({ received }: Server) => {
    const times = new Map<string, number>();
    for (const { to } of received) times.set(to[0]!, (times.get(to[0]!) ?? 0) + 1);
    return times;
  };
  /** `atRandom`: so many kills of a courier may fall between the system's taking the last byte and its taking the line. */
  const eachOnce = (server: Server, total: number, atRandom = 0) => {
    const times = timesEach(server);
    assert.equal(times.size, total, 'none is lost');
    const twice = [...times].filter(([, count]) => count > 1);
    assert.ok(twice.length <= atRandom, `none comes twice: ${twice}`);
  };

  for (const [victim, tls, slow] of [
    ['program', false, 0],
    ['program', false, 20],
    ['program', true, 0],
    ['program', true, 20],
    ['both', false, 0],
    ['both', true, 20],
    ['courier', false, 0],
  ] as const)
    test(`three times at random moments, ${victim}, ${tls ? 'STARTTLS' : 'no TLS'}, ${slow > 0 ? 'slow' : 'fast'} server: none is lost, ${victim === 'program' ? 'none comes twice' : 'one comes twice for each kill at most'}`, async () => {
      const server = await startSmtp({ slow }, { tls });
      const sender = killedSender(database, `${server.url}?requireTLS=${tls}&tls.rejectUnauthorized=false`);
      try {
        const total = 600;
        await put(total);
        let inItsHands = 0;
        for (let kill = 1; kill <= 3; kill++) {
          const before = server.received.length;
          inItsHands += await sender.killAt(async (ended) => {
            await until(() => server.received.length > before + 10, ended);
            await pass(randomInt(100));
          }, victim);
          await sender.lapse();
        }
        assert.ok(inItsHands > 0, 'it was killed in the middle');
        await server.deserted();
        const { failed, later } = await sender.sendTheRest();
        assert.equal(failed + later, 0);
        assert.deepEqual(await states(), ['sent']);
        eachOnce(server, total, victim === 'program' ? 0 : 3);
      } finally {
        sender.close();
        await server.close();
      }
    });

  for (const tls of [false, true])
    for (const [victim, what, then] of [
      ['program', 'its courier hears them', { sent: 12, unheard: 0 }],
      ['both', 'those four are not sent again, the others are', { sent: 8, unheard: 4 }],
    ] as const)
      test(`while four answers are awaited, ${victim}, ${tls ? 'STARTTLS' : 'no TLS'}: ${what}`, async () => {
        const manners: Manners = { slow: 3_000 };
        const server = await startSmtp(manners, { tls });
        const sender = killedSender(database, `${server.url}?requireTLS=${tls}&tls.rejectUnauthorized=false`);
        try {
          await put(12);
          const inItsHands = await sender.killAt(async (ended) => {
            await until(() => server.received.length === 4, ended);
            await pass(500);
          }, victim);
          assert.equal(inItsHands, 12);
          manners.slow = 0;
          const { sent, unheard } = await sender.sendTheRest();
          assert.deepEqual({ sent, unheard }, then);
          eachOnce(server, 12);
        } finally {
          sender.close();
          await server.close();
        }
      });

  test('while a server makes up its mind to say “later” for the first time: the courier hears it, and those go again', async () => {
    const manners: Manners = { slow: 2_000, refuseWords: () => ({ code: 451, words: '4.3.0 The disk is full' }) };
    const server = await startSmtp(manners);
    const sender = killedSender(database, server.url);
    try {
      await put(12);
      await sender.killAt(async (ended) => {
        await until(() => server.refusing() === 4, ended);
        await pass(200);
      });
      await server.deserted();
      delete manners.refuseWords;
      manners.slow = 0;
      await sender.sendTheRest();
      assert.equal(await sender.unheard(), 0);
      eachOnce(server, 12);
    } finally {
      sender.close();
      await server.close();
    }
  });

  test('one of two programs that send at once: the other leaves alone what the dead one holds, and takes it up later', async () => {
    const server = await startSmtp({ slow: 20 });
    const sender = killedSender(database, server.url);
    try {
      await put(400);
      let other: Promise<unknown> | undefined;
      const inItsHands = await sender.killAt(async (ended) => {
        await until(() => server.received.length > 10, ended);
        other = sender.sendTheRest(0);
        await pass(300 + randomInt(100));
      });
      assert.ok(inItsHands > 0, 'it was killed in the middle');
      await other;
      assert.deepEqual((await states()).sort(), ['sending', 'sent']);
      await sender.sendTheRest();
      assert.deepEqual(await states(), ['sent']);
      eachOnce(server, 400);
    } finally {
      sender.close();
      await server.close();
    }
  });

  test('while the server refuses what it has been given: all of it goes again', async () => {
    const manners: Manners = { refuseWords: () => ({ code: 451, words: '4.3.0 The disk is full' }), slow: 20 };
    const server = await startSmtp(manners);
    const sender = killedSender(database, server.url);
    try {
      await put(60);
      await sender.killAt((ended) =>
        until(async () => {
          const refused = await database.db.selectFrom('mail').select('id').where('trouble', 'is not', null).execute();
          return refused.length > 3;
        }, ended),
      );
      await server.deserted();
      delete manners.refuseWords;
      await sender.sendTheRest();
      eachOnce(server, 60);
      assert.equal(await sender.unheard(), 0);
    } finally {
      sender.close();
      await server.close();
    }
  });

  for (const tls of [false, true])
    for (const [victim, what] of [
      ['program', 'the courier waits for it'],
      ['both', 'what waits in the dead goes again'],
    ] as const)
      test(`while the server does not read, ${victim}, ${tls ? 'STARTTLS' : 'no TLS'}: ${what}`, async () => {
        const hears = Promise.withResolvers<void>();
        const manners: Manners = { deaf: hears.promise };
        const server = await startSmtp(manners, { tls });
        const sender = killedSender(database, `${server.url}?requireTLS=${tls}&tls.rejectUnauthorized=false`);
        try {
          // More than the system keeps for a server that does not read.
          await put(1, `${'Une ligne de plus.\r\n'.repeat(1_000_000)}`);
          await sender.killAt(async (ended) => {
            // The first of its words have come, so that all were given to the system, which has not taken them.
            await until(() => server.heard() > 20_000, ended);
            await pass(500);
          }, victim);
          hears.resolve();
          await server.deserted();
          assert.equal(server.received.length, victim === 'program' ? 1 : 0);
          await sender.sendTheRest();
          eachOnce(server, 1);
          assert.equal(await sender.unheard(), 0);
        } finally {
          sender.close();
          await server.close();
        }
      });
});
