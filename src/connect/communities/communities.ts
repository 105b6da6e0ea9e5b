/** Communities: asked for, admitted by a curator, run by their admins; what is written in them by those who may. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import type { Person } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import { withdraw } from '../moderation/raise.ts';
import { madeBefore, once } from '../once.ts';
import type { FormSigns, Guard } from '../spam/guard.ts';
import type { LetGo, Screen } from '../spam/held.ts';
import { proposeChange } from './changes.ts';
import { type Community, communityOf, communityRows, type Seen, tellingColumns, type Words } from './community.ts';
import { changeMatter, matterName, raiseFor } from './matters.ts';
import { chooseNews, join, leave, type News, one, settleAdmins } from './membership.ts';
import { createMembershipLetters } from './membership-letters.ts';
import { readStopToken } from './news-token.ts';
import { type Calendar, calendarOf, seeCommunity } from './see.ts';
import { sendingOf, type WriterAct, writeIn } from './writing.ts';

export type AdminAct =
  | { is: 'describe'; words: Words }
  | { is: 'invite' }
  | { is: 'close-invitation' }
  | { is: 'accept' | 'remove' | 'make-admin' | 'make-member'; person: string };

export interface CommunityDesk {
  list(): Promise<Community[]>;
  mine(person: Person): Promise<Community[]>;
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

interface CommunityRooms {
  db: Kysely<Tables>;
  secret: string;
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

  /** Does it with the community locked, when it is open, or asked for and the person's own. */
  async function withHeld<T>(
    tx: Transaction<Tables>,
    id: string,
    person: Pick<Person, 'id'>,
    work: InCommunity<T>,
  ): Promise<T | undefined> {
    const community = await tx.selectFrom('community').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (community === undefined || (community.state !== 'open' && community.state !== 'asked')) return undefined;
    const member = await one(tx, id, person.id);
    const role = member?.state === 'in' ? member.role : undefined;
    return community.state === 'asked' && role === undefined ? undefined : work(tx, community, role);
  }

  const within = <T>(id: string, person: Pick<Person, 'id'>, work: InCommunity<T>): Promise<T | undefined> =>
    db.transaction().execute((tx) => withHeld(tx, id, person, work));

  const tellOf = createMembershipLetters({ baseUrl, now });

  const writeNow = (tx: Transaction<Tables>, id: string, person: Pick<Person, 'id'>, act: WriterAct, stamp: string) =>
    withHeld(tx, id, person, async (_, { writing }, role) => {
      if (role === undefined || (writing === 'admins' && role !== 'admin')) return false;
      return writeIn(tx, id, { person: person.id, admin: role === 'admin', stamp }, act, now());
    });

  /** As JSON kept it: its dates are texts. */
  const letGo: LetGo = async (tx, { community, person, act }: Withheld, id) => {
    const said = act.is === 'need' ? act : { ...act, starts: new Date(act.starts), ends: new Date(act.ends) };
    if (said.is === 'meeting' && said.ends < now()) return 'over';
    const written = await writeNow(tx, community, { id: person }, said, id);
    if (written === undefined) return 'community-closed';
    return written === 'full' ? 'full' : written ? undefined : 'not-a-writer';
  };

  const desk: CommunityDesk = {
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

    async found(person, words, { signs, language }) {
      const said = { ...tellingColumns(words), joining: words.joining, writing: words.writing };
      const sending = { makes: 'community', stamp: signs.stamp, who: person.id, words: said };
      const before = await madeBefore(db, sending);
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
        return once(tx, sending, now(), async () => {
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
          await raiseFor(tx, { id, telling: words, language, person, judged }, now());
          return id;
        });
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
            await tellOf(tx, { is: 'asks', community: row, to, who: person });
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
              await tellOf(tx, { is: 'accepted', community, to: act.person, who: { id: act.person, name: '' } });
            return numUpdatedRows > 0n;
          }
        }
      });
      if (done && act.is === 'accept') await sendSoon();
      return done ?? false;
    },

    async write(id, person, act, { signs, language }) {
      if (act.is === 'need' || act.is === 'meeting') {
        // Pressed again, it is there: it is neither counted nor looked at anew.
        const sending = sendingOf(id, { person: person.id, stamp: signs.stamp }, act);
        if ((await madeBefore(db, sending)) !== undefined) return true;
        if (!(await writeAllowance(person.id))) return 'too-many';
        const name = await within(id, person, async (_, community, role) =>
          role === undefined || (community.writing === 'admins' && role !== 'admin') ? undefined : community.name,
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
      return (await db.transaction().execute((tx) => writeNow(tx, id, person, act, signs.stamp))) ?? false;
    },

    calendar: (id, meeting) => calendarOf(db, id, meeting, now()),
  };
  return { desk, letGo };
}
