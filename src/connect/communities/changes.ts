/**
 * What an open community says of itself was read by a curator before it opened; a later version is, likewise: what was
 * admitted stays online until then. Who may join and who may write is the community's own and changes at once.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import { admit, latestActs, takeBack, takenOffFact } from '../moderation/circle-acts.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import { criteriaOf, type Seen, type Telling, tellingColumns } from './community.ts';

export const changeName = 'community-change';

/** By the names of facts. */
const columns = { title: 'name', summary: 'lead', body: 'about', search: 'criteria' } as const;
type Column = (typeof columns)[keyof typeof columns];
type Columns = Record<Column, string>;

/**
 * In the transaction that holds the community: puts what it would say before the curators; what it says already takes
 * that back. One that a report took off asks to be read anew with whatever its admins write, the same words too.
 */
export async function proposeChange(
  tx: Kysely<Tables>,
  community: Columns & { id: string; removed_at: Date | null },
  { telling, person }: { telling: Telling; person: string },
  now: Date,
): Promise<void> {
  const wanted = tellingColumns(telling);
  const { id } = community;
  const open = { kind: changeName, subject: id };
  const facts = factsOf(wanted, community);
  if (!differs(facts) && community.removed_at === null) {
    await withdraw(tx, open, person, now);
    return;
  }
  const { language } = await tx
    .selectFrom('person')
    .select('language')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  await raise(tx, { ...open, title: wanted.name, facts, language, author: { person } }, now);
}

const factsOf = (wanted: Columns, stands: Columns): Fact[] =>
  Object.entries(columns).map(([name, column]) => {
    const [value, former] = [wanted[column], stands[column]];
    const url = name === 'search' ? `/recherche?${value}` : undefined;
    return { name, value, ...(former !== value && { former }), ...(url !== undefined && { url }) };
  });

const differs = (facts: readonly Fact[]): boolean => facts.some(({ former }) => former !== undefined);

/**
 * After a curator's act that changed what the community says: the change that is open is shown against what stands now,
 * and is open no more where it would change nothing, or where the community waits itself and is read whole.
 */
export async function showAsItStands(tx: Kysely<Tables>, id: string, now: Date): Promise<void> {
  const open = { kind: changeName, subject: id };
  const matter = await tx
    .selectFrom('matter')
    .select(['id', 'facts'])
    .where('kind', '=', changeName)
    .where('subject', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  if (matter === undefined) return;
  const community = await tx.selectFrom('community').selectAll().where('id', '=', id).executeTakeFirst();
  const facts = community && factsOf(columnsIn(matter.facts), community);
  if (facts === undefined || community?.state !== 'open' || (!differs(facts) && community.removed_at === null))
    await withdraw(tx, open, null, now);
  else
    await tx
      .updateTable('matter')
      .set({ facts: JSON.stringify(facts), changed_at: now })
      .where('id', '=', matter.id)
      .execute();
}

/** What waits for a curator of an open community, for its admins. */
export async function changeThatWaits(db: Kysely<Tables>, id: string): Promise<Seen['change']> {
  const row = await db
    .selectFrom('matter')
    .select(['facts', 'state', 'sentence'])
    .where('kind', '=', changeName)
    .where('subject', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { name, lead, about, criteria } = columnsIn(row.facts);
  const telling = { name, lead, about, criteria: criteriaOf(criteria) };
  return { telling, state: row.state as 'waiting' | 'asked', sentence: row.sentence };
}

function columnsIn(facts: readonly Fact[]): Columns {
  const said = (name: string): string => facts.find((one) => one.name === name)?.value ?? '';
  return { name: said('title'), lead: said('summary'), about: said('body'), criteria: said('search') };
}

/** Accepted, it is what the community says; refused, it says what it said. */
export const changeKind = (now: () => Date): MatterKind => ({
  name: changeName,
  undoneAlone: true,
  hold: (tx, subject) => tx.selectFrom('community').select('id').where('id', '=', subject).forUpdate().execute(),
  factsNow: async (db, { subject }) => takenOffFact(await latestActs(db, { what: 'community', id: subject })),
  async onDecided(tx, { matter, verdict }) {
    const { id, subject, facts } = matter;
    const stands = await tx.selectFrom('community').select('id').where('id', '=', subject).executeTakeFirst();
    if (verdict === 'accept' && stands !== undefined)
      await admit(tx, { what: 'community', id: subject }, columnsIn(facts), { matter: id, now: now() });
    return undefined;
  },
  async undo(tx, { id, state }) {
    return state === 'accepted' && !(await takeBack(tx, id)) ? 'too-late' : undefined;
  },
  again: (tx, { subject }) => showAsItStands(tx, subject, now()),
  pathOf: ({ subject }) => `/communautes/${subject}/reglages`,
  wholeAt: ({ subject }) => `/communautes/${subject}`,
});
