/** How an index is laid out. Words come analysed: OpenSearch only cuts them apart at spaces. */
import { facetNames } from '#model/criteria.ts';
import { territoryLevels } from '#model/territory.ts';
import { scoring } from '../memory/bm25.ts';

/** An index of another version is made anew. */
export const layoutVersion = 4;
/** Between the words of two fields: no phrase reaches across. */
const gapBetweenFields = 100;

/**
 * The fields: `words` and `stems` for phrases, by position; `wordWeights` and `stemWeights` for matching and ranking,
 * each word once with its weight in place of a frequency, and `englishWeights` the same by the English stems of texts in
 * English; `vocabulary` to list the words that begin alike.
 */
const properties = {
  ...Object.fromEntries(facetNames.map((name) => [name, { type: 'keyword' }])),
  id: { type: 'keyword' },
  title: { type: 'keyword', index: false, doc_values: false },
  name: { type: 'keyword' },
  titleWords: { type: 'keyword' },
  exactTitle: { type: 'keyword', doc_values: false },
  holders: { type: 'keyword' },
  territories: { type: 'keyword', doc_values: false },
  /** The same by level, to be counted. */
  inside: {
    properties: Object.fromEntries(territoryLevels.map((level) => [level, { type: 'keyword', index: false }])),
  },
  words: {
    type: 'text',
    analyzer: 'groups',
    search_analyzer: 'apart',
    norms: false,
    position_increment_gap: gapBetweenFields,
  },
  stems: {
    type: 'text',
    analyzer: 'groups',
    search_analyzer: 'apart',
    norms: false,
    position_increment_gap: gapBetweenFields,
  },
  wordWeights: {
    type: 'text',
    analyzer: 'weights',
    search_analyzer: 'apart',
    index_options: 'freqs',
    similarity: 'weighed',
  },
  stemWeights: {
    type: 'text',
    analyzer: 'weights',
    search_analyzer: 'apart',
    index_options: 'freqs',
    similarity: 'weighed',
  },
  englishWeights: {
    type: 'text',
    analyzer: 'weights',
    search_analyzer: 'apart',
    index_options: 'freqs',
    similarity: 'weighed',
  },
  wordings: { type: 'keyword', doc_values: false },
  vocabulary: { type: 'keyword', index: false },
  points: { type: 'object', enabled: false },
  place: { type: 'geo_point' },
  lat: { type: 'double' },
  lon: { type: 'double' },
  sites: { type: 'long', index: false },
  startYear: { type: 'integer' },
  updatedDay: { type: 'integer' },
  standing: { type: 'double' },
};

const analysis = {
  tokenizer: { spaces: { type: 'whitespace', max_token_length: 10_000 } },
  filter: {
    // `tiers|tierslieux`: two words at one position.
    alternatives: { type: 'pattern_capture', preserve_original: false, patterns: ['([^|]+)'] },
    weight: { type: 'delimited_term_freq', delimiter: '|' },
  },
  analyzer: {
    groups: { type: 'custom', tokenizer: 'spaces', filter: ['alternatives'] },
    weights: { type: 'custom', tokenizer: 'spaces', filter: ['weight'] },
    apart: { type: 'custom', tokenizer: 'spaces' },
  },
};

/** What an index is created with. */
export function indexBody({ shards, replicas }: { shards: number; replicas: string }): object {
  return {
    settings: {
      number_of_shards: shards,
      auto_expand_replicas: replicas,
      // Only a finished change is shown: all of it at once.
      refresh_interval: -1,
      // A late request must not bring back what was removed since.
      gc_deletes: '1h',
      max_result_window: 20_000,
      analysis,
      // The memory engine's k1 is in words, and a word of a usual project weighs about 2.5. Its b is larger: its lengths
      // leave stop words out.
      similarity: { weighed: { type: 'BM25', k1: 2.5 * scoring.k1, b: 0.7 } },
    },
    mappings: {
      dynamic: 'strict',
      _meta: { layout: layoutVersion },
      _source: { includes: ['id', 'title', 'points', 'partner', 'quality'] },
      properties,
    },
  };
}
