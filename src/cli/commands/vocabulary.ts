/** `vocabulary …`: what an edited vocabulary would move, before it is applied. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { readVocabulary, type VocabularyName, vocabularyNames } from '#model/vocabulary.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { previewVocabulary, type VocabularyPreview } from '#pipeline/preview-vocabulary.ts';
import { type Command, done, failed, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

/** A vocabulary is a page of text: more than this is another file, in bytes. */
const largestFile = 5_000_000;

export const vocabularyPreview: Command<CommandRooms> = {
  name: 'vocabulary preview',
  takes: '[NAME]',
  about:
    'What an edited vocabulary would move, before it is applied: sheets per concept before and after, words that would\n' +
    'mean something else, codes and words that two concepts claim, orphans. Nothing is written. Exit code 1 when a code\n' +
    'would say two things, or something that is in use would name no concept.',
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      about: 'The edited file, YAML or JSON, like those of src/model/vocabularies.',
    },
    most: { type: 'string', value: 'N', about: 'How many words to list; 30 when not said (--json: all).' },
  },
  async run(rooms, { words, options }) {
    const { file } = options;
    const most = Number(options.most ?? 30);
    if (!Number.isInteger(most) || most < 1) throw new Misuse('--most is a whole number from 1.');
    if (typeof file !== 'string') throw new Misuse('Say --file.');
    if (!existsSync(file) || !statSync(file).isFile()) throw new Misuse(`There is no file ${file}.`);
    if (statSync(file).size > largestFile) throw new Misuse(`${file} is too large to be a vocabulary.`);
    const read = readVocabulary(nameOf(words, file), readFileSync(file, 'utf8'));
    if ('wrong' in read)
      return failed({ error: read.wrong.join('; '), wrong: read.wrong }, [
        `${file} is no vocabulary:`,
        ...read.wrong.slice(0, most).map((sentence) => `  ${sentence}`),
      ]);
    const db = await rooms.database();
    const sources = await knownSources(db, rooms.loadSources().sources);
    const preview = await previewVocabulary(
      { db, sources, signal: rooms.signal, say: rooms.progress },
      read.vocabulary,
    );
    const { doubledCodes, orphans } = preview;
    const harms = doubledCodes.length + orphans.mappings.length + orphans.answers.length > 0;
    return (harms ? failed : done)(preview, tell(preview, most));
  },
};

function nameOf([named, ...more]: readonly string[], file: string): VocabularyName {
  if (more.length > 0) throw new Misuse('One vocabulary at a time.');
  const asked = named ?? basename(file).replace(/\.(?:ya?ml|json)$/i, '');
  const name = vocabularyNames.find((known) => known === asked);
  if (name === undefined) throw new Misuse(`Name the vocabulary: one of ${vocabularyNames.join(', ')}.`);
  return name;
}

function tell(preview: VocabularyPreview, most: number): string[] {
  const { vocabulary, version, added, removed, changed, sheets, concepts, words, orphans } = preview;
  const part = (title: string, lines: string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  const same = added.length + removed.length + changed.length === 0;
  return [
    `${vocabulary}, version ${version.from} → ${version.to}: ${added.length} added, ${removed.length} removed, ${changed.length} changed`,
    ...(!same && version.to <= version.from ? ['its version should be raised: readers elsewhere go by it'] : []),
    `${sheets.moved} of ${sheets.read} sheets would move, ${orphans.sheets} would be left without any concept`,
    ...part('Codes that two concepts claim', preview.doubledCodes.map(claimed('code'))),
    ...part('Words that two concepts claim: they would name neither', preview.doubledWords.map(claimed('word'))),
    ...part(
      'Named by manifests, and no concept any more',
      orphans.mappings.map((one) => `  ${one.concept} (${one.source}, ${one.sheets} sheets)`),
    ),
    ...part(
      'Answers of curators that name what is no concept any more',
      orphans.answers.map(({ id, written, concepts: of }) => `  ${written} → ${of.join(', ')} (${id})`),
    ),
    ...part(
      'Sheets per concept',
      concepts.map(({ concept, before, after }) => `  ${concept.padEnd(28)} ${before} → ${after}`),
    ),
    ...part(
      words.length > most
        ? `Words that would mean something else (${most} of ${words.length})`
        : 'Words that would mean something else',
      words
        .slice(0, most)
        .map(
          ({ word, how, before, after, sheets: on }) =>
            `  ${word} (${how}, ${on} sheets): ${before.join(', ') || 'nothing'} → ${after.join(', ') || 'nothing'}`,
        ),
    ),
  ];
}

const claimed =
  <K extends 'code' | 'word'>(key: K) =>
  (one: Record<K, string> & { concepts: string[] }): string =>
    `  ${one[key]}: ${one.concepts.join(', ')}`;
