/** MiniSearch with the same criteria: it finds and ranks the words, plain code filters, counts and gathers. */
import type { SearchDocument } from '#search/engine.ts';
import { miniSearchIndex, miniSearchOptions } from '#search/peers/minisearch.ts';
import type { Contender } from './measure.ts';
import { plainAnswer, wordsAlone } from './plain-answer.ts';

export function minisearch(documents: readonly SearchDocument[]): Contender {
  const index = miniSearchIndex(documents);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    name: 'minisearch',
    inProcess: true,
    lacks: 'French stems, synonyms, phrases; filters, counts, places and map cells are plain code here',
    ask(criteria, facets, map) {
      if (criteria.q === '') return plainAnswer(documents, criteria, facets, map);
      const found = index.search(criteria.q, { ...miniSearchOptions, combineWith: 'AND' });
      if (wordsAlone(facets, map)) return { total: found.length, hits: found.slice(0, criteria.pageSize) };
      return plainAnswer(
        found.map(({ id }) => byId.get(id as string)!),
        criteria,
        facets,
        map,
      );
    },
    close: async () => undefined,
  };
}
