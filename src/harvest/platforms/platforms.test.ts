/** Each platform by its address alone, on a real server that speaks as it does, down to the records. */
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { recordsWithRows } from '#harvest/testing.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { platformIds } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from '../run.ts';
import type { Ask, Glimpse, Recognised } from '../sniff/platform.ts';
import { platforms } from './platforms.ts';
import { type Server, type Spoken, spoken } from './servers.fixture.ts';

async function serve(t: TestContext, speak: Server) {
  const asked: URL[] = [];
  let current = speak;
  const server = await onLoopback((request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    asked.push(url);
    const given = current(url, response);
    if (given === undefined) return void response.writeHead(404).end();
    if (!response.hasHeader('content-type'))
      response.setHeader('content-type', typeof given === 'string' ? 'text/html' : 'application/json');
    response.end(typeof given === 'string' ? given : JSON.stringify(given));
  });
  t.after(server.close);
  const { host } = server;
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
  const present = (await recordsWithRows(db, id)).filter(({ gone_since }) => gone_since === null);
  return { id, report, rows: present.map(({ rows: [row] }) => row!) };
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

const page = (head: string): string => `<!doctype html><html><head>${head}</head><body>Bonjour</body></html>`;

test('a WordPress site is known by its pages, and its own largest type of items is proposed', async (t) => {
  const types = {
    post: 'posts',
    page: 'pages',
    attachment: 'media',
    wp_block: 'blocks',
    lieu: 'lieux',
    membre: 'membres',
  };
  const totals: Record<string, number> = { posts: 900, lieux: 40, membres: 12 };
  const speak =
    (root: string, html: Server): Server =>
    (url, response) => {
      const route = url.searchParams.get('rest_route') ?? url.pathname.replace(root, '');
      if (route === '/wp/v2/types')
        return Object.fromEntries(
          Object.entries(types).map(([slug, base]) => [slug, { slug, name: `Les ${base}`, rest_base: base }]),
        );
      const total = totals[route.replace('/wp/v2/', '')];
      if (total === undefined) return html(url, response);
      response.setHeader('x-wp-total', total);
      return [{ id: 1, _links: {} }];
    };
  const named = await serve(
    t,
    speak('/wp-json', () => page('<link rel="https://api.w.org/" href="/wp-json/" />')),
  );
  const found = await recognise(named.host, '/les-lieux/');
  assert.deepEqual(found, {
    platform: 'wordpress',
    address: `http://${named.host}/wp-json/wp/v2/lieux`,
    format: { type: 'wordpress' },
    key: ['id'],
    title: 'Les lieux',
  });
  const plain = await serve(
    t,
    speak('/wp-json', (_, response) => {
      response.setHeader('link', '</?rest_route=/>; rel="https://api.w.org/"');
      return page('');
    }),
  );
  delete totals.lieux;
  delete totals.membres;
  const posts = await recognise(plain.host, '/');
  assert.equal(posts?.address, `http://${plain.host}/?rest_route=%2Fwp%2Fv2%2Fposts`);
});

test('a dataset of a portal leads to the file that reads best, or to the one that was named', async (t) => {
  const id = '11111111-2222-3333-4444-555555555555';
  const { host } = await serve(t, (url) => {
    const file = (name: string, format: string, more = {}) => ({
      id: name,
      title: name,
      format,
      url: `http://${url.host}/${name}`,
      latest: `http://${url.host}/fr/datasets/r/${name}`,
      type: 'main',
      ...more,
    });
    const resources = [
      file('notice', 'pdf'),
      file('doc', 'csv', { type: 'documentation' }),
      file(id, 'xlsx'),
      file('b', 'csv'),
    ];
    const told = { id: 'd1', title: 'Les lieux', frequency: 'monthly', license: 'lov2', resources };
    if (url.pathname === '/api/1/datasets/lieux/') return told;
    if (url.pathname === '/api/1/datasets/vide/') return { ...told, resources: [file('notice', 'pdf')] };
    if (url.pathname.startsWith('/fr/datasets/')) return page('');
    if (url.pathname !== '/api/3/action/package_show')
      return url.pathname.startsWith('/dataset/') ? page('') : undefined;
    const result = {
      title: 'Les lieux',
      resources: [
        { id: 'r0', url: `http://${url.host}/lieux.pdf`, format: 'PDF', datastore_active: false },
        {
          id: 'r1',
          url: `http://${url.host}/lieux.csv`,
          format: 'CSV',
          datastore_active: url.searchParams.get('id') === 'base',
        },
      ],
    };
    return { success: true, result };
  });
  const best = await recognise(host, '/fr/datasets/lieux/');
  assert.deepEqual(
    [best?.platform, best?.address, best?.format.type, best?.title],
    ['datagouv', `http://${host}/fr/datasets/r/b`, 'csv', 'Les lieux'],
  );
  const named = await recognise(host, `/fr/datasets/lieux/?resource_id=${id}`);
  assert.deepEqual([named?.address, named?.format.type], [`http://${host}/fr/datasets/r/${id}`, 'spreadsheet']);
  assert.equal(await recognise(host, '/fr/datasets/vide/'), undefined);
  const file = await recognise(host, '/dataset/lieux');
  assert.deepEqual([file?.platform, file?.address, file?.format.type], ['ckan', `http://${host}/lieux.csv`, 'csv']);
  const base = await recognise(host, '/dataset/base/resource/r1');
  assert.deepEqual(
    [base?.address, base?.format.type],
    [`http://${host}/api/3/action/datastore_search?resource_id=r1`, 'ckan'],
  );
});

test('a map is known by its page, and its compact form is not taken for rows', async (t) => {
  const server: Server = spoken.gogocarto.server(5);
  const { host, become } = await serve(
    t,
    (url, response) => server(url, response) ?? page('<script src="/js/gogocarto.js"></script>'),
  );
  const found = await recognise(host, '/carte#/liste');
  assert.equal(found?.address, `http://${host}/api/elements.json?ontology=gogofull`);
  const database = await testDatabase();
  t.after(database.close);
  // A map whose owner only gives the compact form, and one that wants a token, which it says with the status 200.
  become((url, response) => {
    url.searchParams.set('ontology', 'gogocompact');
    return server(url, response);
  });
  const compact = await harvest(database, host, found!);
  assert.match(compact.report.failure!, /compact form.*gogofull/);
  become(() => 'You need to provide a token to access to this API.');
  const closed = await harvest(database, host, found!);
  assert.equal(closed.report.state, 'failed');
  assert.match(closed.report.failure!, /not JSON.*“You need to provide a token/);
});

test('a profile that is gone, cut off, inside a machine or expired is refused alone, and the others are read', async (t) => {
  const database = await testDatabase();
  t.after(database.close);
  const elsewhere = await serve(t, (url, response) => {
    if (url.pathname === '/500') response.statusCode = 500;
    return url.pathname === '/404' ? undefined : url.pathname === '/html' ? page('') : { name: url.pathname };
  });
  const profiles = [
    ...['bon', '404', '500', 'html'].map((path) => `http://${elsewhere.host}/${path}`),
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:1/prive',
    'file:///etc/passwd',
  ];
  const { host } = await serve(t, () => ({
    data: profiles.map((profile_url) => ({ profile_url, status: 'posted' })),
    links: {},
    meta: { number_of_results: profiles.length, total_pages: 1 },
  }));
  const { report } = await harvestSource({
    db: database.db,
    source: testSource({ id: 'profils', format: { type: 'murmurations' }, key: ['profile_url'], robots: 'ignored' }),
    input: { kind: 'address', address: `http://${host}/v2/nodes` },
    now: () => new Date(),
    fetching: { allow: [host, elsewhere.host] },
    manners: { pause: 0, sleep: async () => {} },
  }).then((told) => ({ report: told }));
  assert.deepEqual([report.state, report.records, report.refused], ['done', 1, 6]);
  const reasons = report.refusals.map(({ reason }) => reason).join('\n');
  for (const told of [
    /nothing any more at .*404/,
    /status 500/,
    /html: /,
    /169.254.169.254 is not on the public/,
    /127.0.0.1:1 is not on/,
    /only http and https/,
  ])
    assert.match(reasons, told);
});

test('nothing is recognised in what is none of them', async (t) => {
  const answers: unknown[] = [
    page(''),
    [],
    {},
    null,
    'abc',
    [{ id: 1 }],
    { data: [] },
    { records: [] },
    { records: [{ id: 'a', fields: {} }] },
    { count: 1, next: null, previous: null, results: [{ id: 1 }] },
    { success: true, result: [] },
    { meta: {}, entities: {} },
    '{"data": [{"profile_url": ',
    '[[[[',
  ];
  for (const answer of answers) {
    const { host } = await serve(t, () => (answer === null ? 'null' : answer));
    for (const path of [
      '/',
      '/dataset/a',
      '/v2/nodes',
      '/api/elements.json',
      '/wp-json/wp/v2/a',
      '/api/explore/v2.1/catalog/datasets/a/records',
    ]) {
      const found = await recognise(host, path);
      const isEmptyList = Array.isArray(answer) && answer.length === 0 && path.startsWith('/wp-json');
      // The beginning of an index is enough when the rest did not come.
      const isBeginning = typeof answer === 'string' && answer.includes('profile_url') && path === '/v2/nodes';
      if (!isEmptyList && !isBeginning) assert.equal(found, undefined, `${JSON.stringify(answer)} at ${path}`);
    }
  }
});
