/** Whatever leads to a concept in the completion: its labels and synonyms in both languages. */
import { facetNames, facets } from '#model/criteria.ts';
import { type Vocabulary, type VocabularyName, vocabularies } from '#model/vocabulary.ts';
import type { ConceptLabel } from './memory/complete.ts';

/** Labels of every facet that has a vocabulary; the development goals are too long to be completed. */
export function conceptLabels(
  known: Readonly<Record<VocabularyName, Pick<Vocabulary, 'concepts'>>> = vocabularies,
): ConceptLabel[] {
  return facetNames.flatMap((facet) => {
    const { vocabulary } = facets[facet];
    if (vocabulary === undefined || facet === 'sdg') return [];
    return known[vocabulary].concepts.flatMap(({ id, label, synonyms }) =>
      [label.fr, label.en, ...(synonyms?.fr ?? []), ...(synonyms?.en ?? [])].map((one) => ({ facet, id, label: one })),
    );
  });
}
