/** MiniSearch with the same criteria: it finds and ranks the words, plain code filters, counts and gathers. */
import MiniSearch from 'minisearch';
import { fold } from '#lib/text/fold.ts';
import type { SearchDocument } from '#search/engine.ts';
import type { Contender } from '../search.ts';
import { plainAnswer } from './plain-answer.ts';

const fields = ['title', 'summary', 'body', 'organisations', 'keywords'] as const;
const boost = { title: 4, summary: 1.5, body: 1, organisations: 1.5, keywords: 1 };

export function minisearch(documents: readonly SearchDocument[]): Contender {
  const index = new MiniSearch<SearchDocument>({ fields: [...fields], processTerm: (term) => fold(term) });
  index.addAll(documents as SearchDocument[]);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    name: 'minisearch',
    lacks: 'French stems, synonyms, phrases; filters, counts, places and map cells are plain code here',
    ask(criteria, facets, map) {
      const found =
        criteria.q === ''
          ? documents
          : index
              .search(criteria.q, {
                boost,
                combineWith: 'AND',
                fuzzy: (term) => (term.length >= 8 ? 2 : term.length >= 4 ? 1 : false),
                prefix: (_, i, terms) => i === terms.length - 1,
              })
              .map(({ id }) => byId.get(id as string)!);
      return plainAnswer(found, criteria, facets, map);
    },
    close: async () => undefined,
  };
}
