/** Introductions: ask, see a conversation as one of its sides, act in it; what curators and partners are shown. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Side } from '#model/introduction.ts';
import type { Person } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import { addressHash } from '../mail/outbox.ts';
import { once } from '../once.ts';
import type { LetGo } from '../spam/held.ts';
import { type AskAnswer, type Asked, type AskRefusal, type AskRooms, createAsking, limits } from './ask.ts';
import { type Conversation, conversationOf, introductionsOf, type ListedIntroduction } from './conversation.ts';
import { type Week, weeksOf } from './figures.ts';
import { hold, proceed, type Words } from './proceed.ts';
import { chooseHolder, type Lately, latelyOf, type Nobody } from './reach.ts';
import { report } from './reports.ts';
import { type Refusal, shared } from './states.ts';
import { keysOf, relayAddress, sideOfKey } from './tokens.ts';
import { setWeekly, wantsWeekly } from './weekly.ts';
import { longest, plainName, plainText, withoutSecrets } from './words-passed.ts';

/** Who opens a conversation: by the key of a mail, or signed in. */
export interface Opening {
  key: string | undefined;
  person: Person | undefined;
}

export type SideAct =
  | { does: 'confirm' }
  /** `stamp`: that of the form, by which a message that is sent twice leaves once. */
  | { does: 'write'; text: string; name?: string | undefined; stamp?: string | undefined }
  | { does: 'agree' }
  | { does: 'withdraw' }
  /** `noMore`: the address wants no introduction ever again. */
  | { does: 'close'; noMore: boolean }
  | { does: 'report'; reason: string }
  /** Of a message that came from another address: it is mine, or not. */
  | { does: 'release'; message: string }
  | { does: 'drop'; message: string };

export type ActRefusal = Refusal | AskRefusal | Nobody | 'empty' | 'no-reason';
export type ActAnswer = { is: 'done' } | { is: 'refused'; why: ActRefusal };

export interface Introductions {
  /** Whether one can write about a project, and how the last one who did fared. */
  reach(project: string): Promise<{ is: 'reachable'; lately: Lately } | { is: 'nobody'; why: Nobody }>;
  ask(asked: Asked): Promise<AskAnswer>;
  /** Undefined when there is none, or when it is not theirs: the two look alike. */
  open(id: string, by: Opening): Promise<Conversation | undefined>;
  act(id: string, by: Opening, act: SideAct): Promise<ActAnswer | undefined>;
  of(person: Person): Promise<ListedIntroduction[]>;
  weeks(source: string, count: number): Promise<Week[]>;
  weekly: {
    wants(person: Person, source: string): Promise<boolean>;
    set(person: Person, source: string, wants: boolean): Promise<void>;
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const longestReason = 2_000;

export interface IntroductionRooms extends AskRooms {
  /** Whether mails leave at all, or are kept where people of this machine read them. */
  mailGoes: boolean;
  /** Told that mails wait. */
  send(): void;
}

export function createIntroductions(rooms: IntroductionRooms): { doors: Introductions; letGo: LetGo } {
  const { db, secret, now, send, mailGoes } = rooms;
  const { ask, begin, letGo } = createAsking(rooms);
  const mayWrite = createAllowance({ db, secret, now }, limits.words);

  async function sideFor(id: string, { key, person }: Opening): Promise<Side | undefined> {
    if (!uuid.test(id)) return undefined;
    const byKey = key === undefined ? undefined : sideOfKey(secret, id, key);
    if (byKey !== undefined) return (await hasLeft(db, id, byKey)) ? undefined : byKey;
    if (person === undefined) return undefined;
    const row = await db
      .selectFrom('introduction_side')
      .select('side')
      .where('introduction', '=', id)
      .where(({ or, eb }) => or([eb('person', '=', person.id), eb('mail', '=', person.mail)]))
      .executeTakeFirst();
    return row?.side;
  }

  async function perform(id: string, side: Side, asked: SideAct): Promise<ActAnswer | undefined> {
    if (asked.does === 'confirm') {
      if (side !== 'asker') return { is: 'refused', why: 'already' };
      const begun = await begin(id);
      return begun === undefined || begun.is === 'refused'
        ? begun
        : begun.is === 'nobody'
          ? { is: 'refused', why: begun.why }
          : { is: 'done' };
    }
    if (asked.does === 'drop') {
      await db
        .deleteFrom('introduction_message')
        .where('id', '=', uuid.test(asked.message) ? asked.message : null)
        .where('introduction', '=', id)
        .where('side', '=', side)
        .where('held', '=', true)
        .execute();
      return { is: 'done' };
    }
    const written = asked.does === 'write' ? plainText(asked.text) : '';
    if (asked.does === 'write') {
      if (written === '') return { is: 'refused', why: 'empty' };
      if (written.length > longest) return { is: 'refused', why: 'too-long' };
    }
    if (asked.does === 'release' && !uuid.test(asked.message)) return { is: 'refused', why: 'empty' };
    const reason = asked.does === 'report' ? plainText(asked.reason).slice(0, longestReason) : '';
    if (asked.does === 'report' && reason === '') return { is: 'refused', why: 'no-reason' };
    if (asked.does === 'write' && !(await mayWrite(`${id}/${side}`))) return { is: 'refused', why: 'too-many' };
    return db.transaction().execute(async (tx): Promise<ActAnswer | undefined> => {
      const held = await hold(tx, id);
      if (held === undefined) return undefined;
      const own = held.sides[side];
      if (asked.does === 'write' && asked.name !== undefined && own !== undefined) {
        const name = rooms.withoutAddresses(plainName(asked.name));
        if (name !== '' && name !== own.name) {
          own.name = name;
          await tx
            .updateTable('introduction_side')
            .set({ name })
            .where('introduction', '=', id)
            .where('side', '=', side)
            .execute();
        }
      }
      const words: Words | undefined =
        asked.does === 'write'
          ? { text: passable(rooms, held, written) }
          : asked.does === 'release'
            ? { held: asked.message }
            : undefined;
      const does = asked.does === 'release' ? 'write' : asked.does;
      const sending = {
        makes: 'message',
        stamp: asked.does === 'write' ? asked.stamp : undefined,
        who: `${id}/${side}`,
        words: written,
      };
      let step = undefined as Awaited<ReturnType<typeof proceed>> | undefined;
      await once(tx, sending, now(), {
        async make() {
          step = await proceed(tx, rooms, held, side, does, words);
          return step.is === 'done' ? 'done' : undefined;
        },
        // What was passed on cannot be taken back.
        stands: async () => true,
      });
      if (step?.is === 'refused') return step;
      if (asked.does === 'report') await report(tx, { introduction: id, side, reason }, now());
      if (asked.does === 'close' && asked.noMore && side === 'holder' && own?.mail != null)
        await tx
          .insertInto('introduction_address')
          .values({ address_hash: addressHash(own.mail), what: 'no-more', since: now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      return { is: 'done' };
    });
  }

  const doors: Introductions = {
    async reach(project) {
      if (!mailGoes) return { is: 'nobody', why: 'no-mail' };
      const chosen = await chooseHolder(db, await rooms.reach(project));
      return chosen.is === 'nobody' ? chosen : { is: 'reachable', lately: await latelyOf(db, project) };
    },
    async ask(asked) {
      if (!mailGoes) return { is: 'nobody', why: 'no-mail' };
      const answer = await ask(asked);
      send();
      return answer;
    },
    async open(id, by) {
      const side = await sideFor(id, by);
      return side && conversationOf(db, id, side);
    },
    async act(id, by, asked) {
      const side = await sideFor(id, by);
      if (side === undefined) return undefined;
      const answer = await perform(id, side, asked);
      send();
      return answer;
    },
    of: (person) => introductionsOf(db, person),
    weeks: (source, count) => weeksOf(db, source, count, now()),
    weekly: {
      wants: (person, source) => wantsWeekly(db, person.id, source),
      set: (person, source, wants) => setWeekly(db, person.id, source, wants),
    },
  };
  return { doors, letGo };
}

/** Whoever deleted their account took their side of the conversation with them: its key opens nothing any more. */
async function hasLeft(db: Kysely<Tables>, introduction: string, side: Side): Promise<boolean> {
  const row = await db
    .selectFrom('introduction_side')
    .select('mail')
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .executeTakeFirst();
  return row !== undefined && row.mail === null;
}

/** Words as the other side may read them: without what opens this conversation, and without addresses until both agreed. */
export function passable(
  { secret, relayDomain, withoutAddresses }: Pick<AskRooms, 'secret' | 'relayDomain' | 'withoutAddresses'>,
  { id, standing, sides }: Parameters<typeof proceed>[2],
  text: string,
): string {
  const tokens = [sides.asker?.token, sides.holder?.token].filter((token) => token != null);
  const secrets = [
    ...keysOf(secret, id),
    ...tokens.map((token) => (relayDomain === undefined ? token : relayAddress(token, relayDomain))),
    ...tokens,
  ];
  const kept = withoutSecrets(text, secrets);
  return shared(standing) ? kept : withoutAddresses(kept);
}
