/** The name that was probably meant. */
import { fold } from '#lib/text/fold.ts';

/** The known name closest to a misspelt one, when it is close: at most two letters away, and fewer than half. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const asked = fold(name);
  let [best, least] = [undefined as string | undefined, Math.min(2.5, asked.length / 2)];
  for (const one of known) {
    const away = letters(asked, fold(one));
    if (away < least) [best, least] = [one, away];
  }
  return best;
}

/** Levenshtein's distance: insertions, deletions, substitutions. */
function letters(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
