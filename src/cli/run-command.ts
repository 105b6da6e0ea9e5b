/** Finds the command in the words typed, reads its options, runs it, prints its outcome. */
import { parseArgs } from 'node:util';
import { DatabaseUnavailable } from '#db/unavailable.ts';
import { type Command, Misuse, type OptionTable, type Parsed } from './command.ts';

export interface Printer {
  /** Standard output: the answer. */
  answer(text: string): void;
  /** The error stream: progress and complaints. */
  say(text: string): void;
}

const commonOptions: OptionTable = {
  json: { type: 'boolean', about: 'Print one JSON object on one line, and nothing else on standard output.' },
  help: { type: 'boolean', short: 'h', about: 'Explain the command.' },
};

/** Runs what was typed; gives the exit code: 0 done, 1 refused or failed, 2 misused. */
export async function runCommand<Rooms>(
  commands: readonly Command<Rooms>[],
  typed: readonly string[],
  rooms: Rooms,
  print: Printer,
): Promise<number> {
  const wantsJson = typed.includes('--json');
  const complain = (sentence: string, exitCode: 1 | 2): number => {
    print.say(sentence);
    if (wantsJson) print.answer(JSON.stringify({ error: sentence }));
    return exitCode;
  };
  const words = typed.filter((word) => !word.startsWith('-'));
  if (words.length === 0 || words[0] === 'help') {
    const asked = findCommand(commands, words.slice(1));
    // “help person” is asked by who does not know yet what can be done with persons.
    const listed = commands.filter(({ name }) => words.length < 2 || name.startsWith(`${words[1]} `));
    if (asked === undefined && listed.length === 0)
      return complain(`There is no command “${words.slice(1, 3).join(' ')}”: “help” lists them.`, 2);
    if (wantsJson) print.answer(JSON.stringify(asked ? describe(asked) : { commands: listed.map(describe) }));
    else print.answer(asked ? helpOf(asked) : helpOfAll(listed));
    return 0;
  }
  const command = findCommand(commands, words);
  if (command === undefined)
    return complain(`There is no command “${words.slice(0, 2).join(' ')}”: “help” lists them.`, 2);
  try {
    const parsed = parse(command, typed);
    if (parsed.options.help === true) {
      print.answer(wantsJson ? JSON.stringify(describe(command)) : helpOf(command));
      return 0;
    }
    if (command.takes === '' && parsed.words.length > 0)
      throw new Misuse(`“${command.name}” takes no “${parsed.words[0]}”.`);
    const outcome = await command.run(rooms, parsed);
    print.answer(wantsJson ? JSON.stringify(outcome.json) : outcome.lines.join('\n'));
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof Misuse) return complain(`${error.message} (“help ${command.name}” explains it.)`, 2);
    if (error instanceof DatabaseUnavailable || (error instanceof Error && 'sentence' in error))
      return complain(error.message, 1);
    throw error;
  }
}

/** The longest command name that the words begin with. */
function findCommand<Rooms>(commands: readonly Command<Rooms>[], words: readonly string[]): Command<Rooms> | undefined {
  return [...commands]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
}

function parse<Rooms>(command: Command<Rooms>, typed: readonly string[]): Parsed {
  const named = command.name.split(' ');
  const rest = [...typed];
  for (const word of named) rest.splice(rest.indexOf(word), 1);
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...command.options, ...commonOptions },
      allowPositionals: true,
    });
    return { words: positionals, options: values };
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message.replace(/\. To specify.*$/s, '.') : String(error));
  }
}

function helpOf<Rooms>(command: Command<Rooms>): string {
  const options = Object.entries({ ...command.options, ...commonOptions });
  const left = options.map(([name, { value }]) => `--${name}${value ? ` ${value}` : ''}`);
  const width = Math.max(...left.map((text) => text.length));
  return [
    `npm run carrefour -- ${command.name}${command.takes ? ` ${command.takes}` : ''}`,
    '',
    command.about,
    '',
    ...options.map(([, { about }], i) => `  ${left[i]!.padEnd(width)}  ${about}`),
  ].join('\n');
}

function helpOfAll<Rooms>(commands: readonly Command<Rooms>[]): string {
  const left = commands.map(({ name, takes }) => `${name}${takes ? ` ${takes}` : ''}`);
  const width = Math.min(44, Math.max(...left.map((text) => text.length)));
  return [
    'npm run carrefour -- COMMAND [options]',
    '',
    ...commands.map(({ about }, i) => `  ${left[i]!.padEnd(width)}  ${about.split('\n')[0]}`),
    '',
    '“help COMMAND” explains one; --json prints one JSON object on one line.',
    'Exit codes: 0 done, 1 refused or failed, 2 misused.',
  ].join('\n');
}

function describe<Rooms>({ name, takes, about, options }: Command<Rooms>): unknown {
  return { name, takes, about, options: Object.keys(options) };
}
