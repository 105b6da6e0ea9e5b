/** One pass over candidates: those that satisfy everything, and for each facet those that fail that one alone. */
import type { Filter } from './filter.ts';
import type { Scored } from './match-words.ts';
import type { Part } from './view.ts';

export interface Selected {
  /** Satisfy every criterion; ascending. */
  length: number;
  docs: Uint32Array;
  /** Beside them; undefined when there are no words. */
  scores: Float32Array | undefined;
  /** By criterion: satisfy every other one, and not this one. */
  missing: Map<string, Uint32Array>;
}

export function select(part: Part, scored: Scored | undefined, filter: Filter, counted: ReadonlySet<string>): Selected {
  const { removed, segment } = part;
  const most = scored === undefined ? segment.size : scored.length;
  const { facets, passes } = filter;
  if (scored !== undefined && facets.length === 0 && passes === undefined)
    return { length: scored.length, docs: scored.docs, scores: scored.scores, missing: new Map() };
  const docs = new Uint32Array(most);
  const scores = scored === undefined ? undefined : new Float32Array(most);
  const lists = facets.map(({ name }) => (counted.has(name) ? { docs: new Uint32Array(most), length: 0 } : undefined));
  let n = 0;
  for (let k = 0; k < most; k++) {
    const doc = scored === undefined ? k : scored.docs[k]!;
    if (scored === undefined && removed !== undefined && removed[doc] === 1) continue;
    let failed = -1;
    let lost = false;
    for (let f = 0; f < facets.length; f++) {
      const { columns } = facets[f]!;
      let found = false;
      for (let c = 0; c < columns.length; c++) {
        const { setOf, passes } = columns[c]!;
        if (passes[setOf[doc]!] === 1) {
          found = true;
          break;
        }
      }
      if (found) continue;
      if (failed >= 0 || lists[f] === undefined) {
        lost = true;
        break;
      }
      failed = f;
    }
    if (lost || (passes !== undefined && !passes(doc))) continue;
    if (failed >= 0) {
      const list = lists[failed]!;
      list.docs[list.length++] = doc;
    } else {
      if (scores !== undefined) scores[n] = scored!.scores[k]!;
      docs[n++] = doc;
    }
  }
  const missing = new Map<string, Uint32Array>();
  for (const [f, list] of lists.entries())
    if (list !== undefined) missing.set(facets[f]!.name, list.docs.subarray(0, list.length));
  return { length: n, docs, scores, missing };
}
