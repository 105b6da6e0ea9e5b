/** MiniSearch: BM25+ over folded words, typos and an unfinished last word; any word may answer. */
import MiniSearch, { type SearchOptions } from 'minisearch';
import { fold } from '#lib/text/fold.ts';
import type { SearchDocument } from '../engine.ts';
import { type Peer, peerFieldNames, peerFields } from './peer.ts';

/** Typos as ours allows them, the last word as a beginning. */
export const miniSearchOptions: SearchOptions = {
  boost: peerFields,
  fuzzy: (term) => (term.length >= 8 ? 2 : term.length >= 4 ? 1 : false),
  prefix: (_, i, terms) => i === terms.length - 1,
};

export function miniSearchIndex(documents: readonly SearchDocument[]): MiniSearch<SearchDocument> {
  const index = new MiniSearch<SearchDocument>({ fields: peerFieldNames, processTerm: (term) => fold(term) });
  index.addAll(documents as SearchDocument[]);
  return index;
}

export async function openMiniSearch(documents: readonly SearchDocument[]): Promise<Peer> {
  const index = miniSearchIndex(documents);
  return {
    find: async (text, most) =>
      index
        .search(text, { ...miniSearchOptions, combineWith: 'OR' })
        .slice(0, most)
        .map(({ id }) => id as string),
    close: async () => undefined,
  };
}
