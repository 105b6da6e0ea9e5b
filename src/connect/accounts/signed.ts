/**
 * What people signed on queues, as curators or for a catalogue: told; and when they leave, the word stands without the
 * name. Some tables hold the name alone, so that a namesake's signature goes too.
 */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { withoutNames } from '../without-names.ts';
import type { Keeping } from './own-data.ts';

/** What stands in the place of a name that was taken out. */
export const nobody = '[…]';

export const signedKeeping: Keeping = {
  name: 'decisions',
  tell: (db, { id }) =>
    db
      .selectFrom('decision')
      .select(['kind', 'body', 'reason', 'made_at as at', 'undone_at as undone'])
      .where('person', '=', id)
      .orderBy('seq')
      .execute(),
  async forget(tx, { id, named }) {
    const own = await tx.selectFrom('decision').select(['id', 'reason']).where('person', '=', id).execute();
    for (const { id: decision, reason } of own)
      await tx
        .updateTable('decision')
        .set({ author: nobody, person: null, reason: withoutNames(reason, named) })
        .where('id', '=', decision)
        .execute();
    // Words about vocabulary and runs are signed with a name, or with the account's id where it has none.
    await unsign(tx, [...named.map((one) => one.trim()).filter((one) => one !== ''), id]);
  },
};

const signatures = [
  ['decision', 'undone_by'],
  ['word_answer', 'author'],
  ['word_answer', 'undone_by'],
  ['thesaurus_line', 'author'],
  ['thesaurus_line', 'removed_by'],
  ['match_later', 'author'],
  ['run', 'verdict_by'],
  ['objection', 'author'],
] as const;

async function unsign(tx: Transaction<Tables>, names: readonly string[]): Promise<void> {
  for (const [table, column] of signatures)
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${nobody} where ${sql.ref(column)} = any(${names})`.execute(
      tx,
    );
}
