/** Builds a segment from documents. */
import { foldToWords } from '#lib/text/fold.ts';
import { tokens } from '#lib/text/tokens.ts';
import { facetNames } from '#model/criteria.ts';
import { territoryLevels } from '#model/territory.ts';
import { type DocumentLength, readDocument } from '../analysis/read-document.ts';
import type { SearchDocument } from '../engine.ts';
import { type Column, ColumnBuilder } from './column.ts';
import { GrowingFloat64, GrowingUint32 } from './growing.ts';
import { lexiconOf } from './lexicon.ts';
import { nameHash, nameKey, orderOf, ranksOf } from './names.ts';
import { PostingsWriter } from './postings-writer.ts';
import { type ColumnName, noYear, type Segment } from './segment.ts';
import { compareTexts, stringTable } from './string-table.ts';

export const columnNames: readonly ColumnName[] = [...facetNames, ...territoryLevels, 'holder'];

/** From 0 to 1, by quality first: what a search without words shows first. */
export function standingOf(document: { quality: number; updatedDay: number }): number {
  const years = Math.min(60, Math.max(0, document.updatedDay / 365.25 - 30));
  return 0.8 * document.quality + (0.2 * years) / 60;
}

const documentsPerTurn = 250;

/** Builds a segment of documents whose ids are all different. Others get a turn every few hundred documents. */
export async function buildSegment(given: readonly SearchDocument[], breathe: () => Promise<void>): Promise<Segment> {
  const documents = given
    .map((document) => ({ document, standing: standingOf(document) }))
    .sort((a, b) => b.standing - a.standing || compareTexts(a.document.id, b.document.id));
  const size = documents.length;
  const titleHash = new Uint32Array(size);
  const titleLength = new Uint8Array(size);
  const wordCounts = new Uint32Array(size);
  const lengths = new Uint32Array(size);
  const startYear = new Int16Array(size).fill(noYear);
  const updatedDay = new Int32Array(size);
  const columns = Object.fromEntries(columnNames.map((name) => [name, new ColumnBuilder()])) as Record<
    ColumnName,
    ColumnBuilder
  >;
  const pointStarts = new Uint32Array(size + 1);
  const lat = new GrowingFloat64();
  const lon = new GrowingFloat64();
  const words = new WordStream();
  for (const [doc, { document }] of documents.entries()) {
    if (doc % documentsPerTurn === documentsPerTurn - 1) await breathe();
    const title = tokens(document.title);
    titleHash[doc] = nameHash(title);
    titleLength[doc] = Math.min(255, title.length);
    if (document.startYear !== undefined) startYear[doc] = document.startYear;
    updatedDay[doc] = document.updatedDay;
    const length = words.read(doc, document);
    wordCounts[doc] = length.words;
    lengths[doc] = length.weighed;
    for (const name of facetNames) columns[name].add(document.facets[name] ?? []);
    for (const level of territoryLevels)
      columns[level].add(document.territories.filter((id) => id.startsWith(`${level}-`)));
    columns.holder.add(holderNames(document.organisations));
    for (const point of document.points) {
      lat.push(point.lat);
      lon.push(point.lon);
    }
    pointStarts[doc + 1] = lat.length;
  }
  const { lexicon, postings } = await words.done(breathe);
  const done = Object.fromEntries(columnNames.map((name) => [name, columns[name].done()])) as Record<
    ColumnName,
    Column
  >;
  const ids = documents.map(({ document }) => document.id);
  const byName = orderOf(documents.map(({ document }) => nameKey(document.title)));
  return {
    size,
    ids: stringTable(ids),
    byId: orderOf(ids),
    titles: stringTable(documents.map(({ document }) => document.title)),
    titleHash,
    titleLength,
    byName,
    nameRank: ranksOf(byName),
    standing: Float64Array.from(documents, ({ standing }) => standing),
    updatedDay,
    startYear,
    wordCounts,
    lengths,
    columns: done,
    holdersByName: orderOf(done.holder.values.map(foldToWords)),
    pointStarts,
    lat: lat.done(),
    lon: lon.done(),
    lexicon,
    postings,
  };
}

/** The names in `organisations`, one a line. */
function holderNames(organisations: string): string[] {
  return organisations
    .split('\n')
    .map((name) => name.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, 20);
}

/** Words as they are read, document after document; then sorted by word into postings. */
class WordStream {
  private readonly numbers = new Map<string, number>();
  private readonly word = new GrowingUint32(4096);
  private readonly doc = new GrowingUint32(4096);
  private readonly position = new GrowingUint32(4096);
  private readonly weight = new GrowingUint32(4096);

  read(doc: number, document: SearchDocument): DocumentLength {
    return readDocument(document, (word, position, weight) => this.put(word, doc, position, weight));
  }

  private put(word: string, doc: number, position: number, weight: number): void {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(word, number);
    }
    this.word.push(number);
    this.doc.push(doc);
    this.position.push(position);
    this.weight.push(weight);
  }

  async done(breathe: () => Promise<void>) {
    const words = [...this.numbers.keys()].sort(compareTexts);
    const sorted = new Uint32Array(words.length);
    for (const [number, word] of words.entries()) sorted[this.numbers.get(word)!] = number;
    // A counting sort keeps documents and positions in order within each word.
    const starts = new Uint32Array(words.length + 1);
    for (let i = 0; i < this.word.length; i++) starts[sorted[this.word.at(i)]! + 1]!++;
    for (let w = 0; w < words.length; w++) starts[w + 1]! += starts[w]!;
    const next = starts.slice();
    await breathe();
    const order = new Uint32Array(this.word.length);
    for (let i = 0; i < this.word.length; i++) order[next[sorted[this.word.at(i)]!]!++] = i;
    const writer = new PostingsWriter();
    for (let w = 0; w < words.length; w++) {
      writer.beginWord();
      for (let i = starts[w]!; i < starts[w + 1]!; ) {
        const doc = this.doc.at(order[i]!);
        let end = i;
        let weight = 0;
        while (end < starts[w + 1]! && this.doc.at(order[end]!) === doc) weight += this.weight.at(order[end++]!);
        writer.beginPosting(doc, weight);
        for (let k = i; k < end; k++) writer.position(this.position.at(order[k]!), k + 1 < end);
        i = end;
      }
    }
    await breathe();
    return { lexicon: await lexiconOf(words, breathe), postings: writer.done() };
  }
}
