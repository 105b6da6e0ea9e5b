/** Communities: asked for, admitted by a curator, run by their admins; what is written in them by those who may. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, shortId } from '#lib/hash.ts';
import { type Criteria, readCriteria, writeCriteria } from '#model/criteria.ts';
import type { Person } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import { changeMatter, communityMatters, matterName, raiseFor, reportName } from './matters.ts';
import { type Joining, join, leave, type Member, membersOf, one, settleAdmins } from './membership.ts';
import { isUuid, type WriterAct, writeIn } from './writing.ts';

export interface Community {
  id: string;
  name: string;
  lead: string;
  about: string;
  criteria: Criteria;
  joining: Joining;
  writing: 'members' | 'admins';
  state: 'asked' | 'open' | 'refused' | 'closed';
  /** For admins alone. */
  inviteKey: string | undefined;
  members: number;
}

export interface Need {
  id: string;
  title: string;
  text: string;
  /** What is searched for it. */
  words: string;
  mine: boolean;
  at: Date;
}

export interface Meeting {
  id: string;
  title: string;
  text: string;
  place: string;
  starts: Date;
  ends: Date;
  mine: boolean;
}

/** A community as one person sees it. */
export interface Seen {
  community: Community;
  /** Undefined for who is not in it, nor has asked. */
  role: 'member' | 'admin' | 'asked' | undefined;
  mayWrite: boolean;
  needs: Need[];
  /** Those to come, the next first. */
  meetings: Meeting[];
  /** Public collections that it shows. */
  collections: { id: string; title: string }[];
  /** Names are for those who are in it. */
  people: Member[];
}

export interface Words {
  name: string;
  lead: string;
  about: string;
  criteria: Criteria;
  joining: Joining;
  writing: 'members' | 'admins';
}

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
  /** False for who is no admin, or when there is nothing to change. */
  administer(id: string, person: Person, act: AdminAct): Promise<boolean>;
  /** False for who may not write there, or for what is another's. `full` past a hundred of a kind, `too-many` in a day. */
  write(id: string, person: Person, act: WriterAct): Promise<boolean | 'full' | 'too-many'>;
  meeting(id: string, meeting: string): Promise<{ meeting: Meeting; name: string } | undefined>;
  report(
    id: string,
    given: { text: string; person: Person | undefined; network: string; language: 'fr' | 'en' },
  ): Promise<'sent' | 'too-many'>;
}

export function openCommunities({ db, secret, now }: { db: Kysely<Tables>; secret: string; now(): Date }) {
  const foundAllowance = createAllowance(
    { db, secret, now },
    { name: 'community-found', times: 10, within: 24 * 3600 },
  );
  const writeAllowance = createAllowance(
    { db, secret, now },
    { name: 'community-write', times: 20, within: 24 * 3600 },
  );
  const reportAllowance = createAllowance({ db, secret, now }, { name: 'community-report', times: 10, within: 3600 });

  const all = () =>
    db
      .selectFrom('community')
      .selectAll('community')
      .select(({ selectFrom }) =>
        selectFrom('community_member')
          .select(({ fn }) => fn.countAll<string>().as('n'))
          .whereRef('community_member.community', '=', 'community.id')
          .where('community_member.state', '=', 'in')
          .as('members'),
      );

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

  const desk: CommunityDesk = {
    async list() {
      return (await all().where('state', '=', 'open').orderBy('name').execute()).map((row) => communityOf(row));
    },

    async mine(person) {
      const rows = await all()
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
        await tx
          .insertInto('community')
          .values({ id, ...columnsOf(words), state: 'asked', invite_key: null, ...times })
          .execute();
        await tx
          .insertInto('community_member')
          .values({ community: id, person: person.id, role: 'admin', state: 'in', since: now() })
          .execute();
        await raiseFor(tx, { id, words, language, person }, now());
        return id;
      });
    },

    async see(id, person) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const member = person && (await one(db, id, person.id));
      const role = member === undefined ? undefined : member.state === 'asked' ? 'asked' : member.role;
      const inside = role === 'admin' || role === 'member';
      const curates = person !== undefined && person.role !== 'member';
      if (row.state !== 'open' && !(row.state === 'asked' && (inside || curates))) return undefined;
      const [needs, meetings, collections, people] = await Promise.all([
        db.selectFrom('community_need').selectAll().where('community', '=', id).orderBy('created_at', 'desc').execute(),
        db
          .selectFrom('community_meeting')
          .selectAll()
          .where('community', '=', id)
          .where('ends_at', '>=', now())
          .orderBy('starts_at')
          .execute(),
        db
          .selectFrom('community_collection')
          .innerJoin('collection', 'collection.id', 'community_collection.collection')
          .select(['collection.id', 'collection.title'])
          .where('community', '=', id)
          .where('collection.visibility', '=', 'public')
          .orderBy('community_collection.added_at')
          .execute(),
        inside ? membersOf(db, id) : [],
      ]);
      const community = communityOf(row);
      return {
        community: role === 'admin' ? community : { ...community, inviteKey: undefined },
        role,
        mayWrite: role === 'admin' || (role === 'member' && row.writing === 'members'),
        needs: needs.map(({ id, title, text, words, author, created_at }) => ({
          ...{ id, title, text, words, at: created_at },
          mine: author !== null && author === person?.id,
        })),
        meetings: meetings.map((meeting) => meetingOf(meeting, person?.id)),
        collections,
        people: role === 'admin' ? people : people.filter(({ state }) => state === 'in'),
      };
    },

    async join(id, person, key) {
      const done = await db.transaction().execute(async (tx) => {
        const row = await tx.selectFrom('community').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        return row?.state === 'open' ? join(tx, row, { person: person.id, key }, now()) : undefined;
      });
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

    async administer(id, person, act) {
      const done = await within(id, person, async (tx, community, role) => {
        if (role !== 'admin') return false;
        switch (act.is) {
          case 'describe':
            await tx
              .updateTable('community')
              .set({ ...columnsOf(act.words), updated_at: now() })
              .where('id', '=', id)
              .execute();
            // What a curator admits is what it says today.
            if (community.state === 'asked') await changeMatter(tx, { id, words: act.words, person }, now());
            return true;
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
            return numUpdatedRows > 0n;
          }
        }
      });
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

    async meeting(id, meeting) {
      if (!isUuid(meeting)) return undefined;
      const row = await db
        .selectFrom('community_meeting')
        .innerJoin('community', 'community.id', 'community_meeting.community')
        .selectAll('community_meeting')
        .select('community.name')
        .where('community.state', '=', 'open')
        .where('community', '=', id)
        .where('community_meeting.id', '=', meeting)
        .executeTakeFirst();
      return row && { meeting: meetingOf(row, undefined), name: row.name };
    },

    async report(id, { text, person, network, language }) {
      if (!(await reportAllowance(network))) return 'too-many';
      const row = await db
        .selectFrom('community')
        .select('name')
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      if (row === undefined) return 'sent';
      const who = person?.id ?? network;
      await raise(
        db,
        {
          kind: reportName,
          // Keyed: a network must not be found again by trying them all. Which community is told by the facts.
          subject: sha256(`${secret} ${id} ${who}`),
          title: row.name,
          facts: [
            { name: 'report', value: row.name, url: `/communautes/${id}` },
            { name: 'reason', value: text },
          ],
          language,
          weight: 10,
          author: person && { person: person.id },
        },
        now(),
      );
      return 'sent';
    },
  };

  return { desk, matterKinds: communityMatters };
}

const columnsOf = ({ criteria, ...words }: Words) => ({ ...words, criteria: writeCriteria(criteria).toString() });

const communityOf = (row: Selectable<Tables['community']> & { members: string | null }): Community => ({
  id: row.id,
  name: row.name,
  lead: row.lead,
  about: row.about,
  criteria: readCriteria(new URLSearchParams(row.criteria)).criteria,
  joining: row.joining,
  writing: row.writing,
  state: row.state,
  inviteKey: row.invite_key ?? undefined,
  members: Number(row.members ?? 0),
});

const meetingOf = (row: Selectable<Tables['community_meeting']>, person: string | undefined): Meeting => ({
  id: row.id,
  title: row.title,
  text: row.text,
  place: row.place,
  starts: row.starts_at,
  ends: row.ends_at,
  mine: person !== undefined && row.author === person,
});
