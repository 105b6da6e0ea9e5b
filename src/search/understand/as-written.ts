/** One word of a query kept as it was written, or written otherwise; what is quoted or left out stays. */
import { tokens } from '#lib/text/tokens.ts';

/** The query with one of its words (folded) in quotes; the query itself when the word stands nowhere outside quotes. */
export function keepAsWritten(query: string, word: string): string {
  let done = false;
  return eachWord(query, word, (stretch) => {
    if (done) return stretch;
    done = true;
    return `"${stretch}"`;
  });
}

/** The query with another word in place of one (folded). */
export function insteadOf(query: string, word: string, other: string): string {
  return eachWord(query, word, () => other);
}

function eachWord(query: string, word: string, change: (stretch: string) => string): string {
  return query.replace(/["«“][^"«»“”]*["»”]|[^\s"«»“”]+/g, (stretch) =>
    /^["«“-]/.test(stretch) || !tokens(stretch).includes(word) ? stretch : change(stretch),
  );
}
