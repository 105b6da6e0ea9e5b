/** Addresses of searches: one criterion added, removed or changed, everything else kept. */
import { type Criteria, type FacetName, noCriteria, writeCriteria } from '#model/criteria.ts';
import type { Voice } from '../text/language.ts';

/** The address of a search. Commas and colons stay readable. */
export function searchPath(voice: Voice, criteria: Criteria, more: Record<string, string> = {}): string {
  const search = writeCriteria(criteria);
  for (const [name, value] of Object.entries(more)) search.set(name, value);
  const query = search.toString().replaceAll('%2C', ',');
  return voice.path(query === '' ? '/recherche' : `/recherche?${query}`);
}

/** The same search from its first page with some criteria changed. */
export const changed = (criteria: Criteria, changes: Partial<Criteria>): Criteria => ({
  ...criteria,
  page: 1,
  ...changes,
});

export function without(criteria: Criteria, facet: FacetName, value: string): Criteria {
  const { [facet]: values = [], ...others } = criteria.chosen;
  const left = values.filter((one) => one !== value);
  return changed(criteria, { chosen: left.length === 0 ? others : { ...others, [facet]: left } });
}

/** A search with one value of one facet. */
export const only = (facet: FacetName, value: string): Criteria => ({ ...noCriteria, chosen: { [facet]: [value] } });

/** The address of a feed of the search at an address of the results page. */
export const feedPath = (address: string, extension: '.atom' | '.json'): string =>
  address.replace(/\/recherche(?=\?|$)/, `/recherche${extension}`);
