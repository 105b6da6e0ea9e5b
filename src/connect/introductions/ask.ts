/** Beginning an introduction: written down first, and sent once the asker's address is proven. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Purpose } from '#model/introduction.ts';
import type { Person } from '#model/person.ts';
import { type Allowance, createAllowance, type Limit } from '../accounts/limits.ts';
import { readMailAddress } from '../accounts/mail-address.ts';
import { addressHash } from '../mail/outbox.ts';
import { hold, type ProceedRooms, proceed, tell } from './proceed.ts';
import { chooseHolder, type Nobody, type Reach } from './reach.ts';
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
  reach(project: string): Promise<Reach | undefined>;
  /** A text without any mail or phone. */
  withoutAddresses(text: string): string;
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
  network: string;
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
  | { is: 'nobody'; why: Nobody }
  | { is: 'refused'; why: AskRefusal };

type Begun = { is: 'begun'; id: string } | { is: 'nobody'; why: Nobody } | { is: 'refused'; why: AskRefusal };

export interface Asking {
  ask(asked: Asked): Promise<AskAnswer>;
  /** Sends what waited for its address to be proven. Undefined when there is no such introduction any more. */
  begin(id: string): Promise<Begun | undefined>;
}

export function createAsking(rooms: AskRooms): Asking {
  const { db, secret, reach, withoutAddresses, now } = rooms;
  const allowance = (limit: Limit): Allowance => createAllowance(db, secret, limit);
  const allowed = {
    network: allowance(limits.network),
    confirmation: allowance(limits.confirmation),
    asker: allowance(limits.asker),
    holder: allowance(limits.holder),
  };
  const refused = (why: AskRefusal) => ({ is: 'refused', why }) as const;

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
    async ask({ project, purpose, text, name, mail: typed, consents, person, language, network }) {
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
      if (!(await allowed.network(network))) return refused('too-many');
      if (person === undefined && !(await allowed.confirmation(mail))) return refused('too-many');
      const id = randomUUID();
      const asker = {
        introduction: id,
        side: 'asker' as const,
        token: drawToken(),
        mail,
        name: shown,
        person: person?.id ?? null,
        language,
      };
      await db.transaction().execute(async (tx) => {
        await tx
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
          .execute();
        await tx.insertInto('introduction_side').values(asker).execute();
        await tx
          .insertInto('introduction_message')
          .values({ id: randomUUID(), introduction: id, side: 'asker', text: withoutAddresses(words), at: now() })
          .execute();
        if (person !== undefined) return;
        const held = await hold(tx, id);
        if (held !== undefined) await tell(tx, rooms, held, 'asker', 'confirm', { is: 'confirm' });
      });
      if (person === undefined) return { is: 'to-confirm', mail };
      const begun = await begin(id);
      if (begun?.is === 'begun') return begun;
      // Nothing left: nothing of it is kept either, and the form still holds the words.
      await db.deleteFrom('introduction').where('id', '=', id).execute();
      return begun ?? { is: 'nobody', why: 'unknown' };
    },
  };
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
