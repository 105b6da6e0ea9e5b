/** `/curation`: the queues of the curators. */
import type { Handler } from 'hono';
import { CurationPage, type Queue } from '../pages/curation.tsx';
import { type QueueName, queueNames } from '../rooms.ts';
import { contextOf, type Desk } from '../site.ts';
import { personalPage } from '../visitor.ts';

/** The queues that are open, those of the names that are asked for; one that cannot be counted hides no other. */
export async function countQueues(desk: Desk, asked: (name: QueueName) => boolean = () => true): Promise<Queue[]> {
  const { queues, log } = desk.rooms;
  const counted = await Promise.all(
    queueNames.filter(asked).map(async (name): Promise<Queue | undefined> => {
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
  return counted.filter((queue) => queue !== undefined);
}

export const curationRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const open = await countQueues(desk);
    const given = { context: contextOf(desk), queues: open, thesaurus: desk.rooms.thesaurus !== undefined };
    return personalPage(c, desk, <CurationPage {...given} />);
  };
