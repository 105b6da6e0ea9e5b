/** `/recherche`: every criterion in the address; what a form sends untidily is led to its tidy address. */
import type { Handler } from 'hono';
import { cutTo } from '#lib/text/cut.ts';
import { type Criteria, readCriteria } from '#model/criteria.ts';
import { readTerritoryId, type Territory } from '#model/territory.ts';
import { highlighter } from '#search/analysis/highlight.ts';
import { loosenings } from '#search/understand/loosen.ts';
import { otherSpelling } from '#search/understand/other-spelling.ts';
import { SearchPage, type SearchPageProps } from '../pages/search.tsx';
import { searchPath } from '../search/address.ts';
import { askResults } from '../search/ask.ts';
import { type PlaceFound, placeParameters, readPlace } from '../search/place.ts';
import { conceptOffers, readFrom, understandPlace, understoodParameters } from '../search/understood.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { countWords, explainParameter } from '../view/explained.tsx';

export const searchRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const search = new URL(c.req.url).searchParams;
    const { criteria: written, problems } = readCriteria(search);
    const place = readPlace(search, rooms.territories);
    const { criteria, near } = withPlace(written, place, search, rooms.territories);
    const askedPlace = notOnePlace(place, search);
    const resolved = askedPlace === undefined;
    const asTyped = search.get(understoodParameters.asTyped) === 'tels';
    const typed = cutTo(search.get(understoodParameters.typed) ?? '', 300);
    const meant =
      asTyped || !resolved ? ({ is: 'offered', offers: [] } as const) : await understandPlace(rooms, criteria);
    if (meant.is === 'read' && problems.length === 0)
      return c.redirect(
        searchPath(voice, meant.criteria, { ...shownNear(meant.near), [understoodParameters.typed]: criteria.q }),
        302,
      );
    if (resolved && problems.length === 0 && [...search].some(([name, value]) => isUntidy(name, value)))
      return c.redirect(
        searchPath(voice, criteria, { ...shownNear(near), ...(asTyped && { [understoodParameters.asTyped]: 'tels' }) }),
        302,
      );
    const read = typed === '' ? undefined : readFrom(rooms, criteria, typed);

    const [results, concepts] = await Promise.all([
      askResults({ ...rooms, country: desk.country }, criteria),
      conceptOffers(rooms, criteria),
    ]);
    const [spelt, looser] = await Promise.all([
      otherSpelling(rooms.engine, criteria, results.answer),
      results.answer.total === 0
        ? loosenings(rooms.engine, criteria, (id) => rooms.territories.territory(id))
        : ([] as const),
    ]);
    return page(
      c,
      desk,
      <SearchPage
        context={contextOf(desk)}
        rooms={rooms}
        results={results}
        problems={problems}
        askedPlace={askedPlace}
        nearPlace={near}
        spelt={spelt}
        looser={looser}
        understanding={{
          read: read && { typed, place: read },
          places: meant.is === 'offered' ? meant.offers : [],
          concepts,
        }}
        asTyped={asTyped}
        explained={
          search.get(explainParameter) === '1'
            ? await countWords(rooms.engine, highlighter(criteria.q, results.answer.reading?.corrected))
            : undefined
        }
      />,
    );
  };

/** What was typed as a place and is no single one. */
function notOnePlace(place: PlaceFound, search: URLSearchParams): SearchPageProps['askedPlace'] {
  if (place.is !== 'ambiguous' && place.is !== 'unknown') return undefined;
  const text = (search.get(placeParameters.where) ?? '').trim().slice(0, 100);
  return { text, choices: place.is === 'ambiguous' ? place.choices : [] };
}

const shownNear = (near: Territory | undefined): Record<string, string> =>
  near === undefined ? {} : { [placeParameters.shown]: near.id };

/** What only a form writes: its own parameters, and fields left empty. */
const isUntidy = (name: string, value: string) =>
  value === '' || name === placeParameters.where || name === placeParameters.chosen;

/** The criteria with what the “where” of the box changed; the territory whose centre `near` is, when it is one's. */
function withPlace(
  criteria: Criteria,
  place: PlaceFound,
  search: URLSearchParams,
  territories: Desk['rooms']['territories'],
): { criteria: Criteria; near: Territory | undefined } {
  if (place.is === 'unsaid' || place.is === 'unchanged') {
    const id = criteria.near && readTerritoryId(search.get(placeParameters.shown) ?? '');
    return { criteria, near: id === undefined ? undefined : territories.territory(id) };
  }
  const kept = criteria.territories.filter((id) => id !== place.replaces);
  const territory = place.is === 'changed' ? place.territory : undefined;
  const sort = criteria.sort === 'distance' ? 'pertinence' : criteria.sort;
  const base: Criteria = {
    ...criteria,
    territories: kept,
    near: undefined,
    box: undefined,
    area: undefined,
    page: 1,
    sort,
  };
  if (territory === undefined) return { criteria: base, near: undefined };
  // A search around a place stays one around the new place.
  if (criteria.near !== undefined && territory.centre !== undefined && territory.level === 'commune')
    return {
      criteria: { ...base, near: { ...territory.centre, radiusKm: criteria.near.radiusKm }, sort: criteria.sort },
      near: territory,
    };
  return { criteria: { ...base, territories: [...new Set([...kept, territory.id])] }, near: undefined };
}
