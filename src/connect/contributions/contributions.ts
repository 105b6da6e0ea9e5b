/** Telling a project: what pages are handed, from the first word to the curators' queue. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Telling } from '#model/telling.ts';
import { type Allowance, createAllowance, refusedBy } from '../accounts/limits.ts';
import { readMailAddress } from '../accounts/mail-address.ts';
import { enqueue } from '../mail/outbox.ts';
import { lettersToTyped } from '../mail/typed-address.ts';
import { withdraw } from '../moderation/raise.ts';
import type { FormSigns, Guard } from '../spam/guard.ts';
import { readStamp } from '../spam/stamp.ts';
import { type Contribution, contributionById, isProof, keyOf, picturesOf, proofOf, type Who } from './contribution.ts';
import { adopt, type Begun, begin, open, ownOf, save } from './drafts.ts';
import { drawAnew, drawSmall, keepPicture, mostPictures, type PictureRefusal, pictureBytes } from './picture.ts';
import { proofLetter } from './proof-letter.ts';
import { contributionKind, type Lack, type Like, lacking, submit } from './send.ts';

/** What other trades do for it. */
export interface TellingRooms {
  /** The telling as its sheet would be. */
  preview(contribution: Contribution, telling: Telling): Promise<Sheet>;
  /** Projects that it may tell of already. */
  likenesses(sheet: Sheet): Promise<Like[]>;
}

export interface ContributionRooms extends TellingRooms {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  guard: Guard;
  now(): Date;
  /** Has the mails sent soon; undefined where nobody can be written to. */
  sendSoon: (() => Promise<unknown>) | undefined;
}

export type SendOutcome =
  | { is: 'sent' }
  /** A letter went to the address: it is sent once that is proven. */
  | { is: 'prove'; mail: string }
  | { is: 'lacking'; lacks: Lack[] }
  | { is: 'refused'; why: 'mail' | 'no-mail-here' | 'too-many' };

export type Contributions = ReturnType<typeof createContributions>;

export function createContributions(rooms: ContributionRooms) {
  const { db, secret, baseUrl, guard, now } = rooms;
  const mayWriteTo = lettersToTyped(rooms);
  const allow = (name: string, times: number): Allowance =>
    createAllowance({ db, secret, now }, { name: `contribution-${name}`, times, within: 3600 });
  // Above the usual it is a reason to look twice (the guard); above these nothing more is taken for an hour.
  const most = {
    begun: allow('begun', 60),
    pictures: allow('pictures', 60),
    sent: allow('sent', 60),
    proof: allow('proof', 5),
    // Saved after each pause, at most every three seconds for ten minutes on end; a class of writers shares a network.
    saved: createAllowance({ db, secret, now }, { name: 'contribution-saved', times: 200, within: 600 }),
    savedFrom: createAllowance({ db, secret, now }, { name: 'contribution-saved-from', times: 1_000, within: 600 }),
  };
  /** Reads, judges, and puts it before the curators. */
  const sendNow = async (
    contribution: Contribution,
    author: { person: string } | { mail: string },
    signs: FormSigns,
  ): Promise<void> => {
    const sheet = await rooms.preview(contribution, contribution.draft);
    const likes = await rooms.likenesses(sheet);
    // From the first word on, whatever page it was sent from.
    const told = await guard.signsOf({ form: 'contribution', signs, author }, contribution.createdAt);
    await db.transaction().execute((tx) => submit(tx, contribution.id, { sheet, likes, signs: told }, now()));
  };

  return {
    canWrite: rooms.sendSoon !== undefined,
    open: (id: string, who: Who) => open(rooms, id, who),
    /** Pressed by who is signed in and has the key: from now on it is the account's. Pressed again, it is. */
    async adopt(id: string, who: Who): Promise<boolean> {
      if (who.person === undefined || (await open(rooms, id, who)) === undefined) return false;
      await adopt(db, id, who.person.id);
      return true;
    },
    ownOf: (person: string) => ownOf(db, person),
    /** For curators, whoever wrote it. */
    read: async (id: string): Promise<Contribution | undefined> => (await contributionById(db, id))?.contribution,
    async pictureBytes(id: string, { small }: { small: boolean }): ReturnType<typeof pictureBytes> {
      const found = await pictureBytes(db, id);
      return found && small ? { ...found, bytes: await drawSmall(found.bytes) } : found;
    },
    preview: rooms.preview,
    likenesses: rooms.likenesses,
    lacking,

    /** `too-old`: the form's stamp is, or is not ours. `too-many`: of those begun from this network. */
    async begin(
      form: Pick<FormSigns, 'stamp' | 'network'>,
      language: 'fr' | 'en',
      who: Who,
    ): Promise<Begun | 'too-old' | 'too-many'> {
      const opened = readStamp(secret, form.stamp, now());
      if (opened === undefined) return 'too-old';
      if (!(await most.begun(form.network))) return 'too-many';
      return begin(rooms, { stamp: form.stamp, opened, language, who });
    },

    async save(id: string, telling: Telling, network: string): Promise<'saved' | 'too-many'> {
      const refused = await refusedBy(db, [
        [most.saved, id],
        [most.savedFrom, network],
      ]);
      if (refused !== undefined) return 'too-many';
      await save(rooms, id, telling);
      return 'saved';
    },

    /** The author says whether it tells of a project that is there; null: of none. */
    async tellsOf(id: string, project: string | null): Promise<void> {
      const found =
        project === null
          ? undefined
          : await db.selectFrom('project').select('id').where('id', '=', project).executeTakeFirst();
      await db
        .updateTable('contribution')
        .set({ tells_of: found?.id ?? null, changed_at: now() })
        .where('id', '=', id)
        .execute();
    },

    async addPicture(
      id: string,
      { bytes, alt, network }: { bytes: Buffer; alt: string; network: string },
    ): Promise<PictureRefusal | undefined> {
      if (!(await most.pictures(network))) return 'too-many';
      // Looked at before, so that nothing is drawn in vain, and again with the contribution held.
      if ((await picturesOf(db, id)).length >= mostPictures) return 'too-many';
      const drawn = await drawAnew(bytes);
      if ('refused' in drawn) return drawn.refused;
      return db.transaction().execute(async (tx) => {
        await contributionById(tx, id, { lock: true });
        return keepPicture(tx, id, drawn, { alt, now: now() });
      });
    },

    async removePicture(id: string, picture: string): Promise<void> {
      await db.deleteFrom('contribution_picture').where('contribution', '=', id).where('id', '=', picture).execute();
    },

    /** `mail`: as typed by whoever has no account. */
    async send(contribution: Contribution, who: Who, typed: string, form: FormSigns): Promise<SendOutcome> {
      const missing = lacking(contribution.draft);
      if (missing.length > 0) return { is: 'lacking', lacks: missing };
      if (!(await most.sent(form.network))) return { is: 'refused', why: 'too-many' };
      if (who.person !== undefined) {
        // Sending it signed in is saying that it is one's own.
        await adopt(db, contribution.id, who.person.id);
        await sendNow(contribution, { person: who.person.id }, form);
        return { is: 'sent' };
      }
      if (contribution.mailProven && contribution.mail !== null) {
        await sendNow(contribution, { mail: contribution.mail }, form);
        return { is: 'sent' };
      }
      if (rooms.sendSoon === undefined) return { is: 'refused', why: 'no-mail-here' };
      const mail = readMailAddress(typed);
      if (mail === undefined) return { is: 'refused', why: 'mail' };
      if (!(await most.proof(`${form.network} ${mail}`)) || !(await mayWriteTo(mail, form.network)))
        return { is: 'refused', why: 'too-many' };
      await db
        .updateTable('contribution')
        .set({ mail, mail_proven_at: null, changed_at: now() })
        .where('id', '=', contribution.id)
        .where('author', 'is', null)
        .execute();
      const { language, id, draft } = contribution;
      const query = new URLSearchParams({ recit: id, preuve: proofOf(secret, id, mail) });
      const url = `${baseUrl}${language === 'fr' ? '' : '/en'}/contribuer/confirmer?${query}`;
      const letter = proofLetter(baseUrl, { language, title: draft.title, url });
      await enqueue(db, { kind: 'contribution', to: mail, ...letter }, now());
      await rooms.sendSoon();
      return { is: 'prove', mail };
    },

    /** Whom the link is for; opening it does nothing. */
    async linkIsFor(id: string, proof: string): Promise<Contribution | undefined> {
      const found = await contributionById(db, id);
      if (found?.contribution.mail == null) return undefined;
      return isProof(secret, id, found.contribution.mail, proof) ? found.contribution : undefined;
    },

    /** The button was pressed: the address is proven, and what is whole is sent. Gives the key that opens it here. */
    async confirm(id: string, proof: string, form: FormSigns): Promise<{ key: string; sent: boolean } | undefined> {
      const proven = await db.transaction().execute(async (tx) => {
        const found = await contributionById(tx, id, { lock: true });
        const mail = found?.contribution.mail;
        if (found === undefined || mail == null || !isProof(secret, id, mail, proof)) return undefined;
        await tx
          .updateTable('contribution')
          .set({ mail_proven_at: now(), key_hash: sha256(keyOf(secret, id)) })
          .where('id', '=', id)
          .execute();
        return found.contribution;
      });
      if (proven === undefined) return undefined;
      const sent = proven.state === 'sent' || lacking(proven.draft).length === 0;
      if (sent) await sendNow({ ...proven, mailProven: true }, { mail: proven.mail! }, form);
      return { key: keyOf(secret, id), sent };
    },

    /** The author takes it back: what was never online is erased, what is online is taken out. */
    async withdraw(contribution: Contribution, who: Who): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const { id } = contribution;
        const found = await contributionById(tx, id, { lock: true });
        await withdraw(tx, { kind: contributionKind, subject: id }, who.person?.id ?? null, now());
        if (found === undefined) return;
        if (found.contribution.acceptedHash === null) {
          await tx.deleteFrom('contribution').where('id', '=', id).execute();
          return;
        }
        await tx
          .updateTable('contribution')
          .set({ state: 'withdrawn', accepted: null, accepted_hash: 'gone', changed_at: now() })
          .where('id', '=', id)
          .execute();
      });
    },

    /** The page on which it stands, when it is online: a path without the prefix of a language. */
    async pageOf({ record, accepted }: Contribution): Promise<string | undefined> {
      if (record === null || accepted === null) return undefined;
      const row = await db.selectFrom('project_sheet').select('project').where('sheet', '=', record).executeTakeFirst();
      return row && `/projets/${row.project}`;
    },
  };
}
