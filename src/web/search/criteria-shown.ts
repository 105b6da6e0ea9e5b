/** The chosen criteria in words, each with the search that goes on without it. */
import { type Criteria, facetNames, facets } from '#model/criteria.ts';
import { labelOf } from '#model/vocabulary.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';
import { changed, without } from './address.ts';

export interface ShownCriterion {
  label: string;
  /** The search without this criterion. */
  without: Criteria;
}

type Names = Pick<Rooms, 'sources' | 'territories'>;

/** The label of a facet's value: a concept's, a partner's name, a language's, a share, or the value itself. */
export function labelOfValue(voice: Voice, names: Names, facet: keyof typeof facets, value: string): string {
  if (facet === 'partner') return names.sources.get(value)?.name[voice.language] ?? value;
  if (facet === 'language') return voice.tongue(value);
  if (facet === 'quality') return /^\d+$/.test(value) ? voice.words.search.atLeast(value) : value;
  const { vocabulary } = facets[facet];
  return vocabulary === undefined ? value : voice.set(labelOf(vocabulary, value, voice.language));
}

export function shownCriteria(voice: Voice, names: Names, criteria: Criteria, nearName?: string): ShownCriterion[] {
  const { words } = voice;
  const shown: ShownCriterion[] = [];
  if (criteria.q !== '') shown.push({ label: words.search.words(criteria.q), without: changed(criteria, { q: '' }) });
  if (criteria.near !== undefined) {
    const km = voice.number(criteria.near.radiusKm);
    const label = nearName === undefined ? words.search.aroundPoint(km) : words.search.around(km, nearName);
    const sort = criteria.sort === 'distance' ? 'pertinence' : criteria.sort;
    shown.push({ label, without: changed(criteria, { near: undefined, sort }) });
  }
  for (const id of criteria.territories)
    shown.push({
      label: names.territories.territory(id)?.name ?? id,
      without: changed(criteria, { territories: criteria.territories.filter((one) => one !== id) }),
    });
  for (const facet of facetNames)
    for (const value of criteria.chosen[facet] ?? [])
      shown.push({ label: labelOfValue(voice, names, facet, value), without: without(criteria, facet, value) });
  if (criteria.yearFrom !== undefined || criteria.yearTo !== undefined)
    shown.push({
      label: words.search.years(criteria.yearFrom, criteria.yearTo),
      without: changed(criteria, { yearFrom: undefined, yearTo: undefined }),
    });
  if (criteria.box !== undefined)
    shown.push({ label: words.search.inFrame, without: changed(criteria, { box: undefined }) });
  if (criteria.area !== undefined)
    shown.push({ label: words.search.inArea, without: changed(criteria, { area: undefined }) });
  return shown;
}
