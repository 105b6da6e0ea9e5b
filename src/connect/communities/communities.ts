/** Communities: asked for, admitted by a curator, run by their admins; what is written in them by those who may. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Person } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import { madeBefore, once, type Stands } from '../once.ts';
import type { FormSigns, Guard } from '../spam/guard.ts';
import type { LetGo, Screen } from '../spam/held.ts';
import { proposeChange } from './changes.ts';
import {
  type Community,
  communityOf,
  communityRows,
  hasOwn,
  isShown,
  type OwnCommunity,
  type Seen,
  takesWords,
  tellingColumns,
  type Words,
} from './community.ts';
import { changeMatter, raiseFor } from './matters.ts';
import { chooseNews, join, leave, type News, one, settleAdmins } from './membership.ts';
import { createMembershipLetters } from './membership-letters.ts';
import { readStopToken } from './news-token.ts';
import { type Calendar, calendarOf, seeCommunity } from './see.ts';
import {
  type AddAct,
  addIn,
  sendingOf,
  type TakeAct,
  takeFrom,
  takes,
  type WriterAct,
  writtenStands,
} from './writing.ts';

export type AdminAct =
  | { is: 'describe'; words: Words }
  | { is: 'invite' }
  | { is: 'close-invitation' }
  | { is: 'accept' | 'remove' | 'make-admin' | 'make-member'; person: string };

export interface CommunityDesk {
  list(): Promise<Community[]>;
  /** Those in which the person is, or asked to be; where nobody else sees one any more, also those in which they wrote. */
  mine(person: Person): Promise<OwnCommunity[]>;
  /** It waits for a curator; its founder sees it meanwhile. Undefined when the person asks too often. */
  found(person: Person, words: Words, form: Form): Promise<string | undefined>;
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
  /**
   * False for who may not write there, or for what is another's. `full` past a hundred of a kind, `too-many` in a day;
   * `withheld`: it looks unwanted, and a curator reads it first.
   */
  write(id: string, person: Person, act: WriterAct, form: Form): Promise<boolean | 'full' | 'too-many' | 'withheld'>;
  /** One meeting, or those to come and of the year before. */
  calendar(id: string, meeting?: string): Promise<Calendar | undefined>;
}

/** What came with a form. */
interface Form {
  signs: FormSigns;
  language: 'fr' | 'en';
}

/** What waits for a curator's word, to be written then. */
interface Withheld {
  community: string;
  person: string;
  act: Extract<WriterAct, { is: 'need' | 'meeting' }>;
}

/** Locked until the end of the transaction. */
const held = (tx: Transaction<Tables>, id: string) =>
  tx.selectFrom('community').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** One that was refused may be asked for again. */
const communityStands: Stands = async (db, id) => {
  const found = await db.selectFrom('community').select('state').where('id', '=', id).executeTakeFirst();
  return found?.state === 'asked' || found?.state === 'open';
};

interface CommunityRooms {
  db: Kysely<Tables>;
  secret: Secret;
  guard: Guard;
  screen: Screen;
  baseUrl: string;
  now(): Date;
  /** Called when a letter waits that a person waits for. */
  sendSoon(): Promise<unknown>;
}

export function openCommunities(rooms: CommunityRooms): { desk: CommunityDesk; letGo: LetGo } {
  const { db, secret, baseUrl, guard, screen, now, sendSoon } = rooms;
  const foundAllowance = createAllowance(
    { db, secret, now },
    { name: 'community-found', times: 10, within: 24 * 3600 },
  );
  const writeAllowance = createAllowance(
    { db, secret, now },
    { name: 'community-write', times: 20, within: 24 * 3600 },
  );

  type InCommunity<T> = (
    tx: Transaction<Tables>,
    community: Selectable<Tables['community']>,
    role: 'member' | 'admin' | undefined,
  ) => Promise<T>;

  /** Does it with the community locked, for one who may know of it: it is shown, or they are in it. */
  async function withHeld<T>(
    tx: Transaction<Tables>,
    id: string,
    person: Pick<Person, 'id'>,
    work: InCommunity<T>,
  ): Promise<T | undefined> {
    const community = await held(tx, id);
    if (community === undefined) return undefined;
    const member = await one(tx, id, person.id);
    const role = member?.state === 'in' ? member.role : undefined;
    return role === undefined && !isShown(community) ? undefined : work(tx, community, role);
  }

  const within = <T>(id: string, person: Pick<Person, 'id'>, work: InCommunity<T>): Promise<T | undefined> =>
    db.transaction().execute((tx) => withHeld(tx, id, person, work));

  const tellOf = createMembershipLetters({ baseUrl, now });

  const mayWrite = (community: Selectable<Tables['community']>, role: 'member' | 'admin' | undefined): boolean =>
    role !== undefined && takesWords(community) && (community.writing === 'members' || role === 'admin');

  const writeNow = (id: string, person: Pick<Person, 'id'>, act: AddAct, stamp: string) =>
    within(id, person, async (tx, community, role) =>
      mayWrite(community, role) ? addIn(tx, id, { person: person.id, stamp }, act, now()) : false,
    );

  /** What is one's own is taken away whatever became of the community, also by who has left it. */
  const takeAway = (id: string, person: Pick<Person, 'id'>, act: TakeAct) =>
    db.transaction().execute(async (tx) => {
      if ((await held(tx, id)) === undefined) return false;
      const member = await one(tx, id, person.id);
      const admin = member?.state === 'in' && member.role === 'admin';
      return takeFrom(tx, id, { person: person.id, admin }, act);
    });

  /** As JSON kept it: its dates are texts. */
  const letGo: LetGo = async (tx, { community, person, act }: Withheld, id) => {
    const said = act.is === 'need' ? act : { ...act, starts: new Date(act.starts), ends: new Date(act.ends) };
    if (said.is === 'meeting' && said.ends < now()) return 'over';
    const written = await withHeld(tx, community, { id: person }, async (_, row, role) => {
      if (!takesWords(row)) return 'community-closed' as const;
      return mayWrite(row, role) ? addIn(tx, community, { person, stamp: id }, said, now()) : ('not-a-writer' as const);
    });
    if (written === undefined) return 'community-closed';
    return typeof written === 'string' ? written : written ? undefined : 'not-a-writer';
  };

  const desk: CommunityDesk = {
    async list() {
      const rows = await communityRows(db)
        .where('state', '=', 'open')
        .where('removed_at', 'is', null)
        .orderBy('name')
        .execute();
      return rows.map((row) => communityOf(row));
    },

    async mine(person) {
      const rows = await communityRows(db)
        .leftJoin('community_member as own', (join) =>
          join.onRef('own.community', '=', 'community.id').on('own.person', '=', person.id),
        )
        .select(['own.role', 'own.state as standing'])
        .where((eb) =>
          eb.or([
            eb('own.person', 'is not', null),
            // Where everybody sees it, who has left finds it as everybody does.
            eb.and([
              eb.not(eb.and([eb('community.state', '=', 'open'), eb('community.removed_at', 'is', null)])),
              hasOwn(eb, person.id),
            ]),
          ]),
        )
        .orderBy('community.name')
        .execute();
      return rows.map((row) => ({
        ...communityOf(row),
        role: row.standing === 'asked' ? 'asked' : (row.role ?? undefined),
      }));
    },

    async found(person, words, { signs, language }) {
      const said = { ...tellingColumns(words), joining: words.joining, writing: words.writing };
      const sending = { makes: 'community', stamp: signs.stamp, who: person.id, words: said };
      const before = await madeBefore(db, sending, communityStands);
      if (before !== undefined) return before;
      if (!(await foundAllowance(person.id))) return undefined;
      const author = { person: person.id };
      const text = [words.name, words.lead, words.about].join('\n');
      const judged = await guard.judge({ form: 'community', signs, author, text });
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
        return once(tx, sending, now(), {
          async make() {
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
            await raiseFor(tx, { id, telling: words, former: undefined, language, person, judged }, now());
            return id;
          },
          stands: communityStands,
        });
      });
    },

    see: (id, person) => seeCommunity(db, id, person, now()),

    async join(id, person, key) {
      const done = await db.transaction().execute(async (tx) => {
        const row = await held(tx, id);
        if (row === undefined || !isShown(row)) return undefined;
        const joined = await join(tx, row, { person: person.id, key }, now());
        if (joined === 'asked')
          for (const { person: to } of await tx
            .selectFrom('community_member')
            .select('person')
            .where('community', '=', id)
            .where('role', '=', 'admin')
            .where('state', '=', 'in')
            .execute())
            await tellOf(tx, { is: 'asks', community: row, to, who: person });
        return joined;
      });
      if (done === 'asked') await sendSoon();
      return done ?? 'gone';
    },

    leave: (id, person) =>
      db.transaction().execute(async (tx) => {
        if ((await held(tx, id)) !== undefined) await leave(tx, id, person.id);
      }),

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
            if (community.state === 'refused') return false;
            const { joining, writing } = act.words;
            const isOpen = community.state === 'open';
            await tx
              .updateTable('community')
              .set({ joining, writing, ...(!isOpen && tellingColumns(act.words)), updated_at: now() })
              .where('id', '=', id)
              .execute();
            // What a curator admits is what it says that day; what it says later is read as well.
            if (isOpen) await proposeChange(tx, community, { telling: act.words, person: person.id }, now());
            else await changeMatter(tx, { id, telling: act.words, former: community, person }, now());
            return true;
          }
          case 'invite':
          case 'close-invitation': {
            const invite_key = act.is === 'invite' ? randomBytes(16).toString('base64url') : null;
            // Nobody is invited into what they could not see; a link that was drawn is closed whatever became of it.
            if (act.is === 'invite' && !isShown(community)) return false;
            await tx.updateTable('community').set({ invite_key }).where('id', '=', id).execute();
            return true;
          }
          case 'remove':
            if ((await one(tx, id, act.person)) === undefined) return false;
            await leave(tx, id, act.person);
            return true;
          default: {
            if (act.is === 'accept' && !isShown(community)) return false;
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
              await tellOf(tx, { is: 'accepted', community, to: act.person, who: { id: act.person, name: '' } });
            return numUpdatedRows > 0n;
          }
        }
      });
      if (done && act.is === 'accept') await sendSoon();
      return done ?? false;
    },

    async write(id, person, act, { signs, language }) {
      if (takes(act)) return takeAway(id, person, act);
      if (act.is === 'need' || act.is === 'meeting') {
        // Pressed again, it is there: it is neither counted nor looked at anew.
        const sending = sendingOf(id, { person: person.id, stamp: signs.stamp }, act);
        if ((await madeBefore(db, sending, writtenStands(act.is))) !== undefined) return true;
        if (!(await writeAllowance(person.id))) return 'too-many';
        const name = await within(id, person, async (_, community, role) =>
          mayWrite(community, role) ? community.name : undefined,
        );
        if (name === undefined) return false;
        const facts = [
          { name: 'community', value: name, url: `/communautes/${id}` },
          { name: 'title', value: act.title },
          act.is === 'need' ? { name: 'words', value: act.words } : { name: 'place', value: act.place },
          { name: 'body', value: act.text },
        ];
        const said: Withheld = { community: id, person: person.id, act };
        const author = { person: person.id };
        if (await screen({ form: 'writing', signs, author, language, title: act.title, facts, said }))
          return 'withheld';
      }
      return (await writeNow(id, person, act, signs.stamp)) ?? false;
    },

    calendar: (id, meeting) => calendarOf(db, id, meeting, now()),
  };
  return { desk, letGo };
}
