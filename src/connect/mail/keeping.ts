/** What the outbox keeps of a person, told and forgotten. */
import { sql } from 'kysely';
import type { Keeping } from '../accounts/own-data.ts';
import { isSurelyNamed, mayName, phonesAmong, withoutNames } from '../without-names.ts';
import { addressHash } from './outbox.ts';

export const mailKeeping: Keeping = {
  name: 'mails',
  async tell(db, { mail }) {
    const rows = await db
      .selectFrom('mail')
      .select(['kind', 'state', 'created_at', 'ended_at'])
      .where('recipient', '=', mail)
      .orderBy('created_at')
      .execute();
    return rows.map(({ kind, state, created_at, ended_at }) => ({ kind, state, at: created_at, ended: ended_at }));
  },
  async forget(tx, { mail, named }) {
    await tx.deleteFrom('mail').where('recipient', '=', mail).execute();
    // A letter to another that has not left, and that names them: what it is about is gone by now.
    const words = sql<string>`subject || ' ' || text`;
    const { rows } = await sql<{ id: string; text: string }>`
      select id, ${words} as text from mail where text <> '' and ${mayName(words, named)}`.execute(tx);
    const phones = phonesAmong(named);
    const naming = rows.filter(({ text }) => isSurelyNamed(text, named) || withoutNames(text, phones) !== text);
    if (naming.length > 0)
      await tx
        .deleteFrom('mail')
        .where(
          'id',
          'in',
          naming.map(({ id }) => id),
        )
        .execute();
    await tx.deleteFrom('mail_refused').where('address_hash', '=', addressHash(mail)).execute();
  },
};
