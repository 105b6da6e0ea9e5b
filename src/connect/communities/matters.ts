/** What curators are asked of a new community: whether it opens. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Person } from '#model/person.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise } from '../moderation/raise.ts';
import type { Judged } from '../spam/guard.ts';
import { criteriaText, type Telling } from './community.ts';

export const matterName = 'community';

interface Raised {
  id: string;
  telling: Telling;
  person: Person;
  /** By the guard, when it was founded; what its admins change later is read as it is. */
  judged?: Judged;
}

export function raiseFor(
  tx: Kysely<Tables>,
  { id, telling, language, person, judged }: Raised & { language: 'fr' | 'en' },
  now: Date,
): Promise<string> {
  const search = criteriaText(telling.criteria);
  const facts = [
    { name: 'title', value: telling.name },
    { name: 'summary', value: telling.lead },
    { name: 'body', value: telling.about },
    { name: 'search', value: search, url: `/recherche?${search}` },
  ];
  const author = { person: person.id };
  return raise(tx, { kind: matterName, subject: id, title: telling.name, facts, language, author, ...judged }, now);
}

/** Of one that waits: curators read what it says now. */
export async function changeMatter(tx: Kysely<Tables>, raised: Raised, now: Date): Promise<void> {
  const open = await tx
    .selectFrom('matter')
    .select('language')
    .where('kind', '=', matterName)
    .where('subject', '=', raised.id)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  if (open !== undefined) await raiseFor(tx, { ...raised, language: open.language }, now);
}

/** A new community is open when a curator says so. */
export const communityKind: MatterKind = {
  name: matterName,
  hold: (tx, subject) => tx.selectFrom('community').select('id').where('id', '=', subject).forUpdate().execute(),
  async onDecided(tx, { matter, verdict }) {
    const state = verdict === 'accept' ? 'open' : verdict === 'refuse' ? 'refused' : 'asked';
    await tx
      .updateTable('community')
      .set({ state })
      .where('id', '=', matter.subject)
      .where('state', '!=', 'closed')
      .execute();
    return undefined;
  },
  async undo(tx, { subject }) {
    await tx
      .updateTable('community')
      .set({ state: 'asked' })
      .where('id', '=', subject)
      .where('state', '!=', 'closed')
      .execute();
    return undefined;
  },
  pathOf: ({ subject }) => `/communautes/${subject}`,
  wholeAt: ({ subject }) => `/communautes/${subject}`,
};
