/** A personal mail and a mobile planted in every field that a partner can fill: in no public output, anywhere. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createApi } from '#api/api.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import { noCriteria } from '#model/criteria.ts';
import { projectPath } from '#model/project.ts';
import { testSource } from '#model/testing.ts';
import { wordDesk } from '#pipeline/curate-words.ts';
import { type LiveIndex, openLiveIndex } from '#pipeline/live-index.ts';
import { runSource } from '#pipeline/run-source.ts';
import { catalogueFigures } from '#publish/catalogue-figures.ts';
import { sourceFreshness } from '#publish/freshness.ts';
import { indexState, observatoryCounts } from '#publish/observatory-counts.ts';
import { sourceTurns } from '#publish/source-turns.ts';
import { createSite } from '#web/site.ts';
import { borders } from '#web/testing-country.ts';

const mail = 'jeanne.martin-secret@orange.fr';
const mobile = '06 98 76 54 32';
const planted = `Écrire à ${mail} ou au ${mobile}`;
/** However it comes out: as typed, folded, in an address, without its blanks, encoded, cut into words. */
const leaks = /martin-?secret|secret@|secret%40|secret&#|98.?76.?54.?32|98%2076/i;

const columns = [
  ...['titre', 'resume', 'texte', 'mots', 'themes', 'publics', 'facons', 'lieux', 'odd', 'genre', 'etape', 'forme'],
  ...['porteur', 'siteporteur', 'siret', 'partenaires', 'financeurs', 'nomlieu', 'adresse', 'ville', 'departement'],
  ...['lien', 'nomlien', 'image', 'alt', 'page', 'inspire', 'repris', 'resultats', 'besoins', 'lecons', 'portee'],
  ...['langue', 'debut', 'fin', 'cree', 'change', 'mel', 'tel'],
];
const source = testSource({
  introductions: true,
  map: {
    ...{ title: 'titre', summary: 'resume', body: 'texte', tags: 'mots', themes: 'themes', audiences: 'publics' },
    ...{ approaches: 'facons', placeKinds: 'lieux', sdgs: 'odd', kind: 'genre', stage: 'etape', reach: 'portee' },
    holder: { name: 'porteur', kind: 'forme', url: 'siteporteur', siret: 'siret' },
    ...{
      partners: 'partenaires',
      funders: 'financeurs',
      recordUrl: 'page',
      inspiredBy: 'inspire',
      takenUpBy: 'repris',
    },
    sites: [{ name: 'nomlieu', address: 'adresse', city: 'ville', departement: 'departement' }],
    links: [{ url: 'lien', label: 'nomlien' }],
    images: [{ url: 'image', label: 'alt' }],
    ...{ results: 'resultats', needed: 'besoins', lessons: 'lecons', language: 'langue' },
    ...{ startYear: 'debut', endYear: 'fin', createdAt: 'cree', updatedAt: 'change', mails: 'mel', phones: 'tel' },
  },
});

let database: TestDatabase;
let folder: string;
let live: LiveIndex;
let ask: (path: string) => Promise<Response>;
let paths: string[];

before(async () => {
  database = await testDatabase();
  const { db } = database;
  folder = await mkdtemp(join(tmpdir(), 'carrefour-personal-'));
  const sources = new Map([[source.id, source]]);
  const gazetteer = loadGazetteer();
  const rooms = { db, gazetteer, sources, now: () => new Date('2026-05-03T10:00:00Z') };
  // One record with everything planted everywhere, and one for each field alone among sound ones.
  const sound = { titre: 'Le Bocal', ville: 'Nantes', mel: 'contact@bocal.fr' };
  const everywhere = Object.fromEntries(columns.map((column) => [column, planted]));
  const rows = [
    { id: 'tout', ...everywhere },
    ...columns.map((column, at) => ({ id: `${at}`, ...sound, titre: `Le Bocal ${column}`, [column]: planted })),
    ...columns.map((column, at) => ({ id: `m${at}`, ...sound, titre: `La Ruche ${column}`, [column]: mail })),
    ...columns.map((column, at) => ({
      id: `t${at}`,
      ...sound,
      titre: `Le Four ${column}`,
      [column]: '+33 (0)6.98.76.54.32',
    })),
    {
      id: 'lien',
      ...sound,
      titre: 'Le Lien',
      lien: `mailto:${mail}`,
      page: `https://x.fr/?mail=${mail}`,
      image: `https://x.fr/${mail}.png`,
    },
    {
      id: 'html',
      ...sound,
      titre: 'Le Texte',
      texte: `<p>Jeanne <a href="mailto:${mail}">${mail}</a> <b>06</b> 98 76 54 32</p>`,
    },
  ];
  const path = join(folder, 'a.csv');
  const header = ['id', ...columns];
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const lines = rows.map((row) => header.map((column) => cell((row as Record<string, unknown>)[column])).join(';'));
  await writeFile(path, [header.join(';'), ...lines].join('\n'));
  const { describe, harvest } = await runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
  assert.equal(harvest.records, rows.length);
  assert.ok(describe.sheets > 100);
  await rm(path);
  live = await openLiveIndex({ db, dataFolder: folder, say: () => {} });
  await live.save();
  const doors = {
    ...{ engine: live.engine, projects: projectStore(db), sources, territories: gazetteer },
    ...{ baseUrl: 'https://carrefour.exemple', now: rooms.now, freshness: () => sourceFreshness(db) },
    personOf: async () => undefined,
    turns: () => sourceTurns(db),
    review: review({ db, sources: async () => sources, now: rooms.now }),
    words: wordDesk({ ...rooms, sources: () => sources, say: () => {}, signal: new AbortController().signal }),
    log: { error: (context: object, message: string) => assert.fail(`${message}: ${JSON.stringify(context)}`) },
  };
  const api = createApi(doors);
  const figures = (id: string) => catalogueFigures(db, id);
  const site = createSite({
    ...doors,
    outlines: borders(),
    operator: {},
    built: '/nothing',
    catalogueFigures: figures,
    observatory: { state: () => indexState(db), counts: () => observatoryCounts(db) },
    proxies: 0,
    queues: {},
  });
  ask = async (path) => (path.startsWith('/api') ? api.request(path.slice(4)) : site.request(path));
  const { hits } = await live.engine.search({ criteria: { ...noCriteria, pageSize: 100 } });
  const all = await projectStore(db).load(hits.map(({ id }) => id));
  assert.ok(all.length > 20);
  paths = [
    ...all.flatMap((project) => [
      `/projets/${projectPath(project)}`,
      `/en/projets/${projectPath(project)}`,
      `/api/v1/projects/${project.id}`,
    ]),
    ...[
      '/',
      '/recherche',
      '/recherche?q=bocal',
      '/recherche.atom',
      '/embarquer',
      '/embarquer/carte.json',
      '/observatoire',
      '/observatoire/partenaires.csv',
      '/recherche.json',
      '/recherche/completion?q=jeanne',
    ],
    ...[
      '/recherche/completion?q=ecrire',
      '/sitemap.xml',
      '/sitemap/projets-1.xml',
      '/partenaires',
      '/partenaires/essai',
    ],
    ...['/territoires', '/territoires/commune-44109', '/themes', '/curation/mots'],
    ...['/api/v1/projects?pageSize=100', '/api/v1/projects.csv', '/api/v1/projects.geojson', '/api/v1/projects.jsonl'],
    ...['/api/v1/sources', '/api/v1/suggestions', '/api/openapi.json'],
  ];
});
after(async () => {
  await live?.engine.close();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('no page, feed, answer or export shows it', async () => {
  let shown = 0;
  for (const path of paths) {
    const response = await ask(path);
    const text = await response.text();
    if (response.status === 200) shown++;
    const found = leaks.exec(text);
    assert.equal(found === null ? '' : text.slice(Math.max(0, found.index - 80), found.index + 60), '', path);
  }
  assert.ok(shown > paths.length - 6, `${shown} of ${paths.length} answered`);
});

test('what is generic is still shown', async () => {
  assert.match(await (await ask('/api/v1/projects.csv')).text(), /contact@bocal\.fr/);
});

test('the search does not know it: neither its words, nor its snapshot, nor its completion', async () => {
  for (const q of ['martin-secret', 'secret', '98765432', '0698765432', mail]) {
    const { total } = await live.engine.search({ criteria: { ...noCriteria, q: `"${q}"` } });
    assert.equal(total, 0, q);
  }
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.ok(files.length > 0, 'there is a snapshot');
  for (const entry of files) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const encoding of ['utf8', 'utf16le'] as const)
      assert.doesNotMatch(bytes.toString(encoding), leaks, entry.name);
  }
});

test('no sheet and no project holds it: its mail stands apart, for introductions alone', async () => {
  for (const table of ['sheet', 'project'] as const) {
    const rows = await database.db.selectFrom(table).select('body').execute();
    for (const { body } of rows) assert.doesNotMatch(JSON.stringify(body), leaks, `${table}: ${body.title}`);
  }
  const kept = await database.db.selectFrom('holder_contact').select('mail').distinct().execute();
  assert.ok(kept.some((row) => row.mail === mail));
  const words = await database.db.selectFrom('sheet_word').select(['written', 'word']).execute();
  assert.doesNotMatch(JSON.stringify(words), leaks, 'nor is a curator shown it');
});
