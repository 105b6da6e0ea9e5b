/** `match learn`: what people decided bends what agreement weighs. */
import { rebuildAll } from '#match/rebuild-all.ts';
import { keepWeights, learnFromStore } from '#match/weights-in-force.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { type Command, done } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const matchLearn: Command<CommandRooms> = {
  name: 'match learn',
  takes: '',
  about:
    'Learn from the pairs that people decided what agreement is worth, and judge all pairs anew with it. What people decided stands as it is.',
  options: {},
  async run(rooms) {
    const db = await rooms.database();
    const learning = await learnFromStore(db);
    const { same, notSame, enough, weights } = learning;
    const decided = `${same} pairs decided the same, ${notSame} not the same`;
    if (weights === undefined)
      return done({ same, notSame, enough, learned: false }, [
        `${decided}: at least ${enough} of each are needed to learn from. The weights stay as they are.`,
      ]);
    const sources = await knownSources(db, rooms.loadSources().sources);
    const rebuilt = await db.transaction().execute(async (trx) => {
      await keepWeights(trx, { ...learning, weights }, rooms.now());
      return rebuildAll(trx, sources, rooms.now());
    });
    return done({ same, notSame, enough, learned: true, ...rebuilt }, [
      `Learned from ${decided}.`,
      `${rebuilt.created} projects created, ${rebuilt.changed} changed, ${rebuilt.merged} merged, ${rebuilt.hidden} hidden.`,
    ]);
  },
};
