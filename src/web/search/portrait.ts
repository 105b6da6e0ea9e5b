/** What a page about a territory, a theme or a partner shows of the projects there: counts, best, latest, map. */
import { type Criteria, facetNames } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { territoryLevels } from '#model/territory.ts';
import type { SearchAnswer } from '#search/engine.ts';
import type { Rooms } from '../rooms.ts';
import type { Country } from '../view/country.ts';
import { type Box, type DrawnMap, searchWithMap } from './ask.ts';

export interface Portrait {
  criteria: Criteria;
  answer: SearchAnswer;
  /** The best told; all of them when they are few. */
  best: Project[];
  /** The latest news of the others; none when the best are all. */
  latest: Project[];
  map: DrawnMap;
}

/** Projects in each row; twice as many are shown in one row when there are no more. */
const row = 4;

/** `extent`, in degrees, is what the map shows; without it, what was found or the whole country. */
export async function askPortrait(
  rooms: Pick<Rooms, 'engine' | 'projects'> & { country: Country },
  criteria: Criteria,
  extent?: Box,
): Promise<Portrait> {
  const { engine, projects } = rooms;
  const asked = { ...criteria, pageSize: 2 * row };
  const [{ answer, map }, newest] = await Promise.all([
    searchWithMap(rooms, { criteria: asked, facets: facetNames, countTerritories: territoryLevels }, extent),
    engine.first({ ...asked, sort: 'date' }),
  ]);
  const few = answer.total <= 2 * row;
  const bestIds = answer.hits.slice(0, few ? 2 * row : row).map(({ id }) => id);
  const others = newest.map(({ id }) => id).filter((id) => !bestIds.includes(id));
  const [best, latest] = await Promise.all([projects.load(bestIds), projects.load(few ? [] : others.slice(0, row))]);
  return { criteria, answer, best, latest, map };
}
