/** Communities: asked for, admitted by a curator, run by their admins; what is written in them by those who may. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import type { Person } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import { enqueue } from '../mail/outbox.ts';
import { withdraw } from '../moderation/raise.ts';
import { proposeChange } from './changes.ts';
import { type Community, communityOf, communityRows, type Seen, tellingColumns, type Words } from './community.ts';
import { changeMatter, matterName, raiseFor } from './matters.ts';
import { chooseNews, join, leave, type News, one, settleAdmins } from './membership.ts';
import { membershipLetter } from './news-letters.ts';
import { readStopToken } from './news-token.ts';
import { type Calendar, calendarOf, seeCommunity } from './see.ts';
import { type WriterAct, writeIn } from './writing.ts';

export type AdminAct =
  | { is: 'describe'; words: Words }
  | { is: 'invite' }
  | { is: 'close-invitation' }
  | { is: 'accept' | 'remove' | 'make-admin' | 'make-member'; person: string };

export interface CommunityDesk {
  list(): Promise<Community[]>;
  mine(person: Person): Promise<Community[]>;
  /** It waits for a curator; its founder sees it meanwhile. Undefined when the person asks too often. */
  found(person: Person, words: Words, language: 'fr' | 'en'): Promise<string | undefined>;
  see(id: string, person: Person | undefined): Promise<Seen | undefined>;
  join(id: string, person: Person, key: string | undefined): Promise<'in' | 'asked' | 'closed' | 'full' | 'gone'>;
  leave(id: string, person: Person): Promise<void>;
  /** Of a member: how what is new is told them. */
  hear(id: string, person: Person, news: News): Promise<boolean>;
  /** The community of a link to stop its letters; undefined when it opens nothing. */
  toStop(token: string): Promise<{ name: string } | undefined>;
  /** True also when they were stopped already. */
  stop(token: string): Promise<boolean>;
  /** False for who is no admin, or when there is nothing to change. */
  administer(id: string, person: Person, act: AdminAct): Promise<boolean>;
  /** False for who may not write there, or for what is another's. `full` past a hundred of a kind, `too-many` in a day. */
  write(id: string, person: Person, act: WriterAct): Promise<boolean | 'full' | 'too-many'>;
  /** One meeting, or those to come and of the year before. */
  calendar(id: string, meeting?: string): Promise<Calendar | undefined>;
}

interface CommunityRooms {
  db: Kysely<Tables>;
  secret: string;
  baseUrl: string;
  now(): Date;
  /** Called when a letter waits that a person waits for. */
  sendSoon(): Promise<unknown>;
}

export function openCommunities({ db, secret, baseUrl, now, sendSoon }: CommunityRooms): CommunityDesk {
  const foundAllowance = createAllowance(db, secret, { name: 'community-found', times: 10, within: 24 * 3600 });
  const writeAllowance = createAllowance(db, secret, { name: 'community-write', times: 20, within: 24 * 3600 });

  /** Does it with the community locked, when it is open, or asked for and the person's own. */
  const within = <T>(
    id: string,
    person: Person,
    work: (
      tx: Kysely<Tables>,
      community: Selectable<Tables['community']>,
      role: 'member' | 'admin' | undefined,
    ) => Promise<T>,
  ): Promise<T | undefined> =>
    db.transaction().execute(async (tx) => {
      const community = await tx
        .selectFrom('community')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (community === undefined || (community.state !== 'open' && community.state !== 'asked')) return undefined;
      const member = await one(tx, id, person.id);
      const role = member?.state === 'in' ? member.role : undefined;
      return community.state === 'asked' && role === undefined ? undefined : work(tx, community, role);
    });

  /** A letter about membership, once a day for the two of them. */
  const tellOf = async (
    tx: Kysely<Tables>,
    is: 'asks' | 'accepted',
    { community, to, who }: { community: { id: string; name: string }; to: string; who: { id: string; name: string } },
  ) => {
    const reader = await tx.selectFrom('person').select(['mail', 'language']).where('id', '=', to).executeTakeFirst();
    if (reader === undefined) return;
    const { mail, language } = reader;
    const path = `${language === 'fr' ? '' : '/en'}/communautes/${community.id}${is === 'asks' ? '/reglages' : ''}`;
    const letter = membershipLetter(baseUrl, {
      ...{ language, is, name: community.name, who: who.name },
      url: baseUrl + path,
    });
    const key = `community-${is}/${community.id}/${to}/${who.id}/${now().toISOString().slice(0, 10)}`;
    await enqueue(tx, { kind: 'community-member', to: mail, key, ...letter }, now());
  };

  return {
    async list() {
      const rows = await communityRows(db).where('state', '=', 'open').orderBy('name').execute();
      return rows.map((row) => communityOf(row));
    },

    async mine(person) {
      const rows = await communityRows(db)
        .innerJoin('community_member as own', 'own.community', 'community.id')
        .where('own.person', '=', person.id)
        .orderBy('community.name')
        .execute();
      return rows.map((row) => communityOf(row));
    },

    async found(person, words, language) {
      if (!(await foundAllowance(person.id))) return undefined;
      return db.transaction().execute(async (tx) => {
        // Sent twice, it is one: the person's row is locked meanwhile.
        await tx.selectFrom('person').select('id').where('id', '=', person.id).forUpdate().execute();
        const waiting = await tx
          .selectFrom('community')
          .innerJoin('community_member', 'community_member.community', 'community.id')
          .select('community.id')
          .where('community_member.person', '=', person.id)
          .where('community.name', '=', words.name)
          .where('community.state', '=', 'asked')
          .executeTakeFirst();
        if (waiting !== undefined) return waiting.id;
        const id = shortId(randomBytes(16).toString('hex'));
        const times = { created_at: now(), updated_at: now() };
        const { joining, writing } = words;
        await tx
          .insertInto('community')
          .values({ id, ...tellingColumns(words), joining, writing, state: 'asked', invite_key: null, ...times })
          .execute();
        await tx
          .insertInto('community_member')
          .values({ community: id, person: person.id, role: 'admin', state: 'in', since: now() })
          .execute();
        await raiseFor(tx, { id, telling: words, language, person }, now());
        return id;
      });
    },

    see: (id, person) => seeCommunity(db, id, person, now()),

    async join(id, person, key) {
      const done = await db.transaction().execute(async (tx) => {
        const row = await tx.selectFrom('community').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (row?.state !== 'open') return undefined;
        const joined = await join(tx, row, { person: person.id, key }, now());
        if (joined === 'asked')
          for (const { person: to } of await tx
            .selectFrom('community_member')
            .select('person')
            .where('community', '=', id)
            .where('role', '=', 'admin')
            .where('state', '=', 'in')
            .execute())
            await tellOf(tx, 'asks', { community: row, to, who: person });
        return joined;
      });
      if (done === 'asked') await sendSoon();
      return done ?? 'gone';
    },

    async leave(id, person) {
      await within(id, person, async (tx, { state }) => {
        await leave(tx, id, person.id);
        const isLeft = await tx
          .selectFrom('community_member')
          .select('person')
          .where('community', '=', id)
          .where('state', '=', 'in')
          .limit(1)
          .executeTakeFirst();
        if (state === 'asked' && isLeft === undefined)
          await withdraw(tx, { kind: matterName, subject: id }, person.id, now());
      });
    },

    hear: (id, person, news) => chooseNews(db, { community: id, person: person.id, news }, now()),

    async toStop(token) {
      const read = readStopToken(secret, token);
      if (read === undefined) return undefined;
      return db.selectFrom('community').select('name').where('id', '=', read.community).executeTakeFirst();
    },

    async stop(token) {
      const read = readStopToken(secret, token);
      if (read === undefined) return false;
      await chooseNews(db, { ...read, news: 'none' }, now());
      return true;
    },

    async administer(id, person, act) {
      const done = await within(id, person, async (tx, community, role) => {
        if (role !== 'admin') return false;
        switch (act.is) {
          case 'describe': {
            const { joining, writing } = act.words;
            const isOpen = community.state === 'open';
            await tx
              .updateTable('community')
              .set({ joining, writing, ...(!isOpen && tellingColumns(act.words)), updated_at: now() })
              .where('id', '=', id)
              .execute();
            // What a curator admits is what it says that day; what it says later is read as well.
            if (isOpen) await proposeChange(tx, community, { telling: act.words, person: person.id }, now());
            else await changeMatter(tx, { id, telling: act.words, person }, now());
            return true;
          }
          case 'invite':
          case 'close-invitation': {
            const invite_key = act.is === 'invite' ? randomBytes(16).toString('base64url') : null;
            await tx.updateTable('community').set({ invite_key }).where('id', '=', id).execute();
            return community.state === 'open';
          }
          case 'remove':
            if ((await one(tx, id, act.person)) === undefined) return false;
            await leave(tx, id, act.person);
            return true;
          default: {
            const set =
              act.is === 'accept'
                ? { state: 'in' as const, since: now() }
                : { role: act.is === 'make-admin' ? ('admin' as const) : ('member' as const) };
            const { numUpdatedRows } = await tx
              .updateTable('community_member')
              .set(set)
              .where('community', '=', id)
              .where('person', '=', act.person)
              .where('state', '=', act.is === 'accept' ? 'asked' : 'in')
              .executeTakeFirst();
            await settleAdmins(tx, id);
            if (act.is === 'accept' && numUpdatedRows > 0n)
              await tellOf(tx, 'accepted', { community, to: act.person, who: { id: act.person, name: '' } });
            return numUpdatedRows > 0n;
          }
        }
      });
      if (done && act.is === 'accept') await sendSoon();
      return done ?? false;
    },

    async write(id, person, act) {
      const isNew = act.is === 'need' || act.is === 'meeting';
      if (isNew && !(await writeAllowance(person.id))) return 'too-many';
      const done = await within(id, person, async (tx, { writing }, role) => {
        if (role === undefined || (writing === 'admins' && role !== 'admin')) return false;
        return writeIn(tx, id, { person: person.id, admin: role === 'admin' }, act, now());
      });
      return done ?? false;
    },

    calendar: (id, meeting) => calendarOf(db, id, meeting, now()),
  };
}
