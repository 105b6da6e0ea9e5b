/** What introductions keep of a person: told, and forgotten. The other side keeps its own words, without the name. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { phonesIn } from '#lib/text/phones.ts';
import type { Side } from '#model/introduction.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { addressHash } from '../mail/outbox.ts';
import { withoutNames } from '../without-names.ts';
import { other } from './states.ts';

const sidesOf = (db: Kysely<Tables>, { id, mail }: { id: string; mail: string }) =>
  db
    .selectFrom('introduction_side')
    .select(['introduction', 'side', 'name', 'agrees'])
    .where(({ or, eb }) => or([eb('person', '=', id), eb('mail', '=', mail)]))
    .execute();

export const introductionKeeping: Keeping = {
  name: 'introductions',
  async tell(db, person) {
    const sides = await sidesOf(db, person);
    const weekly = await db
      .selectFrom('introduction_weekly')
      .select('source')
      .where('person', '=', person.id)
      .execute();
    const said = await db
      .selectFrom('introduction_address')
      .select(['what', 'since'])
      .where('address_hash', '=', addressHash(person.mail))
      .execute();
    const conversations = await Promise.all(
      sides.map(async ({ introduction, side, name, agrees }) => {
        const row = await db
          .selectFrom('introduction')
          .selectAll()
          .where('id', '=', introduction)
          .executeTakeFirstOrThrow();
        const messages = await db
          .selectFrom('introduction_message')
          .select(['side', 'text', 'at', 'held'])
          .where('introduction', '=', introduction)
          .where(({ or, eb }) => or([eb('held', '=', false), eb('side', '=', side)]))
          .orderBy('at')
          .orderBy('number')
          .execute();
        return {
          project: row.project,
          title: row.title,
          purpose: row.purpose,
          state: row.state,
          since: row.created_at,
          side,
          name,
          agrees,
          messages: messages.map((one) => ({ mine: one.side === side, text: one.text, at: one.at, held: one.held })),
        };
      }),
    );
    return { conversations, weekly: weekly.map(({ source }) => source), said };
  },
  async wrote(db, person) {
    const texts: string[] = [];
    for (const { introduction, side } of await sidesOf(db, person))
      texts.push(...(await wordsOf(db, introduction)).filter((one) => one.side === side).map(({ text }) => text));
    return texts;
  },
  async forget(tx, person) {
    for (const { introduction, side, name } of await sidesOf(tx, person))
      await leave(tx, introduction, side, [...person.named, name]);
    await tx.updateTable('introduction_report').set({ decided_by: null }).where('decided_by', '=', person.id).execute();
    // What bars an address stays, as a hash: leaving and coming back would undo it. What only helps goes.
    await tx
      .deleteFrom('introduction_address')
      .where('address_hash', '=', addressHash(person.mail))
      .where('what', '=', 'asleep')
      .execute();
  },
};

/** What two have written to each other, first things first. */
const wordsOf = (db: Kysely<Tables>, introduction: string) =>
  db
    .selectFrom('introduction_message')
    .select(['id', 'side', 'text'])
    .where('introduction', '=', introduction)
    .orderBy('at')
    .orderBy('number')
    .execute();

/** The phones that one side was the first of the two to write: of a house too, between two it is their own. */
function phonesOf(words: readonly { side: Side; text: string }[], side: Side): string[] {
  const first = new Map<string, Side>();
  for (const { side: by, text } of words)
    for (const phone of phonesIn(text)) if (!first.has(phone)) first.set(phone, by);
  return [...first].filter(([, by]) => by === side).map(([phone]) => phone);
}

/** Its words, name and address go, the conversation is closed, and the other's words no longer name it. */
async function leave(
  tx: Transaction<Tables>,
  introduction: string,
  side: Side,
  names: readonly string[],
): Promise<void> {
  const row = await tx
    .selectFrom('introduction')
    .select(['state', 'begun_at'])
    .where('id', '=', introduction)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return;
  if (row.begun_at === null) {
    await tx.deleteFrom('introduction').where('id', '=', introduction).execute();
    return;
  }
  const words = await wordsOf(tx, introduction);
  const named = [...names, ...phonesOf(words, side)];
  const now = new Date();
  await tx
    .updateTable('introduction')
    .set((eb) => ({
      ...(row.state !== 'closed' && { state: 'closed' as const, closed_at: now, closed_by: side }),
      asker_hash: side === 'asker' ? null : eb.ref('asker_hash'),
    }))
    .where('id', '=', introduction)
    .execute();
  await tx
    .deleteFrom('introduction_message')
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .execute();
  await tx
    .deleteFrom('introduction_report')
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .execute();
  await tx
    .updateTable('introduction_side')
    .set({ mail: null, name: '', person: null, token: null, agrees: false })
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .execute();
  await unname(tx, introduction, { side: other(side), words, named });
  // Letters that still wait may name the one who left.
  await tx
    .deleteFrom('mail')
    .where('state', 'in', ['queued', 'kept'])
    .where('kind', 'like', 'introduction-%')
    .where('text', 'like', `%/contacts/${introduction}?%`)
    .execute();
}

/** What the side that stays wrote, in messages and in its report, no longer names who left. */
async function unname(
  tx: Transaction<Tables>,
  introduction: string,
  { side, words, named }: { side: Side; words: Awaited<ReturnType<typeof wordsOf>>; named: readonly string[] },
): Promise<void> {
  for (const { id, text } of words.filter((one) => one.side === side)) {
    const without = withoutNames(text, named);
    if (without !== text)
      await tx.updateTable('introduction_message').set({ text: without }).where('id', '=', id).execute();
  }
  const report = await tx
    .selectFrom('introduction_report')
    .select('reason')
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .executeTakeFirst();
  if (report !== undefined)
    await tx
      .updateTable('introduction_report')
      .set({ reason: withoutNames(report.reason, named) })
      .where('introduction', '=', introduction)
      .where('side', '=', side)
      .execute();
}
