/** What the outbox keeps of a person, told and forgotten. */
import type { Keeping } from '../accounts/own-data.ts';
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
  async forget(tx, { mail }) {
    await tx.deleteFrom('mail').where('recipient', '=', mail).execute();
    await tx.deleteFrom('mail_refused').where('address_hash', '=', addressHash(mail)).execute();
  },
};
