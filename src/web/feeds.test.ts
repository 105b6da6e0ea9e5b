/** What machines follow and list: feeds, site map, the browser's own search. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { load } from 'cheerio';
import type { Hono } from 'hono';
import { type Project, projectPath } from '#model/project.ts';
import { inventedSite } from './testing.ts';
import { inventedSources } from './testing-country.ts';
import { xmlText } from './view/xml.ts';

const base = 'https://carrefour.exemple';
const gone = 3;

describe('feeds and site map of the invented country', () => {
  let site: Hono;
  let shown: Project[];
  before(async () => {
    const all = (await inventedSite()).projects;
    const { site: made, projects } = await inventedSite({ gone: [all[gone]!.id] });
    site = made;
    shown = projects.filter(({ id }) => id !== all[gone]!.id);
  });
  const get = async (path: string) => {
    const answer = await site.request(path.replace(base, ''));
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  };

  test('a search can be followed: the same projects in Atom and in JSON, each with who tells it and on which terms', async () => {
    for (const prefix of ['', '/en']) {
      const { type, body } = await get(`${prefix}/recherche.atom?theme=alimentation&page=2`);
      assert.match(type ?? '', /^application\/atom\+xml/);
      const atom = load(body, { xml: true });
      const entries = atom('entry')
        .toArray()
        .map((entry) => atom(entry));
      const json = JSON.parse((await get(`${prefix}/recherche.json?theme=alimentation`)).body);
      const wanted = shown.filter(({ themes }) => themes.includes('alimentation'));
      const ids = entries.map((entry) => entry.children('id').text());
      assert.deepEqual([...ids].sort(), wanted.map(({ id }) => `${base}/projets/${id}`).sort());
      assert.equal(json.version, 'https://jsonfeed.org/version/1.1');
      assert.deepEqual(
        json.items.map(({ id }: { id: string }) => id),
        ids,
      );
      for (const entry of entries) {
        assert.equal((await get(entry.children('link').attr('href')!)).status, 200);
        assert.match(entry.children('updated').text(), /^\d{4}-\d\d-\d\dT/);
        assert.ok(entry.find('author > name').first().text() !== '');
        assert.match(entry.children('rights').text(), /Licence Ouverte 2\.0|CC BY 4\.0|ODbL 1\.0/);
      }
      const self = atom('feed > link[rel=self]').attr('href')!;
      assert.equal(self, `${base}${prefix}/recherche.atom?theme=alimentation`);
      assert.equal((await get(self)).status, 200);
    }
  });

  test('a feed of nothing is a feed, and what visitors type cannot break it', async () => {
    const { body } = await get(`/recherche.atom?q=${encodeURIComponent('"]]><x>&\u0007 zzz')}`);
    const feed = load(body, { xml: true });
    assert.equal(feed('entry').length, 0);
    assert.equal(
      feed('feed > title').text().replaceAll('\u00a0', ' '),
      '« "]]><x>& zzz » · Carrefour des innovations sociales',
    );
    assert.doesNotMatch(body, /\u0007/);
    assert.equal(xmlText('a\u0000b\ud800c<😀>&'), 'abc&lt;😀&gt;&amp;');
  });

  test('the results page points to its feeds, every page to the browser’s search', async () => {
    const { body } = await get('/en/recherche?q=jardin&theme=alimentation');
    for (const link of [
      'type="application/atom+xml" href="/en/recherche.atom?q=jardin&amp;theme=alimentation"',
      'type="application/feed+json" href="/en/recherche.json?q=jardin&amp;theme=alimentation"',
    ])
      assert.ok(body.includes(link), link);
    assert.match(
      (await get('/')).body,
      /rel="search" type="application\/opensearchdescription\+xml" href="\/opensearch\.xml"/,
    );
    const described = load((await get('/en/opensearch.xml')).body, { xml: true });
    const template = described('Url[type="text/html"]').attr('template')!;
    assert.equal(template, `${base}/en/recherche?q={searchTerms}`);
    assert.match((await get(template.replace('{searchTerms}', 'jardin'))).body, /<h1[^>]*>\s*\d+ projects/);
  });

  test('the site map holds every project once, every territory that has some, and no page that is not there', async () => {
    const robots = (await get('/robots.txt')).body;
    const locs = async (path: string) => {
      const read = load((await get(path)).body, { xml: true });
      return read('loc')
        .toArray()
        .map((loc) => read(loc).text());
    };
    const parts = await locs(/Sitemap: (\S+)/.exec(robots)![1]!);
    assert.deepEqual(
      parts.map((loc) => loc.replace(`${base}/sitemap/`, '')),
      ['pages.xml', 'territoires-1.xml', 'projets-1.xml'],
    );
    const listed: string[] = [];
    for (const part of parts) listed.push(...(await locs(part)));
    assert.equal(new Set(listed).size, listed.length);
    const projects = listed.filter((url) => url.startsWith(`${base}/projets/`));
    assert.deepEqual(projects.sort(), shown.map((project) => `${base}/projets/${projectPath(project)}`).sort());
    assert.ok(listed.includes(`${base}/territoires/commune-97411`));
    for (const url of listed.filter((_, at) => at % 9 === 0)) {
      const { status, body } = await get(url);
      assert.equal(status, 200, url);
      assert.ok(body.includes(`<link rel="canonical" href="${url}"`), `${url} is kept by search engines`);
    }
    for (const part of ['projets-2', 'projets-0', 'projets', 'pages-1', 'rien'])
      assert.equal((await get(`/sitemap/${part}.xml`)).status, 404, part);
  });

  test('what a closed catalogue says leaves in no feed, nor a project that it alone tells', async () => {
    const closed = 'reseau-reemploi';
    const sources = new Map(
      [...inventedSources].map(([id, source]) => [
        id,
        id === closed ? { ...source, licence: 'closed' as const } : source,
      ]),
    );
    const { site: guarded, projects } = await inventedSite({ sources });
    const wanted = projects.filter((project) => project.sources.some((id) => id !== closed));
    const fed = new Set<string>();
    for (const theme of new Set(projects.flatMap(({ themes }) => themes))) {
      const answer = await guarded.request(`/recherche.json?theme=${theme}`);
      const { items } = (await answer.json()) as { items: { id: string; content_text: string; url: string }[] };
      for (const { id, content_text: text } of items) {
        fed.add(id.replace(`${base}/projets/`, ''));
        assert.doesNotMatch(text, /Seconde Main|Tous droits réservés/);
      }
    }
    assert.deepEqual([...fed].sort(), wanted.map(({ id }) => id).sort());
    assert.ok(wanted.length < projects.length);
  });
});
