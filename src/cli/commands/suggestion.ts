/** `suggestion …`: words that no vocabulary knew, with what they may mean; a curator's answers, and undoing them. */
import { userInfo } from 'node:os';
import type { Answered, Refusal } from '#describe/words/answers.ts';
import { type VocabularyName, vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import { type CarriedWord, wordKey } from '#model/word-answer.ts';
import type { Choice } from '#pipeline/curate-words.ts';
import { type Command, done, failed, Misuse, type OptionTable, type Outcome, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const vocabularyOption: OptionTable = {
  vocabulary: { type: 'string', value: 'NAME', about: `One of ${vocabularyNames.join(', ')}; themes when not said.` },
};
const answerOptions: OptionTable = {
  ...vocabularyOption,
  text: { type: 'boolean', about: 'WORD is the telling words of texts, as the list shows them, not a partner’s word.' },
  author: { type: 'string', value: 'NAME', about: 'Who answers; the user of this machine when not said.' },
  reason: { type: 'string', value: 'TEXT', about: 'Why, for those who come later.' },
};

export const suggestionList: Command<CommandRooms> = {
  name: 'suggestion list',
  takes: '',
  about:
    'Words of shown sheets that no vocabulary knew, those on most sheets first, with what they may mean, how sure that\n' +
    'is and by which words.',
  options: {
    vocabulary: { type: 'string', value: 'NAME', about: `Only this one of ${vocabularyNames.join(', ')}.` },
    later: { type: 'boolean', about: 'Those that were put aside, instead.' },
    answered: { type: 'boolean', about: 'The answers that stand, instead, the latest first, with their ids.' },
    most: { type: 'string', value: 'N', about: 'How many to list; 50 when not said.' },
  },
  async run(rooms, { options }) {
    const most = Number(options.most ?? 50);
    if (!Number.isInteger(most) || most < 1) throw new Misuse('--most is a whole number from 1.');
    const desk = await rooms.wordDesk();
    const vocabulary = options.vocabulary === undefined ? undefined : vocabularyOf(options);
    if (options.answered === true) {
      const all = (await desk.answers()).filter((one) => vocabulary === undefined || one.vocabulary === vocabulary);
      const answers = all.slice(0, most);
      return done({ total: all.length, answers }, [
        `${all.length} answers stand`,
        ...answers.map(
          ({ id, written, vocabulary: of, concepts, later, author, madeAt, reason }) =>
            `${id}  ${of}: ${written} → ${later ? 'later' : concepts.join(', ') || 'none'}  (${author}, ${madeAt.toISOString().slice(0, 10)}${reason && `: ${reason}`})`,
        ),
      ]);
    }
    const { total, words } = await desk.waiting({ vocabulary, later: options.later === true, most });
    return done({ total, words }, [
      `${total} words ${options.later === true ? 'were put aside' : 'wait'}`,
      ...words.flatMap(({ word, written, evidence, vocabulary: of, sheets, sources, proposals }) => [
        '',
        `${evidence === 'text' ? word : written}  (${of}${evidence === 'text' ? ', --text' : ''}; ${sheets} sheets of ${sources.join(', ')})`,
        ...proposals.map(
          ({ concept, confidence = 1, how, because = [] }) =>
            `  ${concept}: ${Math.round(confidence * 100)} %, ${how}, by ${because.join(', ')}`,
        ),
        ...(proposals.length === 0 ? ['  nothing is suggested'] : []),
      ]),
    ]);
  },
};

export const suggestionAccept: Command<CommandRooms> = {
  name: 'suggestion accept',
  takes: 'WORD',
  about:
    'WORD means what is suggested first, or the concepts that are named. The sheets that carry it are described again.',
  options: {
    ...answerOptions,
    concept: { type: 'string', multiple: true, value: 'ID', about: 'What it means instead; may be repeated.' },
  },
  async run(rooms, parsed) {
    const named = parsed.options.concept;
    const concepts = Array.isArray(named) ? named.map(String) : [];
    if (concepts.length > 0) return answer(rooms, parsed, { concepts });
    const carried = carriedOf(parsed);
    const [first] = await (await rooms.wordDesk()).proposals(carried);
    if (first === undefined)
      throw new Misuse(`Nothing is suggested for “${parsed.words.join(' ')}”: name what it means with --concept.`);
    return answer(rooms, parsed, { concepts: [first.concept] });
  },
};

export const suggestionRefuse: Command<CommandRooms> = {
  name: 'suggestion refuse',
  takes: 'WORD',
  about: 'WORD means nothing that the vocabulary has: it stays a tag, and is not asked about again.',
  options: answerOptions,
  run: (rooms, parsed) => answer(rooms, parsed, 'none'),
};

export const suggestionLater: Command<CommandRooms> = {
  name: 'suggestion later',
  takes: 'WORD',
  about: 'Puts WORD aside: `suggestion list --later` shows it.',
  options: answerOptions,
  run: (rooms, parsed) => answer(rooms, parsed, 'later'),
};

export const suggestionUndo: Command<CommandRooms> = {
  name: 'suggestion undo',
  takes: 'ID',
  about: 'Takes an answer back, by the id that was given when it was made (`suggestion list --answered` tells them).',
  options: { author: answerOptions.author! },
  async run(rooms, { words, options }) {
    const [id, ...more] = words;
    if (id === undefined || more.length > 0) throw new Misuse('Name one answer, by its id.');
    return tell(await (await rooms.wordDesk()).undo(id, authorOf(options)), 'taken back');
  },
};

async function answer(rooms: CommandRooms, parsed: Parsed, choice: Choice): Promise<Outcome> {
  const { options } = parsed;
  const reason = typeof options.reason === 'string' ? options.reason.trim().slice(0, 500) : '';
  const desk = await rooms.wordDesk();
  const outcome = await desk.answer(carriedOf(parsed), choice, { author: authorOf(options), reason });
  return tell(outcome, 'answered');
}

function tell(outcome: Answered | Refusal, what: string): Outcome {
  if (!('refused' in outcome))
    return done(outcome, [`${outcome.id} ${what}: ${outcome.sheets} sheets described again`]);
  return failed(outcome, [sentences[outcome.refused](outcome)]);
}

const sentences: Record<Refusal['refused'], (refusal: Refusal) => string> = {
  'word-not-carried': () => 'No sheet carries this word: `suggestion list` gives them as they are written.',
  'concept-unknown': (refusal) => `The vocabulary has no concept “${'concept' in refusal ? refusal.concept : ''}”.`,
  'concept-missing': () => 'Say which concepts it means.',
  'answer-unknown': () => 'No standing answer has this id.',
};

function carriedOf({ words, options }: Parsed): CarriedWord {
  const written = words.join(' ').trim();
  if (written === '') throw new Misuse('Say which word.');
  return options.text === true
    ? { vocabulary: vocabularyOf(options), evidence: 'text', word: written }
    : { vocabulary: vocabularyOf(options), evidence: 'word', word: wordKey(written) };
}

function vocabularyOf(options: Parsed['options']): VocabularyName {
  const asked = options.vocabulary ?? 'themes';
  const name = vocabularyNames.find((known) => known === asked);
  if (name === undefined) throw new Misuse(`--vocabulary is one of ${Object.keys(vocabularies).join(', ')}.`);
  return name;
}

function authorOf(options: Parsed['options']): string {
  const said = typeof options.author === 'string' ? options.author.trim().slice(0, 200) : '';
  return said || userInfo().username;
}
