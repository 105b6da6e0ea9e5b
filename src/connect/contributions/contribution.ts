/** A contribution as its author and curators meet it; and who may open one. */
import { timingSafeEqual } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import { isSigned, type Secret, signatureOf } from '#lib/keyed.ts';
import { type Telling, tellingSchema } from '#model/telling.ts';

/** Who asks: an account, or the key of a draft. */
export interface Who {
  person?: { id: string; mail: string } | undefined;
  key?: string | undefined;
}

export interface PictureOf {
  id: string;
  width: number;
  height: number;
  alt: string;
  /** Among those that were sent last: those added since nobody was shown yet. */
  isSent: boolean;
}

export interface Contribution {
  id: string;
  author: string | null;
  /** Without an account: where the answer goes, once proven. */
  mail: string | null;
  mailProven: boolean;
  language: 'fr' | 'en';
  draft: Telling;
  state: 'draft' | 'sent' | 'accepted' | 'refused' | 'withdrawn';
  /** What was sent last, as it was then. */
  sent: Telling | null;
  /** The hash of what is online, or of its absence. */
  acceptedHash: string | null;
  accepted: Telling | null;
  /** Whether what was accepted stands in its record. */
  isWritten: boolean;
  tellsOf: string | null;
  /** As it was when it was sent last. */
  sentTellsOf: string | null;
  record: string | null;
  pictures: PictureOf[];
  createdAt: Date;
  changedAt: Date;
}

type ContributionRow = Selectable<Tables['contribution']>;

/** What was kept by an older form is read as today's: a field that is no more is left out. */
const tellingOf = (kept: unknown): Telling => tellingSchema.parse(kept);

export const contributionFrom = (row: ContributionRow, pictures: PictureOf[]): Contribution => ({
  id: row.id,
  author: row.author,
  mail: row.mail,
  mailProven: row.mail_proven_at !== null,
  language: row.language,
  draft: tellingOf(row.draft),
  state: row.state,
  sent: row.sent === null ? null : tellingOf(row.sent),
  accepted: row.accepted === null ? null : tellingOf(row.accepted),
  acceptedHash: row.accepted_hash,
  isWritten: row.accepted_hash !== null && row.accepted_hash === row.written_as,
  tellsOf: row.tells_of,
  sentTellsOf: row.sent_tells_of,
  record: row.record,
  pictures,
  createdAt: row.created_at,
  changedAt: row.changed_at,
});

/** What makes a version: the words and the pictures. */
export const versionOf = (telling: Telling, pictures: readonly PictureOf[], tellsOf: string | null): string =>
  sha256(stableJson({ telling, tellsOf, pictures: pictures.map(({ id, alt }) => [id, alt]) }));

/** The version that curators were shown, as far as it is still there. */
export const sentVersionOf = ({ sent, pictures, sentTellsOf }: Contribution): string | undefined =>
  sent === null
    ? undefined
    : versionOf(
        sent,
        pictures.filter(({ isSent }) => isSent),
        sentTellsOf,
      );

/** What stands for the version of what somebody left behind without their name. */
export const forgottenVersion = 'without its author';

/** The key of a draft, for the cookie and the link of whoever has no account; kept only as a hash. */
export const keyOf = (secret: Secret, id: string): string => signatureOf(secret, keyedOf(id));
/** Proves that who has it reads the mail of this address. */
export const proofOf = (secret: Secret, id: string, mail: string): string => signatureOf(secret, provenOf(id, mail));
export const isProof = (secret: Secret, id: string, mail: string, given: string): boolean =>
  isSigned(secret, provenOf(id, mail), given);

const keyedOf = (id: string): string => `contribution ${id}`;
const provenOf = (id: string, mail: string): string => `contribution ${id} is told by ${mail}`;

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(sha256(one)), Buffer.from(sha256(other))];
  return timingSafeEqual(a, b);
}

export function mayOpen(
  secret: Secret,
  row: { id: string; author: string | null; key_hash: string | null },
  { person, key }: Who,
): boolean {
  if (row.author !== null) return person?.id === row.author;
  // The key that it was begun with, or the one that letters carry since the secret was changed.
  if (key === undefined || row.key_hash === null) return false;
  return isEqual(sha256(key), row.key_hash) || isSigned(secret, keyedOf(row.id), key);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `lock`: within a transaction, until its end. */
export async function contributionById(
  db: Kysely<Tables>,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<{ row: ContributionRow; contribution: Contribution } | undefined> {
  if (!uuid.test(id)) return undefined;
  let query = db.selectFrom('contribution').selectAll().where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && { row, contribution: contributionFrom(row, await picturesOf(db, id)) };
}

export async function picturesOf(db: Kysely<Tables>, id: string): Promise<PictureOf[]> {
  return db
    .selectFrom('contribution_picture')
    .select(['id', 'width', 'height', 'alt', 'is_sent as isSent'])
    .where('contribution', '=', id)
    .orderBy('position')
    .orderBy('created_at')
    .execute();
}
