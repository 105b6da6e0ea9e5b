/** What the site is handed: the rooms it opens its doors onto. Nothing here is global. */
import type { Accounts } from '#connect/accounts/accounts.ts';
import type { Watch } from '#connect/accounts/watch.ts';
import type { AlertDesk } from '#connect/alerts/alerts.ts';
import type { Claims } from '#connect/claims/open-claims.ts';
import type { CollectionDesk } from '#connect/collections/collections.ts';
import type { CommunityDesk } from '#connect/communities/communities.ts';
import type { Contributions } from '#connect/contributions/contributions.ts';
import type { Corrections } from '#connect/corrections/open-corrections.ts';
import type { Introductions } from '#connect/introductions/introductions.ts';
import type { KeptMail } from '#connect/mail/mailbox.ts';
import type { Moderation } from '#connect/moderation/moderation.ts';
import type { Teams } from '#connect/partners/admission.ts';
import type { Reports } from '#connect/reports/open-reports.ts';
import type { CircleReports } from '#connect/reports/report-circles.ts';
import type { MustWait } from '#lib/net/reading.ts';
import type { Outlines } from '#locate/outlines.ts';
import type { ProjectStore } from '#match/project-store.ts';
import type { Review } from '#match/review.ts';
import type { PersonOf } from '#model/person.ts';
import type { Manifest } from '#model/source.ts';
import type { Territory, TerritoryLevel } from '#model/territory.ts';
import type { WordDesk } from '#pipeline/curate-words.ts';
import type { RunDesk } from '#pipeline/run-desk.ts';
import type { CatalogueFigures } from '#publish/catalogue-figures.ts';
import type { ObservatoryCounts } from '#publish/observatory-counts.ts';
import type { MendQuestion, ProblemCount, SheetsToMend } from '#publish/sheets-to-mend.ts';
import type { SourceTurn } from '#publish/source-turns.ts';
import type { SearchEngine } from '#search/engine.ts';
import type { ThesaurusDesk } from '#search/thesaurus/desk.ts';
import type { Operator } from './operator.ts';
import type { Tiles } from './tiles.ts';

/** The part of the gazetteer that pages need. */
export interface Territories {
  /** The territory of an id (`commune-44109`), today's codes. */
  territory(id: string): Territory | undefined;
  /** Territories whose name, code or postcode begins like the text, the likeliest first. */
  find(text: string, most: number, levels?: readonly TerritoryLevel[]): Territory[];
  /** The commune in which a point lies: to say in words where a cluster is. */
  communeAt(point: { lat: number; lon: number }): { code: string; name: string } | undefined;
  /** All the territories of a level, in the order of their codes. */
  all(level: TerritoryLevel): Territory[];
  /** Ids of what a territory is made of: régions of départements, the others of communes. */
  children(id: string): string[];
  /** Ids of the communes that share a border with this one. */
  neighbours(communeCode: string): string[];
  /** Square kilometres, a few percent off from an EPCI upwards; less sure for a small commune. */
  area(id: string): number | undefined;
  /** The rings of a commune's outline, longitude and latitude in degrees; none where there is no outline. */
  outline(communeCode: string): [lon: number, lat: number][][];
}

export interface Log {
  error(context: object, message: string): void;
}

/** What waits for curators, in the order in which it is listed. */
export const queueNames = ['contributions', 'pairs', 'words', 'runs'] as const;
export type QueueName = (typeof queueNames)[number];
/** How many wait in each queue that is open. */
export type Queues = Partial<Record<QueueName, () => Promise<number>>>;

/** The held runs and the history, with what was changed, and a curator’s word. */
export type Runs = RunDesk;

/** What is wrong with a catalogue, for those who keep it. */
export interface ToMend {
  sheets(asked: MendQuestion): Promise<SheetsToMend>;
  problems(source: string): Promise<ProblemCount[]>;
}

export interface Rooms {
  /** Who asks, by the session that the headers tell of. */
  personOf: PersonOf;
  /** The pairs that wait for curators, and what is decided of them. */
  review: Review;
  /** Who reads too much in a minute, and how long they wait. */
  mustWait?: MustWait | undefined;
  /** Writes down what was refused. */
  watch?: Watch | undefined;
  /** Signing in, and one's own account. Without it the site is for reading: nobody signs in. */
  accounts?: Accounts | undefined;
  /** Writing to holders through the site; without it nobody can. */
  introductions?: Introductions | undefined;
  /** Proposing corrections, and partners' answers; only where people can sign in. */
  corrections?: Corrections | undefined;
  /** Who holds which project; only where people can sign in. */
  claims?: Claims | undefined;
  /** Who speaks for which catalogue; only where people can sign in. */
  teams?: Teams | undefined;
  /** Telling the curators that a page is wrong. */
  reports?: Reports | undefined;
  /** Telling the curators that what a community or a public collection writes is not as it should be. */
  circleReports?: CircleReports | undefined;
  /** The mails that would have gone, latest first, where no mail server is set and only this machine looks. */
  mailbox?: (() => Promise<KeptMail[]>) | undefined;
  /** Following searches. Without it, feeds alone. */
  alerts?: AlertDesk | undefined;
  /** Gathering projects. Without it nothing is kept. */
  collections?: CollectionDesk | undefined;
  communities?: CommunityDesk | undefined;
  /** How many proxies of the operator's stand before the site and add to X-Forwarded-For. */
  proxies: number;
  queues: Queues;
  /** A stamp for a form that is shown now. */
  stamp?: (() => string) | undefined;
  /** Telling a project. Without it nobody adds one here. */
  contributions?: Contributions | undefined;
  /** What people sent and curators decide of. Without it there is no such queue. */
  moderation?: Moderation | undefined;
  /** Without it neither curators nor partners see runs. */
  runs?: Runs | undefined;
  /** Our drawing of a picture (WebP) by its id; undefined when it is not shown. Without it there are none. */
  pictures?: ((id: string, size: 'large' | 'small') => Promise<Uint8Array<ArrayBuffer> | undefined>) | undefined;
  engine: SearchEngine;
  projects: ProjectStore;
  sources: ReadonlyMap<string, Manifest>;
  territories: Territories;
  outlines: Outlines;
  operator: Operator;
  /** The ground of the interactive map; without it, our own outlines, and nothing is asked elsewhere. */
  tiles?: Tiles | undefined;
  /** By source id, the end of its last complete reading (`publish/freshness.ts`). */
  freshness(): Promise<ReadonlyMap<string, Date>>;
  /** By source id, when each is read next and how its last turn went (`publish/source-turns.ts`). */
  turns(): Promise<ReadonlyMap<string, SourceTurn>>;
  /** How well a catalogue tells, and who tells of the same projects (`publish/catalogue-figures.ts`). */
  catalogueFigures(source: string): Promise<CatalogueFigures>;
  /** The sheets of a catalogue, for those who keep it (`publish/sheets-to-mend.ts`). */
  toMend?: ToMend | undefined;
  /** What the observatory tells (`publish/observatory-counts.ts`): read again when the state of the index changes. */
  observatory: { state(): Promise<string>; counts(): Promise<ObservatoryCounts> };
  /** The words that wait for a curator, and how to answer. */
  words: WordDesk;
  /** What the search reads as one thing said in several ways, for curators. */
  thesaurus?: ThesaurusDesk | undefined;
  /** The public address of the site, without a slash at the end: for canonical links. */
  baseUrl: string;
  /** The folder that Vite builds into. When nothing is there the pages go without script. */
  built: string;
  now(): Date;
  log: Log;
}
