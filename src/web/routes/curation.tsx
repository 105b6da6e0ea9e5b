/** `/curation`: the queues of the curators. */
import type { Handler } from 'hono';
import { CurationPage, type Queue } from '../pages/curation.tsx';
import { queueNames } from '../rooms.ts';
import { contextOf, type Desk } from '../site.ts';
import { personalPage } from '../visitor.ts';

export const curationRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { queues, log, thesaurus } = desk.rooms;
    const counted = await Promise.all(
      queueNames.map(async (name): Promise<Queue | undefined> => {
        const count = queues[name];
        if (count === undefined) return undefined;
        try {
          return { name, count: await count() };
        } catch (error) {
          log.error({ error, queue: name }, 'a queue could not be counted');
          return { name, count: undefined };
        }
      }),
    );
    const open = counted.filter((queue) => queue !== undefined);
    const given = { context: contextOf(desk), queues: open, thesaurus: thesaurus !== undefined };
    return personalPage(c, desk, <CurationPage {...given} />);
  };
