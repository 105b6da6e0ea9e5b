/** From a request to an answer over one view. */
import type { Criteria, FacetName } from '#model/criteria.ts';
import { type TerritoryLevel, territoryLevels } from '#model/territory.ts';
import type { FacetCount, Hit, MapRequest, SearchAnswer, SearchRequest } from '../engine.ts';
import { type Gathered, gather } from './clusters.ts';
import { valuesOf } from './column.ts';
import { countValues, sortedCounts, totalsThere } from './count.ts';
import { type Filter, facetCheck, filterFor, nearestDistance } from './filter.ts';
import { matchWords, nearestBesides, type WordMatches } from './match-words.ts';
import { bestOf, inOrder, type Ranked } from './order.ts';
import { lookedAgain, rerank } from './rerank.ts';
import { startOver } from './scratch.ts';
import { firstOf, type Selected, select } from './select.ts';
import { textAt } from './string-table.ts';
import { noteTraits } from './traits.ts';
import type { View } from './view.ts';

export function answer(view: View, request: SearchRequest): SearchAnswer {
  startOver();
  const { criteria } = request;
  const facets = [...new Set(request.facets ?? [])];
  const levels = territoryLevels.filter((level) => request.countTerritories?.includes(level));
  const counted = new Set<string>(facets);
  if (levels.length > 0) counted.add('territories');
  const filters = view.parts.map(({ segment }) => filterFor(segment, criteria));
  const words = matchWords(
    view,
    criteria.q,
    filters.map(({ facets, passes }) => [
      ...facets.filter(({ name }) => !counted.has(name)).map(facetCheck),
      ...passes,
    ]),
    request.thesaurus,
  );
  const selected = selectAll(view, filters, words, counted);
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
    clusters: [],
    ...(request.maps && gathered(view, selected, request.maps)),
    ...(words && { reading: readingOf(words) }),
    ...nearbyOf(view, request, filters, words, selected),
  };
}

/** Ids of every document that answers, in order. */
export function everyId(view: View, criteria: Criteria): string[] {
  startOver();
  const filters = view.parts.map(({ segment }) => filterFor(segment, criteria));
  const words = matchWords(view, criteria.q);
  const selected = selectAll(view, filters, words, new Set());
  const ranked = view.parts.flatMap((part, p) => bestOf(part, selected[p]!, criteria, selected[p]!.length));
  const inPlace = byRelevance(criteria) ? rerank(inOrder(ranked, criteria), words) : inOrder(ranked, criteria);
  return inPlace.map(({ part, doc }) => textAt(part.segment.ids, doc));
}

/** The hits of a page alone. Without words they are read in their order, from the best, until the page is full. */
export function firstHits(view: View, criteria: Criteria): Hit[] {
  startOver();
  const filters = view.parts.map(({ segment }) => filterFor(segment, criteria));
  const checks = filters.map(({ facets, passes }) => [...facets.map(facetCheck), ...passes]);
  const words = matchWords(view, criteria.q, checks);
  if (words === undefined && byRelevance(criteria)) {
    const from = (criteria.page - 1) * criteria.pageSize;
    const to = from + criteria.pageSize;
    const ranked = view.parts.flatMap((part, p) =>
      firstOf(part, checks[p]!, to).map((doc, place): Ranked => ({ part, doc, place, key: 0 })),
    );
    return inOrder(ranked, criteria)
      .slice(from, to)
      .map((one) => hitOf(one, criteria));
  }
  return hitsOf(view, criteria, words, selectAll(view, filters, words, new Set()));
}

/** Maps of everything that are remembered for each view: the country's, as the home page has it, and a few others. */
const mostRemembered = 16;
const ofEverything = new WeakMap<View, Map<string, Gathered>>();

function gathered(view: View, selected: readonly Selected[], maps: readonly MapRequest[]): Gathered {
  const found = () =>
    view.parts.map(({ segment }, p) => ({ segment, docs: selected[p]!.docs, length: selected[p]!.length }));
  if (selected.some(({ whole }) => whole !== 'everything')) return gather(found(), maps);
  const known = ofEverything.get(view) ?? new Map<string, Gathered>();
  ofEverything.set(view, known);
  const key = JSON.stringify(maps);
  let all = known.get(key);
  if (all === undefined) {
    all = gather(found(), maps);
    if (known.size === mostRemembered) known.delete(known.keys().next().value!);
    known.set(key, all);
  }
  return { ...all, clusters: all.clusters.map((list) => [...list]) };
}

function selectAll(
  view: View,
  filters: readonly Filter[],
  words: WordMatches | undefined,
  counted: ReadonlySet<string>,
): Selected[] {
  const checked = words?.checked ?? false;
  return view.parts.map((part, p) => select(part, words?.scored[p], filters[p]!, counted, checked));
}

function byRelevance({ sort, near }: Criteria): boolean {
  return sort === 'pertinence' || (sort === 'distance' && near === undefined);
}

function hitsOf(view: View, criteria: Criteria, words: WordMatches | undefined, selected: readonly Selected[]): Hit[] {
  const from = (criteria.page - 1) * criteria.pageSize;
  const to = from + criteria.pageSize;
  if (to <= from) return [];
  const most = words !== undefined && byRelevance(criteria) ? Math.max(to, lookedAgain(words)) : to;
  let ranked: Ranked[] = view.parts.flatMap((part, p) => bestOf(part, selected[p]!, criteria, most));
  ranked = inOrder(ranked, criteria).slice(0, most);
  if (words !== undefined && byRelevance(criteria)) {
    const asFound = selected.every(({ docs }, p) => docs === words.scored[p]!.docs);
    ranked = rerank(ranked, words, asFound);
  }
  return ranked.slice(from, to).map((one) => hitOf(one, criteria));
}

export function hitOf({ part, doc, key }: Ranked, criteria: Criteria): Hit {
  const hit: Hit = { id: textAt(part.segment.ids, doc), score: byRelevance(criteria) ? key : 0 };
  const told = valuesOf(part.segment.columns.partner, doc);
  if (told.length > 0) hit.partners = told;
  noteTraits(hit, part.segment, doc);
  if (criteria.near !== undefined) {
    const distance = nearestDistance(part.segment, doc, criteria.near);
    if (Number.isFinite(distance)) hit.distance = distance;
  }
  return hit;
}

/** What completes a first page that projects holding every word don't fill: those that hold most of them. */
function nearbyOf(
  view: View,
  { criteria, nearby: wanted = 0 }: SearchRequest,
  filters: readonly Filter[],
  words: WordMatches | undefined,
  selected: readonly Selected[],
): { nearby?: Hit[] } {
  const free = criteria.pageSize - selected.reduce((sum, { length }) => sum + length, 0);
  const missing = Math.min(wanted, free);
  if (words === undefined || words.completed === 'never' || missing <= 0 || criteria.page > 1) return {};
  const checks = filters.map(({ facets, passes }) => [...facets.map(facetCheck), ...passes]);
  const scored = nearestBesides(view, words, checks);
  if (scored === undefined) return {};
  const answering = selected.map(({ docs, length }) => new Set(docs.subarray(0, length)));
  const most = missing + lookedAgain(words);
  const ranked = view.parts.flatMap((part, p) => {
    const found = select(part, scored[p], filters[p]!, new Set(), true);
    return bestOf(part, found, { ...criteria, sort: 'pertinence' }, most + answering[p]!.size).filter(
      ({ doc }) => !answering[p]!.has(doc),
    );
  });
  const nearby = rerank(inOrder(ranked, { ...criteria, sort: 'pertinence' }).slice(0, most), words).slice(0, missing);
  return nearby.length === 0 ? {} : { nearby: nearby.map((one) => hitOf(one, criteria)) };
}

function countsOf(
  view: View,
  selected: readonly Selected[],
  column: FacetName | TerritoryLevel,
  criterion: string,
  chosen: readonly string[],
): FacetCount[] {
  const counted = view.parts.map((part, p) => {
    const one = part.segment.columns[column];
    const { docs, length, missing, whole } = selected[p]!;
    if (whole === 'everything' || whole?.criterion === criterion)
      return { column: one, byValue: totalsThere(part, one) };
    const others = missing.get(criterion);
    const lists =
      others === undefined
        ? [{ docs, length }]
        : [
            { docs, length },
            { docs: others, length: others.length },
          ];
    return { column: one, byValue: countValues(one, lists) };
  });
  return sortedCounts(counted, chosen);
}

export function readingOf({ plan, all }: WordMatches): SearchAnswer['reading'] {
  return { all, unknown: plan.unknown, corrected: plan.corrected };
}
