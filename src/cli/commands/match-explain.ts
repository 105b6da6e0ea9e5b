/** `match explain`: what matching finds of two sheets, and what each finding weighs. */
import { explainPair } from '#match/explain.ts';
import { type Command, done, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const matchExplain: Command<CommandRooms> = {
  name: 'match explain',
  takes: 'ONE OTHER',
  about: 'What two sheets are to one another by their evidence, finding by finding with its weight.',
  options: {},
  async run(rooms, { words }) {
    const [one, other, ...more] = words;
    if (one === undefined || other === undefined || more.length > 0 || one === other)
      throw new Misuse('match explain takes the ids of two sheets: `match list` shows some.');
    const found = await explainPair(await rooms.database(), [one, other]);
    if (found === undefined) throw new Misuse('One of these sheets was never here: `match list` shows ids.');
    const weight = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(1)}`.padStart(6);
    const lines = found.evidence.map((one) => `${weight(one.weight)}  ${one.says}`);
    return done(found, [
      found.titles.join('  |  '),
      `${found.outcome}: ${found.reasons.join('; ')}`,
      ...(lines.length === 0
        ? []
        : [
            `${weight(found.prior)}  before anything is seen`,
            ...lines,
            `${weight(found.score)}  together; merged from ${found.threshold} on, if nothing forbids it`,
          ]),
    ]);
  },
};
