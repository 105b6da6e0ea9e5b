/** For tests: the site over a real database in which pairs wait, visited by whoever is told. */
import type { Hono } from 'hono';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { projectStore } from '#match/project-store.ts';
import { type Review, review } from '#match/review.ts';
import { type TestMatcher, testMatcher, testSheet, testSources } from '#match/testing.ts';
import type { Person } from '#model/person.ts';
import type { Sheet } from '#model/sheet.ts';
import { testManifest } from '#model/testing.ts';
import { runDesk } from '#pipeline/run-desk.ts';
import { catalogueFigures } from '#publish/catalogue-figures.ts';
import { sourceFreshness } from '#publish/freshness.ts';
import { indexState, observatoryCounts } from '#publish/observatory-counts.ts';
import { problemCounts, sheetsToMend } from '#publish/sheets-to-mend.ts';
import { sourceTurns } from '#publish/source-turns.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { createSite } from './site.ts';
import { emptyDesk } from './testing.ts';
import { borders, places } from './testing-country.ts';

export const ana: Person = {
  id: 'p-ana',
  name: 'Ana Curatrice',
  mail: 'ana@exemple.org',
  role: 'curator',
  partners: [],
};

export interface ReviewSite {
  site: Hono;
  database: TestDatabase;
  matcher: TestMatcher;
  desk: Review;
  /** The sources that were to be described soon. */
  described: string[];
  /** Who visits from now on. */
  visitor: { is: Person | undefined };
  close(): Promise<void>;
}

const nantes = '44109';
const door = (address: string): Partial<Sheet> => ({
  sites: [
    {
      commune: nantes,
      city: 'Nantes',
      postcode: '44000',
      address,
      precision: 'site',
      point: { lat: 47.2, lon: -1.55 },
      territories: [],
      how: [],
    },
  ],
});

/** Two pairs that wait, and a sheet that resembles nothing. */
export const waitingSheets = (): Sheet[] => [
  testSheet('a/1', 'Le Bocal partagé', nantes, {
    ...door('3 rue des Halles'),
    summary: 'Une épicerie où chacun paie selon ses moyens.',
    body: '<p>On y cuisine les invendus du marché, et l’on y donne deux heures par mois.</p>',
    themes: ['alimentation'],
    holder: { name: 'Association Le Bocal' },
    links: [{ url: 'https://bocal.example/' }],
    startYear: 2015,
    quality: 0.8,
    recordUrl: 'https://a.example/fiche/1',
    contacts: [
      { kind: 'mail', value: 'bonjour@bocal.example', published: true },
      { kind: 'mail', value: 'jeanne.secret@bocal.example', published: false },
    ],
    updatedAt: '2025-03-12',
  }),
  testSheet('b/1', 'Le Bocal partagé, antenne des Halles', nantes, {
    ...door('3 rue des Halles'),
    summary: 'Une épicerie solidaire où chacun paie selon ses moyens <script>alert(1)</script>.',
    themes: ['alimentation', 'lien-social'],
    links: [{ url: 'https://bocal.example/' }],
    startYear: 2019,
    quality: 0.6,
  }),
  testSheet('a/2', 'La Ruche', nantes, { quality: 0.3 }),
  testSheet('c/2', 'La Ruche, antenne', nantes, { quality: 0.3 }),
  testSheet('c/9', 'Le Moulin', nantes, { quality: 0.3 }),
];

/** `built` is Vite's folder, by default none. `close` lets go of everything. */
export async function reviewSite(built = '/nothing-built-here'): Promise<ReviewSite> {
  const database = await testDatabase();
  try {
    const matcher = await testMatcher(database.db);
    await matcher.change(waitingSheets());
    const { db } = database;
    let minutes = 0;
    const now = () => new Date(Date.UTC(2026, 4, 3, 10, minutes++));
    const desk = review({ db, sources: async () => testSources, now });
    const visitor: ReviewSite['visitor'] = { is: ana };
    const engine = createMemoryEngine();
    const described: string[] = [];
    const log = { error: (context: object, message: string) => console.error(message, context) };
    const site = createSite({
      engine,
      projects: projectStore(db),
      sources: new Map(['a', 'b', 'c', 'lues', 'jamais-lues'].map((id) => [id, testManifest({ id })])),
      territories: places(),
      outlines: borders(),
      operator: {},
      personOf: async () => visitor.is,
      words: emptyDesk,
      review: desk,
      proxies: 0,
      runs: runDesk({ db, log, describeSoon: async (source) => described.push(source) }),
      queues: { pairs: async () => (await desk.queue(1)).total },
      freshness: () => sourceFreshness(db),
      turns: () => sourceTurns(db),
      catalogueFigures: (source) => catalogueFigures(db, source),
      toMend: {
        sheets: (asked) => sheetsToMend(db, asked),
        problems: (source) => problemCounts(db, source),
      },
      observatory: { state: () => indexState(db), counts: () => observatoryCounts(db) },
      baseUrl: 'https://carrefour.exemple',
      built,
      now: () => new Date('2026-05-03T12:00:00Z'),
      log,
    });
    const close = async () => {
      await engine.close();
      await database.close();
    };
    return { site, database, matcher, desk, described, visitor, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}
