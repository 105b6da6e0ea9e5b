/** What a reader is told of a search: how the words were read, what is near, what else would answer. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { inventedSite } from './testing.ts';

const total = (html: string) => Number(/<h1[^>]*>\s*([\d\u202f]+)/.exec(html)?.[1]?.replace(/\u202f/g, '') ?? 0);
const plain = (html: string) =>
  html
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"');
const section = (html: string, name: string) =>
  new RegExp(`<section class="${name}"[^>]*>(.*?)</section>`).exec(html)?.[1] ?? '';

describe('what a search says of itself', () => {
  let site: Hono;
  before(async () => {
    ({ site } = await inventedSite());
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, location: answer.headers.get('location'), body: plain(await answer.text()) };
  };

  test('what holds only some of the words stands under its own heading, in no count', async () => {
    const { body } = await get('/recherche?q=jardin+parking');
    const near = section(body, 'nearby');
    assert.match(near, /<h2[^>]*>Proches de votre recherche/);
    const counted = body.replace(near, '');
    assert.equal((counted.match(/<article/g) ?? []).length, total(body));
    const titles = [...near.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href!);
    assert.ok(titles.length > 0 && titles.length <= 6, `${titles.length}`);
    for (const href of titles) assert.ok(!counted.includes(`<h3><a href="${href}"`), href);
  });

  test('a word read for another is said, and a link keeps it as it was written', async () => {
    const { body } = await get('/recherche?q=jardn+partagé');
    assert.match(body, /« jardn » lu comme « jardin »/);
    const kept = /<a href="([^"]+)">Chercher « jardn » tel quel/.exec(body)?.[1] ?? '';
    assert.equal(new URLSearchParams(kept.split('?')[1]).get('q'), '"jardn" partagé');
    assert.equal(total((await get(kept)).body), 0);
  });

  test('when no project holds every word, and when nobody says one, it is said', async () => {
    const { body: apart } = await get('/recherche?q=parking+incinération');
    assert.match(apart, /Aucun projet ne contient tous ces mots à la fois/);
    assert.match(
      apart,
      /<b class="num">3 projets<\/b> sans « incinération »/,
      'each step to something broader is counted',
    );
    assert.match(apart, /Proches de votre recherche/);
    assert.match(
      (await get('/recherche?q=jardin+xyzzyq')).body,
      /Ce mot n’est dans aucun projet : « xyzzyq »\. Il est laissé de côté/,
    );
    assert.match(
      (await get('/recherche?q=comment+réparer+un+vélo+ou+un+jardin+?')).body,
      /plus proches de votre question/,
    );
    assert.match((await get('/en/recherche?q=jardn')).body, /“jardn” was read as “jardin”/);
    assert.doesNotMatch((await get('/recherche?q=jardin')).body, /laissé|lu comme|plus proches/);
  });

  test('a place said in the words becomes a criterion in the address, said and undone with one link', async () => {
    const { status, location } = await get('/recherche?q=épicerie+à+lille&ou=&de=');
    assert.equal(status, 302);
    assert.equal(location, '/recherche?q=%C3%A9picerie&territoire=commune-59350&lu=%C3%A9picerie+%C3%A0+lille');
    const { body } = await get(location!);
    assert.match(body, /Lu comme : « épicerie », lieu : Lille \(Nord\)/);
    assert.match(body, /class="chip on" href="\/recherche\?q=%C3%A9picerie">/);
    const kept = /<a href="([^"]+)">Chercher « épicerie à lille » tel quel/.exec(body)?.[1] ?? '';
    assert.equal(kept, '/recherche?q=%C3%A9picerie+%C3%A0+lille&mots=tels');
    assert.equal((await get(kept)).status, 200);
    const near = await get('/recherche?q=jardin+près+de+nantes');
    assert.match(near.location ?? '', /q=jardin&pres=47\.\d+,-1\.\d+&rayon=20&ici=commune-44109&lu=/);
    assert.match((await get(near.location!)).body, /Lu comme : « jardin », lieu : à 20 km de Nantes/);
    const all = await get('/en/recherche?q=projets+en+bretagne');
    assert.equal(all.location, '/en/recherche?territoire=region-53&lu=projets+en+bretagne');
  });

  test('what an address claims to have read is believed only when it is so', async () => {
    const { body } = await get('/recherche?q=jardin&territoire=commune-59350&lu=jardin+à+nantes');
    assert.doesNotMatch(body, /Lu comme/);
  });

  test('homonyms, common words and lone names are offered, never applied', async () => {
    const homonyms = await get('/recherche?q=jardin+à+saint-denis');
    assert.equal(homonyms.status, 200);
    assert.match(homonyms.body, /href="\/recherche\?q=jardin&territoire=commune-93066">/);
    assert.match(homonyms.body, /href="\/recherche\?q=jardin&territoire=commune-97411">/);
    assert.equal((await get('/recherche?q=cours+en+ligne')).status, 200);
    assert.match((await get('/recherche?q=nantes')).body, /Territoire : Nantes \(Loire-Atlantique\)/);
    assert.equal((await get('/recherche?q=Les+Jardins+du+volcan')).status, 200);
  });

  test('a criterion that the words name is offered with what choosing it gives', async () => {
    const { body } = await get('/recherche?q=jardins+partagés');
    const offered = /<a class="chip" href="([^"]+)">Lieu : Jardin partagé <small class="num">(\d+)</.exec(body);
    assert.ok(offered, 'offered');
    assert.equal(offered[1], '/recherche?lieu=jardin-partage');
    assert.equal(total((await get(offered[1]!)).body), Number(offered[2]));
  });

  test('a search that finds nothing offers the nearest ones, a wider place first, each finding what it says', async () => {
    const { body } = await get('/recherche?q=jardin+volcan&territoire=commune-59350');
    const ways = [...body.matchAll(/<li><a href="([^"]+)"><b class="num">(\d+) projets?<\/b> ([^<]+)/g)];
    assert.ok(ways.length > 0 && ways.length <= 5);
    for (const [, href, said] of ways) assert.equal(total((await get(href!)).body), Number(said), href);
    const town = (await get('/recherche?q=jardin&territoire=commune-44184')).body;
    assert.match(town, /<\/b> en élargissant à [^<]*/);
    assert.match((await get('/recherche?q="parking+jardin"')).body, /<\/b> sans les guillemets/);
  });

  test('the words are shown where they stand, and an excerpt says what title and summary do not', async () => {
    const { body } = await get('/recherche?q=jardins+parking');
    assert.match(body, /<mark role="none">Jardin<\/mark> des possibles/);
    assert.match(body, /ancien <mark role="none">parking<\/mark>/);
    const boutique = (await get('/recherche?q=démonté+pièces')).body;
    assert.match(
      boutique,
      /<p class="why">.*?<mark role="none">démonté<\/mark> pour ses <mark role="none">pièces<\/mark>/,
    );
    assert.doesNotMatch((await get('/recherche')).body, /<mark/);
  });

  test('the order explains itself when asked, and the question stays from page to page', async () => {
    const plainPage = (await get('/recherche?q=jardin+parking')).body;
    const ask = /<a href="([^"]+)">Pourquoi cet ordre/.exec(plainPage)?.[1] ?? '';
    assert.equal(ask, '/recherche?q=jardin+parking&expliquer=1');
    const { body } = await get(ask);
    const said = Number(/« jardin » : dans (\d+) projet/.exec(body)?.[1]);
    assert.equal(said, total((await get('/recherche?q=jardin')).body));
    assert.match(body, /« jardin » dans le titre \(8\)/);
    assert.match(body, /« parking » dans le résumé \(3\)/);
    assert.match(body, /pertinence : 100 % du premier/);
    const named = (await get('/recherche?q=jardin+des+possibles&expliquer=1')).body;
    assert.match(named, /c’est son nom/);
    assert.match(named, /« jardin » et « possibles » l’un près de l’autre/);
    assert.match((await get('/recherche?expliquer=1')).body, /rel="next" href="\/recherche\?page=2&expliquer=1"/);
    assert.match((await get('/recherche?expliquer=1&tri=nom')).body, /triés par : nom/);
  });

  test('a query that is cut in the middle of an emoji has its page', async () => {
    for (const name of ['q', 'lu', 'ou', 'theme'])
      assert.equal(
        (await get(`/recherche?${name}=${'a'.repeat(name === 'ou' || name === 'theme' ? 99 : 299)}🌱`)).status,
        200,
      );
  });

  test('the project that was drawn for the day says so, one on the first page at most', async () => {
    for (const path of ['/recherche?expliquer=1', '/recherche?q=un&expliquer=1']) {
      const { body } = await get(path);
      assert.match(body, /la dixième place est tirée au sort/);
      assert.equal(body.match(/tiré au sort aujourd’hui/g)?.length, 1, path);
    }
    assert.match((await get('/en/recherche?expliquer=1')).body, /drawn today among the projects that are seldom seen/);
    for (const plain of ['/recherche?tri=nom&expliquer=1', '/recherche?partenaire=reseau-reemploi&expliquer=1'])
      assert.doesNotMatch((await get(plain)).body, /tirée? au sort|de suite d’un même partenaire/, plain);
  });

  test('how much a sheet says and its language are criteria like others', async () => {
    const { body } = await get('/recherche');
    const levelsOf = (page: string) => [
      ...page.matchAll(/name="qualite" value="(\d+)"(?: checked="")?\/>.*?class="num"[^>]*>([\d\u202f ]+)</g),
    ];
    const levels = levelsOf(body);
    for (const [, level, said] of levels) {
      const chosen = (await get(`/recherche?qualite=${level}`)).body;
      assert.equal(total(chosen), Number(said));
      assert.deepEqual(
        levelsOf(chosen).map(([, each]) => each),
        ['50', '70', '85'],
        'a scale is read from its beginning',
      );
      assert.match(chosen, new RegExp(`${level} % ou plus de ce qu’on attend`));
    }
    assert.match((await get('/en/recherche?qualite=85')).body, /85% or more of what is expected/);
    assert.doesNotMatch(body, /name="langue"/, 'all are in French: there is nothing to choose');
    const english = (await get('/recherche?langue=en')).body;
    assert.match(english, /anglais/);
    assert.match(english, /name="langue" value="en" checked/);
    assert.match((await get('/recherche?langue=zz%22%3E')).body, /zz&quot;|zz"&gt;/);
  });

  test('completion says what each suggestion is and how many projects choosing it gives', async () => {
    const complete = async (q: string) =>
      JSON.parse((await get(`/recherche/completion?q=${q}`)).body) as { kind: string; detail: string; href: string }[];
    const all = [...(await complete('jardin')), ...(await complete('nantes')), ...(await complete('association+le'))];
    assert.deepEqual([...new Set(all.map(({ kind }) => kind))].sort(), ['concept', 'holder', 'project', 'territory']);
    for (const { kind, detail, href } of all) {
      const said = /· (\d+|aucun) projet/.exec(detail)?.[1]?.replace('aucun', '0');
      assert.equal(said !== undefined, kind !== 'project', detail);
      if (said !== undefined) assert.equal(total((await get(href)).body), Number(said), href);
    }
    assert.match((await complete('shared+housing'))[0]!.detail, /^Lieu/, 'by its English name too');
  });

  test('while one types, the town most likely meant comes first, and its namesakes after', async () => {
    const places = async (q: string) =>
      (JSON.parse((await get(`/recherche/completion?lieu=1&q=${q}`)).body) as { label: string; value: string }[]).map(
        ({ value }) => value,
      );
    const nant = await places('nant');
    assert.equal(nant[0], 'commune-44109');
    assert.ok(nant.includes('commune-12168'), 'Nant, in the Aveyron, is still offered');
    assert.equal(new Set(nant).size, nant.length);
    assert.equal((await places('nantes'))[0], 'commune-44109');
    assert.equal((await places('lil'))[0], 'commune-59350');
    const anywhere = JSON.parse((await get('/recherche/completion?q=nant')).body) as { label: string; kind: string }[];
    assert.equal(anywhere.find(({ kind }) => kind === 'territory')?.label, 'Nantes (Loire-Atlantique)');
  });
});
