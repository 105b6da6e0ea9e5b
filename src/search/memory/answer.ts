/** From a request to an answer over one view. */
import type { Criteria, FacetName } from '#model/criteria.ts';
import { type TerritoryLevel, territoryLevels } from '#model/territory.ts';
import type { FacetCount, Hit, SearchAnswer, SearchRequest } from '../engine.ts';
import { Clustering, Extent } from './clusters.ts';
import { countValues, sortedCounts } from './count.ts';
import { filterFor, nearestDistance } from './filter.ts';
import { matchWords, type WordMatches } from './match-words.ts';
import { bestOf, inOrder, type Ranked } from './order.ts';
import { rerank, reranked } from './rerank.ts';
import { type Selected, select } from './select.ts';
import { textAt } from './string-table.ts';
import type { View } from './view.ts';

export function answer(view: View, request: SearchRequest): SearchAnswer {
  const { criteria } = request;
  const facets = [...new Set(request.facets ?? [])];
  const levels = territoryLevels.filter((level) => request.countTerritories?.includes(level));
  const counted = new Set<string>(levels.length > 0 ? [...facets, 'territories'] : facets);
  const words = matchWords(view, criteria.q);
  const selected = selectAll(view, criteria, words, counted);
  const extent = new Extent();
  const clustering = request.map && new Clustering(request.map);
  for (const [p, { segment }] of view.parts.entries()) {
    const { docs, length } = selected[p]!;
    extent.add(segment, docs, length);
    clustering?.add(segment, docs, length);
  }
  const bounds = extent.bounds();
  return {
    total: selected.reduce((sum, { length }) => sum + length, 0),
    hits: hitsOf(view, criteria, words, selected),
    facets: Object.fromEntries(
      facets.map((name) => [name, countsOf(view, selected, name, name, criteria.chosen[name] ?? [])]),
    ) as Partial<Record<FacetName, FacetCount[]>>,
    territories: Object.fromEntries(
      levels.map((level) => {
        const chosen = criteria.territories.filter((id) => id.startsWith(`${level}-`));
        return [level, countsOf(view, selected, level, 'territories', chosen)];
      }),
    ),
    clusters: clustering?.done() ?? [],
    withoutPoint: extent.withoutPoint,
    ...(bounds && { bounds }),
    ...(words && { reading: readingOf(words) }),
    ...nearbyOf(view, criteria, words, selected),
  };
}

/** Ids of every document that answers, in order. */
export function everyId(view: View, criteria: Criteria): string[] {
  const words = matchWords(view, criteria.q);
  const selected = selectAll(view, criteria, words, new Set());
  const ranked = view.parts.flatMap((part, p) => bestOf(part, selected[p]!, criteria, selected[p]!.length));
  const inPlace = byRelevance(criteria) ? rerank(inOrder(ranked, criteria), words) : inOrder(ranked, criteria);
  return inPlace.map(({ part, doc }) => textAt(part.segment.ids, doc));
}

function selectAll(view: View, criteria: Criteria, words: WordMatches | undefined, counted: ReadonlySet<string>) {
  return view.parts.map((part, p) => select(part, words?.scored[p], filterFor(part.segment, criteria), counted));
}

function byRelevance({ sort, near }: Criteria): boolean {
  return sort === 'pertinence' || (sort === 'distance' && near === undefined);
}

function hitsOf(view: View, criteria: Criteria, words: WordMatches | undefined, selected: readonly Selected[]): Hit[] {
  const from = (criteria.page - 1) * criteria.pageSize;
  const to = from + criteria.pageSize;
  const most = byRelevance(criteria) ? Math.max(to, reranked) : to;
  let ranked: Ranked[] = view.parts.flatMap((part, p) => bestOf(part, selected[p]!, criteria, most));
  ranked = inOrder(ranked, criteria).slice(0, most);
  if (byRelevance(criteria)) ranked = rerank(ranked, words);
  return ranked.slice(from, to).map((one) => hitOf(one, criteria));
}

function hitOf({ part, doc, key }: Ranked, criteria: Criteria): Hit {
  const hit: Hit = { id: textAt(part.segment.ids, doc), score: byRelevance(criteria) ? key : 0 };
  if (criteria.near !== undefined) {
    const distance = nearestDistance(part.segment, doc, criteria.near);
    if (Number.isFinite(distance)) hit.distance = distance;
  }
  return hit;
}

/** What completes a first page that projects holding every word don't fill: those that hold most of them. */
function nearbyOf(
  view: View,
  criteria: Criteria,
  words: WordMatches | undefined,
  selected: readonly Selected[],
): { nearby?: Hit[] } {
  const missing = criteria.pageSize - selected.reduce((sum, { length }) => sum + length, 0);
  if (words?.nearest === undefined || missing <= 0 || criteria.page > 1) return {};
  const near = { ...words, scored: words.nearest() };
  const answering = selected.map(({ docs, length }) => new Set(docs.subarray(0, length)));
  const most = missing + reranked;
  const ranked = view.parts.flatMap((part, p) => {
    const found = select(part, near.scored[p], filterFor(part.segment, criteria), new Set());
    return bestOf(part, found, { ...criteria, sort: 'pertinence' }, most + answering[p]!.size).filter(
      ({ doc }) => !answering[p]!.has(doc),
    );
  });
  const nearby = rerank(inOrder(ranked, { ...criteria, sort: 'pertinence' }).slice(0, most), near).slice(0, missing);
  return nearby.length === 0 ? {} : { nearby: nearby.map((one) => hitOf(one, criteria)) };
}

function countsOf(
  view: View,
  selected: readonly Selected[],
  column: FacetName | TerritoryLevel,
  criterion: string,
  chosen: readonly string[],
): FacetCount[] {
  const counts = new Map<string, number>();
  for (const [p, { segment }] of view.parts.entries()) {
    const { docs, length, missing } = selected[p]!;
    const lists = [docs.subarray(0, length)];
    const others = missing.get(criterion);
    if (others !== undefined) lists.push(others);
    countValues(segment.columns[column], lists, counts);
  }
  return sortedCounts(counts, chosen);
}

function readingOf({ plan, all }: WordMatches): SearchAnswer['reading'] {
  return { all, unknown: plan.unknown, corrected: plan.corrected };
}
