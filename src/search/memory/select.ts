/** From candidates to those that satisfy everything, and for each facet those that fail that one alone. */
import { type Check, type Filter, facetCheck } from './filter.ts';
import type { Scored } from './scored.ts';
import { firstNumbers, takeFloat32, takeUint16, takeUint32 } from './scratch.ts';
import type { Part } from './view.ts';

export interface Selected {
  /** Satisfy every criterion; ascending. */
  length: number;
  docs: Uint32Array;
  /** Beside them; undefined when there are no words. */
  scores: Float32Array | undefined;
  /** By criterion: satisfy every other one, and not this one. */
  missing: Map<string, Uint32Array>;
  /**
   * What is counted over every document that is there, so that their totals are the counts: everything, or a criterion
   * that is the only one.
   */
  whole: 'everything' | { criterion: string } | undefined;
}

/** Of documents that are already `checked`, only criteria that are counted apart are looked at. */
export function select(
  part: Part,
  scored: Scored | undefined,
  { facets, passes: all }: Filter,
  counted: ReadonlySet<string>,
  checked: boolean,
): Selected {
  const passes = checked ? [] : all;
  let list = listOf(part, scored);
  const free = scored === undefined;
  const apart = facets.filter(({ name }) => counted.has(name));
  const hard = checked ? [] : facets.filter((facet) => !apart.includes(facet));
  if (apart.length + hard.length + passes.length === 0)
    return { ...list, missing: new Map(), whole: free ? 'everything' : undefined };
  for (const facet of hard) list = kept(list, facetCheck(facet));
  for (const pass of passes) list = kept(list, pass);
  if (apart.length === 0) return { ...list, missing: new Map(), whole: undefined };
  const { length, docs, scores } = list;
  // One bit for each criterion that is counted apart: facets and territories are twelve.
  const fails = takeUint16(length);
  for (const [f, { columns }] of apart.entries()) {
    const mark = marksOf(columns, list);
    if (f === 0) fails.set(mark);
    else for (let k = 0; k < length; k++) fails[k]! |= mark[k]! << f;
  }
  const alone = free && hard.length + passes.length === 0 && apart.length === 1;
  const selected = { docs: takeUint32(length), scores: scores && takeFloat32(length), length: 0 };
  const lists = apart.map(() => ({ docs: takeUint32(alone ? 0 : length), length: 0 }));
  let n = 0;
  for (let k = 0; k < length; k++) {
    const failed = fails[k]!;
    if (failed === 0) {
      selected.docs[n] = docs[k]!;
      if (scores !== undefined) selected.scores![n] = scores[k]!;
      n++;
    } else if (!alone && (failed & (failed - 1)) === 0) {
      const one = lists[31 - Math.clz32(failed)]!;
      one.docs[one.length++] = docs[k]!;
    }
  }
  selected.length = n;
  if (alone) return { ...selected, missing: new Map(), whole: { criterion: apart[0]!.name } };
  const missing = new Map(apart.map(({ name }, f) => [name, lists[f]!.docs.subarray(0, lists[f]!.length)]));
  return { ...selected, missing, whole: undefined };
}

/** Ascending documents, with their scores when there are words. */
export interface List {
  length: number;
  docs: Uint32Array;
  scores: Float32Array | undefined;
}

/** What holds the words; every document that is there, without any. */
export function listOf({ segment, removed }: Part, scored: Scored | undefined): List {
  if (scored !== undefined) return scored;
  if (removed === undefined) return { docs: firstNumbers(segment.size), length: segment.size, scores: undefined };
  const docs = takeUint32(segment.size);
  let length = 0;
  for (let doc = 0; doc < segment.size; doc++) {
    docs[length] = doc;
    length += 1 - removed[doc]!;
  }
  return { length, docs, scores: undefined };
}

const docsPerLook = 2048;

/** The first `most` documents that pass every check, in order: reading ends with the last of them. */
export function firstOf({ segment, removed }: Part, checks: readonly Check[], most: number): number[] {
  const found: number[] = [];
  const docs = takeUint32(docsPerLook);
  const places = takeUint32(docsPerLook + 1);
  for (let from = 0; from < segment.size && found.length < most; from += docsPerLook) {
    let length = 0;
    for (let doc = from; doc < Math.min(segment.size, from + docsPerLook); doc++) {
      docs[length] = doc;
      length += removed === undefined ? 1 : 1 - removed[doc]!;
    }
    for (const check of checks) {
      length = check(docs, length, places);
      for (let i = 0; i < length; i++) docs[i] = docs[places[i]!]!;
    }
    for (let i = 0; i < length && found.length < most; i++) found.push(docs[i]!);
  }
  return found;
}

/** Beside each document: 0 when one of the columns holds a value of the criterion, else 1. */
export function marksOf(columns: Filter['facets'][number]['columns'], { docs, length }: List): Uint16Array {
  const marks = takeUint16(length);
  const [first, ...others] = columns;
  if (first === undefined) return marks.fill(1);
  const { setOf, passes } = first;
  for (let k = 0; k < length; k++) marks[k] = 1 - passes[setOf[docs[k]!]!]!;
  for (const { setOf, passes } of others) for (let k = 0; k < length; k++) marks[k]! &= 1 - passes[setOf[docs[k]!]!]!;
  return marks;
}

/** What a check leaves of a list: it writes the places to keep, in order, and says how many. */
function kept({ docs, length, scores }: List, check: Check): List {
  // One place more: a check may write a place before it knows whether to keep it.
  const places = takeUint32(length + 1);
  const n = check(docs, length, places);
  const left = scores && takeFloat32(n);
  if (left !== undefined) for (let i = 0; i < n; i++) left[i] = scores![places[i]!]!;
  for (let i = 0; i < n; i++) places[i] = docs[places[i]!]!;
  return { length: n, docs: places, scores: left };
}
