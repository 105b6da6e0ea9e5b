/** The ground that an operator chooses: what is read of the setting, which site the pages may reach, an archive by pieces. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readSettings } from '#model/settings.ts';
import { readRange } from './routes/archive.ts';
import { inventedSite } from './testing.ts';
import { archiveTrouble, originOf, readTiles } from './tiles.ts';

describe('TILES_URL', () => {
  const read = (said: string) => readSettings({ TILES_URL: said });

  test('tells pictures, a style and an archive apart, and what is none of them', () => {
    for (const [said, kind, origin] of [
      ['https://tuiles.example/plan/{z}/{x}/{y}.png', 'images', 'https://tuiles.example'],
      ['http://127.0.0.1:8080/{z}/{x}/{y}', 'images', 'http://127.0.0.1:8080'],
      ['https://tuiles.example/style.json?cle=1', 'style', 'https://tuiles.example'],
      ['https://tuiles.example/styles/clair', 'style', 'https://tuiles.example'],
      ['https://tuiles.example/france.pmtiles', 'archive', 'https://tuiles.example'],
      ['/srv/france.pmtiles', 'archive', undefined],
    ] as const) {
      const { settings } = read(said) as { settings: { TILES_URL: string } };
      const tiles = readTiles(settings.TILES_URL, undefined);
      assert.equal(tiles.kind, kind, said);
      assert.equal(originOf(tiles), origin, said);
    }
    for (const said of [
      'https://tuiles.example/{z}/{x}.png',
      'tuiles',
      '/srv/france.mbtiles',
      'ftp://x/{z}/{x}/{y}',
      'https://',
    ])
      assert.ok('wrong' in read(said), said);
  });

  test('pages may reach the chosen site alone, and none when the archive is our own', async () => {
    const policyWith = async (said: string) => {
      const { site } = await inventedSite({ rooms: { tiles: readTiles(said, undefined) } });
      return (await site.request('/recherche')).headers.get('content-security-policy') ?? '';
    };
    assert.match(
      await policyWith('https://tuiles.example/france.pmtiles'),
      /connect-src 'self' https:\/\/tuiles\.example;/,
    );
    assert.match(await policyWith('/srv/france.pmtiles'), /connect-src 'self';/);
  });

  test('what the personal data page says holds for every kind of ground: pictures, a style, an archive elsewhere or here', async () => {
    const saysWith = async (said: string | undefined) => {
      const { site } = await inventedSite({
        rooms: { tiles: said === undefined ? undefined : readTiles(said, undefined) },
      });
      const page = await (await site.request('/donnees-personnelles')).text();
      return /<h2>Ce que votre navigateur demande à d’autres sites<\/h2><div><p>([^<]*)/.exec(page)?.[1] ?? '';
    };
    for (const elsewhere of ['{z}/{x}/{y}.png', 'style.json', 'france.pmtiles'])
      assert.match(await saysWith(`https://tuiles.example/${elsewhere}`), /vient de tuiles\.example\..*adresse IP/);
    for (const own of [undefined, '/srv/france.pmtiles']) assert.match(await saysWith(own), /^Rien/);
  });

  test('an archive that is not there, or is something else, is told to the operator at the start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrefour-archive-'));
    const put = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return archiveTrouble(readTiles(join(folder, name), undefined));
    };
    try {
      assert.equal(await put('france.pmtiles', 'PMTiles\u0003 and the rest'), undefined);
      assert.match((await put('page.pmtiles', '<!doctype html>')) ?? '', /page\.pmtiles is not a PMTiles archive/);
      assert.match((await put('vide.pmtiles', '')) ?? '', /is not a PMTiles archive/);
      assert.match(
        (await archiveTrouble(readTiles(join(folder, 'nulle.pmtiles'), undefined))) ?? '',
        /there is no file/,
      );
      assert.equal(await archiveTrouble(readTiles('https://tuiles.example/france.pmtiles', undefined)), undefined);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('an archive of tiles on this machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-archive-'));
  const file = join(folder, 'france.pmtiles');
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 256));
  writeFileSync(file, bytes);
  const { site } = await inventedSite({ rooms: { tiles: readTiles(file, undefined) } });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    site.request('/carte/fond.pmtiles', { method, headers: { 'Accept-Encoding': 'br, gzip', ...headers } });

  test('is given by pieces, exactly those that were asked for, never compressed', async () => {
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 99],
      ['bytes=990-', 990, 999],
      ['bytes=-10', 990, 999],
      ['bytes=500-99999', 500, 999],
      ['bytes=-5000', 0, 999],
      ['bytes=999-999', 999, 999],
    ] as const) {
      const answer = await get({ Range: range });
      assert.equal(answer.status, 206, range);
      assert.equal(answer.headers.get('content-range'), `bytes ${from}-${to}/1000`);
      assert.equal(answer.headers.get('content-encoding'), null);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes.subarray(from, to + 1), range);
    }
  });

  test('is given whole when no piece can be read, refused beyond its end, known again by its tag', async () => {
    for (const range of [
      undefined,
      'bytes=abc',
      'bytes=9-3',
      'bytes=0-1,5-6',
      'lines=1-2',
      'bytes=-',
      `bytes=${'9'.repeat(400)}-`,
    ]) {
      const answer = await get(range === undefined ? {} : { Range: range });
      assert.equal(answer.status, 200, range);
      assert.equal((await answer.arrayBuffer()).byteLength, 1000);
    }
    const beyond = await get({ Range: 'bytes=1000-1001' });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers.get('content-range'), 'bytes */1000');
    const head = await get({ Range: 'bytes=0-9' }, 'HEAD');
    assert.equal(head.headers.get('content-length'), '10');
    const tag = head.headers.get('etag')!;
    assert.equal((await get({ 'If-None-Match': tag })).status, 304);
    assert.equal((await get({ Range: 'bytes=0-9', 'If-Range': tag })).status, 206);
    assert.equal((await get({ Range: 'bytes=0-9', 'If-Range': '"autre"' })).status, 200);
    assert.equal(readRange('bytes=0-0', 0)?.from, 0);
  });

  test('that is gone is a page that is not there; without such a setting there is no such page', async () => {
    const { site: gone } = await inventedSite({ rooms: { tiles: readTiles('/nulle/part.pmtiles', undefined) } });
    assert.equal((await gone.request('/carte/fond.pmtiles')).status, 404);
    const { site: none } = await inventedSite();
    assert.equal((await none.request('/carte/fond.pmtiles')).status, 404);
  });
});
