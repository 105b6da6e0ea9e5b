/** Orama with the same criteria: it finds and ranks the words, plain code filters, counts (disjunctively) and gathers. */
import { create, insertMultiple, search } from '@orama/orama';
import { fold } from '#lib/text/fold.ts';
import type { SearchDocument } from '#search/engine.ts';
import type { Contender } from './measure.ts';
import { plainAnswer, wordsAlone } from './plain-answer.ts';

const boost = { title: 4, summary: 1.5, body: 1, organisations: 1.5, keywords: 1 };

export async function orama(documents: readonly SearchDocument[]): Promise<Contender> {
  const db = create({
    schema: {
      title: 'string',
      summary: 'string',
      body: 'string',
      organisations: 'string',
      keywords: 'string',
    } as const,
    language: 'french',
  });
  const texts = documents.map(({ id, title, summary, body, organisations, keywords }) => ({
    id,
    title: fold(title),
    summary: fold(summary),
    body: fold(body),
    organisations: fold(organisations),
    keywords: fold(keywords),
  }));
  await insertMultiple(db, texts, 1_000);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    name: 'orama',
    inProcess: true,
    lacks:
      'synonyms, phrases, disjunctive counts, map cells; filters and counts are plain code here, as for the others',
    async ask(criteria, facets, map) {
      if (criteria.q === '') return plainAnswer(documents, criteria, facets, map);
      const alone = wordsAlone(facets, map);
      const { hits, count } = await search(db, {
        term: fold(criteria.q),
        boost,
        tolerance: 1,
        threshold: 0,
        limit: alone ? criteria.pageSize : documents.length,
      });
      if (alone) return { total: count, hits };
      return plainAnswer(
        hits.map(({ id }) => byId.get(id)!),
        criteria,
        facets,
        map,
      );
    },
    close: async () => undefined,
  };
}
