/** Each platform by its address alone, on a real server that speaks as it does, down to the records. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { platformIds } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from '../run.ts';
import type { Ask, Glimpse, Recognised } from '../sniff/platform.ts';
import { platforms } from './platforms.ts';
import { type Server, type Spoken, spoken } from './servers.fixture.ts';

async function serve(t: TestContext, speak: Server) {
  const asked: URL[] = [];
  let current = speak;
  const server = createServer((request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    asked.push(url);
    const given = current(url, response);
    if (given === undefined) return void response.writeHead(404).end();
    if (!response.hasHeader('content-type'))
      response.setHeader('content-type', typeof given === 'string' ? 'text/html' : 'application/json');
    response.end(typeof given === 'string' ? given : JSON.stringify(given));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const become = (next: Server) => {
    current = next;
  };
  return { host, asked, become };
}

const askOf = (host: string): Ask => {
  const fetch = createPoliteFetch({ limits: { allow: [host] }, robots: false, pause: 0 });
  return async (address) => {
    const answer = await fetch(String(address));
    if ('failed' in answer) return { reason: answer.failed };
    if ('unchanged' in answer) return { reason: 'unchanged' };
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
    const type = (headers.get('content-type') ?? '').split(';')[0]!.toLowerCase();
    return { address: new URL(answer.address), status: 200, type, headers, text: await text(answer.body) };
  };
};

async function recognise(host: string, path: string): Promise<(Recognised & { platform: string }) | undefined> {
  const ask = askOf(host);
  const glimpse = await ask(`http://${host}${path}`);
  assert.ok('text' in glimpse, JSON.stringify(glimpse));
  return recogniseIn(glimpse, ask);
}

async function recogniseIn(glimpse: Glimpse, ask: Ask) {
  for (const platform of platforms) {
    const found = await platform.recognise(glimpse, ask);
    if (found !== undefined) return { platform: platform.id, ...found };
  }
  return undefined;
}

let runs = 0;
async function harvest({ db }: TestDatabase, host: string, found: Recognised, id = `p-${++runs}`) {
  const report = await harvestSource({
    db,
    source: testSource({ id, format: found.format, key: found.key, robots: 'ignored', expect: { dropAtMost: 1 } }),
    input: { kind: 'address', address: found.address },
    now: () => new Date('2026-11-20T10:00:00Z'),
    fetching: { allow: [host] },
    manners: { pause: 0, sleep: async () => {} },
  });
  const rows = await db
    .selectFrom('record')
    .innerJoin('payload', 'payload.hash', 'record.payload')
    .select('rows')
    .where('record.source', '=', id)
    .where('gone_since', 'is', null)
    .execute();
  return { id, report, rows: rows.map(({ rows: [row] }) => row!) };
}

for (const id of platformIds) {
  const { path, server, becomes, step }: Spoken = spoken[id];
  // Two pages and a little; some have one item that is refused.
  const count = step === undefined ? 7 : step === 1000 ? 2300 : 2 * step + 7;
  const refused = id === 'gogocarto' || id === 'murmurations' ? 1 : 0;

  test(`${id}: recognised by its address, read to its end; an error, an absence, an emptiness harm nothing`, async (t) => {
    const database = await testDatabase();
    t.after(database.close);
    const { host, become } = await serve(t, server(count));
    const found = await recognise(host, path);
    assert.equal(found?.platform, id);
    assert.equal(found.format.type, id);
    const good = await harvest(database, host, found);
    assert.deepEqual(
      [good.report.state, good.report.failure, good.report.records, good.report.refused],
      ['done', null, count - refused, refused],
    );
    const expected = JSON.parse(JSON.stringify(becomes).replaceAll('HOST', host));
    const row = good.rows.find((one) => isDeepStrictEqual(one, expected)) ?? good.rows[0];
    assert.deepEqual(row, expected);

    const ills: [name: string, server: Server, told: RegExp][] = [
      ['not there', () => undefined, /answers with the status 404/],
      ['empty', server(0), /catalogue is empty/],
      ['an error page', () => '<html><body>Maintenance</body></html>', /not JSON|no list|is empty/],
    ];
    if (step !== undefined) {
      const second = (ill: Server): Server => {
        let lists = 0;
        return (url, response) => {
          if (!url.pathname.startsWith('/profils/') && ++lists === 2) return ill(url, response);
          return server(count)(url, response);
        };
      };
      const status =
        (code: number): Server =>
        (_, response) => {
          response.statusCode = code;
          return { message: 'non' };
        };
      ills.push(['a fault in the middle', second(status(500)), /answers with the status 500/]);
      // Communecter does not say how many there are: for it a 400 is the end, and `dropAtMost` the guard.
      if (id !== 'communecter') ills.push(['a refusal in the middle', second(status(400)), /status 400|but gave only/]);
    }
    for (const [name, ill, told] of ills) {
      become(ill);
      const { report, rows } = await harvest(database, host, found, good.id);
      assert.equal(report.state, 'failed', `${name}: ${report.failure}`);
      assert.match(report.failure!, told, name);
      assert.deepEqual([report.gone, rows.length], [0, count - refused], name);
    }
  });
}
