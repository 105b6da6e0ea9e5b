/** `match rebuild`: every project is made anew from the sheets and from what people decided. */
import { rebuildAll } from '#match/rebuild-all.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { type Command, done } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const matchRebuild: Command<CommandRooms> = {
  name: 'match rebuild',
  takes: '',
  about:
    'Make every project anew from its sheets and from what people decided, after a change of the rules: addresses stay, decisions stand, and others see the old projects until all are new.',
  options: {},
  async run(rooms) {
    const db = await rooms.database();
    const sources = await knownSources(db, rooms.loadSources().sources);
    const rebuilt = await db.transaction().execute((trx) => rebuildAll(trx, sources, rooms.now()));
    return done(rebuilt, [
      `${rebuilt.created} projects created, ${rebuilt.changed} changed, ${rebuilt.merged} merged, ${rebuilt.hidden} hidden.`,
    ]);
  },
};
