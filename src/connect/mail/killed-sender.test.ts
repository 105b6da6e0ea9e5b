/** A sender killed in the middle loses no mail; what goes twice is only what was in its hands, under the same Message-ID. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '#db/testing.ts';
import { smtpCarrier } from './carrier.ts';
import { enqueue } from './outbox.ts';
import { lease, sendDue } from './send-due.ts';
import { startSmtp } from './testing-smtp.ts';

const fixture = fileURLToPath(new URL('killed-sender.fixture.ts', import.meta.url));

test('killed with -9 three times while it sends three hundred mails: none is lost', async () => {
  const database = await testDatabase();
  const server = await startSmtp({ slow: 5 });
  const carrier = smtpCarrier({ url: server.url, from: 'bonjour@carrefour.example' });
  try {
    const total = 300;
    for (let at = 0; at < total; at++)
      await enqueue(
        database.db,
        { kind: 'test', to: `n${at}@exemple.fr`, subject: 'x', text: 'x', html: 'x' },
        new Date(),
      );
    let inItsHands = 0;
    for (let kill = 1; kill <= 3; kill++) {
      const child = spawn(process.execPath, ['--import', 'tsx', fixture, database.url, server.url], {
        stdio: 'ignore',
      });
      const died = once(child, 'exit');
      const enough = server.received.length + 50;
      while (server.received.length < enough && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill('SIGKILL');
      await died;
      const sending = await database.db.selectFrom('mail').select('id').where('state', '=', 'sending').execute();
      inItsHands += sending.length;
      await database.db.updateTable('mail').set({ next_at: new Date() }).where('state', '=', 'sending').execute();
    }
    assert.ok(inItsHands > 0, 'it was killed in the middle');
    const later = () => new Date(Date.now() + lease);
    await sendDue({
      db: database.db,
      carrier,
      keep: false,
      domain: 'carrefour.example',
      now: later,
      log: { error: () => {} },
    });
    const states = await database.db.selectFrom('mail').select('state').distinct().execute();
    assert.deepEqual(states, [{ state: 'sent' }]);
    const arrived = new Map<string, Set<string>>();
    for (const { to, raw } of server.received) {
      const ids = arrived.get(to[0]!) ?? new Set();
      arrived.set(to[0]!, ids.add(/^Message-ID: (\S+)/im.exec(raw)?.[1] ?? ''));
    }
    assert.equal(arrived.size, total, 'each arrived');
    assert.ok(
      [...arrived.values()].every((ids) => ids.size === 1),
      'always under one Message-ID',
    );
    assert.ok(server.received.length - total <= inItsHands, 'no more were repeated than were in its hands');
  } finally {
    carrier.close();
    await server.close();
    await database.close();
  }
});
