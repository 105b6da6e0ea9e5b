/** What contributions keep of a person, told and forgotten. */
import type { Keeping } from '../accounts/own-data.ts';
import { forgottenVersion } from './contribution.ts';

export const contributionKeeping: Keeping = {
  name: 'contributions',
  async tell(db, { id, mail }) {
    const rows = await db
      .selectFrom('contribution')
      .select(['id', 'state', 'draft', 'sent', 'accepted', 'licence_agreed_at', 'created_at', 'changed_at'])
      .where((eb) => eb.or([eb('author', '=', id), eb('mail', '=', mail)]))
      .orderBy('created_at')
      .execute();
    return rows;
  },
  /**
   * What is not online goes. What is online was given to everybody under a free licence: it stays, without whoever
   * wrote it, and without the name under which they asked to be named.
   */
  async forget(tx, { id, mail }) {
    const own = await tx
      .selectFrom('contribution')
      .select(['id', 'accepted'])
      .where((eb) => eb.or([eb('author', '=', id), eb('mail', '=', mail)]))
      .forUpdate()
      .execute();
    for (const { id: contribution, accepted } of own) {
      if (accepted === null) {
        await tx.deleteFrom('contribution').where('id', '=', contribution).execute();
        continue;
      }
      const nameless = JSON.stringify({ ...accepted, attribution: '', contact: '' });
      await tx
        .updateTable('contribution')
        .set({
          author: null,
          key_hash: null,
          mail: null,
          mail_proven_at: null,
          draft: nameless,
          sent: null,
          accepted: nameless,
          // Written anew by the next round, which forgets the former versions of the record too.
          accepted_hash: forgottenVersion,
        })
        .where('id', '=', contribution)
        .execute();
    }
  },
};
