/**
 * What an open community says of itself was read by a curator before it opened; a later version is, likewise: what was
 * admitted stays online until then. Who may join and who may write is the community's own and changes at once.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import { admit, latestActs, takeBack, takenOffFact } from '../moderation/circle-acts.ts';
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
import { changeName, openMatter, readTexts, unreadBy } from './matters.ts';

/** A community that is held, as it stands. */
type Held = TellingColumns & { id: string; removed_at: Date | null };

/**
 * In the transaction that holds the community: puts what it would say before the curators; what it says already takes
 * that back. One that a report took off asks to be read anew with whatever its admins write, the same words too.
 */
export async function proposeChange(
  tx: Kysely<Tables>,
  community: Held,
  { telling, person }: { telling: Telling; person: string },
  now: Date,
): Promise<void> {
  const wanted = tellingColumns(telling);
  const { id } = community;
  const open = { kind: changeName, subject: id };
  const waits = await openMatter(tx, changeName, id);
  const before = waits === undefined ? textsOf(community) : textsOf(columnsIn(waits.facts));
  const standing = [textsOf(community), ...(await readTexts(tx, id))];
  await sign(tx, { community: id }, { person, before, after: textsOf(wanted), standing });
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
  const authors = await unreadAuthors(tx, community, facts);
  // The same words again, that a report took off: whoever asks has them read anew.
  const all = authors.length === 0 ? [{ person }] : authors;
  await raise(tx, { ...open, title: wanted.name, facts, language, author: { person }, authors: all }, now);
}

/** Of what it would change; all of it, where a report took off what was read. */
async function unreadAuthors(tx: Kysely<Tables>, { id, removed_at }: Held, facts: readonly Fact[]) {
  const hands = await handsOf(tx, { community: id });
  if (removed_at === null) return unreadBy(hands, facts.filter(isChanged));
  return unreadBy(
    hands,
    facts.map(({ name, value }) => ({ name, value })),
  );
}

const factsOf = (wanted: TellingColumns, stands: TellingColumns): Fact[] =>
  Object.entries(tellingParts).map(([name, column]) => {
    const [value, former] = [wanted[column], stands[column]];
    const url = name === 'search' ? `/recherche?${value}` : undefined;
    return { name, value, ...(former !== value && { former }), ...(url !== undefined && { url }) };
  });

const isChanged = ({ former }: Fact): boolean => former !== undefined;
const differs = (facts: readonly Fact[]): boolean => facts.some(isChanged);

/**
 * After a curator's act that changed what the community says: the change that is open is shown against what stands now,
 * and is open no more where it would change nothing, or where the community waits itself and is read whole.
 */
export async function showAsItStands(tx: Kysely<Tables>, id: string, now: Date): Promise<void> {
  const open = { kind: changeName, subject: id };
  const matter = await openMatter(tx, changeName, id);
  if (matter === undefined) return;
  const community = await tx.selectFrom('community').selectAll().where('id', '=', id).executeTakeFirst();
  const wanted = columnsIn(matter.facts);
  const facts = community && factsOf(wanted, community);
  if (community?.state !== 'open' || facts === undefined || (!differs(facts) && community.removed_at === null)) {
    await withdraw(tx, open, null, now);
    return;
  }
  const content = { title: wanted.name, facts: JSON.stringify(facts), changed_at: now };
  await tx.updateTable('matter').set(content).where('id', '=', matter.id).execute();
  const authors = await unreadAuthors(tx, community, facts);
  if (authors.length > 0) await setAuthors(tx, matter.id, authors);
}

/**
 * When somebody leaves the site, in the transaction that holds the community and took their name out of what it says
 * (`said`): out of the change that waits go the sentences that they alone wrote. What was read stays, whoever wrote it.
 */
export async function leaveChange(
  tx: Transaction<Tables>,
  { id, said, online }: { id: string; said: Texts; online: Texts },
  leaver: Leaver,
  now: Date,
): Promise<void> {
  const waits = await openMatter(tx, changeName, id);
  const of = { community: id };
  const wanted = waits === undefined ? undefined : textsOf(columnsIn(waits.facts));
  await signWithout(tx, of, await handsOf(tx, of), wanted === undefined ? [said] : [said, wanted], leaver);
  if (waits === undefined || wanted === undefined) return;
  await unnameMatters(tx, [waits.id], leaver.named);
  const hands = await handsOf(tx, of);
  const left = waits.facts.map((fact): Fact => {
    const value = leftOf(fact, said[fact.name], online[fact.name] ?? '');
    return { ...fact, value };
  });
  await tx
    .updateTable('matter')
    .set({ facts: JSON.stringify(left) })
    .where('id', '=', waits.id)
    .execute();
  await showAsItStands(tx, id, now);

  function leftOf({ name, value, former }: Fact, said: string | undefined, here: string): string {
    if (former === undefined) return here;
    // The criteria of a search are no sentence, and name nobody.
    const named = name === 'search' ? [] : leaver.named;
    const kept = withoutWriter(hands, name, value, { ...leaver, named }, said);
    return kept === '' && value !== '' ? here : kept;
  }
}

/** What waits for a curator of an open community, for its admins. */
export async function changeThatWaits(db: Kysely<Tables>, id: string): Promise<Seen['change']> {
  const row = await openMatter(db, changeName, id);
  if (row === undefined) return undefined;
  const { name, lead, about, criteria } = columnsIn(row.facts);
  const telling = { name, lead, about, criteria: criteriaOf(criteria) };
  return { telling, state: row.state as 'waiting' | 'asked', sentence: row.sentence };
}

function columnsIn(facts: readonly Fact[]): TellingColumns {
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
