/** The figures of the observatory, counted once for each state of the index. */
import { noCriteria } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import type { ObservatoryCounts } from '#publish/observatory-counts.ts';
import type { Rooms } from '../rooms.ts';
import type { Whole } from './whole.ts';

export interface Coverage {
  territory: Territory;
  projects: number;
  /** Catalogues that have declared a project there; none is “no data”. */
  partners: number;
  /** Projects for 100,000 inhabitants; undefined where no one lives or no partner has declared anything. */
  rate: number | undefined;
}

export interface Observatory {
  /** When the figures were counted. */
  at: Date;
  whole: Whole;
  counts: ObservatoryCounts;
  /** Every département and collectivité where people live, in the order of codes. */
  coverage: Coverage[];
}

type Counting = Pick<Rooms, 'engine' | 'territories' | 'observatory' | 'now' | 'log'>;

/**
 * Milliseconds after which figures of the same state are counted again all the same: an engine may have been a moment
 * behind the database when they were.
 */
const kept = 300_000;
/** Milliseconds for which former figures, which say their hour, are shown while new ones are counted. */
const shownMeanwhile = 3_600_000;

export function observatoryOf(rooms: Counting, whole: () => Promise<Whole>): () => Promise<Observatory> {
  let last: { figures: Observatory; state: string } | undefined;
  let counting: Promise<Observatory> | undefined;
  const countAs = async (state: string) => {
    try {
      const figures = await count(rooms, whole);
      last = { figures, state };
      return figures;
    } finally {
      counting = undefined;
    }
  };
  return async () => {
    const state = `${await rooms.observatory.state()} ${rooms.engine.size}`;
    const age = last === undefined ? Number.POSITIVE_INFINITY : rooms.now().getTime() - last.figures.at.getTime();
    if (last !== undefined && last.state === state && age <= kept) return last.figures;
    counting ??= countAs(state);
    if (last === undefined || age > shownMeanwhile) return counting;
    // Nobody waits for these: a failure is told to the operator, and the next visit tries again.
    counting.catch((error: unknown) => rooms.log.error({ error }, 'the observatory could not be counted'));
    return last.figures;
  };
}

async function count(rooms: Counting, wholeNow: () => Promise<Whole>): Promise<Observatory> {
  const [whole, counts] = await Promise.all([wholeNow(), rooms.observatory.counts()]);
  const coverage: Coverage[] = [];
  for (const territory of rooms.territories.all('departement')) {
    const { id, population = 0 } = territory;
    if (population === 0) continue;
    const projects = whole.territories.get(id) ?? 0;
    coverage.push({
      territory,
      projects,
      partners: projects === 0 ? 0 : await partnersIn(rooms, id),
      rate: projects === 0 ? undefined : (projects / population) * 100_000,
    });
  }
  return { at: rooms.now(), whole, counts, coverage };
}

async function partnersIn({ engine }: Counting, id: string): Promise<number> {
  const criteria = { ...noCriteria, territories: [id], pageSize: 1 };
  const { facets } = await engine.search({ criteria, facets: ['partner'] });
  return (facets.partner ?? []).filter(({ count }) => count > 0).length;
}
