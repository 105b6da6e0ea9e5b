/** What curators are asked of a new community: whether it opens. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedTelling } from '#db/tables-of-people.ts';
import type { Fact } from '#model/matter.ts';
import type { Person } from '#model/person.ts';
import { admit, allAdmitted, latestActs, takeBack } from '../moderation/circle-acts.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise } from '../moderation/raise.ts';
import type { Judged } from '../spam/guard.ts';
import { type Hands, handsOf, sign, type Texts, writersOf } from '../written-by.ts';
import { type Telling, type TellingColumns, tellingColumns, textsOf } from './community.ts';

export const matterName = 'community';
export const changeName = 'community-change';

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
  await sign(tx, { community: id }, { person: person.id, before, after: texts, standing: await readTexts(tx, id) });
  const authors = unreadBy(await handsOf(tx, { community: id }), facts);
  const author = { person: person.id };
  const matter = { kind: matterName, subject: id, title: telling.name, facts, language, author, authors };
  return raise(tx, { ...matter, ...judged }, now);
}

/** What curators ever let it say, and an undoing may let it say again. */
export const readTexts = async (tx: Kysely<Tables>, community: string): Promise<Texts[]> =>
  (await allAdmitted<AdmittedTelling>(tx, { what: 'community', id: community })).map(textsOf);

/** Those whose words stand in facts and nowhere in what was read before. */
export function unreadBy(hands: Hands, facts: readonly Fact[]): { person: string }[] {
  const people = new Set(facts.flatMap(({ name, value, former }) => writersOf(hands, name, value, former)));
  return [...people].map((person) => ({ person }));
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

/** Of one that waits: curators read what it says now, also where whoever had asked is gone with the matter. */
export async function changeMatter(tx: Kysely<Tables>, raised: Raised, now: Date): Promise<void> {
  const open = await openMatter(tx, matterName, raised.id);
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
  return (await openMatter(tx, changeName, community)) !== undefined;
}
