/** Other engines over the same texts, for the table of `docs/search.md`: each finds and ranks, as its manual says. */
import type { SearchDocument } from '../engine.ts';

export interface Peer {
  /** Ids of the best documents for a question, best first, at most `most`. */
  find(text: string, most: number): Promise<string[]>;
  close(): Promise<void>;
}

export type OpenPeer = (documents: readonly SearchDocument[]) => Promise<Peer>;

/** The fields that every peer is given, with what a word in each weighs. */
export const peerFields = { title: 8, summary: 3, body: 2, organisations: 3, keywords: 2 } as const;
export const peerFieldNames = Object.keys(peerFields) as (keyof typeof peerFields)[];
