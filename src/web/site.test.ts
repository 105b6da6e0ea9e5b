import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import sharp from 'sharp';
import { type Project, projectPath } from '#model/project.ts';
import { inventedSite } from './testing.ts';
import { inventProjects } from './testing-country.ts';

const count = (html: string) =>
  Number(
    /<h1[^>]*>\s*([\d\u202f,]+|Aucun|No) /
      .exec(html)?.[1]
      ?.replace(/[\u202f,]/g, '')
      .replace(/Aucun|No/, '0'),
  );

describe('the site over an invented country', () => {
  let site: Hono;
  let projects: Project[];
  const invented = inventProjects();
  const [gone, moved] = [invented[7]!.id, '00000000zz'];
  before(async () => {
    ({ site, projects } = await inventedSite({ gone: [gone], moved: { [moved]: invented[0]!.id } }));
  });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await site.request(path, { headers });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  const shown = () => projects.filter(({ id }) => id !== gone);

  test('each page is a whole document in its language, that knows its other language', async () => {
    for (const [path, language, other] of [
      ['/', 'fr', '/en'],
      ['/en', 'en', '/'],
      ['/recherche', 'fr', '/en/recherche'],
      ['/en/recherche', 'en', '/recherche'],
      [`/projets/${projectPath(projects[0]!)}`, 'fr', `/en/projets/${projectPath(projects[0]!)}`],
    ] as const) {
      const { status, headers, body } = await get(path);
      assert.equal(status, 200, path);
      assert.ok(body.startsWith(`<!doctype html><html lang="${language}">`), path);
      assert.equal(headers.get('content-language'), language);
      assert.equal((body.match(/<h1/g) ?? []).length, 1, `${path} has one main heading`);
      const alternate = `hreflang="${language === 'fr' ? 'en' : 'fr'}" href="https://carrefour.exemple${other}"`;
      assert.ok(body.includes(alternate), `${path}: ${alternate}`);
    }
  });

  test('nothing may run that we did not build, nothing inline, nothing from elsewhere', async () => {
    for (const path of ['/', '/recherche?q=jardin', `/projets/${projectPath(projects[0]!)}`]) {
      const { headers, body } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.doesNotMatch(body, /<style|\sstyle=|\son[a-z]+=|<script(?! type="application\/ld\+json")/);
      assert.doesNotMatch(body, /<(img|link|script|use|image)[^>]+(src|href)="https?:(?!\/\/carrefour\.exemple)/);
    }
  });

  test('a concept’s address leads people to its projects and programs to its vocabulary', async () => {
    const people = await get('/vocabulaires/themes/compostage', { Accept: 'text/html' });
    assert.deepEqual([people.status, people.headers.get('location')], [303, '/themes/compostage']);
    const program = await get('/vocabulaires/themes/compostage', { Accept: 'text/turtle' });
    assert.deepEqual([program.status, program.headers.get('location')], [303, '/api/v1/vocabularies/themes.ttl']);
    assert.equal((await get('/vocabulaires/themes/rien')).status, 404);
  });

  test('the numbers of the home page are those of the projects', async () => {
    const { body } = await get('/');
    const figures = [...body.matchAll(/<dd class="num">([^<]+)</g)].map(([, value]) => Number(value));
    const communes = new Set(shown().flatMap(({ sites }) => sites.map(({ commune }) => commune)));
    const several = shown().filter(({ sources }) => sources.length > 1);
    assert.deepEqual(figures, [shown().length, several.length, 4, communes.size]);
    assert.match(body, /fictifs/);
    assert.match(body, /<p class="lead">[^<]*<span class="flag">démonstration</);
  });

  test('a count beside a criterion is what clicking it gives', async () => {
    const { body } = await get('/recherche?q=un');
    const boxes = [
      ...body.matchAll(
        /name="(theme|public|lieu|territoire|partenaire)" value="([^"]+)"\/>.*?class="num"[^>]*>([\d\u202f]+)</g,
      ),
    ];
    assert.ok(boxes.length > 20);
    for (const [, name, value, said] of boxes) {
      const { body: clicked } = await get(`/recherche?q=un&${name}=${value}`);
      assert.equal(count(clicked), Number(said), `${name}=${value}`);
    }
  });

  test('a cluster of the map leads to as many projects as it says', async () => {
    for (const from of ['/recherche', '/recherche?theme=emploi', '/recherche?territoire=region-32']) {
      const { body } = await get(from);
      const clusters = [...body.matchAll(/<a class="cluster" href="([^"]+)" aria-label="([\d\u202f]+) projets/g)];
      assert.ok(clusters.length > 0, from);
      for (const [, href, said] of clusters) {
        const { body: zoomed } = await get(href!.replaceAll('&amp;', '&').replace('#carte', ''));
        assert.equal(count(zoomed), Number(said), href);
      }
    }
  });

  test('a form is led to a tidy address; a place is found, an ambiguous one offered, an unknown one said', async () => {
    const tidy = await get('/recherche?q=jardin&ou=nantes&de=&a=');
    assert.equal(tidy.status, 302);
    assert.equal(tidy.headers.get('location'), '/recherche?q=jardin&territoire=commune-44109');
    const both = await get('/en/recherche?q=&ou=saint-denis');
    assert.equal(both.status, 200);
    assert.match(both.body, /territoire=commune-97411/);
    assert.match(both.body, /territoire=commune-93066/);
    assert.match((await get('/recherche?ou=xyzzyville')).body, /Aucun lieu ne s’appelle/);
  });

  test('a search around a town says which, and stays around the next one', async () => {
    const { body } = await get('/recherche?pres=50.63,3.06&rayon=50&tri=distance&ici=commune-59350');
    assert.match(body, /à 50 km de Lille/);
    assert.match(body, /\u00a0km</);
    const next = await get('/recherche?ou=Nantes&ici=commune-59350&pres=50.63,3.06&rayon=50&tri=distance');
    assert.match(next.headers.get('location') ?? '', /pres=47\.\d+,-1\.\d+&rayon=50&tri=distance&ici=commune-44109/);
  });

  test('a criterion that cannot be read is said, and the search goes on', async () => {
    const { status, body } = await get('/recherche?rayon=loin&tri=hasard');
    assert.equal(status, 200);
    assert.match(body, /rayon.{1,3}» n’a pas été compris/);
    assert.equal(count(body), shown().length);
  });

  test('a search that finds nothing says what would be found, truly', async () => {
    const { body } = await get('/recherche?theme=energie&lieu=fablab');
    assert.equal(count(body), 0);
    const ways = [...body.matchAll(/<li><a href="([^"]+)"><b class="num">(\d+)/g)];
    assert.ok(ways.length > 0);
    for (const [, href, said] of ways) assert.equal(count((await get(href!)).body), Number(said));
  });

  test('what a visitor types is shown as text', async () => {
    const { body } = await get(`/recherche?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    assert.doesNotMatch(body, /<script>alert/);
  });

  test('pages follow one another', async () => {
    const { body } = await get('/recherche?page=2');
    assert.match(body, /rel="prev" href="\/recherche"/);
    assert.match(body, /rel="next" href="\/recherche\?page=3"/);
  });

  test('a page beyond the last says so and leads back', async () => {
    const { status, body } = await get('/recherche?q=jardin&page=90');
    assert.equal(status, 200);
    assert.match(body, /Il n’y a pas de page 90/);
    assert.match(body, /<a class="button" href="\/recherche\?q=jardin">/);
    assert.match(body, /<meta name="robots" content="noindex/);
    assert.doesNotMatch(body, /class="paging"/);
    const whole = await get('/en/recherche?page=90');
    assert.match(whole.body, /the results end on page 3/);
    assert.match(whole.body, /href="\/en\/recherche\?page=3"/);
  });

  test('a project has one address; a misspelt, moved or withdrawn one is led or told', async () => {
    const project = projects[0]!;
    const right = `/projets/${projectPath(project)}`;
    assert.equal((await get(right)).status, 200);
    for (const path of [`/projets/${project.id}`, `/projets/autre-nom-${project.id}`, `/projets/x-${moved}`]) {
      const { status, headers } = await get(path);
      assert.equal(status, 301, path);
      assert.equal(headers.get('location'), right);
    }
    assert.equal((await get(`/en/projets/x-${project.id}`)).headers.get('location'), `/en${right}`);
    const withdrawn = await get(`/projets/jardin-${gone}`);
    assert.equal(withdrawn.status, 410);
    assert.match(withdrawn.body, /n’est plus publié/);
    const unknown = await get('/projets/le-jardin-perdu-0123456789');
    assert.equal(unknown.status, 404);
    assert.match(unknown.body, /value="le jardin perdu"/);
  });

  test('a project page says who tells it, under which licence, and hides what is not to be published', async () => {
    const { body } = await get(`/projets/${projectPath(projects[0]!)}`);
    for (const name of ['Annuaire du réemploi', 'Lauréats Horizon', 'Tiers-lieux de l’Ouest', 'CC BY 4.0', 'ODbL 1.0'])
      assert.ok(body.includes(name), name);
    assert.match(body, /mailto:bonjour@exemple\.org/);
    assert.doesNotMatch(body, /06 12 34 56 78/);
    assert.match(body, /Projet fictif/);
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)![1]!);
    assert.equal(data.name, 'Second souffle');
    assert.equal(data.subjectOf.length, 3);
    const { body: withheld } = await get(`/projets/${projectPath(projects[1]!)}`);
    assert.doesNotMatch(withheld, /bonjour@exemple/);
  });

  test('a project page can be cited: its title, who tells it, when it changed, where it is', async () => {
    const path = `/projets/${projectPath(projects[0]!)}`;
    const { body } = await get(path);
    assert.match(
      body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' '),
      new RegExp(
        `<p class="citation">« Second souffle », raconté par Annuaire du réemploi, [^<]+ et [^<]+, Carrefour des innovations sociales, page mise à jour le 3 mai 2026, https://carrefour.exemple${path}</p>`,
      ),
    );
    assert.match((await get(`/en${path}`)).body, /<p class="citation">“Second souffle”, told by [^<]+ on 3 May 2026, /);
  });

  test('a search can be passed on and taken away: by mail, as a file of as many projects as it says', async () => {
    const { body } = await get('/recherche?theme=emploi&page=1');
    const mail = new URL(/href="(mailto:[^"]+)"/.exec(body)![1]!.replaceAll('&amp;', '&'));
    assert.match(mail.searchParams.get('body') ?? '', /https:\/\/carrefour\.exemple\/recherche\?theme=emploi$/);
    assert.match(mail.searchParams.get('subject') ?? '', new RegExp(`^${count(body)} projets`));
    assert.ok(body.includes('href="/api/v1/projects.csv?theme=emploi"'));
    const { body: nothing } = await get('/recherche?q=jardin&theme=energie&lieu=fablab');
    assert.ok(!nothing.includes('projects.csv'), 'no file of nothing');
  });

  test('the home page names the partners in the order of names: one partner, one vote', async () => {
    for (const path of ['/', '/en']) {
      const { body } = await get(path);
      const names = [...body.slice(body.indexOf('id="partenaires"')).matchAll(/<span class="who"><b>([^<]+)</g)].map(
        ([, name]) => name!,
      );
      assert.ok(names.length > 2);
      assert.deepEqual(
        names,
        names.toSorted((a, b) => a.localeCompare(b, 'fr')),
      );
    }
  });

  test('the icon is there for browsers that draw no SVG and for telephones: a whole square', async () => {
    const { headers } = await get('/favicon.ico');
    const answer = await site.request(headers.get('location') ?? '');
    assert.equal(answer.headers.get('content-type'), 'image/png');
    const { width, height, hasAlpha } = await sharp(await answer.arrayBuffer()).metadata();
    assert.deepEqual({ width, height, hasAlpha }, { width: 180, height: 180, hasAlpha: false });
    assert.match((await get('/')).body, /<link rel="apple-touch-icon" href="\/favicon\.png"\/>/);
  });

  test('no page may ask where the reader is', async () => {
    for (const path of ['/', '/recherche', '/embarquer'])
      assert.match((await get(path)).headers.get('permissions-policy') ?? '', /geolocation=\(\)/, path);
  });

  test('a page unchanged is not sent again; a file named by its content is kept a year', async () => {
    const first = await get('/recherche');
    const again = await get('/recherche', { 'If-None-Match': first.headers.get('etag') ?? '' });
    assert.equal(again.status, 304);
    const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(first.body)![1]!;
    const { status, headers } = await get(stylesheet);
    assert.equal(status, 200);
    assert.match(headers.get('cache-control') ?? '', /immutable/);
    const fonts = [...(await get(stylesheet)).body.matchAll(/url\((\/assets\/[^)]+\.woff2)\)/g)];
    assert.equal(fonts.length, 4);
    for (const [, font] of fonts) assert.equal((await get(font!)).headers.get('content-type'), 'font/woff2');
  });

  test('a browser that takes brotli gets it, one that takes gzip or nothing gets that, each the same page', async () => {
    const { brotliDecompressSync, gunzipSync } = await import('node:zlib');
    const as = async (encoding: string) => {
      const answer = await site.request('/recherche', { headers: { 'Accept-Encoding': encoding } });
      return { headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
    };
    const plain = await as('identity');
    const [brotli, gzip, refused] = [await as('gzip, deflate, br, zstd'), await as('gzip'), await as('gzip, br;q=0')];
    assert.equal(brotli.headers.get('content-encoding'), 'br');
    assert.equal(brotli.headers.get('content-length'), String(brotli.body.length));
    assert.equal(gzip.headers.get('content-encoding'), 'gzip');
    assert.equal(refused.headers.get('content-encoding'), 'gzip');
    assert.equal(brotliDecompressSync(brotli.body).toString(), plain.body.toString());
    assert.equal(gunzipSync(gzip.body).toString(), plain.body.toString());
    assert.ok(brotli.body.length < gzip.body.length);
    for (const { headers } of [brotli, gzip]) assert.match(headers.get('vary') ?? '', /Accept-Encoding/i);
    // The tag that came with one encoding is known again with another.
    const headers = { 'Accept-Encoding': 'br', 'If-None-Match': gzip.headers.get('etag') ?? '' };
    const again = await site.request('/recherche', { headers });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    const nothing = await site.request('/recherche', { method: 'HEAD', headers: { 'Accept-Encoding': 'br' } });
    assert.equal(await nothing.text(), '');
  });

  test('completion tells criteria, places and projects apart', async () => {
    const suggestions = JSON.parse((await get('/recherche/completion?q=jardin')).body) as {
      kind: string;
      href: string;
    }[];
    assert.deepEqual([...new Set(suggestions.map(({ kind }) => kind))].sort(), ['concept', 'project', 'territory']);
    for (const { href } of suggestions) assert.equal((await get(href)).status, 200, href);
    assert.deepEqual(JSON.parse((await get('/recherche/completion?q=j')).body), []);
  });

  test('the interactive map gets the same clusters as words', async () => {
    const { clusters } = JSON.parse((await get('/recherche/carte?q=jardin&cadre=-5,41,10,51.5')).body) as {
      clusters: { count: number; card?: { href: string } }[];
    };
    assert.ok(clusters.length > 0);
    for (const { count: projectsThere, card } of clusters) assert.equal(card !== undefined, projectsThere === 1);
    const ground = JSON.parse((await get('/carte/fond.json')).body) as { features: unknown[] };
    assert.ok(ground.features.length > 100);
  });

  test('a page that breaks says so without saying how', async () => {
    const broken = await inventedSite();
    broken.engine.search = () => Promise.reject(new Error('secret of the house'));
    const original = console.error;
    console.error = () => {};
    try {
      const answer = await broken.site.request('/recherche');
      assert.equal(answer.status, 500);
      const body = await answer.text();
      assert.match(body, /de notre côté/);
      assert.doesNotMatch(body, /secret of the house/);
    } finally {
      console.error = original;
    }
  });
});
