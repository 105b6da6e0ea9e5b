/** What a manifest expects of a run before anything may be marked gone. */
import type { Manifest } from '#model/source.ts';

export interface Counted {
  /** Records that this run found, withheld ones included. */
  found: number;
  /** Records that were there before, and how many of them this run did not meet. */
  before: number;
  unmet: number;
}

/** A sentence for each expectation that is not met. */
export function unmetExpectations({ count, dropAtMost }: Manifest['expect'], counted: Counted): string[] {
  const { found, before, unmet } = counted;
  const told: string[] = [];
  if (count?.min !== undefined && found < count.min) {
    told.push(`The catalogue has ${found} items where at least ${count.min} are expected.`);
  }
  if (count?.max !== undefined && found > count.max) {
    told.push(`The catalogue has ${found} items where at most ${count.max} are expected.`);
  }
  if (before > 0 && unmet / before > dropAtMost) {
    const share = (part: number) => `${Math.round(part * 1000) / 10} %`;
    told.push(
      `${unmet} of ${before} items are no longer there (${share(unmet / before)}; at most ${share(dropAtMost)} is expected).`,
    );
  }
  if (told.length > 0 && unmet > 0) told.push('Nothing was marked gone.');
  return told;
}
