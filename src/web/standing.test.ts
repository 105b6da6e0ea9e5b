/** The pages that stand by themselves are there, linked from everywhere, and say what the operator has said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from 'cheerio';
import { standingPages } from './routes/standing.tsx';
import { inventedSite } from './testing.ts';

const get = async (site: Awaited<ReturnType<typeof inventedSite>>['site'], path: string) => {
  const answer = await site.request(path);
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
};

test('each is whole in both languages and linked from the foot of every page', async () => {
  const { site } = await inventedSite();
  for (const prefix of ['', '/en']) {
    const home = (await get(site, prefix || '/')).body;
    const foot = home.slice(home.indexOf('<footer'));
    for (const path of Object.keys(standingPages)) {
      const { status, body } = await get(site, prefix + path);
      assert.equal(status, 200, path);
      assert.equal((body.match(/<h1/g) ?? []).length, 1, path);
      assert.ok(foot.includes(`href="${prefix}${path}"`), `${path} in the footer`);
      assert.doesNotMatch(body, /undefined|\[object/, path);
    }
    assert.match(foot, /partiellement conforme|partially compliant/);
  }
});

test('the search is reached from the same place of every page: of the header, and of the menu of narrow screens', async () => {
  const { site } = await inventedSite();
  for (const path of ['/', '/recherche', '/territoires/region-32', '/partenaires', '/a-propos', '/nulle-part']) {
    const $ = load((await get(site, path)).body);
    assert.equal($('header nav.main li').first().children('a').attr('href'), '/recherche', path);
    assert.equal($('header .menu li a').first().attr('href'), '/recherche', path);
  }
});

test('every page of ours that the footer, the site map and the open data page name is there', async () => {
  const { site } = await inventedSite();
  const links = new Set<string>();
  for (const path of ['/plan-du-site', '/en/plan-du-site', '/donnees-ouvertes', '/en'])
    for (const [, href] of (await get(site, path)).body.matchAll(/href="(\/[^"#]*)"/g))
      if (!href!.startsWith('/api') && !href!.startsWith('/assets')) links.add(href!.replaceAll('&amp;', '&'));
  assert.ok(links.size > 60);
  for (const href of links) assert.ok([200, 301].includes((await get(site, href)).status), href);
});

test('the legal notice says what the operator gave, and that the rest is not given', async () => {
  const said = await inventedSite({
    operator: { publisher: 'Association <Exemple>', contact: 'bonjour@exemple.org', host: 'Un hébergeur, Lille' },
  });
  const { body } = await get(said.site, '/mentions-legales');
  for (const words of ['Association &lt;Exemple&gt;', 'href="mailto:bonjour@exemple.org"', 'Un hébergeur, Lille'])
    assert.ok(body.includes(words), words);
  assert.equal((body.match(/non renseigné par l’exploitant/g) ?? []).length, 3);
  assert.match((await get(said.site, '/en/accessibilite')).body, /mailto:bonjour@exemple\.org/);
  const silent = await inventedSite();
  assert.equal(((await get(silent.site, '/mentions-legales')).body.match(/non renseigné/g) ?? []).length, 6);
  assert.match((await get(silent.site, '/donnees-personnelles')).body, /non renseigné par l’exploitant/);
});

test('what the personal data page promises holds: no cookie is ever set', async () => {
  const { site } = await inventedSite();
  for (const path of ['/', '/recherche?q=jardin', '/donnees-personnelles', '/territoires/44109', '/recherche.atom'])
    assert.equal((await get(site, path)).headers.get('set-cookie'), null, path);
});
