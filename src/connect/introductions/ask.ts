/** Beginning an introduction: written down first, and sent once the asker's address is proven. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { uuidOf } from '#lib/hash.ts';
import { secretsIn } from '#lib/keyed.ts';
import type { Purpose } from '#model/introduction.ts';
import type { Person } from '#model/person.ts';
import { type Allowance, createAllowance, type Limit } from '../accounts/limits.ts';
import { readMailAddress } from '../accounts/mail-address.ts';
import { addressHash } from '../mail/outbox.ts';
import { lettersToTyped } from '../mail/typed-address.ts';
import { keyOfSending } from '../once.ts';
import type { FormSigns } from '../spam/guard.ts';
import type { LetGo, Screen } from '../spam/held.ts';
import { hold, type ProceedRooms, proceed, tell } from './proceed.ts';
import { chooseHolder, type Nobody, type Reach, type Reachable } from './reach.ts';
import { drawToken } from './tokens.ts';
import { longest, plainName, plainText, shortest } from './words-passed.ts';

/** Told on the page of the form and in docs/introductions.md. */
export const limits = {
  network: { name: 'introduction-network', times: 20, within: 24 * 3600 },
  confirmation: { name: 'introduction-confirmation', times: 3, within: 3600 },
  asker: { name: 'introduction-asker', times: 5, within: 24 * 3600 },
  holder: { name: 'introduction-holder', times: 5, within: 24 * 3600 },
  words: { name: 'introduction-words', times: 20, within: 24 * 3600 },
} as const satisfies Record<string, Limit>;

export interface AskRooms extends ProceedRooms {
  db: Kysely<Tables>;
  reach(project: string, db?: Kysely<Tables>): Promise<Reach | undefined>;
  /** A text without any mail or phone. */
  withoutAddresses(text: string): string;
  screen: Screen;
}

export interface Asked {
  project: string;
  purpose: Purpose;
  text: string;
  name: string;
  /** As typed; not looked at when somebody is signed in. */
  mail: string;
  consents: boolean;
  person: Person | undefined;
  language: 'fr' | 'en';
  signs: FormSigns;
}

export type AskRefusal =
  | 'no-consent'
  | 'no-name'
  | 'too-short'
  | 'too-long'
  | 'not-an-address'
  | 'yourself'
  | 'barred'
  | 'already-open'
  | 'too-many'
  | 'too-many-holder';

export type AskAnswer =
  /** Sent to the holder. */
  | { is: 'begun'; id: string }
  /** A mail went to this address; nothing else left. */
  | { is: 'to-confirm'; mail: string }
  /** It looks unwanted: a curator reads it first. */
  | { is: 'withheld' }
  | { is: 'nobody'; why: Nobody }
  | { is: 'refused'; why: AskRefusal };

type Begun = { is: 'begun'; id: string } | { is: 'nobody'; why: Nobody } | { is: 'refused'; why: AskRefusal };

export interface Asking {
  ask(asked: Asked): Promise<AskAnswer>;
  /** Sends what waited for its address to be proven. Undefined when there is no such introduction any more. */
  begin(id: string): Promise<Begun | undefined>;
  letGo: LetGo;
}

type Reached = Extract<Reachable, { is: 'reachable' }>;

/** Words fit to be passed on, by somebody who is to prove the address unless an account did. */
interface Asker {
  project: string;
  purpose: Purpose;
  words: string;
  name: string;
  mail: string;
  language: 'fr' | 'en';
}

export function createAsking(rooms: AskRooms): Asking {
  const { db, secret, reach, withoutAddresses, now } = rooms;
  const allowance = (limit: Limit): Allowance => createAllowance({ db, secret, now }, limit);
  const allowed = {
    network: allowance(limits.network),
    confirmation: allowance(limits.confirmation),
    asker: allowance(limits.asker),
    holder: allowance(limits.holder),
  };
  const mayWriteTo = lettersToTyped(rooms);
  const refused = (why: AskRefusal) => ({ is: 'refused', why }) as const;

  /** Written down, and the letter to confirm put in where no account proves the address. The same id is one. */
  async function write(
    tx: Transaction<Tables>,
    id: string,
    { project, purpose, words, name, mail, language }: Asker,
    person: Person | undefined,
    chosen: Reached,
  ): Promise<void> {
    const row = await tx
      .insertInto('introduction')
      .values({
        id,
        project,
        title: chosen.title,
        sources: [...chosen.sources],
        purpose,
        via: chosen.holder.via,
        state: 'unconfirmed',
        created_at: now(),
        last_at: now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return;
    const side = { introduction: id, side: 'asker' as const, token: drawToken(), mail, name, language };
    await tx
      .insertInto('introduction_side')
      .values({ ...side, person: person?.id ?? null })
      .execute();
    await tx
      .insertInto('introduction_message')
      .values({ id: randomUUID(), introduction: id, side: 'asker', text: words, at: now() })
      .execute();
    if (person !== undefined) return;
    const held = await hold(tx, id);
    if (held !== undefined) await tell(tx, rooms, held, 'asker', 'confirm', { is: 'confirm' });
  }

  async function begin(id: string): Promise<Begun | undefined> {
    const row = await db
      .selectFrom('introduction')
      .innerJoin('introduction_side', 'introduction_side.introduction', 'introduction.id')
      .select(['introduction.project', 'introduction.state', 'introduction_side.mail'])
      .where('introduction.id', '=', id)
      .where('introduction_side.side', '=', 'asker')
      .executeTakeFirst();
    if (row?.mail == null) return undefined;
    // Pressed once more: it has gone.
    if (row.state !== 'unconfirmed') return { is: 'begun', id };
    const asker = addressHash(row.mail);
    if (await isBarred(db, asker)) return refused('barred');
    const chosen = await chooseHolder(db, await reach(row.project));
    if (chosen.is === 'nobody') return chosen;
    const { holder } = chosen;
    if (addressHash(holder.mail) === asker) return refused('yourself');
    if (await isOpen(db, row.project, asker, id)) return refused('already-open');
    if (!(await allowed.asker(row.mail))) return refused('too-many');
    if (!(await allowed.holder(holder.mail.toLowerCase()))) return refused('too-many-holder');
    try {
      return await db.transaction().execute(async (tx): Promise<Begun | undefined> => {
        const held = await hold(tx, id);
        if (held === undefined) return undefined;
        // At once, from another window: the other one sent it.
        if (held.standing.state !== 'unconfirmed') return { is: 'begun', id };
        const side = {
          introduction: id,
          side: 'holder' as const,
          token: drawToken(),
          mail: holder.mail,
          name: '',
          person: holder.person ?? null,
          language: holder.language ?? 'fr',
        };
        await tx.insertInto('introduction_side').values(side).execute();
        await tx
          .updateTable('introduction')
          .set({ via: holder.via, title: chosen.title, sources: [...chosen.sources], asker_hash: asker })
          .where('id', '=', id)
          .execute();
        const begun = { ...held, via: holder.via, sides: { ...held.sides, holder: side } };
        await proceed(tx, rooms, begun, 'asker', 'confirm');
        return { is: 'begun', id };
      });
    } catch (error) {
      // Two that began at once: the table lets one.
      if ((error as { code?: string }).code === '23505') return refused('already-open');
      throw error;
    }
  }

  return {
    begin,
    async letGo(tx, asker: Asker, id) {
      const chosen = await chooseHolder(tx, await reach(asker.project, tx));
      if (chosen.is === 'nobody') return 'nobody';
      await write(tx, id, asker, undefined, chosen);
      return undefined;
    },
    async ask({ project, purpose, text, name, mail: typed, consents, person, language, signs }) {
      const words = plainText(text);
      const shown = withoutAddresses(plainName(name));
      const mail = person?.mail ?? readMailAddress(typed);
      if (mail === undefined) return refused('not-an-address');
      if (shown === '') return refused('no-name');
      if (words.length < shortest) return refused('too-short');
      if (words.length > longest) return refused('too-long');
      if (!consents) return refused('no-consent');
      const chosen = await chooseHolder(db, await reach(project));
      if (chosen.is === 'nobody') return chosen;
      const who = person?.id ?? mail;
      const key = keyOfSending({ makes: 'introduction', stamp: signs.stamp, who, words: [project, purpose, words] });
      const id = key === undefined ? randomUUID() : await idOfSending(db, `${secretsIn(secret)[0]} ${key}`);
      // Pressed again, it counts for nothing: it is there.
      if (key !== undefined && (await isWritten(db, id))) {
        const begun = person === undefined ? undefined : await begin(id);
        return begun ?? { is: 'to-confirm', mail };
      }
      if (!(await allowed.network(signs.network))) return refused('too-many');
      const asker: Asker = { project, purpose, words: withoutAddresses(words), name: shown, mail, language };
      if (person === undefined) {
        if (!(await allowed.confirmation(`${signs.network} ${mail}`))) return refused('too-many');
        const facts = [
          { name: 'author', value: shown },
          { name: 'message', value: asker.words },
        ];
        const { title } = chosen;
        const guarded = { form: 'introduction' as const, signs, author: { mail }, language, title, project, facts };
        if (await rooms.screen({ ...guarded, said: asker })) return { is: 'withheld' };
        if (!(await mayWriteTo(mail, signs.network))) return refused('too-many');
      }
      await db.transaction().execute((tx) => write(tx, id, asker, person, chosen));
      if (person === undefined) return { is: 'to-confirm', mail };
      const begun = await begin(id);
      if (begun?.is === 'begun') return begun;
      // Nothing left: nothing of it is kept either, and the form still holds the words.
      const { numDeletedRows } = await db
        .deleteFrom('introduction')
        .where('id', '=', id)
        .where('state', '=', 'unconfirmed')
        .executeTakeFirst();
      // Sent at once from the same form: the other press began it.
      if (numDeletedRows === 0n && begun?.is === 'refused') return { is: 'begun', id };
      return begun ?? { is: 'nobody', why: 'unknown' };
    },
  };
}

/** Of what the form has begun; once that is over, of what it begins anew. */
async function idOfSending(db: Kysely<Tables>, seed: string): Promise<string> {
  for (let again = 0; ; again++) {
    const id = uuidOf(again === 0 ? seed : `${seed} ${again}`);
    const row = await db.selectFrom('introduction').select('state').where('id', '=', id).executeTakeFirst();
    if (row?.state !== 'closed') return id;
  }
}

async function isWritten(db: Kysely<Tables>, id: string): Promise<boolean> {
  return (await db.selectFrom('introduction').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

async function isBarred(db: Kysely<Tables>, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('introduction_address')
    .select('what')
    .where('address_hash', '=', hash)
    .where('what', '=', 'barred')
    .executeTakeFirst();
  return row !== undefined;
}

/** Another than this one, which a second press may find sent by the first. */
async function isOpen(db: Kysely<Tables>, project: string, asker: string, but: string): Promise<boolean> {
  const row = await db
    .selectFrom('introduction')
    .select('id')
    .where('project', '=', project)
    .where('asker_hash', '=', asker)
    .where('id', '!=', but)
    .where('state', 'in', ['waiting', 'talking', 'asleep'])
    .executeTakeFirst();
  return row !== undefined;
}
