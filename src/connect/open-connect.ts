/** Opens what ties people together: accounts and mail, from the settings. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { bootOfMachine } from '#lib/boot.ts';
import type { Secret } from '#lib/keyed.ts';
import { NotListening } from '#lib/net/listening.ts';
import { type Accounts, createAccounts, forgetExpired } from './accounts/accounts.ts';
import { linkLife } from './accounts/authority.ts';
import { removePerson } from './accounts/own-data.ts';
import type { Provider } from './accounts/provider.ts';
import { renewSecondFactors } from './accounts/renew-second-factors.ts';
import { createWatch, type Watch, type WatchLog } from './accounts/watch.ts';
import { type AlertDesk, createAlerts, forgetOldAlerts } from './alerts/alerts.ts';
import { type Claims, openClaims } from './claims/open-claims.ts';
import { type CollectionDesk, createCollections } from './collections/collections.ts';
import { collectionGuard } from './collections/guard.ts';
import { changeKind } from './communities/changes.ts';
import { type CommunityDesk, openCommunities } from './communities/communities.ts';
import { communityKind } from './communities/matters.ts';
import { tellMembers } from './communities/tell-members.ts';
import { type Contributions, createContributions, type TellingRooms } from './contributions/contributions.ts';
import { forgetOldDrafts } from './contributions/drafts.ts';
import { kindOfContributions } from './contributions/kind.ts';
import type { Deciding } from './corrections/deciding.ts';
import { type Corrections, openCorrections } from './corrections/open-corrections.ts';
import { createIntroductions, type Introductions } from './introductions/introductions.ts';
import type { Reach } from './introductions/reach.ts';
import { openReceiver, type Receiver } from './introductions/receive.ts';
import { introductionReportKind } from './introductions/reports.ts';
import { sweepIntroductions } from './introductions/sweep.ts';
import { createTakeMail } from './introductions/take-mail.ts';
import { sendWeekly } from './introductions/weekly.ts';
import { keepings } from './keepings.ts';
import type { SmtpOptions } from './mail/carrier.ts';
import { courierApart } from './mail/courier-apart.ts';
import { openHandedOver } from './mail/handed-over.ts';
import type { Written } from './mail/letter.ts';
import { type KeptMail, keptMails, mailboxMayOpen } from './mail/mailbox.ts';
import { enqueue } from './mail/outbox.ts';
import { forgetOldMails, type Sent, sendDue, type Unwritten } from './mail/send-due.ts';
import { signInLetter } from './mail/sign-in-letter.ts';
import { answersToTyped } from './mail/typed-address.ts';
import { forgetOldActs } from './moderation/circle-acts.ts';
import { forgetOldMatters } from './moderation/keeping.ts';
import type { MatterKind } from './moderation/matter.ts';
import { createModeration, type Moderation } from './moderation/moderation.ts';
import { forgetSendings } from './once.ts';
import { openTeams, type Teams } from './partners/admission.ts';
import { openReports, type Reports } from './reports/open-reports.ts';
import { type CircleReports, openCircleReports } from './reports/report-circles.ts';
import { createGuard, forgetSaid } from './spam/guard.ts';
import { createScreen, forgetHeld, heldKinds } from './spam/held.ts';

export interface ConnectOptions {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  /** The address that the site listens on. */
  host: string;
  smtp: SmtpOptions | undefined;
  /** The folder where it is written which mails have left; without it one in hand at a kill may come twice. */
  mailFolder?: string | undefined;
  provider: Provider | undefined;
  /** Whether curators and administrators are members until they have a second factor. */
  demandsSecondFactor: boolean;
  /** What telling a project needs of other trades; without it nobody adds one. */
  telling?: (TellingRooms & { write(): Promise<unknown> }) | undefined;
  introductions: IntroductionOptions;
  /** How a word about a project is written: by those who decide about projects. */
  deciding: Deciding;
  now(): Date;
  signal: AbortSignal;
  log: WatchLog & { error(fields: object, message: string): void };
}

/** What introductions need of other trades, and where answers by mail arrive, if they do. */
export interface IntroductionOptions {
  /** Whom one can write to about a project; undefined when there is no such project. `db`: where to read it, in a transaction. */
  reach(project: string, db?: Kysely<Tables>): Promise<Reach | undefined>;
  /** A text without any mail or phone. */
  withoutAddresses(text: string): string;
  /** A catalogue's name, for the weekly figures. */
  nameOf(source: string): { fr: string; en: string } | undefined;
  relay: { domain: string; host: string; port: number; senderProvedBy?: string | undefined } | undefined;
}

/** What pages open onto: the site is handed all of it. */
export interface ConnectDoors {
  /** For a form that is opened now: what comes back with it tells when that was, and that it is sent once. */
  stamp(): string;
  accounts: Accounts;
  /** Writes down who signs in and what is refused. */
  watch: Watch;
  introductions: Introductions;
  /** Undefined where mails go out, or where others than this machine could look. */
  mailbox: (() => Promise<KeptMail[]>) | undefined;
  corrections: Corrections;
  claims: Claims;
  teams: Teams;
  reports: Reports;
  circleReports: CircleReports;
  moderation: Moderation;
  contributions: Contributions | undefined;
  alerts: AlertDesk;
  collections: CollectionDesk;
  communities: CommunityDesk;
}

/** What must be done again and again while a site is served. */
export interface Round {
  /** Milliseconds from one to the next. */
  every: number;
  /** Done when the site starts, too. */
  atStart?: boolean;
  work(): Promise<unknown>;
  /** Said in the log when it fails. */
  failed: string;
}

export interface Connect {
  doors: ConnectDoors;
  rounds: readonly Round[];
  /** Sends the mails that are due; asked again while it runs, it goes round once more and never twice at a time. */
  sendDue(): Promise<Sent>;
  /** Opens the door at which answers to introductions arrive by mail; gives its port, if the settings want one. */
  openRelay(): Promise<number | undefined>;
  /** Waits for the mails under way. */
  close(): Promise<void>;
}

/** Milliseconds between two looks at the outbox, and between two sweeps of what has lapsed. */
const mailEvery = 15_000;
const sweepEvery = 3_600_000;
/** How long the letter with a link may wait for the mail server: who asked is not at the page any more. */
const linkWaits = 20 * 60_000;
/** What is accepted is written at once; this is for what a stop left. */
const writeEvery = 10_000;
const introductionsEvery = 600_000;
/** Between two looks at what catalogues say of what was corrected. */
const followEvery = 300_000;
/** Between two looks at which members are to hear of their communities. */
const membersEvery = 60_000;

export function openConnect(options: ConnectOptions): Connect {
  const { db, secret, baseUrl, host, smtp, provider, telling, deciding, demandsSecondFactor, now, signal, log } =
    options;
  const journal = { folder: options.mailFolder, boot: bootOfMachine(), log };
  const courier = smtp && courierApart({ smtp, ...journal });
  const handed =
    courier === undefined || journal.folder === undefined
      ? undefined
      : openHandedOver({ ...journal, folder: journal.folder, now });
  const watch = createWatch({ secret, log, now });
  const keep = mailboxMayOpen({ smtp: smtp !== undefined, host, baseUrl });
  const domain = smtp === undefined ? 'localhost' : domainOf(smtp.from);
  const once = () => sendDue({ db, courier, handed, keep, domain, write, now, signal, log });
  let under: Promise<Sent> | undefined;
  let again: Promise<Sent> | undefined;
  const begin = (): Promise<Sent> => {
    under = once().finally(() => {
      under = undefined;
    });
    return under;
  };
  const send = (): Promise<Sent> => {
    if (under === undefined) return begin();
    again ??= under
      .catch(() => undefined)
      .then(() => {
        again = undefined;
        return begin();
      });
    return again;
  };
  const mailLink: Parameters<typeof createAccounts>[0]['mailLink'] = async ({ mail: to, language, returnTo }) => {
    const notAfter = new Date(now().getTime() + linkWaits);
    await enqueue(db, { kind: 'sign-in', to, madeOf: { language, returnTo }, notAfter }, now());
    await sendSoon();
  };
  /** The letters with a link are the only ones that are written when they leave: the link lives from then. */
  const write = async ({ recipient: mail, madeOf: { language: said, returnTo = '' } }: Unwritten): Promise<Written> => {
    const language = said === 'en' ? 'en' : 'fr';
    const url = await accounts.drawLink({ mail, language, returnTo });
    return signInLetter(baseUrl, { url, language, minutes: linkLife / 60 });
  };
  // The page does not wait for the mail server: how long it takes would say something of the address.
  const sendSoon = async (): Promise<void> => {
    const sending = send().catch((error: unknown) => log.error({ error }, 'mails could not be sent'));
    if (keep) await sending;
  };
  const byMail = courier !== undefined || keep;
  const accounts = createAccounts({
    ...{ db, secret, baseUrl, provider, keepings, demandsSecondFactor, watch, now, log },
    mailLink: byMail ? mailLink : undefined,
  });
  const { relay, ...others } = options.introductions;
  const guard = createGuard({ db, secret, now });
  const screen = createScreen({ db, guard, now });
  const introducing = {
    db,
    screen,
    secret,
    baseUrl,
    relayDomain: relay?.domain,
    ...others,
    mailGoes: byMail,
    now,
    signal,
    send: () => void send().catch((error: unknown) => log.error({ error }, 'mails could not be sent')),
  };
  let receiver: Receiver | undefined;
  const corrections = openCorrections({ db, secret, baseUrl, byMail, deciding, screen, now });
  const claims = openClaims({ db, secret, baseUrl, byMail, guard, screen, now });
  const teams = openTeams({ db, secret, baseUrl, guard, now, sendSoon });
  const reports = openReports({ db, secret, guard, now });
  const introductions = createIntroductions(introducing);
  const alerts = createAlerts({ db, secret, baseUrl, now, mails: byMail, screen, sendSoon });
  const communities = openCommunities({ db, secret, baseUrl, guard, screen, now, sendSoon });
  const held = heldKinds(
    {
      correction: corrections.letGo,
      introduction: introductions.letGo,
      claim: claims.letGo,
      alert: alerts.letGo,
      writing: communities.letGo,
    },
    { sendSoon },
  );
  const circleReports = openCircleReports({ db, secret, guard, now });
  const encryptAnew = async (): Promise<void> => {
    const { lost } = await renewSecondFactors(db, secret);
    if (lost > 0) log.error({ lost }, 'second factors that no secret opens: AUTH_SECRET_BEFORE, or person one-factor');
  };
  const forgetLapsed = async (): Promise<void> => {
    await forgetExpired(db, now());
    await forgetOldMails(db, now());
    await corrections.forget();
    await claims.forget();
    await forgetOldMatters(db, now());
    await forgetOldActs(db);
    await forgetOldDrafts(db, now());
    await forgetOldAlerts(db, now());
    await forgetHeld(db, now());
    await forgetSendings(db, now());
    await forgetSaid(db, now());
  };
  /** What curators may be asked to decide of: each trade that raises matters adds its kind. */
  const kinds: readonly MatterKind[] = [
    claims.matterKind,
    teams.matterKind,
    reports.matterKind,
    ...held,
    ...circleReports.matterKinds,
    introductionReportKind(now),
    communityKind(now),
    changeKind(now),
    collectionGuard(now),
    ...(telling === undefined ? [] : [kindOfContributions({ secret, now, write: telling.write })]),
  ];
  return {
    doors: {
      stamp: guard.stamp,
      watch,
      moderation: createModeration({ db, kinds, baseUrl, mayAnswer: answersToTyped({ db, secret, now }), now, log }),
      contributions:
        telling &&
        createContributions({ ...telling, db, secret, baseUrl, guard, now, sendSoon: byMail ? sendSoon : undefined }),
      accounts,
      introductions: introductions.doors,
      corrections: corrections.doors,
      claims: claims.doors,
      teams: teams.doors,
      reports: reports.doors,
      circleReports: circleReports.reports,
      mailbox: keep ? () => keptMails(db) : undefined,
      alerts: alerts.desk,
      collections: createCollections({ db, now }),
      communities: communities.desk,
    },
    rounds: [
      { every: mailEvery, work: send, failed: 'mails could not be sent' },
      { every: followEvery, work: corrections.goRound, failed: 'corrections could not be followed' },
      {
        every: membersEvery,
        work: async () => {
          if (byMail && (await tellMembers({ db, secret, baseUrl, now, signal })) > 0) await sendSoon();
        },
        failed: 'members could not be told what their communities announce',
      },
      {
        // At once after a renewal, so that the former secret can be forgotten; then for what a program that runs on wrote.
        atStart: true,
        every: sweepEvery,
        work: encryptAnew,
        failed: 'second factors could not be encrypted with the secret of now',
      },
      { every: sweepEvery, work: forgetLapsed, failed: 'what has lapsed could not be erased' },
      ...(telling === undefined
        ? []
        : [{ every: writeEvery, work: telling.write, failed: 'what was accepted could not be written' }]),
      {
        every: introductionsEvery,
        work: () => sweepIntroductions(introducing),
        failed: 'introductions could not be reminded or erased',
      },
      {
        every: introductionsEvery,
        work: () => sendWeekly(db, introducing, options.introductions.nameOf),
        failed: 'the weekly figures could not be sent',
      },
    ],
    sendDue: send,
    async openRelay() {
      if (relay === undefined) return undefined;
      const { senderProvedBy, ...door } = relay;
      const take = createTakeMail({ ...introducing, senderProvedBy });
      receiver = await openReceiver({ db, ...door, take, log }).catch((error) => {
        throw new NotListening(relay.host, relay.port, error, { host: 'RELAY_HOST', port: 'RELAY_PORT' });
      });
      return receiver.port;
    },
    async close() {
      await receiver?.close();
      await Promise.allSettled([under, again]);
      courier?.close();
      handed?.close();
    },
  };
}

/** Without anything open: for a command that removes a person. */
export const forgetPerson = (db: Kysely<Tables>, id: string): Promise<boolean> => removePerson(db, id, keepings);

/** What follows the last @ of `Name <someone@domain>`. */
const domainOf = (from: string): string => /@([^@<>\s]+?)>?\s*$/.exec(from)?.[1] ?? 'localhost';
