import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Hono } from 'hono';
import { classesOf, classOf } from './observatory/coverage-map.tsx';
import { csvOf } from './observatory/csv.ts';
import { inventedSite } from './testing.ts';
import { inventProjects, places } from './testing-country.ts';

describe('the observatory over an invented country', () => {
  let site: Hono;
  const projects = inventProjects();
  before(async () => {
    ({ site } = await inventedSite());
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  const rowsOf = async (name: string): Promise<string[][]> => parse((await get(`/observatoire/${name}.csv`)).body);

  test('each figure is the one that its search gives, on the page, in its table and in its file', async () => {
    const { body } = await get('/observatoire');
    for (const [name, parameter] of [
      ['themes', 'theme'],
      ['natures', 'type'],
      ['etapes', 'etape'],
      ['partenaires', 'partenaire'],
    ] as const) {
      const [head, ...rows] = await rowsOf(name);
      assert.deepEqual(head, ['id', 'label', 'projects', 'counted_on']);
      assert.ok(rows.length > 0, name);
      for (const [id, , count, day] of rows) {
        assert.equal(day, '2026-05-03');
        if (id === '') continue;
        const found = (await get(`/recherche?${parameter}=${id}`)).body;
        assert.match(found, new RegExp(`<h1[^>]*>\\s*${count} projet`), `${name} ${id}`);
        assert.ok(body.includes(`href="/recherche?${parameter}=${id}"`), `${name} ${id} in the table`);
      }
    }
  });

  test('years add up to the projects that say one, whatever is drawn together', async () => {
    const [, ...rows] = await rowsOf('debuts');
    const sum = rows.reduce((total, [, , count]) => total + Number(count), 0);
    assert.equal(sum, projects.filter(({ startYear }) => startYear !== undefined).length);
    assert.deepEqual(
      rows.map(([id]) => Number(id)),
      rows.map((_, at) => Number(rows[0]![0]) + at),
      'a year without any has its place',
    );
  });

  test('no data is neither nothing nor zero: it is hatched, named and left empty', async () => {
    const [head, ...rows] = await rowsOf('couverture');
    assert.deepEqual(head, ['code', 'name', 'population', 'projects', 'per_100000', 'partners', 'counted_on']);
    assert.equal(rows.length, 107, 'every département and collectivité where people live');
    const { body } = await get('/observatoire');
    const hatched = [...body.matchAll(/#departement-(\w+)" class="departement" fill="url\(#hachures\)"/g)].map(
      ([, code]) => code,
    );
    const silent = rows.filter(([, , , count]) => count === '').map(([code]) => code);
    assert.deepEqual(hatched, silent);
    assert.ok(silent.length > 20);
    for (const [code, , population, count, rate, partners] of rows) {
      const own = projects.filter(({ sites }) =>
        sites.some(({ territories }) => territories.includes(`departement-${code}`)),
      );
      assert.equal(Number(count), own.length, code);
      assert.equal(Number(partners), new Set(own.flatMap(({ sources }) => sources)).size, code);
      if (own.length > 0) assert.ok(Math.abs(Number(rate) - (own.length / Number(population)) * 100_000) < 0.001, code);
    }
    assert.ok(body.includes('Aucun partenaire n’a déclaré de projet dans'));
    assert.equal(rows.find(([code]) => code === '59')?.[2], String(places().territory('departement-59')?.population));
  });

  test('each chart has its name, its table, its source with its day, and its file, in both languages', async () => {
    for (const [path, table, day] of [
      ['/observatoire', 'Les mêmes chiffres en tableau', '3 mai 2026'],
      ['/en/observatoire', 'The same figures as a table', '3 May 2026'],
    ] as const) {
      const { status, body } = await get(path);
      assert.equal(status, 200);
      const drawings = [...body.matchAll(/<svg class="(?:chart|coverage)"[^>]*role="img" aria-label="[^"]{30,}"/g)]
        .length;
      assert.equal(drawings, 7);
      assert.equal(body.split(table).length - 1, 7);
      assert.equal(body.split('<table>').length - 1, 7);
      assert.ok(body.split(day).length - 1 > 7);
      for (const [, file] of body.matchAll(/href="([^"]+\.csv)"/g)) {
        const answer = await get(file!);
        assert.equal(answer.status, 200, file);
        assert.match(answer.headers.get('content-disposition') ?? '', /filename="carrefour-\w+-2026-05-03\.csv"/);
      }
    }
    for (const path of ['/observatoire/rien.csv', '/observatoire/themes', '/observatoire/..%2fthemes.csv'])
      assert.equal((await get(path)).status, 404, path);
  });

  test('nothing is counted twice for one state of the index; a change is counted while the former figures are read', async () => {
    let [asked, state, hour] = [0, 'a', 8];
    const observatory = {
      state: async () => state,
      counts: async () => ({ projects: ++asked, startYears: [], withoutStart: asked, arrivals: [] }),
    };
    const now = () => new Date(Date.UTC(2026, 4, 3, hour));
    const { site } = await inventedSite({ rooms: { observatory, now } });
    const shown = async () => {
      const body = await (await site.request('/observatoire')).text();
      return Number(/(\d+) projets? ne (?:dit|disent)/.exec(body)?.[1]);
    };
    assert.deepEqual(await Promise.all([shown(), shown(), shown()]), [1, 1, 1]);
    assert.equal(await shown(), 1);
    state = 'b';
    assert.equal(await shown(), 1, 'nobody waits');
    await new Promise((resolve) => setImmediate(resolve));
    while (asked < 2) await new Promise((resolve) => setImmediate(resolve));
    await site.request('/recherche');
    assert.equal(await shown(), 2);
    hour = 20;
    assert.equal(await shown(), 3, 'figures of the morning are not shown in the evening');
  });

  test('an empty Carrefour has an observatory that says so', async () => {
    const { engine } = await inventedSite();
    await engine.apply({ put: [], remove: projects.map(({ id }) => id) });
    const counts = { projects: 0, startYears: [], withoutStart: 0, arrivals: [] };
    const { site } = await inventedSite({
      rooms: { engine, observatory: { state: async () => '', counts: async () => counts } },
    });
    const answer = await site.request('/observatoire');
    assert.equal(answer.status, 200);
    const body = await answer.text();
    assert.match(body, /Rien à compter/);
    assert.doesNotMatch(body, /NaN|Infinity|undefined/);
  });

  test('classes hold as many départements each, and equal rates are never parted', () => {
    const coverage = [1, 1, 1, 1, 2, 3, 4, 5, 6, 7].map((rate) => ({ rate }) as never);
    const classes = classesOf(coverage);
    assert.deepEqual(classes, [1, 2, 4, 6]);
    assert.deepEqual(
      [1, 1.9, 2, 5.9, 7].map((rate) => classOf(classes, rate)),
      [0, 0, 1, 2, 3],
    );
    assert.deepEqual(classesOf([]), []);
  });

  test('a name that a spreadsheet would run is calmed in the files', () => {
    assert.equal(csvOf([['=1+1', 'a,"b"', -3]]), `'=1+1,"a,""b""",-3\r\n`);
  });
});
