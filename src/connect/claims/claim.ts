/** Claiming a project: asked, proven by mail or by somebody's word, ended. */
import { randomBytes, randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import type { Lapse } from '#model/matter.ts';
import type { Person } from '#model/person.ts';
import type { Project } from '#model/project.ts';
import { contributionsId } from '#model/telling.ts';
import type { Allowance } from '../accounts/limits.ts';
import { enqueue } from '../mail/outbox.ts';
import type { MayWriteTo } from '../mail/typed-address.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import { madeBefore, once, type Stands } from '../once.ts';
import type { FormSigns, Guard, Judged } from '../spam/guard.ts';
import type { Screen } from '../spam/held.ts';
import { domainOfMail, ownDomains, proves } from './domain-proof.ts';
import { claimLetter } from './letters.ts';

export interface ClaimRooms {
  db: Kysely<Tables>;
  baseUrl: string;
  byMail: boolean;
  /** `asked`: of one person, for an address to which a link goes. */
  allowances: { person: Allowance; asked: Allowance };
  mayWriteTo: MayWriteTo;
  guard: Guard;
  screen: Screen;
  now(): Date;
}

export type Claimed =
  /** The account's own address is at the project's domain: it is held. */
  | { is: 'held' }
  /** A link went to the address; it is to be opened signed in as the same person. */
  | { is: 'to-prove' }
  /** It is before the partners who tell of the project, and the curators. */
  | { is: 'asked' }
  /** It looks unwanted: a curator reads it before the link goes. */
  | { is: 'withheld' }
  | { is: 'already'; state: 'asked' | 'held' }
  | { is: 'refused'; why: 'project-unknown' | 'not-its-domain' | 'too-many' | 'no-mail' };

export interface Asked {
  project: string;
  person: Pick<Person, 'id' | 'name' | 'mail'>;
  language: 'fr' | 'en';
  /** An address at the project's domain; without it partners and curators are asked. */
  mail?: string | undefined;
  /** Who one is to the project, for those who are asked. */
  message: string;
}

export const claimMatter = 'claim';
/** Beyond a few projects of one host, it is a network's or a platform's: its mail proves nothing of one of them. */
const mostProjectsOfHost = 3;
/** Milliseconds within which the link must be opened: a day. */
const proveWithin = 24 * 3600 * 1000;

export async function claimProject(rooms: ClaimRooms, asked: Asked & { signs: FormSigns }): Promise<Claimed> {
  const { db, allowances } = rooms;
  const { person, message, signs, language, mail } = asked;
  const words = [asked.project, mail ?? null, message];
  const sending = { makes: 'claim', stamp: signs.stamp, who: person.id, words };
  // Pressed again: another letter would make the link of the first one useless.
  // One that was left, refused or ended is claimed again.
  const stands: Stands = async (where) => (await standingClaim(where, person.id, asked.project)) !== undefined;
  const before = await madeBefore(db, sending, stands);
  if (before !== undefined) return again(before);
  const weighed = await weigh(rooms, db, asked);
  if ('is' in weighed) return weighed;
  const { project, atOnce } = weighed;
  if (!(await allowances.person(person.id))) return { is: 'refused', why: 'too-many' };
  const author = { person: person.id };
  if (mail !== undefined && !atOnce) {
    if (!(await allowances.asked(`${person.id} ${mail}`))) return { is: 'refused', why: 'too-many' };
    const said: Asked = { project: project.id, person, language, mail, message };
    const facts = [{ name: 'mail', value: mail }];
    const guarded = { form: 'claim' as const, signs, author, language, title: project.title, project: project.id };
    if (await rooms.screen({ ...guarded, facts, said })) return { is: 'withheld' };
    if (!(await rooms.mayWriteTo(mail, signs.network))) return { is: 'refused', why: 'too-many' };
  }
  // Before the curators it is theirs to judge; partners see it once they have, if it looks unwanted.
  const judged =
    mail === undefined ? await rooms.guard.judge({ form: 'claim', signs, author, text: message }) : undefined;
  return db.transaction().execute(async (tx) => {
    let claimed = undefined as Claimed | undefined;
    const made = await once(tx, sending, rooms.now(), {
      async make() {
        claimed = await write(rooms, tx, asked, weighed, judged);
        return claimed.is;
      },
      stands,
    });
    return claimed ?? again(made);
  });
}

/** What the first of these sendings was told. */
const again = (made: string): Claimed =>
  made === 'to-prove' || made === 'asked' || made === 'held' ? { is: made } : { is: 'already', state: 'held' };

/** What was held and is let go: it was counted and looked at before. */
export async function claimHeld(rooms: ClaimRooms, tx: Transaction<Tables>, asked: Asked): Promise<Lapse | undefined> {
  const weighed = await weigh(rooms, tx, asked);
  // That it is theirs already is what they wanted.
  if ('is' in weighed) return weighed.is === 'already' ? undefined : weighed.why;
  await write(rooms, tx, asked, weighed, undefined);
  return undefined;
}

/** What is claimed, as it stands now. */
interface Weighed {
  project: Project;
  /** The account's own address is at the project's domain. */
  atOnce: boolean;
}

async function weigh(
  { byMail }: Pick<ClaimRooms, 'byMail'>,
  db: Kysely<Tables>,
  { project: id, person, mail }: Asked,
): Promise<
  | Weighed
  | Extract<Claimed, { is: 'already' }>
  | { is: 'refused'; why: 'project-unknown' | 'not-its-domain' | 'no-mail' }
> {
  const project = await shown(db, id);
  if (project === undefined) return { is: 'refused', why: 'project-unknown' };
  const standing = await standingClaim(db, person.id, project.id);
  if (standing?.state === 'held') return { is: 'already', state: 'held' };
  if (mail === undefined)
    return standing === undefined ? { project, atOnce: false } : { is: 'already', state: 'asked' };
  if (!proves(mail, await domainsOf(db, project))) return { is: 'refused', why: 'not-its-domain' };
  const atOnce = mail === person.mail;
  return atOnce || byMail ? { project, atOnce } : { is: 'refused', why: 'no-mail' };
}

async function write(
  { baseUrl, now }: ClaimRooms,
  tx: Transaction<Tables>,
  { person, language, mail, message }: Asked,
  { project, atOnce }: Weighed,
  judged: Judged | undefined,
): Promise<Claimed> {
  const wantsProof = mail !== undefined;
  const token = randomBytes(24).toString('base64url');
  const values = {
    how: wantsProof ? ('mail' as const) : ('curator' as const),
    proof: wantsProof ? domainOfMail(mail)! : '',
    message,
    state: atOnce ? ('held' as const) : ('asked' as const),
    token_hash: wantsProof && !atOnce ? sha256(token) : null,
    asked_at: now(),
    held_at: atOnce ? now() : null,
  };
  const sheets = project.tellings.map(({ sheet }) => sheet);
  const row = await tx
    .insertInto('claim')
    .values({ id: randomUUID(), project: project.id, sheets, person: person.id, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['person', 'project'])
        .where('state', 'in', ['asked', 'held'])
        .doUpdateSet(values)
        .where('claim.state', '=', 'asked'),
    )
    .returning('id')
    .executeTakeFirst();
  // Held meanwhile, by the other window.
  if (row === undefined) return { is: 'already', state: 'held' };
  if (atOnce) {
    await withdraw(tx, { kind: claimMatter, subject: row.id }, null, now());
    return { is: 'held' };
  }
  if (wantsProof) {
    const link = `${baseUrl}${language === 'fr' ? '' : '/en'}/porteurs/preuve?jeton=${token}`;
    const letter = claimLetter(baseUrl, language, { title: project.title, mail: person.mail, link });
    const notAfter = new Date(now().getTime() + proveWithin);
    await enqueue(tx, { kind: 'claim', to: mail, ...letter, notAfter }, now());
    return { is: 'to-prove' };
  }
  const matter = {
    kind: claimMatter,
    subject: row.id,
    title: project.title,
    facts: [
      { name: 'author', value: `${person.name} ${person.mail}`.trim() },
      { name: 'reason', value: message },
    ],
    language,
    weight: 2,
    project: project.id,
    author: { person: person.id },
    ...judged,
  };
  await raise(tx, matter, now());
  return { is: 'asked' };
}

/** By the link, opened by the very person who asked: whoever reads that mailbox gives nothing away by opening it. */
export async function proveClaim(rooms: ClaimRooms, token: string, person: Person): Promise<boolean> {
  const { db, now } = rooms;
  if (!/^[\w-]{32}$/.test(token)) return false;
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('claim')
      .set({ state: 'held', held_at: now(), token_hash: null, how: 'mail' })
      .where('token_hash', '=', sha256(token))
      .where('person', '=', person.id)
      .where('state', '=', 'asked')
      .where('asked_at', '>', new Date(now().getTime() - proveWithin))
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return false;
    await withdraw(trx, { kind: claimMatter, subject: row.id }, null, now());
    return true;
  });
}

/** A partner's or a curator's word on a claim that waits. False when it no longer does. */
export async function settleClaim(
  trx: Transaction<Tables>,
  claim: string,
  word: { held: boolean; how: 'partner' | 'curator'; proof: string; why: string },
  now: Date,
): Promise<boolean> {
  const row = await trx
    .updateTable('claim')
    .set({
      state: word.held ? 'held' : 'refused',
      how: word.how,
      proof: word.proof,
      token_hash: null,
      held_at: word.held ? now : null,
      ended_at: word.held ? null : now,
      ended_why: word.held ? '' : word.why,
    })
    .where('id', '=', claim)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a claim; its news are no longer shown. False when it is none that stands. */
export async function endClaim(db: Kysely<Tables>, claim: string, why: string, now: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('claim')
      .set({ state: 'revoked', ended_at: now, ended_why: why, token_hash: null })
      .where('id', '=', claim)
      .where('state', 'in', ['asked', 'held'])
      .returning('id')
      .executeTakeFirst();
    if (row !== undefined) await withdraw(trx, { kind: claimMatter, subject: claim }, null, now);
    return row !== undefined;
  });
}

/** The domains whose mail proves that one is of the project: of its links and its holder's, as a catalogue gives them. */
export async function domainsOf(db: Kysely<Tables>, project: Project): Promise<string[]> {
  const own: string[] = [];
  for (const domain of ownDomains(await vouchedAddresses(db, project))) {
    const { rows } = await sql<{ projects: number }>`
      select count(distinct project_sheet.project)::int as projects
      from (
        select record from sheet where live and link_keys @> array[${`site ${domain}`}] limit 200
      ) as linked
      join project_sheet on project_sheet.sheet = linked.record`.execute(db);
    if (rows[0]!.projects <= mostProjectsOfHost) own.push(domain);
  }
  return own;
}

/**
 * The web addresses that a partner's catalogue gives, or a curator has set. What only somebody's contribution gives
 * proves nothing: whoever tells a project could name a domain of their own, and hold it.
 */
async function vouchedAddresses(db: Kysely<Tables>, project: Project): Promise<string[]> {
  const shownUrls = [
    ...project.links.map(({ url }) => ({ url, field: 'links' })),
    ...(project.holder?.url === undefined ? [] : [{ url: project.holder.url, field: 'holder' }]),
  ];
  const catalogues = project.tellings.filter(({ source }) => source !== contributionsId).map(({ sheet }) => sheet);
  const rows =
    catalogues.length === 0
      ? []
      : await db
          .selectFrom('sheet')
          .select('body')
          .where('record', 'in', catalogues)
          .where('live', '=', true)
          .execute();
  const given = new Set(
    rows.flatMap(({ body }) => ownDomains([...body.links.map(({ url }) => url), body.holder?.url ?? ''])),
  );
  return shownUrls
    .filter(({ url, field }) => isSettled(project, field) || ownDomains([url]).some((one) => given.has(one)))
    .map(({ url }) => url);
}

/** By a curator: in their own words, or by choosing the sheet that gives it. */
const isSettled = ({ provenance }: Project, field: string): boolean =>
  ['set', 'decision'].includes(provenance[field]?.rule ?? '');

async function standingClaim(db: Kysely<Tables>, person: string, project: string) {
  return db
    .selectFrom('claim')
    .select(['id', 'state'])
    .where('person', '=', person)
    .where('project', '=', project)
    .where('state', 'in', ['asked', 'held'])
    .executeTakeFirst();
}

async function shown(db: Kysely<Tables>, id: string): Promise<Project | undefined> {
  const row = await db
    .selectFrom('project')
    .select('body')
    .where('id', '=', id)
    .where('hidden', '=', false)
    .executeTakeFirst();
  return row?.body;
}
