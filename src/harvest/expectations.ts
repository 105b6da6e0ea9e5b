/** What a manifest expects of a run. A run that breaks it is held: kept whole, applied by nobody but a person. */
import type { Manifest } from '#model/source.ts';

/** An expectation that is not met, as a code and what it was measured on. Shares are from 0 to 1. */
export type Broken =
  | { code: 'too-few'; found: number; least: number }
  | { code: 'too-many'; found: number; most: number }
  | { code: 'dropped'; missing: number; before: number; atMost: number }
  | { code: 'repeats'; repeats: number; rows: number; atMost: number }
  | { code: 'titles-lost'; untitled: number; before: number; atMost: number }
  | { code: 'field-sparse'; field: string; share: number; expected: number }
  | { code: 'outside'; outside: number; places: number; atLeast: number; territories: string[] };

export interface Counted {
  /** Records that this run found, withheld ones included. */
  found: number;
  /** Records that were there before, and how many of them are missing now. */
  before: number;
  missing: number;
  /** Rows read, and how many of them repeat the key of another. */
  rows: number;
  repeats: number;
}

/** Whole readings without an item after which it is no longer shown. */
export function goneAfter({ expect, format }: Pick<Manifest, 'expect' | 'format'>): number {
  // Where only changes are asked for, what was deleted is told; a whole reading comes once a month, to be sure.
  const isIncremental = format.type === 'oai-pmh' && format.changes;
  return expect.goneAfter ?? (isIncremental ? 1 : 3);
}

/** The expectations that the counts do not meet; `count` is of whole catalogues. */
export function unmetCounts(expect: Manifest['expect'], counted: Counted, isWhole: boolean): Broken[] {
  const { found, before, missing, rows, repeats } = counted;
  const { min, max } = (isWhole ? expect.count : undefined) ?? {};
  const broken: Broken[] = [];
  if (min !== undefined && found < min) broken.push({ code: 'too-few', found, least: min });
  if (max !== undefined && found > max) broken.push({ code: 'too-many', found, most: max });
  if (before > 0 && missing / before > expect.dropAtMost)
    broken.push({ code: 'dropped', missing, before, atMost: expect.dropAtMost });
  // Of a handful of rows every repeat is a large share.
  if (repeats >= 5 && repeats / rows > expect.repeatsAtMost)
    broken.push({ code: 'repeats', repeats, rows, atMost: expect.repeatsAtMost });
  return broken;
}

const share = (part: number): string => `${Math.round(part * 1000) / 10} %`;

/** The sentence, in English. */
export function tellBroken(broken: Broken): string {
  switch (broken.code) {
    case 'too-few':
      return `The catalogue has ${broken.found} items where at least ${broken.least} are expected.`;
    case 'too-many':
      return `The catalogue has ${broken.found} items where at most ${broken.most} are expected.`;
    case 'dropped':
      return `${broken.missing} of ${broken.before} items are no longer there (${share(broken.missing / broken.before)}; at most ${share(broken.atMost)} is expected).`;
    case 'repeats':
      return `${broken.repeats} of ${broken.rows} rows repeat the key of another (${share(broken.repeats / broken.rows)}; at most ${share(broken.atMost)} is expected): does \`key\` still tell items apart?`;
    case 'titles-lost':
      return `${broken.untitled} of ${broken.before} records would lose their title: is the rule for \`title\` right?`;
    case 'field-sparse':
      return `${share(broken.share)} of the sheets would have \`${broken.field}\`, where ${share(broken.expected)} is expected.`;
    case 'outside': {
      const where = broken.territories.length === 0 ? 'where its row says' : `in ${broken.territories.join(', ')}`;
      return `${broken.outside} of ${broken.places} places do not lie ${where} (at least ${share(broken.atLeast)} is expected to).`;
    }
  }
}
