/** Keeping a word as it was written: in quotes, where nothing is ever read for something else. */
import { tokens } from '#lib/text/tokens.ts';

/** The query with one of its words (folded) in quotes; the query itself when the word stands nowhere outside quotes. */
export function keepAsWritten(query: string, word: string): string {
  let done = false;
  return query.replace(/["«“][^"«»“”]*["»”]|[^\s"«»“”]+/g, (stretch) => {
    if (done || /^["«“]/.test(stretch) || stretch.startsWith('-') || !tokens(stretch).includes(word)) return stretch;
    done = true;
    return `"${stretch}"`;
  });
}
