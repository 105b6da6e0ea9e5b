/** The families of titles, each worked out when its project is first shown. */
import { familyOf } from '../title-family.ts';
import type { Segment } from './segment.ts';
import { textAt } from './string-table.ts';

const none = -1;
const known = new WeakMap<Segment, Float64Array>();

export function familyAt(segment: Segment, doc: number): number | undefined {
  let families = known.get(segment);
  if (families === undefined) known.set(segment, (families = new Float64Array(segment.size).fill(Number.NaN)));
  if (Number.isNaN(families[doc])) families[doc] = familyOf(textAt(segment.titles, doc)) ?? none;
  const family = families[doc]!;
  return family === none ? undefined : family;
}
