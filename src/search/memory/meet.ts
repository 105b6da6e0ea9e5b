/** Where two ascending lists agree. */
import { note } from './scratch.ts';

/** The places of what both hold, in each; by galloping when one is far shorter, else by a mark at each document of one. */
export function meet(
  docs: Uint32Array,
  from: number,
  to: number,
  among: Uint32Array,
  length: number,
  at: Uint32Array,
  places: Uint32Array,
): number {
  let n = 0;
  let i = length === 0 ? to : gallop(docs, from, to, among[0]!);
  let k = 0;
  if (to - i > 12 * length) {
    note(length);
    for (; k < length && i < to; k++) {
      i = gallop(docs, i, to, among[k]!);
      at[n] = i;
      places[n] = k;
      if (i < to && docs[i] === among[k]) n++;
    }
    return n;
  }
  if (length > 12 * (to - i)) {
    note(to - i);
    for (; i < to && k < length; i++) {
      k = gallop(among, k, length, docs[i]!);
      at[n] = i;
      places[n] = k;
      if (k < length && among[k] === docs[i]) n++;
    }
    return n;
  }
  note(length + to - i);
  const base = marked(among, length);
  const marks = slots;
  const end = marks.length;
  for (; i < to; i++) {
    const doc = docs[i]!;
    if (doc >= end) break;
    const slot = marks[doc]!;
    at[n] = i;
    places[n] = slot - base;
    // Which of them are in the other list is as good as random: worked out by sums, it costs no wrong guess.
    n += (base - 1 - slot) >>> 31;
  }
  return n;
}

/** By document, its place in the list that was marked last, from `base` on; less is of former lists. Shared: a search never waits. */
let slots = new Int32Array(1024);
let used = 1;

function marked(list: Uint32Array, length: number): number {
  const least = length === 0 ? 0 : list[length - 1]! + 1;
  if (least > slots.length || used + length > 0x7fffffff) {
    slots = new Int32Array(Math.max(slots.length, Math.ceil(least * 1.25)));
    used = 1;
  }
  const base = used;
  const marks = slots;
  for (let k = 0; k < length; k++) marks[list[k]!] = base + k;
  used += length;
  return base;
}

/** The first place at or after `from` whose value is at least `wanted`; steps double, then halve. */
export function gallop(sorted: Uint32Array, from: number, to: number, wanted: number): number {
  if (from >= to || sorted[from]! >= wanted) return from;
  let step = 1;
  while (from + step < to && sorted[from + step]! < wanted) step *= 2;
  let low = from + (step >>> 1) + 1;
  let high = Math.min(from + step, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
