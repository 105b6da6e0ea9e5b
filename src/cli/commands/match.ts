/** `match …`: the pairs that wait for a person. */
import { openQuestions } from '#match/questions.ts';
import { type Command, done, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const matchList: Command<CommandRooms> = {
  name: 'match list',
  takes: '',
  about:
    'Pairs of sheets that may tell of one project and wait for a person, the most probable first, each with its reasons.',
  options: { most: { type: 'string', value: 'N', about: 'How many to list; 50 when not said.' } },
  async run(rooms, { options }) {
    const most = Number(options.most ?? 50);
    if (!Number.isInteger(most) || most < 1) throw new Misuse('--most is a whole number from 1.');
    const { total, questions } = await openQuestions(await rooms.database(), most);
    return done({ total, questions }, [
      `${total} pairs wait`,
      ...questions.flatMap(({ sheets: [one, other], reasons }) => ['', one, other, `  ${reasons.join('; ')}`]),
    ]);
  },
};
