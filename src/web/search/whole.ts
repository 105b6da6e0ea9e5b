/** Everything, counted once in a while: what each page compares its own part with. */
import { type FacetName, facetNames, noCriteria } from '#model/criteria.ts';
import { territoryLevels } from '#model/territory.ts';
import type { FacetCount, SearchEngine } from '#search/engine.ts';

export interface Whole {
  total: number;
  /** How many projects have each value. */
  counts: Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
  /** How many projects each territory has, by id; those without any are absent. */
  territories: ReadonlyMap<string, number>;
}

/** Milliseconds for which the counts are kept while the index keeps its size. */
const kept = 20_000;

/** Gives the whole, counted again when the counts are old or when the index has grown or shrunk. */
export function wholeOf(engine: SearchEngine, now: () => Date): () => Promise<Whole> {
  let last: { whole: Promise<Whole>; at: number; size: number } | undefined;
  return () => {
    const at = now().getTime();
    if (last === undefined || at - last.at > kept || last.size !== engine.size) {
      const whole = count(engine);
      last = { whole, at, size: engine.size };
      whole.catch(() => {
        last = undefined;
      });
    }
    return last.whole;
  };
}

async function count(engine: SearchEngine): Promise<Whole> {
  const criteria = { ...noCriteria, pageSize: 1 };
  const { total, facets, territories } = await engine.search({
    criteria,
    facets: facetNames,
    countTerritories: territoryLevels,
  });
  const counts = Object.fromEntries(facetNames.map((facet) => [facet, mapOf(facets[facet])])) as Whole['counts'];
  return { total, counts, territories: mapOf(Object.values(territories).flat()) };
}

export const mapOf = (counts: readonly FacetCount[] = []): ReadonlyMap<string, number> =>
  new Map(counts.map(({ value, count }) => [value, count]));
