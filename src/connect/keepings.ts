/** All that is kept of a person, part by part: what stores something that names one is listed here. */
import type { Keeping } from './accounts/own-data.ts';
import { signedKeeping } from './accounts/signed.ts';
import { alertKeeping } from './alerts/keeping.ts';
import { claimKeeping } from './claims/keeping.ts';
import { collectionKeeping } from './collections/keeping.ts';
import { communityKeeping } from './communities/keeping.ts';
import { contributionKeeping } from './contributions/keeping.ts';
import { correctionKeeping } from './corrections/keeping.ts';
import { introductionKeeping } from './introductions/keeping.ts';
import { mailKeeping } from './mail/keeping.ts';
import { matterKeeping } from './moderation/keeping.ts';
import { teamKeeping } from './partners/team.ts';
import { heldKeeping } from './spam/held.ts';

export const keepings: readonly Keeping[] = [
  // Before matters and letters: whoever lets somebody into a team takes them in this order.
  teamKeeping,
  introductionKeeping,
  mailKeeping,
  correctionKeeping,
  claimKeeping,
  contributionKeeping,
  alertKeeping,
  // Before communities: who is in one, and whose collections name them, is known until they leave.
  collectionKeeping,
  communityKeeping,
  heldKeeping,
  // After what matters are about: deciding takes the two in this order.
  matterKeeping,
  signedKeeping,
];
