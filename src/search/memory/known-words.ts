/**
 * What the words of queries stand for in a view, remembered word by word until the index changes: people ask for the
 * same few thousand. Only ever of one word (or one wording): never what a query finds.
 */
import type { View } from './view.ts';

/** Of each kind. */
const mostRemembered = 2_000;

/** Kinds so far. */
let kinds = 0;

/** Something that is known of words in each view; worked out when it is first asked. */
export function ofWords<T>(workOut: (view: View, word: string) => T): (view: View, word: string) => T {
  const kind = kinds++;
  return (view, word) => {
    let known = view.known[kind] as Map<string, T> | undefined;
    if (known === undefined) view.known[kind] = known = new Map();
    let one = known.get(word);
    if (one === undefined) {
      one = workOut(view, word);
      if (known.size >= mostRemembered) known.clear();
      known.set(word, one);
    }
    return one;
  };
}
