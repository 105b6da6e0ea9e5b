/** `thesaurus …`: what the search reads as one thing said in several ways; curators' lines beside the built-in ones. */
import { userInfo } from 'node:os';
import { builtInLines } from '#search/analysis/synonyms.ts';
import type { ThesaurusRefusal } from '#search/thesaurus/desk.ts';
import type { Moved } from '#search/thesaurus/preview.ts';
import { type Command, done, failed, Misuse, type OptionTable, type Outcome, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const lineId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const author: OptionTable = {
  author: { type: 'string', value: 'NAME', about: 'Who says so; the user of this machine when not said.' },
};

export const thesaurusList: Command<CommandRooms> = {
  name: 'thesaurus list',
  takes: '',
  about: 'The lines that curators wrote, the latest first, with their ids; then those that every Carrefour has.',
  options: {},
  async run(rooms) {
    const lines = await (await rooms.thesaurus()).lines();
    return done({ lines, builtIn: builtInLines }, [
      ...lines.map(
        ({ id, wordings, author: by, madeAt, reason }) =>
          `${id}  ${wordings.join(' = ')}  (${by}, ${madeAt.toISOString().slice(0, 10)}${reason && `: ${reason}`})`,
      ),
      `${lines.length} lines of curators, ${builtInLines.length} built in:`,
      ...builtInLines.map((line) => `  ${line.join(' = ')}`),
    ]);
  },
};

export const thesaurusAdd: Command<CommandRooms> = {
  name: 'thesaurus add',
  takes: 'LINE',
  about:
    'LINE says one thing in several ways: "ressourcerie = recyclerie". Every way then finds the others, at once, in every\n' +
    'program that serves the search. `thesaurus preview` shows what it would move.',
  options: { ...author, reason: { type: 'string', value: 'TEXT', about: 'Why, for those who come later.' } },
  async run(rooms, parsed) {
    const desk = await rooms.thesaurus();
    const reason = typeof parsed.options.reason === 'string' ? parsed.options.reason.trim().slice(0, 500) : '';
    const outcome = await desk.add(lineOf(parsed), { author: authorOf(parsed), reason });
    if ('refused' in outcome) return refused(outcome);
    return done(outcome, [`${outcome.line.id}  ${outcome.line.wordings.join(' = ')}`]);
  },
};

export const thesaurusRemove: Command<CommandRooms> = {
  name: 'thesaurus remove',
  takes: 'ID',
  about: 'Takes away a line that a curator wrote, by its id; it is kept with who took it away and when.',
  options: author,
  async run(rooms, parsed) {
    const outcome = await (await rooms.thesaurus()).remove(lineOf(parsed), authorOf(parsed));
    if ('refused' in outcome) return refused(outcome);
    return done(outcome, [`Taken away: ${outcome.line.wordings.join(' = ')}`]);
  },
};

export const thesaurusPreview: Command<CommandRooms> = {
  name: 'thesaurus preview',
  takes: 'LINE|ID',
  about:
    'What a line would move if it were added, or taken away when its id is named: for each wording, how many projects\n' +
    'answer before and after, and which come to the first page or leave it. Changes nothing.',
  options: {},
  async run(rooms, parsed) {
    const desk = await rooms.thesaurus();
    const asked = lineOf(parsed);
    const outcome = await (lineId.test(asked) ? desk.previewRemoving(asked) : desk.previewAdding(asked));
    if ('refused' in outcome) return refused(outcome);
    return done(outcome, outcome.moved.map(told));
  },
};

function told({ wording, before, after, come, go }: Moved): string {
  const moved = [...come.map((id) => `+${id}`), ...go.map((id) => `-${id}`)].join(' ');
  return `${wording}: ${before} → ${after}${moved && `  ${moved}`}`;
}

function lineOf({ words }: Parsed): string {
  const line = words.join(' ').trim();
  if (line === '') throw new Misuse('Say which: "one wording = another", or the id of a line.');
  return line;
}

function authorOf({ options }: Parsed): string {
  const said = typeof options.author === 'string' ? options.author.trim().slice(0, 200) : '';
  return said === '' ? userInfo().username : said;
}

function refused(refusal: ThesaurusRefusal): Outcome {
  return failed(refusal, [sentenceOf(refusal)]);
}

function sentenceOf(refusal: ThesaurusRefusal): string {
  switch (refusal.refused) {
    case 'one-wording':
      return 'A line says one thing in two ways at least: "ressourcerie = recyclerie".';
    case 'too-many':
      return `A line has at most ${refusal.most} wordings.`;
    case 'too-long':
      return `“${refusal.wording.slice(0, 40)}” is too long for a wording.`;
    case 'no-word':
      return `“${refusal.wording.slice(0, 40)}” has no word in it.`;
    case 'same-words':
      return `The search reads “${refusal.wordings.join('” and “')}” alike already.`;
    case 'known-already':
      return 'The thesaurus says this already.';
    case 'line-unknown':
      return 'No line that stands has this id: `thesaurus list` gives them. Built-in lines stay.';
    case 'full':
      return `There are ${refusal.most} lines: take some away first.`;
  }
}
