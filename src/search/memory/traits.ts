/** What a fair order looks at: the family of a title and whether a sheet is good, worked out when first shown. */
import { goodQuality } from '#model/quality.ts';
import { familyOf } from '../title-family.ts';
import { valuesOf } from './column.ts';
import type { Segment } from './segment.ts';
import { textAt } from './string-table.ts';

interface Traits {
  /** `nameHash` of its family; `none`; NaN while nobody has looked. */
  families: Float64Array;
  /** 1 where it is, told with the family. */
  good: Uint8Array;
}

const none = -1;
const known = new WeakMap<Segment, Traits>();

/** Notes both on a hit. */
export function noteTraits(hit: { good?: boolean; family?: number }, segment: Segment, doc: number): void {
  let traits = known.get(segment);
  if (traits === undefined) {
    const { size } = segment;
    known.set(segment, (traits = { families: new Float64Array(size).fill(Number.NaN), good: new Uint8Array(size) }));
  }
  const { families, good } = traits;
  if (Number.isNaN(families[doc])) {
    families[doc] = familyOf(textAt(segment.titles, doc)) ?? none;
    good[doc] = valuesOf(segment.columns.quality, doc).includes(goodQuality) ? 1 : 0;
  }
  if (good[doc] === 1) hit.good = true;
  if (families[doc] !== none) hit.family = families[doc]!;
}
