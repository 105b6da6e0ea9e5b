/** A server that does everything wrong: each run ends with a sentence, and harms nothing that was there. */
import assert from 'node:assert/strict';
import type { AddressInfo, Socket } from 'node:net';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { testSource } from '#model/testing.ts';
import { hostileCases, hostileServer } from './hostile-cases.fixture.ts';
import { harvestSource, type RunReport } from './run.ts';

for (const one of hostileCases) {
  test(`a server that ${one.name}: the run ends with a sentence, and what was there stays`, {
    timeout: 60_000,
  }, async (t) => {
    const { db, close } = await testDatabase();
    t.after(close);
    let isGood = true;
    const server = hostileServer(one, () => isGood);
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = testSource({
      id: 'hostile',
      robots: one.robots === true ? 'obeyed' : 'ignored',
      expect: { dropAtMost: 0.3 },
    });
    const run = (scheme: string): Promise<RunReport> =>
      harvestSource({
        db,
        source,
        input: { kind: 'address', address: `${scheme}://${host}/` },
        now: () => new Date(),
        fetching: { allow: [host], maxBytes: 20_000_000, timeout: 6000, idleTimeout: 2000 },
        manners: { pause: 0, sleep: async () => {} },
      });
    const keys = async () => {
      const rows = db.selectFrom('record').select('key').where('gone_since', 'is', null).orderBy('key').execute();
      return (await rows).map(({ key }) => key);
    };
    // Over TLS there is no good reading before: that its certificate is refused is the case.
    if (one.tls === undefined) assert.equal((await run('http')).state, 'done');
    const before = await keys();
    isGood = false;
    const report = await run(one.scheme ?? 'http');
    t.diagnostic(`${report.state}: ${report.failure ?? ''}`);
    assert.equal(report.state, one.state, report.failure ?? '');
    assert.match(report.failure ?? '', one.told);
    assert.equal(report.lost, 0);
    const after = await keys();
    assert.deepEqual(
      before.filter((key) => !after.includes(key)),
      [],
    );
  });
}
