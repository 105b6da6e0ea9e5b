import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { load } from 'cheerio';
import type { Hono } from 'hono';
import { type Project, projectPath } from '#model/project.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { inkOn, readAccent } from './embed/accent.ts';
import { readLooks } from './embed/looks.ts';
import type { EmbedAnswer } from './routes/embed.tsx';
import { inventedSite } from './testing.ts';
import { inventedSources, inventProjects } from './testing-country.ts';

const base = 'https://carrefour.exemple';

describe('maps that other sites embed', () => {
  let site: Hono;
  let projects: Project[];
  const [hidden, moved] = [54, '00000000zz'];
  before(async () => {
    ({ projects } = await inventedSite());
    const gone = [projects[hidden]!.id];
    ({ site } = await inventedSite({ gone, moved: { [moved]: projects[0]!.id } }));
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };

  test('only the map’s own page may be framed, and nothing but what a map is made of may be read from elsewhere', async () => {
    for (const path of ['/embarquer', '/en/embarquer?theme=alimentation']) {
      const { status, headers } = await get(path);
      assert.equal(status, 200);
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors \*$/);
      assert.equal(headers.get('x-frame-options'), null);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*style-src 'self';/);
    }
    for (const path of [
      '/',
      '/recherche',
      '/embarquer/essayer',
      '/embarquer/rien',
      '/oembed',
      '/compte',
      '/territoires',
    ]) {
      const { headers } = await get(path);
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path);
      assert.equal(headers.get('x-frame-options'), 'DENY', path);
    }
    const ofElsewhere = [
      '/embarquer/carte.json',
      '/en/embarquer/carte.json',
      '/recherche/carte',
      '/carte/fond.json',
      '/carte/contours.json',
      '/oembed',
    ];
    for (const path of ofElsewhere) {
      const { headers } = await get(path);
      assert.equal(headers.get('access-control-allow-origin'), '*', path);
      assert.equal(headers.get('access-control-allow-credentials'), null, path);
      assert.equal(headers.get('set-cookie'), null, path);
    }
    for (const path of [
      '/',
      '/recherche',
      '/recherche/completion?q=jardin',
      '/projets/x',
      '/embarquer',
      '/observatoire',
    ])
      assert.equal((await get(path)).headers.get('access-control-allow-origin'), null, path);
  });

  test('the component is given the map, the list and who tells of them, with whole addresses', async () => {
    const answer = JSON.parse((await get('/embarquer/carte.json?theme=alimentation')).body) as EmbedAnswer;
    const links = [...answer.html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href!);
    assert.ok(links.length > 10);
    assert.deepEqual(
      links.filter((href) => !href.startsWith(`${base}/`)),
      [],
    );
    const { sources } = projects.find(({ themes }) => themes.includes('alimentation'))!;
    for (const source of sources) assert.ok(answer.html.includes(inventedSources.get(source)!.attribution), source);
    assert.ok(answer.html.includes('Licence Ouverte 2.0'));
    assert.doesNotMatch(answer.html, /\sstyle=|<script|\son[a-z]+=/);
    assert.equal(answer.live, undefined, 'nothing was built here');
    for (const path of [answer.sheet, answer.ground]) assert.equal((await get(path)).status, 200, path);
  });

  test('what is asked for wrongly or with ill intent changes nothing', async () => {
    const usual = readLooks(new URLSearchParams());
    for (const query of [
      'aspect="><script>alert(1)</script>',
      'couleur=red;}body{display:none',
      'hauteur=1e9',
      'hauteur=-5',
      'affichage=constructor',
      `couleur=${'f'.repeat(100_000)}`,
    ])
      assert.deepEqual(readLooks(new URLSearchParams(query)), usual, query.slice(0, 60));
    assert.equal(readLooks(new URLSearchParams('hauteur=99999')).height, 1600);
    assert.equal(readLooks(new URLSearchParams('hauteur=1')).height, 280);
    for (const query of [
      'q=%3C%2Fh1%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      `q=${'x'.repeat(5000)}`,
      'territoire=../../etc&cadre=1,2,3&page=99999&pageSize=100',
      'theme=%00%ff&couleur=%22%3E%3Cscript%3E',
    ])
      for (const path of ['/embarquer', '/embarquer/carte.json', '/embarquer/essayer']) {
        const { status, body } = await get(`${path}?${query}`);
        assert.equal(status, 200, `${path} ${query.slice(0, 60)}`);
        assert.doesNotMatch(path.endsWith('.json') ? (JSON.parse(body) as EmbedAnswer).html : body, /<script>/);
      }
    assert.equal((await get('/embarquer/couleur/zzzzzz.css')).status, 404);
    assert.equal((await get('/embarquer/couleur/7a1fa2.css')).body, '.cis{--accent:#7a1fa2;--on-accent:#ffffff}');
  });

  test('what is written on a chosen colour can be read', () => {
    assert.equal(readAccent('#7A1FA2'), '7a1fa2');
    assert.equal(readAccent('#fff'), undefined);
    assert.equal(inkOn('ffffff'), '#000000');
    assert.equal(inkOn('000000'), '#ffffff');
    assert.equal(inkOn('e0a020'), '#000000');
  });

  test('a catalogue that keeps its data here is not shown elsewhere', async () => {
    const sources = new Map(inventedSources);
    for (const [id, source] of sources) sources.set(id, { ...source, licence: 'closed' });
    const { site: closed } = await inventedSite({ sources });
    const { html } = (await (await closed.request('/embarquer/carte.json')).json()) as EmbedAnswer;
    assert.doesNotMatch(html, /Second souffle|Réseau Seconde Main/);
    assert.match(html, /Voir les 55 projets/);
    const map = async (site: typeof closed) =>
      ((await (await site.request('/recherche/carte?cadre=-5,41,10,51.5')).json()) as { clusters: { card?: Said }[] })
        .clusters;
    type Said = Record<'title' | 'kicker' | 'summary' | 'href', string>;
    const cards = (await map(closed)).flatMap(({ card }) => card ?? []);
    assert.ok(cards.length > 0);
    for (const { title, summary, href } of cards) assert.ok(title !== '' && summary === '' && href !== '', title);
    const open = (await map((await inventedSite()).site)).flatMap(({ card }) => card ?? []);
    assert.ok(open.every(({ summary }) => summary !== ''));

    const { site: asOpen } = await inventedSite();
    const told = inventProjects()[0]!;
    const page = `/projets/${projectPath(told)}`;
    const body = await (await closed.request(page)).text();
    const head = body.slice(0, body.indexOf('</head>'));
    assert.ok(body.includes('<h1') && told.summary !== '' && !head.includes(told.summary.slice(0, 30)), head);
    assert.match(head, new RegExp(`og:image:alt" content="${told.title}, [^,"]+"`), 'its kind, and no place');
    const mark = async (from: typeof closed) => (await from.request(`${page}/carte.png`)).headers.get('etag');
    assert.notEqual(await mark(closed), await mark(asOpen), 'the picture of a link says less');
  });

  test('the page to try it gives code that leads to the very map that it shows', async () => {
    const query = 'q=&ou=Nantes&theme=alimentation&lieu=&affichage=carte&aspect=sombre&couleur=%237A1FA2&hauteur=480';
    const { body } = await get(`/embarquer/essayer?${query}`);
    const shown = /<iframe src="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    assert.equal(
      shown,
      '/embarquer?theme=alimentation&territoire=commune-44109&aspect=sombre&affichage=carte&couleur=7a1fa2',
    );
    assert.equal((await get(shown)).status, 200);
    const code = body
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    assert.ok(code.includes(`<iframe src="${base}${shown}"`.replaceAll('&', '&amp;')), 'the code is escaped as HTML');
    assert.ok(
      code.includes(
        '<carrefour-carte criteres="theme=alimentation&amp;territoire=commune-44109" hauteur="480" aspect="sombre" affichage="carte" couleur="#7a1fa2">',
      ),
    );
    assert.match((await get('/en/embarquer/essayer?ou=Nullepart')).body, /No place is called “Nullepart”/);
    assert.match((await get('/embarquer/essayer?ou=Saint-Denis')).body, /Plusieurs lieux répondent/);
    const kept = await get('/embarquer/essayer?public=enfants&territoire=departement-59&territoire=departement-62');
    for (const hidden of ['name="public" value="enfants"', 'name="territoire" value="departement-62"'])
      assert.ok(kept.body.includes(hidden), hidden);
  });

  test('in the lists of themes and kinds of place each is there once, the narrower under the wider', async () => {
    const $ = load((await get('/embarquer/essayer')).body);
    for (const [name, vocabulary] of [
      ['theme', 'themes'],
      ['lieu', 'place-kinds'],
    ] as const) {
      const options = $(`select[name="${name}"] option`).toArray();
      const { concepts, byId } = vocabularies[vocabulary];
      assert.deepEqual(
        options.map((option) => $(option).attr('value')).sort(),
        ['', ...concepts.map(({ id }) => id)].sort(),
      );
      for (const option of options) {
        const broader = byId.get($(option).attr('value')!)?.broader;
        if (broader !== undefined) assert.equal($(option).parent('optgroup').children().first().attr('value'), broader);
      }
    }
  });

  test('publishing tools are told of it where it can be had, and what is had is what they were told', async () => {
    for (const path of [
      '/recherche?q=jardin',
      '/en/recherche',
      '/territoires/departement-44',
      '/themes/alimentation',
      `/projets/${projectPath(projects[0]!)}`,
    ]) {
      const { body } = await get(path);
      for (const [format, type] of [
        ['json', 'application/json+oembed'],
        ['xml', 'text/xml+oembed'],
      ] as const) {
        const link = new RegExp(`<link rel="alternate" type="${type.replace('+', '\\+')}" href="([^"]+)"`).exec(
          body,
        )?.[1];
        assert.ok(link, `${path} ${format}`);
        const answer = await get(link.replaceAll('&amp;', '&').replace(base, ''));
        assert.equal(answer.status, 200, link);
        assert.match(answer.headers.get('content-type') ?? '', format === 'json' ? /^application\/json/ : /^text\/xml/);
      }
    }
    assert.doesNotMatch((await get('/a-propos')).body, /oembed/);
  });

  test('an address is answered by a frame of its size, a project by a link with its tellers', async () => {
    const ask = async (url: string, more = '') => {
      const { status, body } = await get(`/oembed?url=${encodeURIComponent(url)}${more}`);
      return {
        status,
        ...(JSON.parse(body) as Record<'type' | 'version' | 'title' | 'html' | 'author_name', string> &
          Record<'width' | 'height', number>),
      };
    };
    const map = await ask(`${base}/en/territoires/departement-44`, '&maxwidth=400&maxheight=300');
    assert.deepEqual([map.type, map.version, map.width, map.height], ['rich', '1.0', 400, 300]);
    assert.match(
      map.html,
      /^<iframe src="https:\/\/carrefour\.exemple\/en\/embarquer\?territoire=departement-44" title="[^"<]+" width="400" height="300"/,
    );
    assert.match((await ask(`${base}/themes/alimentation`)).html, /embarquer\?theme=alimentation"/);
    assert.match((await ask(`${base}/recherche?q="><script>&page=3`)).html, /src="[^"<>]+" title="[^"<>]+"/);
    assert.match((await ask(`${base}/partenaires/reseau-reemploi`)).html, /partenaire=reseau-reemploi/);
    for (const path of [projectPath(projects[0]!), moved]) {
      const project = await ask(`${base}/projets/${path}`);
      assert.deepEqual([project.type, project.title], ['link', 'Second souffle']);
      assert.match(project.author_name, /Annuaire du réemploi/);
    }
  });

  test('what cannot be embedded is refused with its reason', async () => {
    const status = async (query: string) => {
      const { status, body } = await get(`/oembed${query}`);
      assert.ok((JSON.parse(body) as { error: string }).error.length > 10, query);
      return status;
    };
    const of = (url: string) => `?url=${encodeURIComponent(url)}`;
    assert.equal(await status(''), 400);
    assert.equal(await status('?url='), 400);
    assert.equal(await status(`${of(`${base}/recherche`)}&maxwidth=large`), 400);
    assert.equal(await status(`${of(`${base}/recherche`)}&format=yaml`), 501);
    for (const url of [
      'https://ailleurs.exemple/recherche',
      'javascript:alert(1)',
      'pas une adresse',
      `${base}/a-propos`,
      `${base}/territoires/departement-999`,
      `${base}/themes/rien`,
      `${base}/partenaires/personne`,
      `${base}/projets/inconnu-0123456789`,
      `${base}/projets/${projectPath(projects[hidden]!)}`,
      `${base}/recherche/carte`,
      `${base}/${'x'.repeat(20_000)}`,
    ])
      assert.equal(await status(of(url)), 404, url.slice(0, 80));
  });
});
