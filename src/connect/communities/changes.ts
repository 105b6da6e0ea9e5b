/**
 * What an open community says of itself was read by a curator before it opened; a later version is, likewise: what was
 * admitted stays online until then. Who may join and who may write is the community's own and changes at once.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import { criteriaOf, type Seen, type Telling, tellingColumns } from './community.ts';

export const changeName = 'community-change';

/** By the names of facts. */
const columns = { title: 'name', summary: 'lead', body: 'about', search: 'criteria' } as const;
type Column = (typeof columns)[keyof typeof columns];
type Columns = Record<Column, string>;

/** In the transaction that holds the community: puts what it would say before the curators; what it says already takes that back. */
export async function proposeChange(
  tx: Kysely<Tables>,
  community: Columns & { id: string },
  { telling, person }: { telling: Telling; person: string },
  now: Date,
): Promise<void> {
  const wanted = tellingColumns(telling);
  const { id } = community;
  const facts = Object.entries(columns).map(([name, column]): Fact => {
    const [value, former] = [wanted[column], community[column]];
    const url = name === 'search' ? `/recherche?${value}` : undefined;
    return { name, value, ...(former !== value && { former }), ...(url !== undefined && { url }) };
  });
  const open = { kind: changeName, subject: id };
  if (facts.every(({ former }) => former === undefined)) {
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
  const { name, lead, about, criteria } = columnsIn(row.facts, 'value');
  const telling = { name, lead, about, criteria: criteriaOf(criteria) };
  return { telling, state: row.state as 'waiting' | 'asked', sentence: row.sentence };
}

function columnsIn(facts: readonly Fact[], which: 'value' | 'former'): Columns {
  const said = (name: string): string => {
    const fact = facts.find((one) => one.name === name);
    return (which === 'former' ? fact?.former : undefined) ?? fact?.value ?? '';
  };
  return { name: said('title'), lead: said('summary'), about: said('body'), criteria: said('search') };
}

/** Accepted, it is what the community says; refused, it says what it said. */
export const changeKind: MatterKind = {
  name: changeName,
  hold: (tx, subject) => tx.selectFrom('community').select('id').where('id', '=', subject).forUpdate().execute(),
  async onDecided(tx, { matter, verdict }) {
    if (verdict === 'accept')
      await tx
        .updateTable('community')
        .set(columnsIn(matter.facts, 'value'))
        .where('id', '=', matter.subject)
        .execute();
    return undefined;
  },
  async undo(tx, { subject, facts, state }) {
    if (state === 'accepted')
      await tx.updateTable('community').set(columnsIn(facts, 'former')).where('id', '=', subject).execute();
    return undefined;
  },
  pathOf: ({ subject }) => `/communautes/${subject}/reglages`,
  wholeAt: ({ subject }) => `/communautes/${subject}`,
};
