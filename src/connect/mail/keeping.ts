/** What the outbox keeps of a person, told and forgotten. */
import { sql } from 'kysely';
import type { Keeping } from '../accounts/own-data.ts';
import { fullNames } from '../without-names.ts';
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
  async forget(tx, { id, mail }) {
    await tx.deleteFrom('mail').where('recipient', '=', mail).execute();
    // A letter to another that has not left, and that names them: what it is about is gone by now.
    const { name = '' } = (await tx.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst()) ?? {};
    for (const one of fullNames(name, mail))
      await sql`
        delete from mail where text <> ''
          and position(lower(${one}) in lower(regexp_replace(subject || ' ' || text, '\\s+', ' ', 'g'))) > 0`.execute(
        tx,
      );
    await tx.deleteFrom('mail_refused').where('address_hash', '=', addressHash(mail)).execute();
  },
};
