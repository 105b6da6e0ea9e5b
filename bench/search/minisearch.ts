/** MiniSearch with the same criteria: it finds and ranks the words, plain code filters, counts and gathers. */
import type { SearchDocument } from '#search/engine.ts';
import { miniSearchIndex, miniSearchOptions } from '#search/peers/minisearch.ts';
import type { Contender } from '../search.ts';
import { plainAnswer } from './plain-answer.ts';

export function minisearch(documents: readonly SearchDocument[]): Contender {
  const index = miniSearchIndex(documents);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    name: 'minisearch',
    lacks: 'French stems, synonyms, phrases; filters, counts, places and map cells are plain code here',
    ask(criteria, facets, map) {
      const found =
        criteria.q === ''
          ? documents
          : index
              .search(criteria.q, { ...miniSearchOptions, combineWith: 'AND' })
              .map(({ id }) => byId.get(id as string)!);
      return plainAnswer(found, criteria, facets, map);
    },
    close: async () => undefined,
  };
}
