/** Territory pages over the invented country. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import type { Project } from '#model/project.ts';
import { inventedSite } from './testing.ts';

describe('the page of a territory', () => {
  let site: Hono;
  let projects: Project[];
  before(async () => {
    ({ site, projects } = await inventedSite());
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  const inside = (id: string) => projects.filter(({ sites }) => sites.some((one) => one.territories.includes(id)));
  const links = (body: string, section: string) => {
    const part = body.split(`<h2 id="${section}">`)[1]?.split('</section>')[0] ?? '';
    return [...part.matchAll(/<a href="([^"]+)">([^<]+)<\/a>.*?aria-hidden="true">([\d\u202f]+|–)</g)].map(
      ([, href, name, count]) => ({
        href: href!.replaceAll('&amp;', '&'),
        name: name!,
        count: count === '–' ? 0 : Number(count),
      }),
    );
  };

  test('each level has its page, in both languages, with its true count', async () => {
    for (const id of ['region-32', 'departement-59', 'epci-200093201', 'commune-44109', 'departement-2A', 'region-04'])
      for (const prefix of ['', '/en']) {
        const { status, body } = await get(`${prefix}/territoires/${id}`);
        assert.equal(status, 200, id);
        const count = /<b class="big num">([\d]+)/.exec(body)?.[1];
        assert.equal(Number(count ?? 0), inside(id).length, `${prefix} ${id}`);
        assert.equal((body.match(/<h1/g) ?? []).length, 1);
        assert.equal(/<meta name="robots" content="noindex/.test(body), inside(id).length === 0);
      }
  });

  test('a bare code or a past commune is led to its address; an unknown one is said', async () => {
    for (const [asked, right] of [
      ['44109', 'commune-44109'],
      ['244400404', 'epci-244400404'],
      ['2a', 'departement-2A'],
      ['974', 'departement-974'],
      ['R52', 'region-52'],
      ['commune-75110', 'commune-75056'],
    ]) {
      const { status, headers } = await get(`/territoires/${asked}`);
      assert.equal(status, 301, asked);
      assert.equal(headers.get('location'), `/territoires/${right}`);
    }
    assert.equal((await get('/en/territoires/44109')).headers.get('location'), '/en/territoires/commune-44109');
    for (const unknown of ['commune-99999', 'atlantide', 'region-00'])
      assert.equal((await get(`/territoires/${unknown}`)).status, 404, unknown);
  });

  test('the counts of its parts, its partners and its neighbours are what their pages say', async () => {
    const { body } = await get('/territoires/region-32');
    const departements = links(body, 'parties');
    assert.equal(departements.length, 5);
    const regions = links(body, 'autour');
    assert.deepEqual(regions.map(({ name }) => name).sort(), ['Grand Est', 'Normandie', 'Île-de-France']);
    for (const { href, count } of [...departements, ...regions])
      assert.equal(count, inside(href.replace('/territoires/', '')).length, href);
    for (const { href, count } of links(body, 'qui')) {
      const results = (await get(href)).body;
      assert.match(results, new RegExp(`<h1[^>]*>\\s*${count} projet`), href);
    }
  });

  test('a cluster of its map leads to as many projects as it says', async () => {
    const { body } = await get('/territoires/departement-59');
    const clusters = [...body.matchAll(/<a class="cluster" href="([^"]+)" aria-label="(\d+) projets/g)];
    assert.ok(clusters.length > 0);
    for (const [, href, said] of clusters)
      assert.match((await get(href!.replaceAll('&amp;', '&'))).body, new RegExp(`<h1[^>]*>\\s*${said} projet`));
    assert.match(body, /<path class="extent" d="M/);
  });

  test('where there is no data the page says so, and never that there is nothing', async () => {
    const { body } = await get('/territoires/commune-15014');
    assert.match(body, /Aucune donnée ne veut pas dire qu’il ne se passe rien/);
    assert.match(body, /4\u00a0catalogues sans donnée ici|4 catalogues sans donnée ici/);
    assert.match(body, /href="\/territoires\/region-84"/);
    assert.doesNotMatch(body, /Les projets<\/h2>/);
  });

  test('communes like it have projects and nearly as many people, and are always the same', async () => {
    const [first, second] = [await get('/territoires/commune-44109'), await get('/territoires/commune-44109')];
    const alike = links(first.body, 'semblables');
    assert.deepEqual(alike, links(second.body, 'semblables'));
    assert.ok(alike.length > 0);
    for (const { href, count } of alike) {
      assert.match(href, /^\/territoires\/commune-/);
      assert.equal(count, inside(href.replace('/territoires/', '')).length);
      assert.ok(count > 0);
    }
  });

  test('the index has every région and collectivité, overseas among them, each link leading somewhere', async () => {
    const { body } = await get('/territoires');
    const listed = [...body.matchAll(/href="(\/territoires\/[^"]+)"/g)].map(([, href]) => href!);
    for (const id of ['region-04', 'region-06', 'region-94', 'departement-974', 'departement-988', 'departement-23'])
      assert.ok(listed.includes(`/territoires/${id}`), id);
    for (const href of listed.slice(0, 12)) assert.equal((await get(href)).status, 200, href);
  });

  test('machines read a Place, its trail, and files of the same choice', async () => {
    const { body } = await get('/territoires/epci-200093201');
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)![1]!);
    assert.equal(data['@graph'][0]['@type'], 'AdministrativeArea');
    assert.equal(data['@graph'][0].identifier.value, '200093201');
    assert.equal(data['@graph'][1].itemListElement.at(-1).item, 'https://carrefour.exemple/territoires/epci-200093201');
    for (const format of ['csv', 'geojson', 'jsonl'])
      assert.ok(body.includes(`/api/v1/projects.${format}?territoire=epci-200093201`), format);
  });

  test('a project page leads to the territories where it is', async () => {
    const project = projects.find(({ sites }) => sites[0]?.commune === '44109')!;
    const { body } = await get((await get(`/projets/${project.id}`)).headers.get('location')!);
    assert.match(body, /<a href="\/territoires\/commune-44109">Nantes<\/a>/);
    assert.match(body, /<a href="\/territoires\/departement-44">Loire-Atlantique<\/a>/);
  });
});
