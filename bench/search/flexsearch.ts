/** FlexSearch with the same criteria: it finds the words, plain code filters, counts and gathers. */
import { Index } from 'flexsearch';
import { foldToWords } from '#lib/text/fold.ts';
import type { SearchDocument } from '#search/engine.ts';
import type { Contender } from './measure.ts';
import { plainAnswer, wordsAlone } from './plain-answer.ts';

export function flexsearch(documents: readonly SearchDocument[]): Contender {
  const encode = (text: string) => foldToWords(text).split(' ').filter(Boolean);
  const index = new Index({ tokenize: 'forward', encode, resolution: 9 });
  for (const [i, { title, summary, body, organisations, keywords }] of documents.entries())
    index.add(i, `${title} ${summary} ${body} ${organisations} ${keywords}`);
  return {
    name: 'flexsearch',
    inProcess: true,
    lacks:
      'ranking by relevance (places in the text only), French stems, synonyms, typos; filters, counts, places and map cells are plain code here',
    ask(criteria, facets, map) {
      if (criteria.q === '') return plainAnswer(documents, criteria, facets, map);
      const found = index.search(criteria.q, { limit: documents.length }) as number[];
      if (wordsAlone(facets, map)) return { total: found.length, hits: found.slice(0, criteria.pageSize) };
      return plainAnswer(
        found.map((i) => documents[i]!),
        criteria,
        facets,
        map,
      );
    },
    close: async () => undefined,
  };
}
