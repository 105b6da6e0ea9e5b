/** What a query may cost at most, told from the documents and the words alone: `docs/search.md`, bounds. */
import { readQuery } from '../analysis/query.ts';
import { readDocument } from '../analysis/read-document.ts';
import type { SearchDocument } from '../engine.ts';

/** How many postings an index of these documents has. */
export function postingsOf(documents: readonly SearchDocument[]): number {
  let postings = 0;
  for (const document of documents) {
    const words = new Set<string>();
    readDocument(document, (word) => words.add(word));
    postings += words.size;
  }
  return postings;
}

/** Every posting once for each word that is asked for. */
export function mostRead(postings: number, q: string): number {
  const { wanted, phrases, without } = readQuery(q);
  return postings * (wanted.length + phrases.flat().length + without.flat().length);
}
