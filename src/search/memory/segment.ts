/**
 * A segment: some documents, indexed once and then never changed. The index is a list of segments; a change adds one,
 * marks what it replaces as removed, and small ones are merged in the background.
 *
 * Documents stand in the order of their standing (quality and freshness), best first, so that equal scores fall in that
 * order and a search without words reads its first page from the start.
 */
import type { FacetName } from '#model/criteria.ts';
import type { TerritoryLevel } from '#model/territory.ts';
import type { Column } from './column.ts';
import type { Lexicon } from './lexicon.ts';
import type { StringTable } from './string-table.ts';

export type ColumnName = FacetName | TerritoryLevel | 'holder';

export interface Postings {
  /** Postings of word `w`: from `starts[w]` to `starts[w + 1]`. */
  readonly starts: Uint32Array;
  /** Documents, ascending within a word. */
  readonly docs: Uint32Array;
  /** How often the word stands there, weighed by field; at most 255. */
  readonly weights: Uint8Array;
  /** Positions as steps from the one before: number × 2, + 1 when another follows in the same document. */
  readonly positions: Uint8Array;
  /** Where the positions of every `blockSize`-th posting of a word begin; those of word `w` from `blockStarts[w]`. */
  readonly blocks: Uint32Array;
  readonly blockStarts: Uint32Array;
}

export const blockSize = 16;

export interface Segment {
  readonly size: number;
  readonly ids: StringTable;
  /** Document numbers in the order of their ids. */
  readonly byId: Uint32Array;
  readonly titles: StringTable;
  /** A hash of the words of the title, to know an exact name. */
  readonly titleHash: Uint32Array;
  /** How many positions the title has, at most 255. */
  readonly titleLength: Uint8Array;
  /** Document numbers in the order of their names, and the place of each in it. */
  readonly byName: Uint32Array;
  readonly nameRank: Uint32Array;
  /** From 0 to 1: what a search without words sorts by. */
  readonly standing: Float64Array;
  readonly updatedDay: Int32Array;
  /** `noYear` when unknown. */
  readonly startYear: Int16Array;
  /** The number of words, weighed by field as the postings are. */
  readonly lengths: Uint32Array;
  /** The number of words. */
  readonly wordCounts: Uint32Array;
  readonly columns: Readonly<Record<ColumnName, Column>>;
  /** Values of the holder column in the order of their folded words. */
  readonly holdersByName: Uint32Array;
  /** Points of document `d`: from `pointStarts[d]` to `pointStarts[d + 1]`; degrees. */
  readonly pointStarts: Uint32Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly lexicon: Lexicon;
  readonly postings: Postings;
}

export const noYear = -32768;
