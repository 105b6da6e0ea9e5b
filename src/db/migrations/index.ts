/** Every migration in order, listed by hand: forward only, never edited once it has landed. */
import type { Migration } from 'kysely/migration';
import * as pathOfARecord from './0001-path-of-a-record.ts';
import * as fetched from './0002-fetched.ts';
import * as safetyNet from './0003-safety-net.ts';
import * as turnsAndRetention from './0004-turns-and-retention.ts';
import * as peopleAndMail from './0005-people-and-mail.ts';
import * as decisionsTold from './0006-decisions-told.ts';
import * as links from './0007-links.ts';
import * as words from './0008-words.ts';
import * as inquiry from './0009-inquiry.ts';
import * as packedPayloads from './0010-packed-payloads.ts';
import * as contributions from './0011-contributions.ts';
import * as correctionsAndClaims from './0012-corrections-and-claims.ts';
import * as introductions from './0013-introductions.ts';
import * as alerts from './0014-alerts.ts';
import * as collections from './0015-collections.ts';
import * as communities from './0016-communities.ts';
import * as thesaurus from './0017-thesaurus.ts';
import * as whatWasRead from './0018-what-was-read.ts';
import * as trust from './0019-trust.ts';
import * as circles from './0020-circles.ts';
import * as secondFactor from './0022-second-factor.ts';
import * as damagedPacks from './0024-damaged-packs.ts';
import * as actsOfCurators from './0025-acts-of-curators.ts';
import * as authors from './0026-authors.ts';
import * as heldAndReported from './0027-held-and-reported.ts';
import * as sessionsAndLateLetters from './0028-sessions-and-late-letters.ts';
import * as pictureCopies from './0029-picture-copies.ts';
import * as aboutOneThing from './0031-about-one-thing.ts';

export const migrations: Record<string, Migration> = {
  '0001-path-of-a-record': pathOfARecord,
  '0002-fetched': fetched,
  '0003-safety-net': safetyNet,
  '0004-turns-and-retention': turnsAndRetention,
  '0005-people-and-mail': peopleAndMail,
  '0006-decisions-told': decisionsTold,
  '0007-links': links,
  '0008-words': words,
  '0009-inquiry': inquiry,
  '0010-packed-payloads': packedPayloads,
  '0011-contributions': contributions,
  '0012-corrections-and-claims': correctionsAndClaims,
  '0013-introductions': introductions,
  '0014-alerts': alerts,
  '0015-collections': collections,
  '0016-communities': communities,
  '0017-thesaurus': thesaurus,
  '0018-what-was-read': whatWasRead,
  '0019-trust': trust,
  '0020-circles': circles,
  '0022-second-factor': secondFactor,
  '0024-damaged-packs': damagedPacks,
  '0025-acts-of-curators': actsOfCurators,
  '0026-authors': authors,
  '0027-held-and-reported': heldAndReported,
  '0028-sessions-and-late-letters': sessionsAndLateLetters,
  '0029-picture-copies': pictureCopies,
  '0031-about-one-thing': aboutOneThing,
};
