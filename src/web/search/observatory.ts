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

type Counting = Pick<Rooms, 'engine' | 'territories' | 'observatory' | 'now'>;

/**
 * Milliseconds after which figures of the same state are counted again all the same: an engine may have been a moment
 * behind the database when they were.
 */
const kept = 300_000;

export function observatoryOf(rooms: Counting, whole: () => Promise<Whole>): () => Promise<Observatory> {
  let last: { figures: Promise<Observatory>; state: string; at: number } | undefined;
  return async () => {
    const state = `${await rooms.observatory.state()} ${rooms.engine.size}`;
    const at = rooms.now().getTime();
    if (last === undefined || last.state !== state || at - last.at > kept) {
      const figures = count(rooms, whole);
      last = { figures, state, at };
      figures.catch(() => {
        last = undefined;
      });
    }
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
