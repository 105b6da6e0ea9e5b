/** What following keeps of a person, told and forgotten: all that goes to their address. */
import type { Keeping } from '../accounts/own-data.ts';

export const alertKeeping: Keeping = {
  name: 'alerts',
  async tell(db, { mail }) {
    const rows = await db
      .selectFrom('alert')
      .innerJoin('follower', 'follower.id', 'alert.follower')
      .select(['alert.criteria', 'alert.label', 'alert.rhythm', 'alert.state', 'alert.state_since', 'alert.told_at'])
      .where('follower.mail', '=', mail)
      .orderBy('alert.state_since')
      .execute();
    return rows.map(({ criteria, label, rhythm, state, state_since, told_at }) => ({
      search: label,
      criteria,
      rhythm,
      state,
      since: state_since,
      lastMail: told_at,
    }));
  },
  async forget(tx, { mail }) {
    // Its alerts go with it.
    await tx.deleteFrom('follower').where('mail', '=', mail).execute();
  },
};
