/** The name that was probably meant. */
import { distanceWithin } from '#lib/text/distance.ts';
import { fold } from '#lib/text/fold.ts';

/** The known name closest to a misspelt one, when it is close: at most two edits away, and fewer than half its letters. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const asked = fold(name);
  const most = Math.min(2, Math.ceil(asked.length / 2) - 1);
  let [best, least] = [undefined as string | undefined, most + 1];
  for (const one of known) {
    const edits = distanceWithin(asked, fold(one), most);
    if (edits < least) [best, least] = [one, edits];
  }
  return best;
}
