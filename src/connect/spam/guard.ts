/**
 * The guard of every form that anybody may send: what it looks at, form by form, and what it makes of it. It refuses
 * nothing. What looks unwanted waits for a curator, with its reasons: a matter of the queue as any other, or, where a
 * form would act at once, held whole (`held.ts`) until a curator lets it go.
 *
 * Without JavaScript the small sum is not done: that weighs 0.3, and by itself holds nothing back. A form that is filled
 * with a person's care and a person's slowness passes without it.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Secret, signatureOf } from '#lib/keyed.ts';
import type { Suspicion } from '#model/matter.ts';
import { type CountRooms, createAllowance } from '../accounts/limits.ts';
import { reputation } from '../moderation/queue.ts';
import { isSuspect, type Signs, suspicionsOf } from './score.ts';
import { newStamp, readStamp, workIsDone } from './stamp.ts';

/** What comes with a form, whoever sends it. */
export interface FormSigns {
  stamp: string;
  /** The answer to the small sum; empty without JavaScript. */
  work: string;
  /** The field that people do not see. */
  trap: string;
  network: string;
}

/** By the account, or by the address that was typed; undefined when neither is known. */
export type Author = { person: string } | { mail: string } | undefined;

/**
 * Of each form: the seconds under which no person fills it, and how many an hour are usual, from a network and from one
 * author.
 */
const forms = {
  contribution: { fastest: 20, network: 6, author: 6 },
  correction: { fastest: 5, network: 20, author: 20 },
  report: { fastest: 4, network: 6, author: 6 },
  introduction: { fastest: 8, network: 6, author: 4 },
  claim: { fastest: 4, network: 6, author: 6 },
  alert: { fastest: 2, network: 12, author: 12 },
  community: { fastest: 10, network: 4, author: 4 },
  writing: { fastest: 5, network: 12, author: 10 },
} as const;
export type GuardedForm = keyof typeof forms;

export interface Judged {
  suspicions: Suspicion[];
  suspect: boolean;
}

export interface Sent {
  form: GuardedForm;
  signs: FormSigns;
  author: Author;
  /** All that was written, as plain text. */
  text: string;
}

export interface Guard {
  /** For a form that is opened now. */
  stamp(): string;
  judge(sent: Sent): Promise<Judged>;
  /** What the form tells of who sends it. `opened`: when it was, if that is known otherwise than by the stamp. */
  signsOf(sent: Omit<Sent, 'text'>, opened?: Date): Promise<Omit<Signs, 'text' | 'repeated' | 'reputation'>>;
}

export const nobodyBefore = { accepted: 0, refused: 0 };

export function createGuard(rooms: CountRooms): Guard {
  const { db, secret, now } = rooms;
  /** A sum is good for one sending. */
  const spent = createAllowance(rooms, { name: 'form-work', times: 1, within: 3 * 24 * 3600 });
  const usual = Object.fromEntries(
    Object.entries(forms).map(([form, { network, author }]) => [
      form,
      {
        network: createAllowance(rooms, { name: `${form}-network-usual`, times: network, within: 3600 }),
        author: createAllowance(rooms, { name: `${form}-author-usual`, times: author, within: 3600 }),
      },
    ]),
  ) as Record<GuardedForm, Record<'network' | 'author', (key: string) => Promise<boolean>>>;

  const signsOf: Guard['signsOf'] = async ({ form, signs, author }, since) => {
    const opened = readStamp(secret, signs.stamp, now());
    const name = nameOf(author, signs.network);
    return {
      trap: signs.trap,
      seconds: opened === undefined ? undefined : (now().getTime() - (since ?? opened).getTime()) / 1000,
      fastest: forms[form].fastest,
      workDone: opened !== undefined && workIsDone(signs.stamp, signs.work) && (await spent(signs.stamp)),
      manyFromNetwork: !(await usual[form].network(signs.network)),
      manyFromAuthor: name !== undefined && !(await usual[form].author(name)),
    };
  };

  return {
    stamp: () => newStamp(secret, now()),
    signsOf,
    async judge(sent) {
      const { author, text, signs } = sent;
      // Of an address that was merely typed nothing is known: what others sent in its name is not its owner's.
      const repute = author === undefined || 'mail' in author ? nobodyBefore : await reputation(db, author);
      const writer = (await addressOf(db, author)) ?? signs.network;
      const repeated = await wasSaid(db, secret, { text, author: writer, now: now() });
      const suspicions = suspicionsOf({ ...(await signsOf(sent)), text, repeated, reputation: repute });
      return { suspicions, suspect: isSuspect(suspicions, repute) };
    },
  };
}

/** What an address is typed for is counted for the network that types it: others do not make its owner look like many. */
const nameOf = (author: Author, network: string): string | undefined =>
  author === undefined ? undefined : 'person' in author ? author.person : `${network} ${author.mail}`;

/** One person with and without an account is one. */
async function addressOf(db: Kysely<Tables>, author: Author): Promise<string | undefined> {
  if (author === undefined || 'mail' in author) return author?.mail;
  const row = await db.selectFrom('person').select('mail').where('id', '=', author.person).executeTakeFirst();
  return row?.mail;
}

/** Characters under which two people may well write the same. */
const tellingLength = 60;

/** Whether somebody else wrote the same before. Keyed: neither the text nor who wrote it can be told from what is kept. */
async function wasSaid(
  db: Kysely<Tables>,
  secret: Secret,
  { text, author, now }: { text: string; author: string; now: Date },
): Promise<boolean> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const plain = words.join(' ');
  if (plain.length < tellingLength) return false;
  const keyed = (what: string) => signatureOf(secret, `said ${what}`);
  const mine = keyed(`by ${author}`);
  const { author_hash: first } = await db
    .insertInto('said_text')
    .values({ hash: keyed(plain), author_hash: mine, said_at: now })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ said_at: now }))
    .returning('author_hash')
    .executeTakeFirstOrThrow();
  return first !== mine;
}

/** Milliseconds for which a text that nobody sent again is remembered. */
const remembered = 30 * 24 * 3600 * 1000;

export async function forgetSaid(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom('said_text')
    .where('said_at', '<', new Date(now.getTime() - remembered))
    .execute();
}
