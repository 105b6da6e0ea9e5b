/** `project …`: decisions on one project: part a sheet from it, choose or write a field, hide it, vouch for it. */
import type { Wish } from '#model/decision.ts';
import { type Command, done, Misuse, type OptionTable, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import { byOptions, readDecider, storeOf, tellDecided, tellRefused } from './decision.ts';

interface Sketch {
  name: string;
  takes: string;
  about: string;
  options?: OptionTable;
  wish(given: string, options: Parsed['options']): Wish;
}

function deciding({ name, takes, about, options = {}, wish }: Sketch): Command<CommandRooms> {
  return {
    name: `project ${name}`,
    takes,
    about,
    options: { ...options, ...byOptions },
    async run(rooms, { words, options: given }) {
      const by = readDecider(given);
      return tellDecided(await (await storeOf(rooms)).decide(wish(one(words, takes), given), by));
    },
  };
}

function one(words: readonly string[], takes: string): string {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new Misuse(`Name one: ${takes}.`);
  return word;
}

function needed(options: Parsed['options'], name: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw new Misuse(`Say --${name}.`);
  return value;
}

const field: OptionTable = { field: { type: 'string', value: 'FIELD', about: 'The field: title, summary, sites…' } };

export const projectSplit = deciding({
  name: 'split',
  takes: '<sheet>',
  about: 'Take a sheet out of its project: it is not what the other sheets of that project tell of.',
  wish: (sheet) => ({ kind: 'split', sheet }),
});

export const projectChoose = deciding({
  name: 'choose',
  takes: '<sheet>',
  about: 'Choose whose words stand: the field of its project says what this sheet says.',
  options: field,
  wish: (sheet, options) => ({ kind: 'choose', sheet, field: needed(options, 'field') }),
});

export const projectSet = deciding({
  name: 'set',
  takes: '<project>',
  about: 'Write what no partner wrote: the field says this, under CC0, with a reason that others can read.',
  options: {
    ...field,
    value: { type: 'string', value: 'TEXT', about: 'What it says; codes of a vocabulary are separated by commas.' },
  },
  wish: (project, options) => ({
    kind: 'set',
    project,
    field: needed(options, 'field'),
    value: needed(options, 'value'),
  }),
});

export const projectHide = deciding({
  name: 'hide',
  takes: '<project>',
  about: 'Hide a project: it stays hidden whatever its sheets become, until “project unhide”.',
  wish: (project) => ({ kind: 'hide', project }),
});

export const projectEndorse = deciding({
  name: 'endorse',
  takes: '<project>',
  about: 'A partner vouches for a project, and the reason stands on its page.',
  options: { partner: { type: 'string', value: 'SOURCE', about: 'The catalogue of the partner who vouches.' } },
  wish: (project, options) => ({ kind: 'endorse', project, source: needed(options, 'partner') }),
});

export const projectUnhide: Command<CommandRooms> = {
  name: 'project unhide',
  takes: '<project>',
  about: 'Show a project that somebody hid: every decision that hides it is undone.',
  options: { by: byOptions.by! },
  async run(rooms, { words, options }) {
    const by = readDecider(options);
    const shown = await (await storeOf(rooms)).unhide(one(words, '<project>'), by);
    if (shown.is === 'refused') return tellRefused(shown.refusal);
    return done(
      { undone: shown.decisions },
      shown.decisions.map((id) => `Undone: ${id}.`),
    );
  },
};
