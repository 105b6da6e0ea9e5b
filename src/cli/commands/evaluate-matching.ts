/** `eval matching`: how well rows that mean the same thing are found, on pairs or lists whose answers are known. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateLists } from '#match/evaluate/evaluate-lists.ts';
import { evaluatePairs } from '#match/evaluate/evaluate-pairs.ts';
import { WrongLists } from '#match/evaluate/read-lists.ts';
import { type Command, done, Misuse, type Outcome, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const evalMatching: Command<CommandRooms> = {
  name: 'eval matching',
  takes: '',
  about:
    'How well rows that mean the same thing are found: on the pairs of a benchmark (--pairs), or on two lists (--left, --right).\n' +
    'Uses no label but to count, unless --train is said. One configuration for everything.',
  options: {
    pairs: {
      type: 'string',
      value: 'DIR',
      about:
        'A folder with train.txt, valid.txt, test.txt: lines of COL … VAL … pairs and 0 or 1. Measures test, else valid.',
    },
    ignore: {
      type: 'string',
      multiple: true,
      value: 'COL',
      about: 'With --pairs: a column that is no evidence (that holds the answer, say). May be repeated.',
    },
    train: { type: 'boolean', about: 'With --pairs: learn from the labels of the parts that are not measured.' },
    left: { type: 'string', value: 'A.csv', about: 'A list.' },
    right: { type: 'string', value: 'B.csv', about: 'The list in which the rows of the first are looked for.' },
    gold: { type: 'string', value: 'LEFTCOL=RIGHTCOL', about: 'The columns that hold the answer; never evidence.' },
    fields: {
      type: 'string',
      value: 'name=LEFT:RIGHT,…',
      about:
        'Which columns are name, address, postcode, city, lat, lon; + joins two; COL alone when both lists have it.',
    },
    errors: { type: 'boolean', about: 'List what was said wrongly, or not said.' },
  },
  async run(_, { options }) {
    if (typeof options.pairs === 'string') return judgePairs(options.pairs, options);
    return linkLists(options);
  },
};

function judgePairs(folder: string, options: Parsed['options']): Outcome {
  if (!['train', 'valid', 'test'].some((part) => existsSync(join(folder, `${part}.txt`))))
    throw new Misuse(`There is no train.txt, valid.txt or test.txt in ${folder}.`);
  const ignored = [options.ignore ?? []].flat().map(String);
  const errors: unknown[] = [];
  const figures = evaluatePairs({ folder, ignored, train: options.train === true }, (error) => errors.push(error));
  return outcome(figures, options.errors === true ? errors : undefined);
}

function linkLists(options: Parsed['options']): Outcome {
  const { left, right, gold, fields } = options;
  if (typeof left !== 'string' || typeof right !== 'string')
    throw new Misuse('Say --pairs DIR, or --left A.csv and --right B.csv.');
  if (typeof gold !== 'string') throw new Misuse('Say --gold LEFTCOL=RIGHTCOL.');
  if (typeof fields !== 'string') throw new Misuse('Say --fields name=LEFT:RIGHT,city=LEFT:RIGHT…');
  for (const file of [left, right]) if (!existsSync(file)) throw new Misuse(`There is nothing at ${file}.`);
  const errors: unknown[] = [];
  try {
    const figures = evaluateLists({ left, right, gold, fields }, (error) => errors.push(error));
    return outcome(figures, options.errors === true ? errors : undefined);
  } catch (error) {
    if (error instanceof WrongLists) throw new Misuse(error.message);
    throw error;
  }
}

function outcome(figures: object, errors: unknown[] | undefined): Outcome {
  const lines = Object.entries(figures).map(
    ([name, value]) => `${name}  ${Number.isInteger(value) ? value : value.toFixed(4)}`,
  );
  if (errors === undefined) return done(figures, lines);
  return done({ ...figures, errors }, [...lines, ...errors.map((error) => JSON.stringify(error))]);
}
