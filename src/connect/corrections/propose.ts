/** Proposing a correction: by a person who signed in, or by an address that a link proves first. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import type { CorrectedField } from '#model/correction.ts';
import type { Lapse } from '#model/matter.ts';
import type { Person } from '#model/person.ts';
import type { Sheet } from '#model/sheet.ts';
import { type Allowance, refusedBy } from '../accounts/limits.ts';
import { enqueue } from '../mail/outbox.ts';
import type { MayWriteTo } from '../mail/typed-address.ts';
import type { FormSigns } from '../spam/guard.ts';
import type { Screen } from '../spam/held.ts';
import { addresseesOf } from './addressees.ts';
import { confirmLetter } from './letters.ts';
import { saidBy, sameWriting, saysIt, wholeValue } from './sheet-value.ts';

export interface Proposal {
  project: string;
  field: CorrectedField;
  /** As the field holds it; of links and places, the one. */
  value: unknown;
  reason: string;
  /** Where it can be checked: an address or a title; empty when none is given. */
  evidence: string;
  language: 'fr' | 'en';
}

export type Author =
  | { person: Pick<Person, 'id'>; asHolder: boolean }
  /** `mail` as `readMailAddress` writes it. */
  | { mail: string };

export type Proposer = Author & { signs: FormSigns };

export type Proposed =
  /** It is before the partners. */
  | { is: 'sent'; sources: string[] }
  /** A link went to the address, which sends it. */
  | { is: 'to-confirm' }
  /** It looks unwanted: a curator reads it first. */
  | { is: 'withheld' }
  /** The same person proposed the same before. */
  | { is: 'already' }
  | { is: 'refused'; why: 'project-unknown' | 'nothing-new' | 'too-many' | 'no-mail' };

export interface ProposeRooms {
  db: Kysely<Tables>;
  baseUrl: string;
  /** Whether mails go out, or are kept to be looked at. */
  byMail: boolean;
  /** `asked`: of one network, for an address that is asked to confirm. */
  allowances: { network: Allowance; person: Allowance; asked: Allowance };
  mayWriteTo: MayWriteTo;
  screen: Screen;
  now(): Date;
}

export async function propose(rooms: ProposeRooms, proposal: Proposal, by: Proposer): Promise<Proposed> {
  const { db, allowances } = rooms;
  const { signs } = by;
  const weighed = await weigh(rooms, db, proposal, by);
  if ('is' in weighed) return weighed;
  const refused = await refusedBy(db, [
    'person' in by ? [allowances.person, by.person.id] : [allowances.asked, `${signs.network} ${by.mail}`],
    [allowances.network, signs.network],
  ]);
  if (refused !== undefined) return { is: 'refused', why: 'too-many' };
  if (await isHeld(rooms, proposal, by, signs, weighed.title)) return { is: 'withheld' };
  if (await isProposed(db, weighed.once)) return { is: 'already' };
  if ('mail' in by && !(await rooms.mayWriteTo(by.mail, signs.network))) return { is: 'refused', why: 'too-many' };
  return db.transaction().execute((tx) => write(rooms, tx, proposal, by, weighed));
}

/** What was held and is let go: it was counted and looked at before. */
export async function proposeHeld(
  rooms: ProposeRooms,
  tx: Transaction<Tables>,
  { proposal, by }: { proposal: Proposal; by: Author },
): Promise<Lapse | undefined> {
  const weighed = await weigh(rooms, tx, proposal, by);
  if ('is' in weighed) return weighed.why;
  await write(rooms, tx, proposal, by, weighed);
  return undefined;
}

/** What is proposed, as it would be put before the partners now. */
interface Weighed {
  project: string;
  title: string;
  sheets: readonly Sheet[];
  once: string;
}

async function weigh(
  { byMail }: Pick<ProposeRooms, 'byMail'>,
  db: Kysely<Tables>,
  { project: id, field, value }: Proposal,
  by: Author,
): Promise<Weighed | { is: 'refused'; why: 'project-unknown' | 'nothing-new' | 'no-mail' }> {
  const addressed = await addresseesOf(db, id, field);
  if (addressed === undefined) return { is: 'refused', why: 'project-unknown' };
  const { project } = addressed;
  const sheets = addressed.sheets.filter((sheet) => !standsAlready(field, sheet, value));
  if (sheets.length === 0) return { is: 'refused', why: 'nothing-new' };
  if ('mail' in by && !byMail) return { is: 'refused', why: 'no-mail' };
  const who = 'person' in by ? by.person.id : by.mail;
  return {
    project: project.id,
    title: project.title,
    sheets,
    once: sha256(stableJson([project.id, field, value, who])),
  };
}

const isProposed = async (db: Kysely<Tables>, once: string): Promise<boolean> =>
  (await db.selectFrom('correction_proposal').select('id').where('once', '=', once).executeTakeFirst()) !== undefined;

async function write(
  { baseUrl, now }: ProposeRooms,
  tx: Transaction<Tables>,
  { field, value, reason, evidence, language }: Proposal,
  by: Author,
  { project, title, sheets, once }: Weighed,
): Promise<Proposed> {
  const token = randomBytes(24).toString('base64url');
  const known = 'person' in by;
  const id = randomUUID();
  const added = await tx
    .insertInto('correction_proposal')
    .values({
      id,
      project,
      field,
      value: JSON.stringify(value),
      reason,
      evidence,
      person: known ? by.person.id : null,
      mail: known ? null : by.mail,
      language,
      as_holder: known && by.asHolder,
      token_hash: known ? null : sha256(token),
      once,
      made_at: now(),
      confirmed_at: known ? now() : null,
    })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) return { is: 'already' };
  await putBefore(tx, id, field, sheets, now());
  if (known) return { is: 'sent', sources: [...new Set(sheets.map(({ source }) => source))] };
  const link = `${baseUrl}${language === 'fr' ? '' : '/en'}/corrections/suivi?jeton=${token}`;
  const letter = confirmLetter(baseUrl, language, { title, field, link });
  const notAfter = new Date(now().getTime() + confirmWithin);
  await enqueue(tx, { kind: 'correction-confirm', to: by.mail, ...letter, notAfter }, now());
  return { is: 'to-confirm' };
}

/** As it is kept while it waits for a curator, and what it was shown of it. */
function isHeld(
  { screen }: ProposeRooms,
  proposal: Proposal,
  by: Author,
  signs: FormSigns,
  title: string,
): Promise<boolean> {
  const { field, value, reason, evidence, project, language } = proposal;
  const known = 'person' in by;
  return screen({
    form: 'correction',
    signs,
    author: known ? { person: by.person.id } : { mail: by.mail },
    ...{ language, title, project },
    facts: [
      { name: field, value: typeof value === 'string' ? value : JSON.stringify(value) },
      { name: 'reason', value: reason },
      ...(evidence === '' ? [] : [{ name: 'evidence', value: evidence }]),
    ],
    said: { proposal, by: known ? { person: { id: by.person.id }, asHolder: by.asHolder } : { mail: by.mail } },
  });
}

/** Milliseconds within which a link must be used before what it would confirm is forgotten: three days. */
export const confirmWithin = 3 * 24 * 3600 * 1000;

async function putBefore(
  trx: Transaction<Tables>,
  proposal: string,
  field: CorrectedField,
  sheets: readonly Sheet[],
  now: Date,
): Promise<void> {
  await trx
    .insertInto('correction')
    .values(
      sheets.map((sheet) => ({
        id: randomUUID(),
        proposal,
        source: sheet.source,
        sheet: sheet.id,
        was: JSON.stringify(saidBy(field, sheet)),
        state: 'proposed' as const,
        changed_at: now,
      })),
    )
    .execute();
}

/** To the letter: that a capital or an accent is wrong is worth saying too. */
function standsAlready(field: CorrectedField, sheet: Sheet, value: unknown): boolean {
  if (field === 'links' || field === 'sites')
    return sameWriting(field, saidBy(field, sheet), wholeValue(field, sheet, value));
  if (field === 'other' || field === 'contacts' || field === 'images' || field === 'holder')
    return saysIt(field, sheet, value);
  return sameWriting(field, saidBy(field, sheet), value);
}

/** What a link confirms is put before the partners; twice is once. Undefined when there is no such link any more. */
export async function confirmProposal(
  db: Kysely<Tables>,
  token: string,
  now: Date,
): Promise<{ proposal: string } | undefined> {
  const row = await proposalOf(db, token);
  if (row === undefined) return undefined;
  await db
    .updateTable('correction_proposal')
    .set({ confirmed_at: now })
    .where('id', '=', row.id)
    .where('confirmed_at', 'is', null)
    .execute();
  return { proposal: row.id };
}

export async function proposalOf(
  db: Kysely<Tables>,
  token: string,
): Promise<{ id: string; confirmed: boolean } | undefined> {
  if (!/^[\w-]{32}$/.test(token)) return undefined;
  const row = await db
    .selectFrom('correction_proposal')
    .select(['id', 'confirmed_at'])
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  return row && { id: row.id, confirmed: row.confirmed_at !== null };
}
