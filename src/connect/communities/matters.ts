/** What curators are asked of a new community: whether it opens. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import type { Person } from '#model/person.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise } from '../moderation/raise.ts';
import type { Judged } from '../spam/guard.ts';
import { type Hands, handsOf, sign, writersOf } from '../written-by.ts';
import { type Telling, type TellingColumns, tellingColumns, textsOf } from './community.ts';

export const matterName = 'community';

interface Raised {
  id: string;
  telling: Telling;
  /** What it said until now; undefined when it is founded. */
  former: TellingColumns | undefined;
  person: Pick<Person, 'id'>;
  /** By the guard, when it was founded; what its admins change later is read as it is. */
  judged?: Judged;
}

export async function raiseFor(
  tx: Kysely<Tables>,
  { id, telling, former, language, person, judged }: Raised & { language: 'fr' | 'en' },
  now: Date,
): Promise<string> {
  const texts = textsOf(tellingColumns(telling));
  const facts = Object.entries(texts).map(
    ([name, value]): Fact => ({ name, value, ...(name === 'search' && { url: `/recherche?${value}` }) }),
  );
  const before = former === undefined ? {} : textsOf(former);
  await sign(tx, { community: id }, { person: person.id, before, after: texts, standing: [] });
  const hands = await handsOf(tx, { community: id });
  const authors = unreadBy(hands, facts);
  const author = { person: person.id };
  const matter = { kind: matterName, subject: id, title: telling.name, facts, language, author, authors };
  return raise(tx, { ...matter, ...judged }, now);
}

/** Of one that waits: curators read what it says now. */
export async function changeMatter(tx: Kysely<Tables>, raised: Raised, now: Date): Promise<void> {
  const open = await openMatter(tx, matterName, raised.id);
  if (open !== undefined) await raiseFor(tx, { ...raised, language: open.language }, now);
}

/** The matter of this kind on a community that waits for a word, or for an answer. */
export const openMatter = (db: Kysely<Tables>, kind: string, community: string) =>
  db
    .selectFrom('matter')
    .select(['id', 'facts', 'language', 'state', 'sentence'])
    .where('kind', '=', kind)
    .where('subject', '=', community)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();

/** Those whose words stand in facts and nowhere in what was read before. */
export const unreadBy = (hands: Hands, facts: readonly Fact[]): { person: string }[] => {
  const people = new Set(facts.flatMap(({ name, value, former }) => writersOf(hands, name, value, former)));
  return [...people].map((person) => ({ person }));
};

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
