/** The API over a real database, the real engine and the real gazetteer, with invented projects. */

import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { sha256, shortId } from '#lib/hash.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import { wordDesk } from '#pipeline/curate-words.ts';
import { sourceFreshness } from '#publish/freshness.ts';
import { sourceTurns } from '#publish/source-turns.ts';
import { testProject, testSources } from '#publish/testing.ts';
import { toSearchDocument } from '#search/document.ts';
import { fairly } from '#search/fair-order.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { createApi } from './api.ts';
import type { Rooms } from './rooms.ts';

export const baseUrl = 'https://carrefour.example';

const nantes = {
  city: 'Nantes',
  commune: '44109',
  territories: ['commune-44109', 'epci-244400404', 'departement-44', 'region-52'],
  point: { lat: 47.218, lon: -1.554 },
  precision: 'street' as const,
};
const ajaccio = {
  city: 'Ajaccio',
  commune: '2A004',
  territories: ['commune-2A004', 'departement-2A', 'region-94'],
  point: { lat: 41.927, lon: 8.737 },
  precision: 'commune' as const,
};

/** Invented projects by name; those of `garden…` fill several pages. */
export const known = {
  bocal: testProject({
    title: 'Épicerie du Bocal',
    summary: 'Une épicerie sociale, "sans reste", au marché.',
    themes: ['alimentation', 'lien-social'],
    startYear: 2015,
    holder: { name: 'Les Bocaux', kind: 'association' },
    sites: [nantes, { ...ajaccio, name: 'Le comptoir' }],
    contacts: [
      { kind: 'mail', value: 'contact@bocal.example', published: true },
      { kind: 'mail', value: 'jeanne.secret@bocal.example', published: false },
    ],
    toldBy: ['ouvert', 'partage'],
  }),
  formula: testProject({ title: '=SOMME(A1:A9)', tags: ['a|b', '@c'], sites: [{ precision: 'none' }] }),
  closed: testProject({
    title: 'Un projet gardé ici',
    summary: 'Un texte que son catalogue ne donne pas.',
    themes: ['habitat'],
    toldBy: ['ferme'],
    sites: [nantes],
  }),
  invented: testProject({ title: 'Un projet inventé', themes: ['habitat'], toldBy: ['demo'], sites: [ajaccio] }),
  hidden: testProject({ title: 'Un projet retiré' }),
};
export const movedId = shortId('moved');
const gardens = Array.from({ length: 45 }, (_, i) =>
  testProject({
    title: `Jardin partagé ${String(i + 1).padStart(2, '0')}`,
    themes: ['alimentation'],
    startYear: 1990 + i,
    sites: [{ ...nantes, point: { lat: 47.2 + i / 100, lon: -1.5 } }],
  }),
);
export const shown = [known.bocal, known.formula, known.closed, known.invented, ...gardens];

/** `close` lets go of the database; `failures` gathers what the API told its log. */
export async function testApi(change: (rooms: Rooms) => Partial<Rooms> = () => ({})) {
  const database = await testDatabase();
  try {
    return await apiOn(database, change);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function apiOn(database: TestDatabase, change: (rooms: Rooms) => Partial<Rooms>) {
  const { db } = database;
  const seen = new Date('2025-03-01T00:00:00Z');
  const row = (body: (typeof shown)[number], hidden: boolean) => ({
    id: body.id,
    body: JSON.stringify(body),
    hash: sha256(body.id),
    hidden,
    first_seen: seen,
    updated_at: seen,
  });
  await db
    .insertInto('project')
    .values([...shown.map((project) => row(project, false)), row(known.hidden, true)])
    .execute();
  await db.insertInto('project_redirect').values({ from_id: movedId, to_id: known.bocal.id, since: seen }).execute();
  const engine = createMemoryEngine();
  await engine.apply({ put: shown.map((project) => toSearchDocument(project)), remove: [] });
  const failures: object[] = [];
  const rooms: Rooms = {
    personOf: async () => undefined,
    engine: fairly(engine, () => new Date('2025-06-01T10:00:00Z')),
    projects: projectStore(db),
    sources: testSources,
    territories: loadGazetteer(),
    freshness: () => sourceFreshness(db),
    words: wordDesk({
      ...{ db, gazetteer: loadGazetteer(), sources: () => new Map(), now: () => new Date('2025-06-01T10:00:00Z') },
      ...{ say: () => {}, signal: new AbortController().signal },
    }),
    review: review({ db, sources: async () => testSources, now: () => new Date('2025-06-01T10:00:00Z') }),
    turns: () => sourceTurns(db),
    baseUrl,
    now: () => new Date('2025-06-01T10:00:00Z'),
    log: { error: (fields) => failures.push(fields) },
  };
  const app = createApi({ ...rooms, ...change(rooms) });
  const ask = async (path: string, init?: RequestInit) => app.request(path, init);
  const json = async (path: string) => (await ask(path)).json();
  return {
    app,
    ask,
    /** The answer's JSON, untyped: tests look at it as a client does. */
    json,
    failures,
    database,
    rooms,
    async close() {
      await engine.close();
      await database.close();
    },
  };
}
