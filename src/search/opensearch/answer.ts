/** From a request to an answer: the words are worked out first, then one search finds, counts and places. */
import type { Criteria, FacetName } from '#model/criteria.ts';
import { goodQuality } from '#model/quality.ts';
import { type TerritoryLevel, territoryLevels } from '#model/territory.ts';
import type { Counted as CountedSearch, FacetCount, Hit, MapRequest, SearchAnswer, SearchRequest } from '../engine.ts';
import { distanceInMetres } from '../memory/earth.ts';
import { familyOf } from '../title-family.ts';
import { counted, type FoundHit, insideTerms, type Searched, valued } from './answers.ts';
import { clusterAggregation, readClusters } from './clusters.ts';
import { byRelevance, type Counted, facetFilters, orderOf, placeAndTime } from './criteria.ts';
import { matchWords, type WordMatches } from './match-words.ts';
import { countQueries, type Search } from './plan.ts';
import { bool, type Query } from './query.ts';

/** More values than any facet or level of territory has. */
const mostValues = 50_000;
/** OpenSearch pages no deeper; the interface offers half of it. */
const deepest = 20_000;

export async function answer(search: Search, request: SearchRequest): Promise<SearchAnswer> {
  const { criteria } = request;
  const facets = [...new Set(request.facets ?? [])];
  const levels = territoryLevels.filter((level) => request.countTerritories?.includes(level));
  const words = await matchWords(search, criteria.q, request.thesaurus);
  const found = await search({
    ...bodyOf(criteria, words),
    ...pageOf(criteria),
    aggs: aggregationsOf(request, facets, levels),
  });
  const total = found.hits.total?.value ?? 0;
  const read = (name: string) => (found.aggregations?.[name] as Record<string, unknown> | undefined) ?? {};
  return {
    total,
    hits: found.hits.hits.map((hit) => hitOf(hit, criteria)),
    facets: Object.fromEntries(
      facets.map((name) => [name, countsIn(read(`facet ${name}`), criteria.chosen[name] ?? [])]),
    ) as Partial<Record<FacetName, FacetCount[]>>,
    territories: Object.fromEntries(
      levels.map((level) => [
        level,
        countsIn(
          read(`level ${level}`),
          criteria.territories.filter((id) => id.startsWith(`${level}-`)),
        ),
      ]),
    ),
    clusters: [],
    ...(request.maps && gathered(read('all'), request.maps)),
    ...(words && { reading: words.reading }),
    ...(await nearbyOf(search, request, words, total)),
  };
}

/** The clusters of each map, and what is told beside them. */
function gathered(all: Record<string, unknown>, maps: readonly MapRequest[]) {
  const edge = (name: string) => valued.parse(all[name]).value;
  const [west, south, east, north] = [edge('west'), edge('south'), edge('east'), edge('north')];
  const bounds: SearchAnswer['bounds'] =
    west === null || south === null || east === null || north === null ? undefined : [west, south, east, north];
  return {
    clusters: maps.map((_, m) => readClusters(all[`map ${m}`])),
    withoutPoint: counted.parse(all.withoutPoint).doc_count,
    ...(bounds && { bounds }),
  };
}

/** What finds and orders: the same for a page and for everything. Facets filter after the counts. */
export function bodyOf(criteria: Criteria, words: WordMatches | undefined): Record<string, unknown> {
  const ranking = byRelevance(criteria) ? (words?.ranking ?? []) : [];
  const filter = [...(words ? [words.filter] : []), ...placeAndTime(criteria)];
  return {
    query: bool({ filter, should: ranking }),
    post_filter: bool({ filter: [...facetFilters(criteria).values()] }),
    sort: orderOf(criteria),
    _source: ['title', 'partner', 'quality', ...(criteria.near === undefined ? [] : ['points'])],
  };
}

function pageOf({ page, pageSize }: Criteria): { from: number; size: number } {
  const from = (page - 1) * pageSize;
  return from + pageSize > deepest ? { from: 0, size: 0 } : { from, size: pageSize };
}

function aggregationsOf({ criteria, maps }: SearchRequest, facets: readonly FacetName[], levels: TerritoryLevel[]) {
  const filters = facetFilters(criteria);
  /** Everything chosen but in this criterion: what a click in it would give. */
  const others = (name?: Counted): Query =>
    bool({ filter: [...filters].filter(([other]) => other !== name).map(([, filter]) => filter) });
  const values = (field: string) => ({ values: { terms: { field, size: mostValues, shard_size: mostValues } } });
  return {
    ...Object.fromEntries(facets.map((name) => [`facet ${name}`, { filter: others(name), aggs: values(name) }])),
    ...Object.fromEntries(
      levels.map((level) => [`level ${level}`, { filter: others('territories'), aggs: values(`inside.${level}`) }]),
    ),
    ...(maps && {
      all: {
        filter: others(),
        aggs: {
          withoutPoint: { missing: { field: 'lat' } },
          west: { min: { field: 'lon' } },
          south: { min: { field: 'lat' } },
          east: { max: { field: 'lon' } },
          north: { max: { field: 'lat' } },
          ...Object.fromEntries(maps.map((map, m) => [`map ${m}`, clusterAggregation(map)])),
        },
      },
    }),
  };
}

/** Largest first, then by value; what was chosen is there even with nothing. */
function countsIn(aggregation: unknown, chosen: readonly string[]): FacetCount[] {
  const { buckets } = insideTerms.parse(aggregation).values;
  const counts = new Map([
    ...chosen.map((value) => [value, 0] as const),
    ...buckets.map(({ key, doc_count }) => [key, doc_count] as const),
  ]);
  return Array.from(counts, ([value, count]) => ({ value, count })).sort(
    (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
  );
}

function hitOf({ _id, _score, _source }: FoundHit, criteria: Criteria): Hit {
  const hit: Hit = { id: _id, score: byRelevance(criteria) ? (_score ?? 0) : 0 };
  if (_source?.partner?.length) hit.partners = _source.partner;
  if (_source?.quality?.includes(goodQuality)) hit.good = true;
  const family = familyOf(_source?.title ?? '');
  if (family !== undefined) hit.family = family;
  const { near } = criteria;
  if (near === undefined || !_source?.points?.length) return hit;
  hit.distance = Math.min(..._source.points.map(({ lat, lon }) => distanceInMetres(near.lat, near.lon, lat, lon)));
  return hit;
}

/** What completes a first page that documents holding every word don't fill. */
async function nearbyOf(
  search: Search,
  { criteria, nearby: wanted = 0 }: SearchRequest,
  words: WordMatches | undefined,
  total: number,
): Promise<{ nearby?: Hit[] }> {
  const missing = Math.min(wanted, criteria.pageSize - total);
  if (words?.nearby === undefined || missing <= 0 || criteria.page > 1) return {};
  const relevance: Criteria = { ...criteria, sort: 'pertinence' };
  const found: Searched = await search({
    ...bodyOf(relevance, { ...words, ...words.nearby }),
    size: missing,
    track_total_hits: false,
  });
  const nearby = found.hits.hits.map((hit) => hitOf(hit, relevance));
  return nearby.length === 0 ? {} : { nearby };
}

/** The hits of a page alone: nothing is counted. */
export async function firstHits(search: Search, criteria: Criteria): Promise<Hit[]> {
  const words = await matchWords(search, criteria.q);
  const found = await search({ ...bodyOf(criteria, words), ...pageOf(criteria), track_total_hits: false });
  return found.hits.hits.map((hit) => hitOf(hit, criteria));
}

/** How many answer each of several searches for the same words: they are worked out once, and counted by one search. */
export async function totalOfEach(search: Search, q: string, asked: readonly Criteria[]): Promise<CountedSearch[]> {
  const words = await matchWords(search, q);
  const { counts } = await countQueries(
    search,
    asked.map((criteria) =>
      bool({
        filter: [...(words ? [words.filter] : []), ...placeAndTime(criteria), ...facetFilters(criteria).values()],
      }),
    ),
  );
  return counts.map((total) => ({ total, ...(words && { reading: words.reading }) }));
}

/** Ids of every document that answers, in order, from one state of the index. */
export async function everyId(
  search: Search,
  page: (body: Record<string, unknown>) => AsyncIterable<FoundHit>,
  criteria: Criteria,
): Promise<string[]> {
  const body = bodyOf(criteria, await matchWords(search, criteria.q));
  const ids: string[] = [];
  for await (const { _id } of page({ ...body, _source: false })) ids.push(_id);
  return ids;
}
