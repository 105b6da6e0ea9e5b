/** Completion: concepts, holders and projects that begin like what is being typed. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Suggestion } from '../engine.ts';
import type { ConceptLabel } from '../memory/complete.ts';
import { filtersCounted, insideTerms } from './answers.ts';
import type { Search } from './plan.ts';
import { beginningWith, bool, type Query, worth } from './query.ts';

const longestTyped = 100;
const mostWords = 8;
const mostConcepts = 100;

export async function complete(
  search: Search,
  concepts: readonly ConceptLabel[],
  text: string,
  most: number,
): Promise<Suggestion[]> {
  const typed = foldToWords(text.slice(0, longestTyped));
  const wanted = Math.min(Math.max(0, Math.floor(most)), 50);
  if (typed === '' || wanted === 0) return [];
  const few = Math.max(1, Math.ceil(wanted / 4));
  const terms = { field: 'holders', ...beginningWith(typed), size: few, shard_size: 10_000 };
  const begins = { prefix: { name: typed } };
  const [last, ...words] = typed.split(' ').slice(0, mostWords).reverse();
  // One letter begins too many words to say anything.
  const holds = words.length === 0 && last!.length < 2 ? [] : [holdsWords(words, last!)];
  const alike = conceptsLike(concepts, typed);
  const { hits, aggregations } = await search({
    query: bool({ should: [worth(begins, 1), ...holds.map((query) => worth(query, 0))], least: 1 }),
    sort: [{ _score: 'desc' }, { standing: 'desc' }, { id: 'asc' }],
    size: wanted,
    _source: ['title'],
    track_total_hits: false,
    aggs: {
      all: {
        global: {},
        aggs: {
          holders: { filter: { prefix: { holders: typed } }, aggs: { values: { terms } } },
          ...(alike.length > 0 && {
            concepts: { filters: { filters: alike.map(({ facet, id }) => ({ term: { [facet]: id } })) } },
          }),
        },
      },
    },
  });
  const all = (aggregations?.all ?? {}) as { holders?: unknown; concepts?: unknown };
  const counts = alike.length > 0 ? filtersCounted.parse(all.concepts).buckets : [];
  const known = alike
    .map(({ facet, id, label }, i): Suggestion & { count: number } => {
      return { kind: 'concept', label, value: `${facet}:${id}`, count: counts[i]!.doc_count };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, few);
  const holders = insideTerms.parse(all.holders).values.buckets.map(({ key, doc_count }): Suggestion => {
    const name = key.slice(key.indexOf('\u0000') + 1);
    return { kind: 'holder', label: name, value: name, count: doc_count };
  });
  const projects = hits.hits.map(({ _id, _source }): Suggestion => {
    return { kind: 'project', label: _source?.title ?? '', value: _id };
  });
  return [...known, ...holders, ...projects].slice(0, wanted);
}

/** Each concept once, by the first of its labels in which a word begins like the text. */
function conceptsLike(concepts: readonly ConceptLabel[], typed: string): ConceptLabel[] {
  const found = new Map<string, ConceptLabel>();
  for (const concept of concepts) {
    const value = `${concept.facet}:${concept.id}`;
    if (!found.has(value) && ` ${foldToWords(concept.label)}`.includes(` ${typed}`)) found.set(value, concept);
  }
  return [...found.values()].slice(0, mostConcepts);
}

/** Titles that hold every word, the last perhaps unfinished. */
function holdsWords(words: readonly string[], last: string): Query {
  return bool({ filter: [...words.map((word) => ({ term: { titleWords: word } })), { prefix: { titleWords: last } }] });
}
