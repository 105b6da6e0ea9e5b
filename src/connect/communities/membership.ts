/** Who is in a community, who lets others in, and who speaks for it when those who did are gone. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { nextTurn } from '../alerts/rhythm.ts';
import { forgetCommunity } from './forget-community.ts';

export type Joining = 'open' | 'request' | 'invited';
export const joinings = ['open', 'request', 'invited'] as const satisfies readonly Joining[];
export const newsRhythms = ['none', 'at-once', 'daily', 'weekly'] as const;
export type News = (typeof newsRhythms)[number];
export const writings = ['members', 'admins'] as const;

export interface Member {
  person: string;
  name: string;
  role: 'member' | 'admin';
  state: 'in' | 'asked';
  since: Date;
}

export const mostMembers = 2_000;

/** `in`, `asked`, or why not. The community is locked by the caller. */
export async function join(
  tx: Kysely<Tables>,
  community: { id: string; joining: Joining; invite_key: string | null },
  { person, key }: { person: string; key?: string | undefined },
  now: Date,
): Promise<'in' | 'asked' | 'closed' | 'full'> {
  const standing = await one(tx, community.id, person);
  if (standing?.state === 'in') return 'in';
  const invited = key !== undefined && community.invite_key !== null && key === community.invite_key;
  if (!invited && community.joining === 'invited') return 'closed';
  const { total } = await tx
    .selectFrom('community_member')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .where('community', '=', community.id)
    .executeTakeFirstOrThrow();
  if (standing === undefined && Number(total) >= mostMembers) return 'full';
  const state = invited || community.joining === 'open' ? 'in' : 'asked';
  await tx
    .insertInto('community_member')
    .values({ community: community.id, person, role: 'member', state, since: now })
    .onConflict((conflict) => conflict.columns(['community', 'person']).doUpdateSet({ state, since: now }))
    .execute();
  await settleAdmins(tx, community.id);
  return state;
}

export const one = (tx: Kysely<Tables>, community: string, person: string) =>
  tx
    .selectFrom('community_member')
    .selectAll()
    .where('community', '=', community)
    .where('person', '=', person)
    .executeTakeFirst();

/** From any community, whatever became of it. */
export async function leave(tx: Kysely<Tables>, community: string, person: string): Promise<void> {
  await tx.deleteFrom('community_member').where('community', '=', community).where('person', '=', person).execute();
  await settleAdmins(tx, community);
}

/** Without an admin, the member of longest standing is one; with nobody left, a community goes, with what is written in it. */
export async function settleAdmins(tx: Kysely<Tables>, community: string): Promise<void> {
  const members = await tx
    .selectFrom('community_member')
    .select(['person', 'role'])
    .where('community', '=', community)
    .where('state', '=', 'in')
    .orderBy('since')
    .orderBy('person')
    .execute();
  if (members.some(({ role }) => role === 'admin')) return;
  const [eldest] = members;
  if (eldest === undefined) await forgetCommunity(tx, community);
  else
    await tx
      .updateTable('community_member')
      .set({ role: 'admin' })
      .where('community', '=', community)
      .where('person', '=', eldest.person)
      .execute();
}

/** From now on: what was announced before is no news. False for who is not in it. */
export async function chooseNews(
  tx: Kysely<Tables>,
  { community, person, news }: { community: string; person: string; news: News },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('community_member')
    .set({ news, news_from: now, due_at: news === 'none' ? null : nextTurn(news, now) })
    .where('community', '=', community)
    .where('person', '=', person)
    .where('state', '=', 'in')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const membersOf = async (db: Kysely<Tables>, community: string): Promise<Member[]> =>
  db
    .selectFrom('community_member')
    .innerJoin('person', 'person.id', 'community_member.person')
    .select([
      'person.id as person',
      'person.name',
      'community_member.role',
      'community_member.state',
      'community_member.since',
    ])
    .where('community', '=', community)
    .orderBy('community_member.since')
    .orderBy('person.id')
    .execute();
