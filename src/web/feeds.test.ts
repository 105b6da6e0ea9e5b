/** What machines follow and list: feeds, site map, the browser's own search. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import type { Hono } from 'hono';
import { type Project, projectPath } from '#model/project.ts';
import { inventedSite } from './testing.ts';
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
      const atom = parseAtomFeed(body);
      const json = parseJsonFeed((await get(`${prefix}/recherche.json?theme=alimentation`)).body);
      const wanted = shown.filter(({ themes }) => themes.includes('alimentation'));
      assert.deepEqual(
        atom.entries?.map(({ id }) => id).sort(),
        wanted.map(({ id }) => `${base}/projets/${id}`).sort(),
      );
      assert.deepEqual(
        json.items?.map(({ id }) => id),
        atom.entries?.map(({ id }) => id),
      );
      for (const entry of atom.entries ?? []) {
        assert.equal((await get(entry.links![0]!.href!)).status, 200);
        assert.ok(entry.updated && entry.authors!.length > 0);
        assert.match(entry.rights!.value, /Licence Ouverte 2\.0|CC BY 4\.0|ODbL 1\.0/);
      }
      const self = atom.links!.find(({ rel }) => rel === 'self')!.href!;
      assert.equal(self, `${base}${prefix}/recherche.atom?theme=alimentation`);
      assert.equal((await get(self)).status, 200);
    }
  });

  test('a feed of nothing is a feed, and what visitors type cannot break it', async () => {
    const { body } = await get(`/recherche.atom?q=${encodeURIComponent('"]]><x>&\u0007 zzz')}`);
    const feed = parseAtomFeed(body);
    assert.deepEqual(feed.entries ?? [], []);
    assert.equal(feed.title!.value.replaceAll('\u00a0', ' '), '« "]]><x>& zzz » · Carrefour des innovations sociales');
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
    const described = new XMLParser({ ignoreAttributes: false }).parse((await get('/en/opensearch.xml')).body);
    const [page] = described.OpenSearchDescription.Url as { '@_template': string }[];
    assert.equal(page!['@_template'], `${base}/en/recherche?q={searchTerms}`);
    assert.match((await get(page!['@_template'].replace('{searchTerms}', 'jardin'))).body, /<h1[^>]*>\s*\d+ projects/);
  });

  test('the site map holds every project once, every territory that has some, and no page that is not there', async () => {
    const robots = (await get('/robots.txt')).body;
    const parser = new XMLParser({ isArray: (name) => name === 'url' || name === 'sitemap' });
    const index = parser.parse((await get(/Sitemap: (\S+)/.exec(robots)![1]!)).body);
    const parts: string[] = index.sitemapindex.sitemap.map(({ loc }: { loc: string }) => loc);
    assert.deepEqual(
      parts.map((loc) => loc.replace(`${base}/sitemap/`, '')),
      ['pages.xml', 'territoires-1.xml', 'projets-1.xml'],
    );
    const listed: string[] = [];
    for (const part of parts) {
      const { url } = parser.parse((await get(part)).body).urlset;
      listed.push(...url.map(({ loc }: { loc: string }) => loc));
    }
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
});
