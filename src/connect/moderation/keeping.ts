/** What the queue keeps of a person, told and forgotten; and how long decided matters stay. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { addressHash } from '../mail/outbox.ts';

const ofAuthor = ({ id, mail }: { id: string; mail: string }) => ({ author: id, author_hash: addressHash(mail) });

export const matterKeeping: Keeping = {
  name: 'matters',
  async tell(db, person) {
    const own = ofAuthor(person);
    const rows = await db
      .selectFrom('matter')
      .select(['kind', 'title', 'facts', 'state', 'sentence', 'created_at', 'decided_at'])
      .where((eb) => eb.or([eb('author', '=', own.author), eb('author_hash', '=', own.author_hash)]))
      .orderBy('created_at')
      .execute();
    const said = await db
      .selectFrom('matter_word')
      .select(['what', 'sentence', 'said_at'])
      .where('person', '=', person.id)
      .orderBy('seq')
      .execute();
    return { sent: rows, said };
  },
  /** What they sent goes whole, history and all; what they said as curators stays without their name. */
  async forget(tx, person) {
    const own = ofAuthor(person);
    await tx
      .deleteFrom('matter')
      .where((eb) => eb.or([eb('author', '=', own.author), eb('author_hash', '=', own.author_hash)]))
      .execute();
  },
};

/** How long a decided matter stays, with its history: a year. */
const kept = 365 * 24 * 3600 * 1000;

export async function forgetOldMatters(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom('matter')
    .where('decided_at', '<', new Date(now.getTime() - kept))
    .execute();
}
