/** What facets are called in each language. */
import { type FacetName, facets } from '#model/criteria.ts';
import { labelOf } from '#model/vocabulary.ts';
import type { Language } from '#publish/view-project.ts';
import type { Rooms } from './rooms.ts';

const languageNames = {
  fr: new Intl.DisplayNames(['fr'], { type: 'language', fallback: 'code' }),
  en: new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }),
};

const percents = { fr: (level: string) => `${level} % ou plus`, en: (level: string) => `${level}% or more` };

/** The label of a facet's value; the value itself when nobody knows it. */
export function facetLabel(name: FacetName, value: string, language: Language, sources: Rooms['sources']): string {
  const { vocabulary } = facets[name];
  if (vocabulary !== undefined) return labelOf(vocabulary, value, language);
  if (name === 'partner') return sources.get(value)?.name[language] ?? value;
  if (name === 'quality') return percents[language](value);
  return /^[a-z]{2,3}$/.test(value) ? (languageNames[language].of(value) ?? value) : value;
}
