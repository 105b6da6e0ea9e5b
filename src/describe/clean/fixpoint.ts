/** Cleaning until nothing more is to be cleaned, so that cleaning twice changes nothing. */

/** Past this many rounds a text only circles: it is left as the last round gave it. */
const mostRounds = 40;

/** Applies a cleaning step until the text no longer changes. */
export function untilStable(text: string, step: (text: string) => string): string {
  let current = text;
  for (let round = 0; round < mostRounds; round++) {
    const next = step(current);
    if (next === current) return next;
    current = next;
  }
  return current;
}
