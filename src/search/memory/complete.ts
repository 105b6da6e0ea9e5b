/** Completion: projects, holders and concepts that begin like what is being typed. Work is bounded at every step. */
import { foldToWords } from '#lib/text/fold.ts';
import { tokens } from '#lib/text/tokens.ts';
import type { FacetName } from '#model/criteria.ts';
import { titleWeight } from '../analysis/read-document.ts';
import type { Suggestion } from '../engine.ts';
import { type Column, setsHolding, setsOfNumber } from './column.ts';
import { wordNumbers, wordsBeginning } from './lexicon.ts';
import { matchAmong, matchTerms, postingCount, type Term } from './matches.ts';
import { nameKey } from './names.ts';
import { textAt } from './string-table.ts';
import { type Part, removedOf, type View } from './view.ts';

export interface ConceptLabel {
  facet: FacetName;
  id: string;
  /** Its label in one language, or a synonym: whatever leads to it. */
  label: string;
}

/** Names read one after another from where they begin alike; words that begin alike, and how often they stand. */
const mostRead = 150;
const mostWords = 200;
const mostPostings = 20_000;
const longestTyped = 100;

export function complete(view: View, concepts: readonly ConceptLabel[], text: string, most: number): Suggestion[] {
  const typed = foldToWords(text.slice(0, longestTyped));
  const wanted = Math.min(Math.max(0, Math.floor(most)), 50);
  if (typed === '' || wanted === 0) return [];
  const few = Math.max(1, Math.ceil(wanted / 4));
  const first = [...conceptsLike(view, concepts, typed).slice(0, few), ...holdersLike(view, typed).slice(0, few)];
  return [...first, ...projectsLike(view, typed, wanted - first.length)].slice(0, wanted);
}

function conceptsLike(view: View, concepts: readonly ConceptLabel[], typed: string): Suggestion[] {
  const seen = new Set<string>();
  const found: Suggestion[] = [];
  for (const { facet, id, label } of concepts) {
    if (!` ${foldToWords(label)}`.includes(` ${typed}`)) continue;
    const value = `${facet}:${id}`;
    if (seen.has(value)) continue;
    seen.add(value);
    let count = 0;
    for (const part of view.parts) {
      const column = part.segment.columns[facet];
      count += countOf(part, column, setsHolding(column, id));
    }
    if (count > 0) found.push({ kind: 'concept', label, value, count });
  }
  return found.sort((a, b) => b.count! - a.count!);
}

/** In how many documents that are there a value stands, given the sets that hold it. */
function countOf(part: Part, column: Column, sets: Uint32Array): number {
  if (sets.length === 0) return 0;
  const counts = countsBySet(column, part);
  let count = 0;
  for (const set of sets) count += counts[set]!;
  return count;
}

/** Of whole columns, and of what is there of them now. */
const setCounts = new WeakMap<Column, { all: Uint32Array; removed: Uint8Array | undefined; there: Uint32Array }>();

function countsBySet(column: Column, part: Part): Uint32Array {
  const { removed } = part;
  const known = setCounts.get(column);
  if (known !== undefined && known.removed === removed) return known.there;
  const all = known?.all ?? new Uint32Array(column.setStarts.length - 1);
  if (known === undefined) for (let doc = 0; doc < column.setOf.length; doc++) all[column.setOf[doc]!]!++;
  const there = removed === undefined ? all : all.slice();
  if (removed !== undefined) for (const doc of removedOf(part).docs) there[column.setOf[doc]!]!--;
  setCounts.set(column, { all, removed, there });
  return there;
}

function holdersLike(view: View, typed: string): Suggestion[] {
  const counts = new Map<string, number>();
  for (const part of view.parts) {
    const { columns, holdersByName } = part.segment;
    const foldedAt = (rank: number) => foldToWords(textAt(columns.holder.texts, holdersByName[rank]!));
    const from = firstRank(holdersByName.length, (rank) => foldedAt(rank) >= typed);
    for (let rank = from; rank < Math.min(holdersByName.length, from + mostRead); rank++) {
      if (!foldedAt(rank).startsWith(typed)) break;
      const number = holdersByName[rank]!;
      const name = textAt(columns.holder.texts, number);
      const count = countOf(part, columns.holder, setsOfNumber(columns.holder, number));
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([name, count]) => ({ kind: 'holder', label: name, value: name, count }));
}

/** The first of `size` ranks that has come far enough; they come in order. */
function firstRank(size: number, reached: (rank: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Titles that begin like the text, then those in which each word begins like one of the title; the best known first. */
function projectsLike(view: View, typed: string, most: number): Suggestion[] {
  const found = new Map<string, { label: string; begins: boolean; standing: number }>();
  for (const part of view.parts) {
    const { segment } = part;
    const note = (doc: number, begins: boolean) => {
      const id = textAt(segment.ids, doc);
      if (!found.has(id))
        found.set(id, { label: textAt(segment.titles, doc), begins, standing: segment.standing[doc]! });
    };
    for (const doc of titlesBeginning(part, typed, most)) note(doc, true);
    for (const doc of titlesHolding(part, typed, most)) note(doc, false);
  }
  return [...found]
    .sort(
      ([a, one], [b, other]) =>
        Number(other.begins) - Number(one.begins) || other.standing - one.standing || (a < b ? -1 : 1),
    )
    .slice(0, Math.max(0, most))
    .map(([id, { label }]) => ({ kind: 'project', label, value: id }));
}

function titlesBeginning({ segment, removed }: Part, typed: string, most: number): number[] {
  const { byName, titles, size } = segment;
  const keyAt = (rank: number) => nameKey(textAt(titles, byName[rank]!));
  const from = firstRank(size, (rank) => keyAt(rank) >= typed);
  const docs: number[] = [];
  for (let rank = from; rank < Math.min(size, from + mostRead); rank++) {
    if (!keyAt(rank).startsWith(typed)) break;
    if (removed?.[byName[rank]!] !== 1) docs.push(byName[rank]!);
  }
  return docs.sort((a, b) => a - b).slice(0, most);
}

function titlesHolding(part: Part, typed: string, most: number): number[] {
  const { segment } = part;
  const words = typed.split(' ').slice(0, 8);
  const last = words.pop()!;
  // One letter begins too many words to say anything.
  if (words.length === 0 && last.length < 2) return [];
  const term = (number: number): Term => ({ number, factor: 1, exact: false });
  const begun: Term[] = [];
  for (const number of wordsBeginning(segment.lexicon, last, mostWords)) {
    begun.push(term(number));
    if (words.length === 0 && postingCount(part, begun) > mostPostings) break;
  }
  if (begun.length === 0) return [];
  let among: { docs: Uint32Array; length: number } | undefined;
  for (const word of words) {
    const terms = wordNumbers(segment.lexicon, word).map(term);
    if (terms.length === 0) return [];
    among = among === undefined ? matchTerms(part, terms) : matchAmong(part, terms, among.docs, among.length);
  }
  const found = among === undefined ? matchTerms(part, begun) : matchAmong(part, begun, among.docs, among.length);
  const docs: number[] = [];
  for (let k = 0, seen = 0; k < found.length && docs.length < most && seen < mostRead; k++) {
    // A lesser amount comes from elsewhere than the title.
    if (found.amounts[k]! < titleWeight) continue;
    seen++;
    const title = tokens(textAt(segment.titles, found.docs[k]!));
    if (title.some((word) => word.startsWith(last)) && words.every((word) => title.includes(word)))
      docs.push(found.docs[k]!);
  }
  return docs;
}
