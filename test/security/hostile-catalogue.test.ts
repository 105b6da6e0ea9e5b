/** A partner's catalogue that was broken into: programs in every field, read as any other, are text wherever they come out. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { createApi } from '#api/api.ts';
import { newsLetter } from '#connect/alerts/alert-letters.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import { noCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { type LiveIndex, openLiveIndex } from '#pipeline/live-index.ts';
import { newsItem } from '#pipeline/news-item.ts';
import { runSource } from '#pipeline/run-source.ts';
import { exportProjects } from '#publish/export.ts';
import { emptyDesk } from '#web/testing.ts';
import { type PeopledSite, peopledSite } from '#web/testing-people.ts';
import { baseUrl } from './testing.ts';

const program = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'</script><svg onload=alert(3)>';
const html = `<p onclick="alert(4)">Un <b>atelier</b> ${program}<a href="javascript:alert(5)">ici</a><iframe srcdoc="<script>alert(6)</script>"></iframe><style>*{background:url(//evil.example)}</style></p>`;
/** What spreadsheets would run. */
const formula = '=HYPERLINK("http://evil.example";"x")';
const rows = [
  {
    ...{ id: `1${program}`, titre: `Atelier ${program}`, resume: `On répare ensemble ${program}`, texte: html },
    ...{ adresse: `3 rue ${program}`, ville: 'Nantes', cp: '44000', lien: 'javascript:alert(7)', nomlien: program },
    ...{ image: 'data:text/html,<script>alert(8)</script>', legende: program, porteur: `Association ${program}` },
    ...{ credit: program, resultats: html, besoins: html, themes: program, publics: program, mail: `a@b.fr${program}` },
  },
  {
    ...{
      id: '2',
      titre: formula,
      resume: '@SUM(1+1)*cmd|"/C calc"!A0',
      texte: '-2+3+cmd',
      porteur: '+cmd',
      credit: '=1+1',
    },
    ...{
      adresse: '',
      ville: 'Lille',
      cp: '59000',
      lien: 'https://evil.example/"><script>alert(9)</script>',
      nomlien: '',
    },
    ...{ image: 'https://evil.example/x.png?"onerror=alert(10)', legende: '', resultats: '', besoins: '' },
    ...{ themes: 'énergie', publics: '', mail: 'bonjour@evil.example\r\nBcc: victime@exemple.fr' },
  },
];

let folder: string;
let house: PeopledSite;
let live: LiveIndex;
let projects: Project[];
let sources: Map<string, Source>;
let api: ReturnType<typeof createApi>;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrefour-hostile-'));
  const gazetteer = loadGazetteer();
  const source = testSource(
    {
      id: 'mechant',
      format: { type: 'json' },
      map: {
        ...{ title: 'titre', summary: 'resume', body: 'texte', holder: { name: 'porteur' }, mails: 'mail' },
        sites: [{ address: 'adresse', postcode: 'cp', city: 'ville' }],
        ...{ links: [{ url: 'lien', label: 'nomlien' }], images: [{ url: 'image', label: 'legende' }] },
        ...{ attribution: 'credit', results: 'resultats', needed: 'besoins' },
        ...{ themes: { from: 'themes', otherwise: 'keep' }, audiences: { from: 'publics', otherwise: 'keep' } },
      },
    },
    folder,
  );
  sources = new Map([['mechant', source]]);
  house = await peopledSite({
    baseUrl,
    async over({ db }) {
      const path = join(folder, 'catalogue.json');
      await writeFile(path, JSON.stringify(rows));
      const now = () => new Date();
      await runSource({ db, gazetteer, sources, now }, source, { kind: 'file', path }, { say: () => {} });
      live = await openLiveIndex({ db, dataFolder: folder, say: () => {} });
      const decisions = review({ db, sources: async () => sources, now });
      const doors = { engine: live.engine, projects: projectStore(db), sources, territories: gazetteer, now };
      api = createApi({
        ...{ ...doors, review: decisions, words: emptyDesk, baseUrl, personOf: async () => undefined },
        ...{ freshness: async () => new Map(), turns: async () => new Map(), log: { error: console.error } },
      });
      return { rooms: { ...doors, review: decisions }, telling: undefined };
    },
  });
  const bodies = await house.db.selectFrom('project').select('body').execute();
  projects = bodies.map(({ body }) => body);
});
after(async () => {
  await live?.engine.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Nothing of it became a part of the page; what is data in a page is whole. */
function isText(page: string, where: string): void {
  const $ = load(page);
  assert.equal(
    $('[onerror], [onload], [onclick], img[src=x], iframe[srcdoc], style:contains("evil")').length,
    0,
    where,
  );
  assert.equal(
    $('[href^="javascript:" i], [src^="javascript:" i], [src^="data:text" i], [action^="javascript:" i]').length,
    0,
    where,
  );
  assert.doesNotMatch($('script:not([type="application/ld+json"])').text(), /alert\(\d/, where);
  for (const data of $('script[type="application/ld+json"]').toArray()) JSON.parse($(data).text());
}

test('the two projects are there, so that there is something to look at', () => {
  assert.equal(projects.length, 2);
  assert.ok(projects.some(({ title }) => title.startsWith('Atelier')));
});

test('on every page that shows them, in both languages', async () => {
  const stranger = house.browser();
  const paths = [
    ...[
      '/',
      '/recherche',
      '/recherche?q=atelier',
      '/recherche?q=atelier&expliquer=1',
      '/partenaires',
      '/partenaires/mechant',
    ],
    ...['/territoires/commune-44109', '/territoires/commune-59350', '/themes', '/observatoire', '/plan-du-site'],
    ...[
      '/embarquer?q=atelier',
      '/embarquer?affichage=liste',
      '/embarquer/essayer?q=atelier',
      '/alertes/suivre?q=atelier',
    ],
    ...projects.flatMap((project) => {
      const own = `/projets/${projectPath(project)}`;
      return [
        own,
        ...['corriger', 'corriger?champ=title', 'corriger?champ=links', 'signaler', 'contact'].map(
          (page) => `${own}/${page}`,
        ),
      ];
    }),
  ];
  let shown = 0;
  for (const prefix of ['', '/en'])
    for (const path of paths) {
      const answer = await stranger.get(prefix + (path === '/' && prefix !== '' ? '' : path));
      assert.ok(answer.status < 500, `${prefix}${path}: ${answer.status}`);
      const page = await answer.text();
      isText(page, prefix + path);
      if (/Atelier/.test(page)) shown++;
    }
  assert.ok(shown > 10, `${shown} pages show the first one`);
  assert.deepEqual(house.complaints, []);
});

test('in feeds, for machines, in pictures to share', async () => {
  const stranger = house.browser();
  const atom = await (await stranger.get('/recherche.atom')).text();
  const feed = load(atom, { xml: true });
  assert.ok(feed('entry').length >= 2);
  assert.equal(feed('script, img, iframe, svg').length, 0, 'nothing of it is an element of the feed');
  for (const one of feed('content, summary, title').toArray())
    if (feed(one).attr('type') === 'html') isText(feed(one).text(), 'an entry of the feed');
  for (const link of feed('link').toArray()) assert.match(feed(link).attr('href') ?? '', /^https?:\/\//);
  for (const path of ['/recherche.json', '/recherche/carte', '/embarquer/carte.json', '/recherche/completion?q=ate']) {
    const answer = await stranger.get(path);
    assert.match(answer.headers.get('content-type') ?? '', /json/, path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    JSON.parse(await answer.text());
  }
  for (const project of projects) {
    const card = await stranger.get(`/projets/${projectPath(project)}/carte.png`);
    assert.equal(card.headers.get('content-type'), 'image/png');
    const one = await api.request(`${baseUrl}/v1/projects/${project.id}`);
    assert.equal(one.status, 200);
    assert.match(one.headers.get('content-type') ?? '', /json/);
    assert.doesNotMatch(JSON.stringify(await one.json()), /javascript:|data:text/i, 'no address that runs');
  }
});

test('in spreadsheets: what looks like a formula is text', async () => {
  let csv = '';
  const asked = { sources, baseUrl, language: 'fr' as const, criteria: noCriteria, format: 'csv' as const };
  for await (const piece of exportProjects({ ...asked, engine: live.engine, projects: projectStore(house.db) }))
    csv += piece;
  assert.ok(csv.includes('HYPERLINK'));
  assert.doesNotMatch(csv, /(^|[;,\n])"?[=+@-](HYPERLINK|SUM|cmd|1\+1|2\+3)/m);
});

test('in the letter of an alert', async () => {
  const item = newsItem({ baseUrl, sources, territories: loadGazetteer() });
  for (const language of ['fr', 'en'] as const) {
    const items = projects.map((project) => item(project, language));
    const url = `${baseUrl}/x`;
    const given = { language, label: program, rhythm: 'daily', search: url, stop: url, list: url } as const;
    const written = newsLetter(baseUrl, { ...given, fresh: { total: 2, items }, changed: { total: 0, items: [] } });
    assert.match(written.html, /Atelier/);
    isText(written.html, `the letter in ${language}`);
    assert.doesNotMatch(written.subject, /[\r\n]/);
  }
});
