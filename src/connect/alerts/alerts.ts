/** Followed searches: asked for, confirmed by whoever reads the address's mail, changed, stopped. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import { type Criteria, noCriteria, readCriteria, writeCriteria } from '#model/criteria.ts';
import type { Person } from '#model/person.ts';
import { createAllowance, refusedBy } from '../accounts/limits.ts';
import { readMailAddress } from '../accounts/mail-address.ts';
import { enqueue } from '../mail/outbox.ts';
import { lettersToTyped } from '../mail/typed-address.ts';
import { madeBefore, once, type Stands } from '../once.ts';
import type { FormSigns } from '../spam/guard.ts';
import type { LetGo, Screen } from '../spam/held.ts';
import { confirmLetter } from './alert-letters.ts';
import { linkToken, readLinkToken } from './follow-link.ts';
import { latestNews } from './note-news.ts';
import { nextTurn, type Rhythm } from './rhythm.ts';

export interface Alert {
  id: string;
  criteria: Criteria;
  /** The search in words, as its page wrote it. */
  label: string;
  rhythm: Rhythm;
  state: 'asked' | 'on' | 'paused' | 'bounced';
  since: Date;
  toldAt: Date | undefined;
}

export interface Asking {
  /** What was typed, when nobody is signed in. */
  mail?: string | undefined;
  person?: Person | undefined;
  criteria: Criteria;
  label: string;
  language: 'fr' | 'en';
  rhythm: Rhythm;
  signs: FormSigns;
}

/**
 * `on`: followed from now. `mail-sent`: when whoever reads that address presses the button of the mail. `withheld`: it looks
 * unwanted, and a curator reads it first.
 */
export type Asked = 'on' | 'mail-sent' | 'withheld' | 'not-an-address' | 'too-many' | 'no-mail';
export type Change = { rhythm: Rhythm } | 'pause' | 'resume' | 'delete';

export interface AlertDesk {
  ask(asking: Asking): Promise<Asked>;
  /** What a link of confirmation is about. */
  toConfirm(token: string): Promise<{ label: string; mail: string; rhythm: Rhythm } | undefined>;
  /** Follows; gives the token of the list, or undefined when the alert is no longer there. Twice is once. */
  confirm(token: string): Promise<string | undefined>;
  /** Of the address of a signed-in person. */
  alertsOf(mail: string): Promise<Alert[]>;
  /** Of whoever holds the link of the list; undefined when it opens nothing. */
  listed(token: string): Promise<{ mail: string; alerts: Alert[] } | undefined>;
  /** False when the alert is not one of that address. */
  change(mail: string, alert: string, change: Change): Promise<boolean>;
  /** What a link to stop is about; `gone` when it was stopped already, undefined when it opens nothing. */
  toStop(token: string): Promise<{ label: string; criteria: Criteria } | 'gone' | undefined>;
  /** True also when it was stopped already. */
  stop(token: string): Promise<boolean>;
}

export interface AlertRooms {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  now(): Date;
  /** Whether mails can be read anywhere at all. */
  mails: boolean;
  screen: Screen;
  /** Called when a mail waits that a person waits for. */
  sendSoon(): Promise<unknown>;
}

/** Of one address: a search that is followed a thousand ways tells nothing more. */
export const mostAlerts = 50;
/** From one network. */
const askedForAddress = { name: 'follow-pair', times: 5, within: 3600 };
const askedByNetwork = { name: 'follow-network', times: 30, within: 3600 };
/** Milliseconds for which an alert waits for its confirmation; then it is forgotten, and the address with it. */
export const confirmWithin = 7 * 24 * 3_600_000;

/** Equal searches are written alike: without the order, the page, and the order in which criteria were chosen. */
export function criteriaText(criteria: Criteria): string {
  const chosen = Object.fromEntries(
    Object.entries(criteria.chosen).map(([name, values]) => [name, [...values].sort()]),
  );
  const { sort, page, pageSize } = noCriteria;
  return writeCriteria({
    ...criteria,
    chosen,
    territories: [...criteria.territories].sort(),
    sort,
    page,
    pageSize,
  }).toString();
}

export const criteriaOf = (text: string): Criteria => readCriteria(new URLSearchParams(text)).criteria;

/** A search that somebody wants to follow. */
type Wished = Pick<Asking, 'criteria' | 'label' | 'language' | 'rhythm'>;

/** What waits for a curator's word, to be asked then. */
type Held = Pick<Asking, 'label' | 'language' | 'rhythm'> & { mail: string; criteria: string };

export function createAlerts(rooms: AlertRooms): { desk: AlertDesk; letGo: LetGo } {
  const { db, secret, baseUrl, now, mails, screen, sendSoon } = rooms;
  const mayWriteTo = lettersToTyped(rooms);
  const pairMayAsk = createAllowance({ db, secret, now }, askedForAddress);
  const networkMayAsk = createAllowance({ db, secret, now }, askedByNetwork);

  /** The alert as it stands, or a new one in the state; undefined when the address has as many as it may. */
  async function put(
    tx: Transaction<Tables>,
    mail: string,
    { criteria: chosen, label, language, rhythm }: Wished,
    state: 'asked' | 'on',
  ): Promise<string | undefined> {
    const { id: follower } = await tx
      .insertInto('follower')
      .values({ id: randomUUID(), mail, since: now() })
      // The row is locked, so that two at once count one after the other.
      .onConflict((conflict) => conflict.column('mail').doUpdateSet((row) => ({ mail: row.ref('excluded.mail') })))
      .returning('id')
      .executeTakeFirstOrThrow();
    const criteria = criteriaText(chosen);
    const standing = await tx
      .selectFrom('alert')
      .select(['id', 'state'])
      .where('follower', '=', follower)
      .where('criteria', '=', criteria)
      .executeTakeFirst();
    const shown = { label: label.slice(0, 300), language, rhythm };
    if (standing !== undefined) {
      if (state === 'on' || standing.state === 'asked')
        await tx
          .updateTable('alert')
          .set({ ...shown, ...(state === 'on' && standing.state !== 'on' && (await begin(tx, rhythm))) })
          .where('id', '=', standing.id)
          .execute();
      return standing.id;
    }
    const { total } = await tx
      .selectFrom('alert')
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .where('follower', '=', follower)
      .executeTakeFirstOrThrow();
    if (Number(total) >= mostAlerts) return undefined;
    const id = randomUUID();
    const start = await begin(tx, rhythm);
    const values = { id, follower, criteria, ...shown, ...start, state, told_at: null };
    await tx.insertInto('alert').values(values).execute();
    return id;
  }

  /** From now on: what came before is no news to whoever begins, or begins again. */
  const begin = async (tx: Kysely<Tables>, rhythm: Rhythm) => ({
    state: 'on' as const,
    state_since: now(),
    told_to: await latestNews(tx),
    due_at: nextTurn(rhythm, now()),
  });

  const withMail = () =>
    db
      .selectFrom('alert')
      .innerJoin('follower', 'follower.id', 'alert.follower')
      .select([
        'alert.id',
        'alert.label',
        'alert.rhythm',
        'alert.state',
        'alert.criteria',
        'follower.mail',
        'follower.id as follower',
      ]);
  const byId = (id: string | undefined) =>
    id === undefined ? Promise.resolve(undefined) : withMail().where('alert.id', '=', id).executeTakeFirst();

  async function alertsOf(mail: string): Promise<Alert[]> {
    const rows = await db
      .selectFrom('alert')
      .innerJoin('follower', 'follower.id', 'alert.follower')
      .selectAll('alert')
      .where('follower.mail', '=', mail)
      .orderBy('alert.state_since')
      .orderBy('alert.id')
      .execute();
    return rows.map(({ id, criteria, label, rhythm, state, state_since, told_at }) => ({
      id,
      criteria: criteriaOf(criteria),
      label,
      rhythm,
      state,
      since: state_since,
      toldAt: told_at ?? undefined,
    }));
  }

  /** The letter that asks whoever reads that address. */
  async function askByLetter(tx: Transaction<Tables>, mail: string, wished: Wished): Promise<'asked' | 'full'> {
    const id = await put(tx, mail, wished, 'asked');
    if (id === undefined) return 'full';
    const { language, label, rhythm } = wished;
    const url = `${baseUrl}${language === 'fr' ? '' : '/en'}/alertes/confirmer/${linkToken(secret, 'confirm', id)}`;
    const letter = confirmLetter(baseUrl, { language, label, rhythm, url });
    const notAfter = new Date(now().getTime() + confirmWithin);
    await enqueue(tx, { kind: 'alert-confirm', to: mail, ...letter, notAfter }, now());
    return 'asked';
  }

  const letGo: LetGo = async (tx, { mail, criteria, ...shown }: Held) => {
    const asked = await askByLetter(tx, mail, { ...shown, criteria: criteriaOf(criteria) });
    return asked === 'full' ? 'full' : undefined;
  };

  /** Whether the address has as many as it may, and not this one among them. */
  async function isFull(mail: string, criteria: string): Promise<boolean> {
    const rows = await db
      .selectFrom('alert')
      .innerJoin('follower', 'follower.id', 'alert.follower')
      .select('criteria')
      .where('follower.mail', '=', mail)
      .execute();
    return rows.length >= mostAlerts && !rows.some((row) => row.criteria === criteria);
  }

  const desk: AlertDesk = {
    async ask(asking) {
      const { person, signs, language, label, rhythm } = asking;
      if (person !== undefined) {
        const alert = await db.transaction().execute((tx) => put(tx, person.mail, asking, 'on'));
        return alert === undefined ? 'too-many' : 'on';
      }
      if (!mails) return 'no-mail';
      const mail = readMailAddress(asking.mail);
      if (mail === undefined) return 'not-an-address';
      const criteria = criteriaText(asking.criteria);
      const sending = { makes: 'alert', stamp: signs.stamp, who: mail, words: [criteria, rhythm] };
      // Pressed again, the letter has gone.
      const stands: Stands = async (where) => (await alertOf(where, mail, criteria)) !== undefined;
      if ((await madeBefore(db, sending, stands)) !== undefined) return 'mail-sent';
      const refused = await refusedBy(db, [
        [pairMayAsk, `${signs.network} ${mail}`],
        [networkMayAsk, signs.network],
      ]);
      if (refused !== undefined) return 'too-many';
      const said: Held = { mail, criteria, label, language, rhythm };
      const facts = [{ name: 'followed', value: label }];
      if (await screen({ form: 'alert', signs, author: { mail }, language, title: label, facts, said }))
        return 'withheld';
      // As many as an address may have: the answer tells nothing of that, its owner sees it in the list.
      if (await isFull(mail, criteria)) return 'mail-sent';
      if (!(await mayWriteTo(mail, signs.network))) return 'too-many';
      await db
        .transaction()
        .execute((tx) => once(tx, sending, now(), { make: () => askByLetter(tx, mail, asking), stands }));
      await sendSoon();
      return 'mail-sent';
    },

    toConfirm: (token) => byId(readLinkToken(secret, 'confirm', token)),

    async confirm(token) {
      const id = readLinkToken(secret, 'confirm', token);
      const found = await byId(id);
      if (found === undefined) return undefined;
      await db
        .updateTable('alert')
        .set(await begin(db, found.rhythm))
        .where('id', '=', found.id)
        .where('state', '=', 'asked')
        .execute();
      return linkToken(secret, 'list', found.follower);
    },

    alertsOf,

    async listed(token) {
      const id = readLinkToken(secret, 'list', token);
      if (id === undefined) return undefined;
      const follower = await db.selectFrom('follower').select('mail').where('id', '=', id).executeTakeFirst();
      return follower && { mail: follower.mail, alerts: await alertsOf(follower.mail) };
    },

    async change(mail, alert, change) {
      if (!/^[0-9a-f-]{36}$/.test(alert)) return false;
      const found = await withMail().where('alert.id', '=', alert).where('follower.mail', '=', mail).executeTakeFirst();
      if (found === undefined) return false;
      if (change === 'delete') {
        await forgetAlert(db, alert);
        return true;
      }
      const set =
        change === 'pause'
          ? { state: 'paused' as const, state_since: now(), due_at: null }
          : change === 'resume'
            ? await begin(db, found.rhythm)
            : { rhythm: change.rhythm, due_at: found.state === 'on' ? nextTurn(change.rhythm, now()) : null };
      const from =
        change === 'resume' ? (['paused', 'bounced'] as const) : change === 'pause' ? (['on'] as const) : undefined;
      await db
        .updateTable('alert')
        .set(set)
        .where('id', '=', alert)
        // What was never confirmed is not begun from here: the button of the mail is the proof.
        .$if(from !== undefined, (query) => query.where('state', 'in', from!))
        .execute();
      return true;
    },

    async toStop(token) {
      const id = readLinkToken(secret, 'stop', token);
      if (id === undefined) return undefined;
      const found = await byId(id);
      return found === undefined ? 'gone' : { label: found.label, criteria: criteriaOf(found.criteria) };
    },

    async stop(token) {
      const id = readLinkToken(secret, 'stop', token);
      if (id === undefined) return false;
      await forgetAlert(db, id);
      return true;
    },
  };
  return { desk, letGo };
}

/** An alert, and with the last one whom it was for. */
async function forgetAlert(db: Kysely<Tables>, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await tx.deleteFrom('alert').where('id', '=', id).returning('follower').executeTakeFirst();
    if (gone !== undefined) await forgetFollowersWithout(tx, gone.follower);
  });
}

async function forgetFollowersWithout(tx: Kysely<Tables>, follower?: string): Promise<void> {
  await tx
    .deleteFrom('follower')
    .$if(follower !== undefined, (query) => query.where('id', '=', follower!))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('alert').select('alert.id').whereRef('alert.follower', '=', 'follower.id'))),
    )
    .execute();
}

/** Milliseconds for which an alert stays whose address takes no mail, and for which news are kept. */
export const bouncedKept = 90 * 24 * 3_600_000;
export const newsKept = 40 * 24 * 3_600_000;

/** Addresses that were never confirmed, those that take no mail any more, and news of long ago. */
export async function forgetOldAlerts(db: Kysely<Tables>, now: Date): Promise<void> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  await db.deleteFrom('alert').where('state', '=', 'asked').where('state_since', '<', before(confirmWithin)).execute();
  await db.deleteFrom('alert').where('state', '=', 'bounced').where('state_since', '<', before(bouncedKept)).execute();
  await forgetFollowersWithout(db);
  await db.deleteFrom('project_news').where('at', '<', before(newsKept)).execute();
}

const alertOf = (db: Kysely<Tables>, mail: string, criteria: string) =>
  db
    .selectFrom('alert')
    .innerJoin('follower', 'follower.id', 'alert.follower')
    .select('alert.id')
    .where('follower.mail', '=', mail)
    .where('alert.criteria', '=', criteria)
    .executeTakeFirst();
