/** Sending: what is missing is said, the address is proven first, what looks unwanted waits with its reasons. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Telling } from '#model/telling.ts';
import { addressHash } from '../mail/outbox.ts';
import { reputation } from '../moderation/queue.ts';
import { raise } from '../moderation/raise.ts';
import { nobodyBefore } from '../spam/guard.ts';
import { isSuspect, type Signs, suspicionsOf } from '../spam/score.ts';
import { type Contribution, contributionById, sentVersionOf, versionOf } from './contribution.ts';
import { factsOf } from './facts.ts';

export const contributionKind = 'contribution';

/** Why a telling cannot be sent yet. */
export const lacks = ['title', 'text', 'place', 'licence'] as const;
export type Lack = (typeof lacks)[number];

/** Characters under which neither the summary nor the description says what it is about. */
const shortestText = 40;

export function lacking(telling: Telling): Lack[] {
  const found: Record<Lack, boolean> = {
    title: telling.title.length < 3,
    text: telling.summary.length + telling.body.length < shortestText,
    place: telling.city === '' && telling.postcode === '',
    licence: !telling.licence,
  };
  return lacks.filter((lack) => found[lack]);
}

/** What a telling says, for the eyes that look for what is unwanted. */
export const textOf = (telling: Telling): string =>
  [telling.title, telling.summary, telling.body, telling.results, telling.needed, telling.website, telling.otherLink]
    .filter(Boolean)
    .join('\n');

/** What is known of a project that this may tell of already. */
export interface Like {
  title: string;
  path: string;
  city: string;
  project: string;
  summary: string;
  outcome: 'same' | 'ask' | 'near';
}

export interface Sending {
  sheet: Sheet;
  likes: readonly Like[];
  signs: Omit<Signs, 'text' | 'reputation' | 'repeated'>;
}

/**
 * Puts what is written before the curators, once: what is sent again unchanged is there already. Gives undefined when
 * there is nothing to send.
 */
export async function submit(
  tx: Transaction<Tables>,
  id: string,
  { sheet, likes, signs }: Sending,
  now: Date,
): Promise<Contribution | undefined> {
  const found = await contributionById(tx, id, { lock: true });
  if (found === undefined || lacking(found.contribution.draft).length > 0) return undefined;
  const { contribution } = found;
  const { draft, pictures, author, mail, language } = contribution;
  const version = versionOf(draft, pictures, contribution.tellsOf);
  if (contribution.state === 'sent' && sentVersionOf(contribution) === version) return contribution;
  // What is online says it already: nobody need read it again.
  if (contribution.state === 'accepted' && contribution.acceptedHash === version) return contribution;
  const isProven = mail !== null && contribution.mailProven;
  const repute =
    author !== null
      ? await reputation(tx, { person: author })
      : isProven
        ? await reputation(tx, { hash: addressHash(mail) })
        : nobodyBefore;
  const text = textOf(draft);
  const suspicions = suspicionsOf({ ...signs, text, reputation: repute, repeated: await wasSent(tx, id, draft) });
  await tx
    .updateTable('contribution')
    .set({
      state: 'sent',
      sent: JSON.stringify(draft),
      sent_tells_of: contribution.tellsOf,
      sent_at: now,
      changed_at: now,
      licence_agreed_at: now,
    })
    .where('id', '=', id)
    .execute();
  await tx.updateTable('contribution_picture').set({ is_sent: true }).where('contribution', '=', id).execute();
  await raise(
    tx,
    {
      kind: contributionKind,
      subject: id,
      title: draft.title,
      facts: factsOf({ contribution, sheet, likes }),
      language,
      // What may stand twice is looked at first: its author waits to know where it goes.
      weight: likes.some(({ outcome }) => outcome !== 'near') || contribution.tellsOf !== null ? 1 : 0,
      project: contribution.tellsOf ?? undefined,
      author: author === null ? (mail === null ? undefined : { mail, isProven }) : { person: author },
      suspicions,
      suspect: isSuspect(suspicions, repute),
    },
    now,
  );
  return { ...contribution, state: 'sent', sent: draft };
}

/** The same description, by another contribution. */
async function wasSent(db: Kysely<Tables>, id: string, { title, body }: Telling): Promise<boolean> {
  const row = await db
    .selectFrom('contribution')
    .select('id')
    .where('id', '<>', id)
    .where('state', 'in', ['sent', 'accepted', 'refused'])
    .where(({ eb, ref }) => eb(ref('sent', '->>').key('title'), '=', title))
    .where(({ eb, ref }) => eb(ref('sent', '->>').key('body'), '=', body))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
