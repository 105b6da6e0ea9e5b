/**
 * What an open community says of itself was read by a curator before it opened; a later version is, likewise: what was
 * admitted stays online until then. Who may join and who may write is the community's own and changes at once.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import { unnameMatters } from '../moderation/keeping.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, setAuthors, withdraw } from '../moderation/raise.ts';
import { handsOf, type Leaver, sign, signWithout, type Texts, withoutWriter } from '../written-by.ts';
import {
  criteriaOf,
  type Seen,
  type Telling,
  type TellingColumns,
  tellingColumns,
  tellingParts,
  textsOf,
} from './community.ts';
import { openMatter, unreadBy } from './matters.ts';

export const changeName = 'community-change';

/** In the transaction that holds the community: puts what it would say before the curators; what it says already takes that back. */
export async function proposeChange(
  tx: Kysely<Tables>,
  community: TellingColumns & { id: string },
  { telling, person }: { telling: Telling; person: string },
  now: Date,
): Promise<void> {
  const wanted = textsOf(tellingColumns(telling));
  const online = textsOf(community);
  const { id } = community;
  const open = { kind: changeName, subject: id };
  const waits = await openMatter(tx, changeName, id);
  const before = waits === undefined ? online : valuesOf(waits.facts);
  await sign(tx, { community: id }, { person, before, after: wanted, standing: [online] });
  const facts = changedFacts(wanted, online);
  if (facts.every(({ former }) => former === undefined)) {
    await withdraw(tx, open, person, now);
    return;
  }
  const { language } = await tx
    .selectFrom('person')
    .select('language')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const authors = unreadBy(await handsOf(tx, { community: id }), changed(facts));
  await raise(tx, { ...open, title: telling.name, facts, language, author: { person }, authors }, now);
}

const changedFacts = (wanted: Texts, online: Texts): Fact[] =>
  Object.keys(tellingParts).map((name): Fact => {
    const [value, former] = [wanted[name] ?? '', online[name] ?? ''];
    const url = name === 'search' ? `/recherche?${value}` : undefined;
    return { name, value, ...(former !== value && { former }), ...(url !== undefined && { url }) };
  });

const changed = (facts: readonly Fact[]): Fact[] => facts.filter(({ former }) => former !== undefined);
const valuesOf = (facts: readonly Fact[]): Texts => Object.fromEntries(facts.map(({ name, value }) => [name, value]));

/** What waits for a curator of an open community, for its admins. */
export async function changeThatWaits(db: Kysely<Tables>, id: string): Promise<Seen['change']> {
  const row = await openMatter(db, changeName, id);
  if (row === undefined) return undefined;
  const { title = '', summary = '', body = '', search = '' } = valuesOf(row.facts);
  const telling = { name: title, lead: summary, about: body, criteria: criteriaOf(search) };
  return { telling, state: row.state as 'waiting' | 'asked', sentence: row.sentence };
}

/**
 * When somebody leaves the site, in the transaction that holds the community and took their name out of what it says
 * (`said`): out of the change that waits go the sentences that they alone wrote. With nothing left it is taken back.
 */
export async function leaveChange(
  tx: Transaction<Tables>,
  { id, said, online }: { id: string; said: Texts; online: Texts },
  leaver: Leaver,
  now: Date,
): Promise<void> {
  const waits = await openMatter(tx, changeName, id);
  const of = { community: id };
  await signWithout(
    tx,
    of,
    await handsOf(tx, of),
    waits === undefined ? [said] : [said, valuesOf(waits.facts)],
    leaver,
  );
  if (waits === undefined) return;
  await unnameMatters(tx, [waits.id], leaver.named);
  const hands = await handsOf(tx, of);
  const left = Object.fromEntries(
    waits.facts.map(({ name, value, former }): [string, string] => {
      const here = online[name] ?? '';
      // What is online stays, whoever wrote it.
      if (former === undefined) return [name, here];
      // The criteria of a search are no sentence, and name nobody.
      const named = name === 'search' ? [] : leaver.named;
      const kept = withoutWriter(hands, name, value, { ...leaver, named }, former);
      return [name, kept === '' && value !== '' ? here : kept];
    }),
  );
  const facts = changedFacts(left, online);
  const authors = unreadBy(hands, changed(facts)).filter(({ person }) => person !== leaver.person);
  if (changed(facts).length === 0) await withdraw(tx, { kind: changeName, subject: id }, null, now);
  else {
    const content = { title: left.title ?? '', facts: JSON.stringify(facts), changed_at: now };
    await tx.updateTable('matter').set(content).where('id', '=', waits.id).execute();
    await setAuthors(tx, waits.id, authors);
  }
}

/** Of each fact that the matter changes: its column, and what it says, or said. */
const columnsOf = (facts: readonly Fact[], which: 'value' | 'former'): Partial<TellingColumns> =>
  Object.fromEntries(
    changed(facts).map((fact) => [tellingParts[fact.name as keyof typeof tellingParts], fact[which] ?? '']),
  );

/** Accepted, it is what the community says; refused, it says what it said. What nobody changed is left as it is by then. */
export const changeKind: MatterKind = {
  name: changeName,
  hold: (tx, subject) => tx.selectFrom('community').select('id').where('id', '=', subject).forUpdate().execute(),
  async onDecided(tx, { matter, verdict }) {
    if (verdict === 'accept')
      await tx
        .updateTable('community')
        .set(columnsOf(matter.facts, 'value'))
        .where('id', '=', matter.subject)
        .execute();
    return undefined;
  },
  async undo(tx, { subject, facts, state }) {
    if (state === 'accepted')
      await tx.updateTable('community').set(columnsOf(facts, 'former')).where('id', '=', subject).execute();
    return undefined;
  },
  pathOf: ({ subject }) => `/communautes/${subject}/reglages`,
  wholeAt: ({ subject }) => `/communautes/${subject}`,
};
