/** Corrections, opened: what pages are handed. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import { mayCurate, type Person, speaksFor } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import { lettersToTyped } from '../mail/typed-address.ts';
import type { LetGo, Screen } from '../spam/held.ts';
import { type Answer, type Answered, type AnswerRooms, answerCorrection } from './answer.ts';
import type { Deciding } from './deciding.ts';
import { tellPartners } from './digest.ts';
import { feedKey, opensFeed, renewFeedKey } from './feed-key.ts';
import { followCatalogues } from './follow-catalogues.ts';
import { forgetOldCorrections } from './keeping.ts';
import {
  type Author,
  confirmProposal,
  type Proposal,
  type Proposed,
  type Proposer,
  proposalOf,
  propose,
  proposeHeld,
} from './propose.ts';
import { correctionsTold, type ToldCorrection } from './told.ts';

export interface Corrections {
  /** Whether an address can be asked to confirm: mails go out, or are kept to be looked at. */
  byMail: boolean;
  propose(proposal: Proposal, by: Proposer): Promise<Proposed>;
  /** What a link is about, without using it; undefined when there is no such link. */
  atLink(token: string, network: string): Promise<{ confirmed: boolean; corrections: ToldCorrection[] } | undefined>;
  /** Uses the link; twice is once. False when there is no such link. */
  confirm(token: string, network: string): Promise<boolean>;
  /** Those that a person proposed, the latest first. */
  mine(person: Person): Promise<ToldCorrection[]>;
  /** Those of a partner's sheets: those that wait first. */
  ofPartner(source: string): Promise<ToldCorrection[]>;
  /** The partner's own people; curators where nobody speaks for the partner. */
  mayAnswer(person: Person, source: string): Promise<boolean>;
  answer(given: {
    source: string;
    correction: string;
    answer: Answer;
    sentence: string;
    by: Person;
  }): Promise<Answered>;
  feedKey(source: string): Promise<string>;
  renewFeedKey(source: string): Promise<void>;
  opensFeed(source: string, key: string): Promise<boolean>;
}

export interface CorrectionOptions {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  byMail: boolean;
  deciding: Deciding;
  screen: Screen;
  now(): Date;
}

/** The most that a page or a feed holds. */
const listed = 1_000;

export function openCorrections(options: CorrectionOptions) {
  const { db, secret, baseUrl, byMail, deciding, screen, now } = options;
  const allowance = (name: string, times: number, within: number) =>
    createAllowance({ db, secret, now }, { name, times, within });
  const allowances = {
    network: allowance('correction-network', 30, 3600),
    person: allowance('correction-person', 20, 24 * 3600),
    asked: allowance('correction-asked', 5, 24 * 3600),
  };
  const proposing = { db, baseUrl, byMail, allowances, mayWriteTo: lettersToTyped(options), screen, now };
  const letGo: LetGo = (tx, said: { proposal: Proposal; by: Author }) => proposeHeld(proposing, tx, said);
  const links = allowance('correction-link', 60, 3600);
  const partnerName = async (source: string, on = db): Promise<string> => {
    const row = await on.selectFrom('source').select('manifest').where('id', '=', source).executeTakeFirst();
    return row?.manifest.organisation?.name ?? source;
  };
  const answering: AnswerRooms = { db, baseUrl, deciding, partnerName, now };
  const doors: Corrections = {
    byMail,
    propose: (proposal, by) => propose(proposing, proposal, by),
    async atLink(token, network) {
      if (!(await links(network))) return undefined;
      const found = await proposalOf(db, token);
      if (found === undefined) return undefined;
      return { confirmed: found.confirmed, corrections: await correctionsTold(db, { proposal: found.id }, listed) };
    },
    confirm: async (token, network) =>
      (await links(network)) && (await confirmProposal(db, token, now())) !== undefined,
    mine: ({ id }) => correctionsTold(db, { person: id }, listed),
    ofPartner: (source) => correctionsTold(db, { source }, listed),
    async mayAnswer(person, source) {
      if (speaksFor(person, source)) return true;
      if (!mayCurate(person)) return false;
      const somebody = await db
        .selectFrom('person_partner')
        .select('person')
        .where('source', '=', source)
        .executeTakeFirst();
      return somebody === undefined;
    },
    answer: (given) => answerCorrection(answering, given),
    feedKey: (source) => feedKey(db, secret, source, now()),
    renewFeedKey: (source) => renewFeedKey(db, source, now()),
    opensFeed: (source, key) => opensFeed(db, secret, source, key),
  };
  return {
    doors,
    letGo,
    /** What catalogues say by now, then what partners are to be told. */
    async goRound(): Promise<void> {
      try {
        await followCatalogues(answering);
      } finally {
        await tellPartners({ db, baseUrl, now });
      }
    },
    forget: () => forgetOldCorrections(db, now()),
  };
}
