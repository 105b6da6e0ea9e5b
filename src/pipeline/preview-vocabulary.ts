/** What an edited vocabulary would move, before it is applied: every shown sheet is described both ways, nothing is written. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { compareVocabularies, type VocabularyChange } from '#describe/compare-vocabularies.ts';
import { type Description, describeRecord } from '#describe/describe-record.ts';
import { createUnderstanding } from '#describe/understanding.ts';
import { standingAnswers } from '#describe/words/answers.ts';
import { withRows } from '#harvest/read-payloads.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { type Vocabulary, vocabularies } from '#model/vocabulary.ts';

export interface MovedWord {
  /** As the partner writes it. */
  word: string;
  /** How it is understood: by the manifest's table, a code, the vocabulary, its stems, what was learned, the text. */
  how: string;
  before: string[];
  after: string[];
  sheets: number;
}

export interface VocabularyPreview extends VocabularyChange {
  vocabulary: string;
  /** Sheets that were read, and those that would have other concepts of this vocabulary. */
  sheets: { read: number; moved: number };
  /** How many sheets have each concept before and after, only where that changes. */
  concepts: { concept: string; before: number; after: number }[];
  /** Words that would mean something else, those on most sheets first. */
  words: MovedWord[];
  orphans: {
    /** Sheets that would lose their last concept of this vocabulary. */
    sheets: number;
    /** What manifests name that would be no concept any more. */
    mappings: { source: string; concept: string; sheets: number }[];
    /** Curators' answers that name such a concept. */
    answers: { id: string; written: string; concepts: string[] }[];
  };
}

const atOnce = 500;

/** Reads every record that is shown. Memory does not grow with their number but with that of their words. */
export async function previewVocabulary(
  rooms: { db: Kysely<Tables>; sources: ReadonlyMap<string, Source>; signal: AbortSignal; say(text: string): void },
  edited: Vocabulary,
): Promise<VocabularyPreview> {
  const { name } = edited;
  const answers = await standingAnswers(rooms.db);
  const inOrder = answers.toReversed();
  const [now, then] = [createUnderstanding(inOrder), createUnderstanding(inOrder, { ...vocabularies, [name]: edited })];
  const counts = new Map<string, { before: number; after: number }>();
  const words = new Map<string, MovedWord>();
  const mappings = new Map<string, { source: string; concept: string; sheets: number }>();
  const sheets = { read: 0, moved: 0 };
  let emptied = 0;
  for await (const { source, rows } of shownRecords(rooms)) {
    const before = conceptsOf(describeRecord(rows, source, now), name);
    const after = conceptsOf(describeRecord(rows, source, then), name);
    sheets.read++;
    for (const concept of before.all) countOf(counts, concept).before++;
    for (const concept of after.all) countOf(counts, concept).after++;
    const moved = before.all.size !== after.all.size || [...before.all].some((concept) => !after.all.has(concept));
    if (moved) sheets.moved++;
    if (before.all.size > 0 && after.all.size === 0) emptied++;
    for (const [word, was] of before.byWord) {
      for (const concept of was.named)
        if (!edited.byId.has(concept)) {
          const key = `${source.id} ${concept}`;
          const known = mappings.get(key) ?? { source: source.id, concept, sheets: 0 };
          mappings.set(key, { ...known, sheets: known.sheets + 1 });
        }
      note(words, word, was, after.byWord.get(word));
    }
    for (const [word, is] of after.byWord) if (!before.byWord.has(word)) note(words, word, undefined, is);
  }
  return {
    vocabulary: name,
    ...compareVocabularies(vocabularies[name], edited),
    sheets,
    concepts: [...counts]
      .map(([concept, count]) => ({ concept, ...count }))
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.concept < b.concept ? -1 : 1)),
    words: [...words.values()].sort((a, b) => b.sheets - a.sheets || (a.word < b.word ? -1 : 1)),
    orphans: {
      sheets: emptied,
      mappings: [...mappings.values()].sort((a, b) => b.sheets - a.sheets),
      answers: answers
        .filter((one) => one.vocabulary === name && one.concepts.some((concept) => !edited.byId.has(concept)))
        .map(({ id, written, concepts }) => ({ id, written, concepts })),
    },
  };
}

interface WordMeaning {
  how: string;
  concepts: Set<string>;
  /** Those that a manifest names itself. */
  named: Set<string>;
}

function conceptsOf(
  { sheet }: Description,
  vocabulary: string,
): { all: Set<string>; byWord: Map<string, WordMeaning> } {
  const all = new Set<string>();
  const byWord = new Map<string, WordMeaning>();
  for (const { vocabulary: of, concept, how, word } of sheet.assignments) {
    if (of !== vocabulary) continue;
    all.add(concept);
    const meaning = byWord.get(word) ?? { how, concepts: new Set(), named: new Set() };
    meaning.concepts.add(concept);
    if (how === 'mapping' || how === 'constant') meaning.named.add(concept);
    byWord.set(word, meaning);
  }
  return { all, byWord };
}

function note(words: Map<string, MovedWord>, word: string, was?: WordMeaning, is?: WordMeaning): void {
  const [before, after] = [[...(was?.concepts ?? [])].sort(), [...(is?.concepts ?? [])].sort()];
  if (before.join() === after.join()) return;
  const key = `${word} ${before} ${after}`;
  const how = (was ?? is)!.how;
  const known = words.get(key) ?? { word, how, before, after, sheets: 0 };
  words.set(key, { ...known, sheets: known.sheets + 1 });
}

function countOf(counts: Map<string, { before: number; after: number }>, concept: string) {
  const known = counts.get(concept);
  if (known !== undefined) return known;
  const fresh = { before: 0, after: 0 };
  counts.set(concept, fresh);
  return fresh;
}

async function* shownRecords(rooms: {
  db: Kysely<Tables>;
  sources: ReadonlyMap<string, Source>;
  signal: AbortSignal;
  say(text: string): void;
}): AsyncGenerator<{ source: Source; rows: Row[] }> {
  for (const source of rooms.sources.values()) {
    if (!source.listed) continue;
    for (let after = ''; ; ) {
      rooms.signal.throwIfAborted();
      const { rows: records } = await sql<{ id: string; payload: string }>`
        select id, payload from record
        where record.source = ${source.id} and record.id > ${after} and gone_since is null and not withheld
        order by record.id limit ${atOnce}`.execute(rooms.db);
      for await (const { read } of withRows(rooms.db, records)) for (const { rows } of read) yield { source, rows };
      if (records.length < atOnce) break;
      after = records.at(-1)!.id;
      rooms.say(`${source.id}: read up to ${after}`);
    }
  }
}
