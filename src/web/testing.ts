/** For tests: the site over the invented country and the real engine. */
import type { Found, ProjectStore } from '#match/project-store.ts';
import type { Related } from '#match/related.ts';
import type { Review } from '#match/review.ts';
import type { Person } from '#model/person.ts';
import type { Project } from '#model/project.ts';
import type { Manifest } from '#model/source.ts';
import type { WordDesk } from '#pipeline/curate-words.ts';
import type { CatalogueFigures } from '#publish/catalogue-figures.ts';
import type { ObservatoryCounts } from '#publish/observatory-counts.ts';
import { conceptLabels } from '#search/concept-labels.ts';
import { toSearchDocument } from '#search/document.ts';
import { fairly } from '#search/fair-order.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import type { Operator } from './operator.ts';
import type { Rooms } from './rooms.ts';
import { createSite } from './site.ts';
import { borders, inventedSources, inventProjects, places } from './testing-country.ts';

/** A store over a list; `gone` are hidden, `moved` lead elsewhere. */
export function storeOf(
  projects: readonly Project[],
  {
    gone = [],
    moved = {},
    related = [],
  }: { gone?: readonly string[]; moved?: Record<string, string>; related?: readonly Related[] } = {},
): ProjectStore {
  const shown = new Map(projects.filter(({ id }) => !gone.includes(id)).map((project) => [project.id, project]));
  const day = new Date('2026-05-03');
  return {
    async find(id): Promise<Found> {
      const project = shown.get(id);
      if (project !== undefined) return { is: 'here', project, firstSeen: day, updatedAt: day };
      const to = moved[id];
      if (to !== undefined) return { is: 'moved', to };
      return gone.includes(id) ? { is: 'hidden' } : { is: 'unknown' };
    },
    load: async (ids) => ids.flatMap((id) => shown.get(id) ?? []),
    related: async (_, most) => related.slice(0, most),
    latest: async (most) => [...shown.values()].slice(0, most),
    dates: async (ids) =>
      new Map(ids.filter((id) => shown.has(id)).map((id) => [id, { firstSeen: day, updatedAt: day }])),
    async *addresses(skip, most) {
      const inOrder = [...shown.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const { id, title } of inOrder.slice(skip, skip + most)) yield { id, title, updatedAt: day };
    },
    figures: async () => ({
      projects: shown.size,
      toldBySeveral: [...shown.values()].filter(({ sources }) => sources.length > 1).length,
      partners: new Set([...shown.values()].flatMap(({ sources }) => sources)).size,
      communes: new Set([...shown.values()].flatMap(({ sites }) => sites.map(({ commune }) => commune))).size,
    }),
  };
}

/** As `publish/catalogue-figures.ts` counts them, over a list in which each telling is one whole sheet. */
function figuresOf(projects: readonly Project[], source: string): CatalogueFigures {
  const own = projects.filter(({ sources }) => sources.includes(source));
  const others = new Map<string, number>();
  for (const other of own.flatMap(({ sources }) => sources).filter((id) => id !== source))
    others.set(other, (others.get(other) ?? 0) + 1);
  return {
    sheets: own.length,
    quality: own.length === 0 ? undefined : own.reduce((sum, { quality }) => sum + quality, 0) / own.length,
    criteria: [
      { criterion: 'described', mean: 0.62, below: own.length },
      { criterion: 'told', mean: 0, below: own.length },
      { criterion: 'located', mean: 1, below: 0 },
    ],
    shared: own.filter(({ sources }) => sources.length > 1).length,
    sharedWith: [...others].map(([id, count]) => ({ source: id, projects: count })),
  };
}

/** As `publish/observatory-counts.ts` counts them; all arrived on the same day. */
function countsOf(projects: readonly Project[]): ObservatoryCounts {
  const years = new Map<number, number>();
  for (const year of projects.flatMap(({ startYear }) => startYear ?? [])) years.set(year, (years.get(year) ?? 0) + 1);
  return {
    projects: projects.length,
    startYears: [...years].sort(([a], [b]) => a - b).map(([year, count]) => ({ year, projects: count })),
    withoutStart: projects.filter(({ startYear }) => startYear === undefined).length,
    arrivals: projects.length === 0 ? [] : [{ month: '2026-02', projects: projects.length }],
  };
}
/** A queue in which nothing waits. */
export const emptyDesk: WordDesk = {
  waiting: async () => ({ total: 0, words: [] }),
  proposals: async () => [],
  answers: async () => [],
  answer: async () => ({ refused: 'word-not-carried' }),
  undo: async () => ({ refused: 'answer-unknown' }),
};

/** A desk on which nothing waits. */
const nothingWaits: Review = {
  queue: async () => ({ total: 0, putOff: 0, questions: [] }),
  pair: async () => undefined,
  explain: async () => undefined,
  project: async () => undefined,
  relations: async () => [],
  decide: async () => ({ is: 'refused', refusal: { code: 'reason-missing' } }),
  undo: async (decision) => ({ is: 'refused', refusal: { code: 'decision-unknown', decision } }),
  unhide: async (project) => ({ is: 'refused', refusal: { code: 'not-hidden', project } }),
  decisionsOf: async () => [],
  these: async () => [],
  history: async () => ({ total: 0, decisions: [] }),
  later: async () => {},
};

/** The whole site over invented projects; `built` is Vite's folder, by default none. */
export async function inventedSite(
  options: {
    built?: string;
    gone?: string[];
    moved?: Record<string, string>;
    related?: readonly Related[];
    operator?: Operator;
    sources?: ReadonlyMap<string, Manifest>;
    /** Who asks; nobody by default. */
    person?: Person;
    words?: WordDesk;
    /** Rooms that are not the usual ones. */
    rooms?: Partial<Rooms>;
  } = {},
) {
  const projects = inventProjects();
  const engine = createMemoryEngine({ concepts: conceptLabels() });
  const shown = projects.filter(({ id }) => !options.gone?.includes(id));
  await engine.apply({ put: shown.map((project) => toSearchDocument(project)), remove: [] });
  const rooms: Rooms = {
    engine: fairly(engine, () => new Date('2026-05-03')),
    projects: storeOf(projects, options),
    sources: options.sources ?? inventedSources,
    territories: places(),
    outlines: borders(),
    operator: options.operator ?? {},
    freshness: async () => new Map([['reseau-reemploi', new Date('2026-05-02T04:00:00Z')]]),
    turns: async () =>
      new Map([
        [
          'reseau-reemploi',
          {
            source: 'reseau-reemploi',
            next: new Date('2100-05-09T03:12:00Z'),
            beganAt: new Date('2026-05-03T03:12:00Z'),
            endedAt: new Date('2026-05-03T03:13:00Z'),
            outcome: 'failed' as const,
            told: 'Nothing answers at https://secret:motdepasse@reemploi.example/.',
            failures: 2,
          },
        ],
      ]),
    catalogueFigures: async (source) => figuresOf(shown, source),
    observatory: {
      state: async () => 'invented',
      counts: async () => countsOf(shown),
    },
    personOf: async () => options.person,
    words: options.words ?? emptyDesk,
    baseUrl: 'https://carrefour.exemple',
    built: options.built ?? '/nothing-built-here',
    now: () => new Date('2026-05-03'),
    log: { error: (context, message) => console.error(message, context) },
    review: nothingWaits,
    proxies: 0,
    queues: {},
    ...options.rooms,
  };
  return { site: createSite(rooms), projects, engine, rooms };
}
