/** What claims keep of people: told, gone with their account; what has ended is forgotten after a year. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Keeping } from '../accounts/own-data.ts';

export const claimKeeping: Keeping = {
  name: 'claims',
  async tell(db, { id }) {
    const { rows } = await sql`
      select claim.project, claim.state, claim.how, claim.proof, claim.message, claim.reach, claim.asked_at as asked,
        claim.held_at as held, claim.ended_at as ended,
        coalesce(jsonb_agg(jsonb_build_object('text', news.text, 'at', news.at)) filter (where news.id is not null), '[]') as news
      from claim left join holder_news news on news.claim = claim.id
      where claim.person = ${id} group by claim.id order by claim.asked_at`.execute(db);
    return rows;
  },
  async forget(tx, { id }) {
    // Their news go with their claims.
    await tx.deleteFrom('claim').where('person', '=', id).execute();
  },
};

const day = 24 * 3600 * 1000;

/** Claims that ended a year ago, and those whose proof was never given within a week. */
export async function forgetOldClaims(db: Kysely<Tables>, now: Date): Promise<void> {
  const before = (days: number): Date => new Date(now.getTime() - days * day);
  await db.deleteFrom('claim').where('ended_at', '<', before(365)).execute();
  await db
    .deleteFrom('claim')
    .where('state', '=', 'asked')
    .where('token_hash', 'is not', null)
    .where('asked_at', '<', before(7))
    .execute();
}
