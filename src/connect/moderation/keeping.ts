/** What the queue keeps of a person, told and forgotten; and how long decided matters stay. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { addressHash } from '../mail/outbox.ts';
import { mayName, withoutFullNames, withoutNames } from '../without-names.ts';

/** The matters of which a person is an author, with the account or without it. */
const ownMatters = (db: Kysely<Tables>, { id, mail }: { id: string; mail: string }) =>
  db
    .selectFrom('matter_author')
    .select('matter')
    .where((eb) => eb.or([eb('person', '=', id), eb('author_hash', '=', addressHash(mail))]));

export const matterKeeping: Keeping = {
  name: 'matters',
  async tell(db, person) {
    const rows = await db
      .selectFrom('matter')
      .select(['kind', 'title', 'facts', 'state', 'sentence', 'created_at', 'decided_at'])
      .where('id', 'in', ownMatters(db, person))
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
  /** What they said, and sent alone: with others' words or answers in it, it tells nothing of whose a phone is. */
  async wrote(db, person) {
    const { rows: sent } = await sql<{ title: string; facts: readonly Fact[] }>`
      select title, facts from matter
      where exists (
        select from matter_author where matter = matter.id and (person = ${person.id} or author_hash = ${addressHash(person.mail)}))
      and not exists (
        select from matter_author where matter = matter.id
          and person is distinct from ${person.id} and author_hash is distinct from ${addressHash(person.mail)})`.execute(
      db,
    );
    const said = await db.selectFrom('matter_word').select('sentence').where('person', '=', person.id).execute();
    return { sent: sent.map(({ title, facts }) => [title, facts.map(({ value }) => value)]), said };
  },
  /**
   * What they alone sent goes whole, history and all, but for a report that took something off: it stays without them and
   * their words, so that it can be undone. What others sent, with them or of them, names them no more; what they said as
   * curators stays without their name.
   */
  async forget(tx, { id, mail, named }) {
    const hash = addressHash(mail);
    await emptyReports(tx, { id, mail });
    await tx
      .deleteFrom('matter')
      .where('id', 'in', ownMatters(tx, { id, mail }))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('matter_author as other')
              .select('other.matter')
              .whereRef('other.matter', '=', 'matter.id')
              .where('other.person', 'is distinct from', id)
              .where('other.author_hash', 'is distinct from', hash),
          ),
        ),
      )
      .where('id', 'not in', reportsInForce(tx))
      .execute();
    const shared = (await ownMatters(tx, { id, mail }).execute()).map(({ matter }) => matter);
    await unnameMatters(tx, shared, named, withoutNames);
    await unnameMatters(tx, await mattersNaming(tx, named), named);
    if (shared.length === 0) return;
    await tx
      .updateTable('matter_word')
      .set({ sentence: '' })
      .where('matter', 'in', shared)
      .where('person', '=', id)
      .where('what', '=', 'answered')
      .execute();
    await tx
      .deleteFrom('matter_author')
      .where((eb) => eb.or([eb('person', '=', id), eb('author_hash', '=', hash)]))
      .execute();
  },
};

/** The reports by which something of a circle is off now. */
const reportsInForce = (db: Kysely<Tables>) =>
  db
    .selectFrom('circle_act')
    .innerJoin('matter as report', 'report.id', 'circle_act.matter')
    .select('report.id')
    .where('report.kind', 'in', ['community-report', 'collection-report']);

/** Of a report in force only what it is about stays: no reason, no letter, and no trace of who sent it in what it is known by. */
async function emptyReports(tx: Transaction<Tables>, person: { id: string; mail: string }): Promise<void> {
  const rows = await tx
    .selectFrom('matter')
    .select(['id', 'facts'])
    .where('id', 'in', ownMatters(tx, person))
    .where('id', 'in', reportsInForce(tx))
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { id, facts } of rows) {
    const about = JSON.stringify(facts.filter(({ name }) => name === 'report'));
    await tx
      .updateTable('matter')
      .set({ subject: randomUUID(), facts: about, sentence: '', suspicions: '[]' })
      .where('id', '=', id)
      .execute();
    await tx.updateTable('matter_word').set({ sentence: '' }).where('matter', '=', id).execute();
  }
}

/** What others sent or were told that may name a person in full, or by a phone. */
async function mattersNaming(tx: Transaction<Tables>, named: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from matter where ${mayName(sql`title || ' ' || facts::text || ' ' || sentence`, named)}
    union select matter from matter_word where sentence <> '' and ${mayName(sql`sentence`, named)}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Takes a leaver out of what matters say, and of what was said of them; `withoutNames` where the words are theirs too. */
export async function unnameMatters(
  tx: Transaction<Tables>,
  matters: readonly string[],
  named: readonly string[],
  without = withoutFullNames,
): Promise<void> {
  if (matters.length === 0) return;
  const ids = [...new Set(matters)].sort();
  const rows = await tx
    .selectFrom('matter')
    .select(['id', 'title', 'facts', 'sentence'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  const nameless = (text: string): string => without(text, named);
  for (const { id, title, facts, sentence } of rows) {
    const told = facts.map((fact): Fact => {
      // The criteria of a search are no sentence: a part of them taken out, they are another's.
      if (fact.name === 'search') return fact;
      const former = fact.former !== undefined && { former: nameless(fact.former) };
      return { ...fact, value: nameless(fact.value), ...former };
    });
    const content = { title: nameless(title), facts: JSON.stringify(told), sentence: nameless(sentence) };
    await tx.updateTable('matter').set(content).where('id', '=', id).execute();
  }
  const words = await tx
    .selectFrom('matter_word')
    .select(['seq', 'sentence'])
    .where('matter', 'in', ids)
    .where('sentence', '!=', '')
    .execute();
  for (const { seq, sentence } of words)
    if (nameless(sentence) !== sentence)
      await tx
        .updateTable('matter_word')
        .set({ sentence: nameless(sentence) })
        .where('seq', '=', seq)
        .execute();
}

/** How long a decided matter stays, with its history: a year. */
const kept = 365 * 24 * 3600 * 1000;

export async function forgetOldMatters(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom('matter')
    .where('decided_at', '<', new Date(now.getTime() - kept))
    .execute();
}
