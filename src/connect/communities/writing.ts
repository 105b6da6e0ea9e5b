/** What is written in a community by those who may: needs, meetings, collections that it shows. Members hear of it. */
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { once, type Sending, type Stands } from '../once.ts';
import { announce } from './tell-members.ts';

/** What is added, while the community takes words. */
export type AddAct =
  | { is: 'need'; title: string; text: string; words: string }
  | { is: 'meeting'; title: string; text: string; place: string; starts: Date; ends: Date }
  | { is: 'show-collection'; collection: string };
/** What is taken away, at any time. */
export type TakeAct =
  | { is: 'hide-collection'; collection: string }
  | { is: 'remove-need' | 'remove-meeting'; id: string };
export type WriterAct = AddAct | TakeAct;
export const takes = (act: WriterAct): act is TakeAct => /^(hide|remove)-/.test(act.is);

/** Of each kind, meetings that are over not counted. */
const most = 100;
export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

type Written = Extract<AddAct, { is: 'need' | 'meeting' }>;

/** What makes it this need or meeting, however often its form is sent. */
export function sendingOf(
  community: string,
  { person, stamp }: { person: string; stamp: string },
  act: Written,
): Sending {
  const words =
    act.is === 'need' ? [act.title, act.text, act.words] : [act.title, act.text, act.place, act.starts, act.ends];
  return { makes: `community_${act.is}`, stamp, who: person, words: [community, ...words] };
}

/** What was taken away, or off, may be written again. */
export const writtenStands =
  (is: Written['is']): Stands =>
  async (db, id) => {
    const row = await db.selectFrom(`community_${is}`).select('removed_at').where('id', '=', id).executeTakeFirst();
    return row?.removed_at === null;
  };

export async function addIn(
  tx: Transaction<Tables>,
  community: string,
  { person, stamp }: { person: string; stamp: string },
  act: AddAct,
  now: Date,
): Promise<boolean | 'full'> {
  const isFull = async (table: 'community_need' | 'community_meeting' | 'community_collection') => {
    const { total } = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .where('community', '=', community)
      .$if(table === 'community_meeting', (query) => query.where(sql.ref('ends_at'), '>=', now))
      .executeTakeFirstOrThrow();
    return Number(total) >= most;
  };
  const own = { id: randomUUID(), community, author: person, created_at: now };
  const written = async (said: Written, write: () => Promise<unknown>): Promise<true | 'full'> => {
    const made = await once(tx, sendingOf(community, { person, stamp }, said), now, {
      async make() {
        const table = `community_${said.is}` as const;
        if (await isFull(table)) return undefined;
        await write();
        await announce(tx, { community, author: person, table, id: own.id }, now);
        return own.id;
      },
      stands: writtenStands(said.is),
    });
    return made === undefined ? 'full' : true;
  };
  switch (act.is) {
    case 'need': {
      const { title, text, words } = act;
      return written(act, () =>
        tx
          .insertInto('community_need')
          .values({ ...own, title, text, words })
          .execute(),
      );
    }
    case 'meeting': {
      const { title, text, place, starts, ends } = act;
      return written(act, () =>
        tx
          .insertInto('community_meeting')
          .values({ ...own, title, text, place, starts_at: starts, ends_at: ends })
          .execute(),
      );
    }
    default: {
      if (await isFull('community_collection')) return 'full';
      const shown = await tx
        .selectFrom('collection')
        .select('id')
        .where('id', '=', act.collection)
        .where('visibility', '=', 'public')
        .where('owner', '=', person)
        .executeTakeFirst();
      if (shown === undefined) return false;
      await tx
        .insertInto('community_collection')
        .values({ community, collection: shown.id, added_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return true;
    }
  }
}

/** What is another's is taken away by admins alone. */
export async function takeFrom(
  tx: Transaction<Tables>,
  community: string,
  { person, admin }: { person: string; admin: boolean },
  act: TakeAct,
): Promise<boolean> {
  if (act.is === 'hide-collection') {
    const found = await tx.selectFrom('collection').select('owner').where('id', '=', act.collection).executeTakeFirst();
    if (!admin && found?.owner !== person) return false;
    const { numDeletedRows } = await tx
      .deleteFrom('community_collection')
      .where('community', '=', community)
      .where('collection', '=', act.collection)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
  if (!isUuid(act.id)) return false;
  const { numDeletedRows } = await tx
    .deleteFrom(act.is === 'remove-need' ? 'community_need' : 'community_meeting')
    .where('community', '=', community)
    .where('id', '=', act.id)
    .$if(!admin, (query) => query.where('author', '=', person))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
