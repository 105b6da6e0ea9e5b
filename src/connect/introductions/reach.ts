/** Whom an introduction may go to, and which of them it goes to. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Via } from '#model/introduction.ts';
import { addressHash } from '../mail/outbox.ts';

export interface Holder {
  mail: string;
  via: Via;
  /** Of a holder who has an account. */
  person?: string;
  language?: 'fr' | 'en';
}

/** What is known of a project: its title, the catalogues that tell of it, whom to try, the best first. */
export interface Reach {
  title: string;
  sources: readonly string[];
  holders: readonly Holder[];
  /** Why there is nobody, when there is nobody. */
  lacks: 'no-address' | 'objected' | 'invented' | 'no-more';
}

export type Nobody = Reach['lacks'] | 'unknown' | 'no-mail';

/** How the latest introductions to a project went, for those who think of writing. */
export type Lately = 'answered' | 'asleep' | 'nothing';

export type Reachable =
  | { is: 'reachable'; title: string; sources: readonly string[]; holder: Holder }
  | { is: 'nobody'; why: Nobody };

/**
 * The first who may be written to: an address that bounced is passed over, one that slept through its last introduction
 * comes after the others, and when a holder wants no introductions nobody else is troubled in its place.
 */
export async function chooseHolder(db: Kysely<Tables>, reach: Reach | undefined): Promise<Reachable> {
  if (reach === undefined) return { is: 'nobody', why: 'unknown' };
  if (reach.holders.length === 0) return { is: 'nobody', why: reach.lacks };
  const hashes = reach.holders.map(({ mail }) => addressHash(mail));
  const [dead, said] = await Promise.all([
    db.selectFrom('mail_refused').select('address_hash').where('address_hash', 'in', hashes).execute(),
    db
      .selectFrom('introduction_address')
      .select(['address_hash', 'what'])
      .where('address_hash', 'in', hashes)
      .execute(),
  ]);
  const is = (what: 'no-more' | 'barred' | 'asleep', { mail }: Holder) =>
    said.some((row) => row.what === what && row.address_hash === addressHash(mail));
  // Whoever was barred for what they wrote is not sent new people either.
  const refuses = (holder: Holder) => is('no-more', holder) || is('barred', holder);
  if (reach.holders.some((holder) => holder.via !== 'partner' && refuses(holder)))
    return { is: 'nobody', why: 'no-more' };
  const alive = reach.holders.filter(
    (holder) => !refuses(holder) && !dead.some(({ address_hash }) => address_hash === addressHash(holder.mail)),
  );
  const holder = alive.find((one) => !is('asleep', one)) ?? alive[0];
  if (holder === undefined) return { is: 'nobody', why: 'no-address' };
  return { is: 'reachable', title: reach.title, sources: reach.sources, holder };
}

/** As the last introduction that had its three weeks, or its answer, went. */
export async function latelyOf(db: Kysely<Tables>, project: string): Promise<Lately> {
  const row = await db
    .selectFrom('introduction')
    .select(['state', 'answered_at'])
    .where('project', '=', project)
    .where('begun_at', 'is not', null)
    .where(({ or, eb }) => or([eb('answered_at', 'is not', null), eb('state', '=', 'asleep')]))
    .orderBy('begun_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return 'nothing';
  return row.answered_at === null ? 'asleep' : 'answered';
}
