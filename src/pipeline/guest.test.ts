import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { harvestSource } from '#harvest/run.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { createGuest } from './guest.ts';

test('partners are told who asks and whom to write to; only a source that is named reaches inside the house', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const told: (string | undefined)[] = [];
  const server = await onLoopback((request, response) => {
    told.push(request.headers['user-agent'], request.headers.from);
    if (request.url !== '/') response.writeHead(404).end();
    else response.end('id,nom\n1,un\n');
  });
  t.after(server.close);
  const address = `http://${server.host}/`;
  const operator = { site: 'https://carrefour.example', mail: 'bonjour@carrefour.example' };
  const guest = createGuest({ operator, privateSources: ['maison'], chromium: undefined });
  const run = (id: string, elsewhere = address) => {
    const source = testSource({ id, address });
    const input = { kind: 'address', address: elsewhere } as const;
    return harvestSource({ db, source, input, now: () => new Date(), ...guest.of(source) });
  };
  const refused = await run('voisin');
  assert.match(refused.failure!, /is not on the public internet/);
  assert.deepEqual(told, []);
  assert.equal((await run('maison')).state, 'done');
  assert.deepEqual(
    [...new Set(told)],
    ['Carrefour-des-innovations-sociales/0.1 (+https://carrefour.example; bonjour@carrefour.example)', operator.mail],
  );
  assert.match((await run('maison', 'http://127.0.0.1:1/')).failure!, /is not on the public internet/);
});
