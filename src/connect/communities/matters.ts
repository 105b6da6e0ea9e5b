/** What curators are asked of a new community: whether it opens. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Person } from '#model/person.ts';
import { admit, latestActs, takeBack } from '../moderation/circle-acts.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise } from '../moderation/raise.ts';
import type { Judged } from '../spam/guard.ts';
import { changeName } from './changes.ts';
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

/** Of one that waits: curators read what it says now, also where whoever had asked is gone with the matter. */
export async function changeMatter(tx: Kysely<Tables>, raised: Raised, now: Date): Promise<void> {
  const open = await tx
    .selectFrom('matter')
    .select('language')
    .where('kind', '=', matterName)
    .where('subject', '=', raised.id)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  const { language } = await tx
    .selectFrom('person')
    .select('language')
    .where('id', '=', raised.person.id)
    .executeTakeFirstOrThrow();
  await raiseFor(tx, { ...raised, language: open?.language ?? language }, now);
}

/** A new community is open when a curator says so, with the words that it has that day. */
export const communityKind = (now: () => Date): MatterKind => ({
  name: matterName,
  hold: (tx, subject) => tx.selectFrom('community').select('id').where('id', '=', subject).forUpdate().execute(),
  async onDecided(tx, { matter, verdict }) {
    const state = verdict === 'accept' ? 'open' : verdict === 'refuse' ? 'refused' : 'asked';
    const row = await tx
      .updateTable('community')
      .set({ state })
      .where('id', '=', matter.subject)
      .returning(['name', 'lead', 'about', 'criteria'])
      .executeTakeFirst();
    if (verdict === 'accept' && row !== undefined)
      await admit(tx, { what: 'community', id: matter.subject }, row, { matter: matter.id, now: now() });
    return undefined;
  },
  async undo(tx, { id, subject, state }) {
    // What was read of it since stands on its having opened.
    if (await hasChangedSince(tx, subject, id)) return 'too-late';
    if (state === 'accepted' && !(await takeBack(tx, id))) return 'too-late';
    const row = await tx
      .updateTable('community')
      .set({ state: 'asked' })
      .where('id', '=', subject)
      .returning('id')
      .executeTakeFirst();
    return row === undefined ? 'too-late' : undefined;
  },
  pathOf: ({ subject }) => `/communautes/${subject}`,
  wholeAt: ({ subject }) => `/communautes/${subject}`,
});

/** Whether a change of it was accepted, or waits. */
async function hasChangedSince(tx: Kysely<Tables>, community: string, founding: string): Promise<boolean> {
  const { accepted } = await latestActs(tx, { what: 'community', id: community });
  if (accepted !== undefined && accepted.matter !== founding) return true;
  const waits = await tx
    .selectFrom('matter')
    .select('id')
    .where('kind', '=', changeName)
    .where('subject', '=', community)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  return waits !== undefined;
}
