/** `match …`: the pairs that wait for a person, and what a person says of them. */
import { openQuestions } from '#match/questions.ts';
import { type Command, done, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import { byOptions, readDecider, storeOf, tellDecided } from './decision.ts';

export const matchList: Command<CommandRooms> = {
  name: 'match list',
  takes: '',
  about:
    'Pairs of sheets that may tell of one project and wait for a person, those worth most first, each with its reasons.',
  options: { most: { type: 'string', value: 'N', about: 'How many to list; 50 when not said.' } },
  async run(rooms, { options }) {
    const most = Number(options.most ?? 50);
    if (!Number.isInteger(most) || most < 1) throw new Misuse('--most is a whole number from 1.');
    const { total, putOff, questions } = await openQuestions(await rooms.database(), most);
    return done({ total, putOff, questions }, [
      `${total} pairs wait${putOff > 0 ? `, ${putOff} of them put off` : ''}`,
      ...questions.flatMap(({ sheets: [one, other], reasons }) => ['', one, other, `  ${reasons.join('; ')}`]),
    ]);
  },
};

function readPair(words: readonly string[]): [string, string] {
  const [one, other, ...more] = words;
  if (one === undefined || other === undefined || more.length > 0)
    throw new Misuse('Name two sheets, as “match list” does.');
  return [one, other];
}

function onPair(kind: 'same' | 'not-same', about: string): Command<CommandRooms> {
  return {
    name: `match ${kind}`,
    takes: '<sheet> <sheet>',
    about,
    options: byOptions,
    async run(rooms, { words, options }) {
      const sheets = readPair(words);
      const by = readDecider(options);
      return tellDecided(await (await storeOf(rooms)).decide({ kind, sheets }, by));
    },
  };
}

export const matchSame = onPair(
  'same',
  'Decide that two sheets tell of one project: they are merged for good, until it is undone.',
);
export const matchNotSame = onPair(
  'not-same',
  'Decide that two sheets tell of two projects: nothing ever merges them, until it is undone.',
);

export const matchLater: Command<CommandRooms> = {
  name: 'match later',
  takes: '<sheet> <sheet>',
  about: 'Put a pair off: it comes last in the queue.',
  options: { by: byOptions.by! },
  async run(rooms, { words, options }) {
    const sheets = readPair(words);
    const by = readDecider(options);
    await (await storeOf(rooms)).later(sheets, by);
    return done({ later: sheets }, ['Put off: it comes last.']);
  },
};
