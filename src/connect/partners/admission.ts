/**
 * Speaking for a catalogue: asked for by a person, admitted by two curators, or by an admin of its team. What is asked
 * is a matter of the curators' queue and is kept nowhere else.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import type { MatterState } from '#model/matter.ts';
import { type Person, speaksFor } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import type { FormSigns, Guard } from '../spam/guard.ts';
import { type AdmissionLetter, createAdmissionLetters } from './letters.ts';
import { holdTeam, letIn, partIn, type Speaker, setPart, teamOf } from './team.ts';

/** A catalogue, and the name that its readers know it by. */
export interface Catalogue {
  id: string;
  name: { fr: string; en: string };
  /** The site of whoever keeps it. */
  site?: string | undefined;
}

/** Somebody who asked and waits. */
export interface Asker {
  person: string;
  name: string;
  mail: string;
  message: string;
}

/** What became of what somebody asked last. */
export interface AskedBefore {
  state: MatterState;
  /** What a curator said of it. */
  sentence: string;
}

export interface Teams {
  of(source: string): Promise<Speaker[]>;
  waiting(source: string): Promise<Asker[]>;
  askedBefore(person: Person, source: string): Promise<AskedBefore | undefined>;
  /** Asking again changes what was asked, and answers a question. */
  ask(asked: {
    person: Person;
    catalogue: Catalogue;
    message: string;
    language: 'fr' | 'en';
    signs: FormSigns;
  }): Promise<'asked' | 'speaks' | 'too-many'>;
  /** An admin's word on somebody who asked. False for who is none, or when nobody waits. */
  settle(given: { catalogue: Catalogue; by: Person; person: string; admitted: boolean }): Promise<boolean>;
  /**
   * `to` undefined: they no longer speak for it, which everyone may do of themselves; the rest is the admins'. `only`: a
   * team that has one admin keeps them until another is named, or they leave.
   */
  change(given: {
    source: string;
    by: Person;
    person: string;
    to: Speaker['role'] | undefined;
  }): Promise<'changed' | 'gone' | 'only'>;
}

export const admissionMatter = 'admission';

/** One open matter at most for a person and a catalogue. No id of a source holds a space. */
const subjectOf = (source: string, person: string): string => `${source} ${person}`;
const readSubject = (subject: string): { source: string; person: string } => {
  const at = subject.indexOf(' ');
  return { source: subject.slice(0, at), person: subject.slice(at + 1) };
};

const openMatter = (tx: Kysely<Tables>, { kind, subject }: { kind: string; subject: string }) =>
  tx
    .selectFrom('matter')
    .select('id')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();

interface TeamOptions {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  guard: Guard;
  now(): Date;
  /** Called when a letter waits that a person waits for. */
  sendSoon(): Promise<unknown>;
}

export function openTeams({ db, secret, baseUrl, guard, now, sendSoon }: TeamOptions) {
  const mayAsk = createAllowance({ db, secret, now }, { name: 'admission', times: 5, within: 24 * 3600 });
  const tell = createAdmissionLetters({ baseUrl, now });

  const doors: Teams = {
    of: (source) => teamOf(db, source),

    async waiting(source) {
      const rows = await db
        .selectFrom('matter')
        .innerJoin('matter_author', 'matter_author.matter', 'matter.id')
        .innerJoin('person', 'person.id', 'matter_author.person')
        .select(['person.id as person', 'person.name', 'person.mail', 'matter.facts'])
        .where('matter.kind', '=', admissionMatter)
        .where('matter.source', '=', source)
        .where('matter.state', 'in', ['waiting', 'asked'])
        .orderBy('matter.created_at')
        .execute();
      return rows.map(({ facts, ...who }) => ({
        ...who,
        message: facts.find(({ name }) => name === 'message')?.value ?? '',
      }));
    },

    async askedBefore({ id }, source) {
      return db
        .selectFrom('matter')
        .select(['state', 'sentence'])
        .where('kind', '=', admissionMatter)
        .where('subject', '=', subjectOf(source, id))
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
    },

    async ask({ person, catalogue, message, language, signs }) {
      const { id: source, name, site } = catalogue;
      const speaks: boolean = speaksFor(person, source);
      if (speaks) return 'speaks';
      if (!(await mayAsk(person.id))) return 'too-many';
      const author = { person: person.id };
      const judged = await guard.judge({ form: 'claim', signs, author, text: message });
      const isAsked = await db.transaction().execute(async (tx) => {
        await holdTeam(tx, source, [person.id]);
        // Somebody may have let them in meanwhile.
        if ((await partIn(tx, source, person.id)) !== undefined) return false;
        const matter = {
          kind: admissionMatter,
          subject: subjectOf(source, person.id),
          title: name[language],
          facts: [
            { name: 'author', value: `${person.name} ${person.mail}`.trim() },
            { name: 'message', value: message },
            ...(site === undefined ? [] : [{ name: 'site', value: site, url: site }]),
          ],
          weight: 5,
          ...{ language, source, author, ...judged },
        };
        const id = await raise(tx, matter, now());
        // What looks unwanted is the curators' first, and in nobody's mailbox.
        if (judged.suspect) return true;
        for (const { person: to, role } of await teamOf(tx, source))
          if (role === 'admin') await tell(tx, { is: 'asks', catalogue, to, matter: id, who: person.name });
        return true;
      });
      if (!isAsked) return 'speaks';
      await sendSoon();
      return 'asked';
    },

    async settle({ catalogue, by, person, admitted }) {
      const { id: source } = catalogue;
      const done = await db.transaction().execute(async (tx) => {
        await holdTeam(tx, source, [person, by.id]);
        if ((await partIn(tx, source, by.id)) !== 'admin') return false;
        const open = { kind: admissionMatter, subject: subjectOf(source, person) };
        const matter = await openMatter(tx, open);
        if (matter === undefined || !(await withdraw(tx, open, by.id, now()))) return false;
        if (admitted) await letIn(tx, source, person);
        const is: AdmissionLetter['is'] = admitted ? 'admitted' : 'notAdmitted';
        await tell(tx, { is, catalogue, to: person, matter: matter.id, who: '' });
        return true;
      });
      if (done) await sendSoon();
      return done;
    },

    change: ({ source, by, person, to }) =>
      db.transaction().execute(async (tx) => {
        await holdTeam(tx, source, [person, by.id]);
        const leaves = person === by.id && to === undefined;
        if (!leaves && (await partIn(tx, source, by.id)) !== 'admin') return 'gone';
        if (to === 'editor' && person === by.id) {
          const admins = (await teamOf(tx, source)).filter(({ role }) => role === 'admin');
          if (admins.length === 1) return 'only';
        }
        return (await setPart(tx, source, person, to)) ? 'changed' : 'gone';
      }),
  };

  const matterKind: MatterKind = {
    name: admissionMatter,
    // Whoever speaks for a catalogue answers in its name, on every page that it tells.
    twoEyes: true,
    async hold(tx, subject) {
      const { source, person } = readSubject(subject);
      await holdTeam(tx, source, [person]);
    },
    async carryOut(tx, { subject }) {
      const { person } = readSubject(subject);
      const row = await tx.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst();
      return row === undefined ? 'gone' : undefined;
    },
    async onDecided(tx, { matter, verdict }) {
      const { source, person } = readSubject(matter.subject);
      if (verdict === 'accept') await letIn(tx, source, person);
      return undefined;
    },
    async undo(tx, { subject, state }) {
      const { source, person } = readSubject(subject);
      if (state === 'refused') return undefined;
      return (await setPart(tx, source, person, undefined)) ? undefined : 'too-late';
    },
    pathOf: ({ source }) => `/partenaires/${source}/equipe`,
    wholeAt: ({ source }) => `/partenaires/${source}`,
  };
  return { doors, matterKind };
}
