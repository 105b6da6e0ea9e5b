/** The few forms of OpenSearch's queries that are used here. */
export type Query = Record<string, unknown>;

export const matchNothing: Query = { match_none: {} };

export function bool(parts: {
  filter?: readonly Query[];
  should?: readonly Query[];
  mustNot?: readonly Query[];
  /** How many of `should` are wanted; none when they only rank. */
  least?: number;
}): Query {
  const { filter = [], should = [], mustNot = [], least } = parts;
  return {
    bool: {
      ...(filter.length > 0 && { filter }),
      ...(should.length > 0 && { should, minimum_should_match: least ?? 0 }),
      ...(mustNot.length > 0 && { must_not: mustNot }),
    },
  };
}

export function anyOf(queries: readonly Query[]): Query {
  return queries.length === 1 ? queries[0]! : bool({ should: queries, least: 1 });
}

export function holdsStem(stems: readonly string[]): Query {
  return { terms: { stemWeights: stems } };
}

/** In a text in English, by its marked stem. */
export function holdsEnglish(stem: string): Query {
  return { term: { englishWeights: stem } };
}

/** Words side by side, in order. */
export function holdsPhrase(words: readonly string[]): Query {
  return { match_phrase: { words: words.join(' ') } };
}

/** Stems in order, each at most `step` after the one before. */
export function followOneAnother(stems: readonly string[], step: number): Query {
  const [first, ...others] = stems.map((stem) => ({ span_term: { stems: stem } }) as Query);
  return others.reduce<Query>(
    (before, next) => ({ span_near: { clauses: [before, next], slop: step - 1, in_order: true } }),
    first ?? matchNothing,
  );
}

export function worth(query: Query, boost: number): Query {
  return { constant_score: { filter: query, boost } };
}

/**
 * Values that begin with a text and go on for at most so many letters, for the terms aggregation. By `map`: over ordinals, OpenSearch 2.19 fails when the text
 * comes after every value.
 */
export function beginningWith(text: string, most?: number): { include: string; execution_hint: 'map' } {
  const literally = text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign}`);
  return { include: `${literally}${most === undefined ? '.*' : `.{0,${most}}`}`, execution_hint: 'map' };
}
