/** The only file that knows everyone: reads the settings, builds the rooms, hands them over, runs what was asked. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, Hono } from 'hono';
import { type Logger, pino } from 'pino';
import { createApi } from '#api/api.ts';
import { aborted, askedToStop } from '#cli/asked-to-stop.ts';
import { commands } from '#cli/commands.ts';
import type { CommandRooms } from '#cli/rooms.ts';
import { runCommand } from '#cli/run-command.ts';
import { createScreen } from '#cli/screen.ts';
import { tellReport } from '#cli/tell-report.ts';
import { operatorLink } from '#connect/accounts/links.ts';
import { providerOf } from '#connect/accounts/provider.ts';
import { encryptedBefore } from '#connect/accounts/renew-second-factors.ts';
import {
  forgetFormerSecret,
  noteSecretInForce,
  noteStopped,
  renewKeptSecret,
  secretsOf,
} from '#connect/accounts/secret.ts';
import { holdersOf } from '#connect/claims/held.ts';
import { relayOf } from '#connect/introductions/receive.ts';
import { smtpOf } from '#connect/mail/carrier.ts';
import { type Connect, forgetPerson, openConnect } from '#connect/open-connect.ts';
import { databaseStatus, databaseUrl, migrateDatabase, stopDatabase } from '#db/commands.ts';
import { type Database, type DatabaseOptions, openDatabase } from '#db/connect.ts';
import { migrate } from '#db/migrate.ts';
import { loadSources } from '#harvest/manifests.ts';
import { platforms } from '#harvest/platforms/platforms.ts';
import { type Beside, keepBeside } from '#jobs/beside.ts';
import { keepRounds } from '#jobs/keep-rounds.ts';
import { listTurns } from '#jobs/list-turns.ts';
import { createReadingCount } from '#lib/net/reading.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { loadOutlines } from '#locate/outlines.ts';
import { projectStore } from '#match/project-store.ts';
import { openQuestions } from '#match/questions.ts';
import { type Review, review } from '#match/review.ts';
import { readSettings } from '#model/settings.ts';
import type { Source } from '#model/source.ts';
import { contributionDesk } from '#pipeline/contributions/desk.ts';
import { oneByOne, wordDesk } from '#pipeline/curate-words.ts';
import { demonstrate } from '#pipeline/demonstration.ts';
import { demonstrateCircles } from '#pipeline/demonstration-circles.ts';
import { followDatabase } from '#pipeline/follow-database.ts';
import { createGuest } from '#pipeline/guest.ts';
import { outside } from '#pipeline/inquiries/outside.ts';
import { copyBytes } from '#pipeline/inquiries/picture-copies.ts';
import { introductionReach, withoutAddresses } from '#pipeline/introduction-reach.ts';
import { heldSources, knownSources } from '#pipeline/known-sources.ts';
import { type LiveIndex, openLiveIndex } from '#pipeline/live-index.ts';
import { openLiveOpenSearch } from '#pipeline/live-opensearch.ts';
import { runDesk } from '#pipeline/run-desk.ts';
import { catalogueFigures } from '#publish/catalogue-figures.ts';
import { sourceFreshness } from '#publish/freshness.ts';
import { indexState, observatoryCounts } from '#publish/observatory-counts.ts';
import { problemCounts, sheetsToMend } from '#publish/sheets-to-mend.ts';
import { sourceTurns } from '#publish/source-turns.ts';
import { conceptLabels } from '#search/concept-labels.ts';
import type { SearchEngine } from '#search/engine.ts';
import { fairly } from '#search/fair-order.ts';
import { openOpenSearch } from '#search/opensearch/engine.ts';
import { followThesaurus, thesaurusDesk } from '#search/thesaurus/desk.ts';
import { operatorOf } from '#web/operator.ts';
import { createSite } from '#web/site.ts';
import { openTiles } from '#web/tiles.ts';
import { networkOfVisitor } from '#web/visitor.ts';
import { listenFirst } from '#web/waking-server.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const screen = createScreen({ out: process.stdout, error: process.stderr, now: Date.now });
const typed = process.argv.slice(2);

const read = readSettings(process.env);
if ('wrong' in read) {
  for (const sentence of read.wrong) screen.say(sentence);
  if (typed.includes('--json')) screen.answer(JSON.stringify({ error: read.wrong.join(' ') }));
  process.exit(2);
}
const { settings } = read;
const dataFolder = settings.CARREFOUR_DATA ?? join(project, '.data');
const sourcesFolder = settings.CARREFOUR_SOURCES ?? join(project, 'sources');
const databaseOptions: DatabaseOptions = {
  databaseUrl: settings.DATABASE_URL,
  dataFolder,
  say: screen.say,
  // A harvest holds one connection to its end.
  poolSize: 3 + settings.HARVESTS_AT_ONCE,
};

const stopping = askedToStop(process);

let opened: Promise<Database> | undefined;
let gazetteer: Gazetteer | undefined;
let index: Promise<LiveIndex> | undefined;

async function openAndMigrate(): Promise<Database> {
  const database = await openDatabase(databaseOptions);
  try {
    await migrate(database.db, screen.say);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

const database = (): Promise<Database> => (opened ??= openAndMigrate());
let secrets: ReturnType<typeof secretsOf> | undefined;
/** As they were when this program first asked, whatever is renewed meanwhile. */
const authSecret = (): ReturnType<typeof secretsOf> => (secrets ??= secretsOf(settings, dataFolder));
const noteSecret = (program: 'site' | 'jobs'): void =>
  noteSecretInForce(dataFolder, program, settings.AUTH_SECRET === undefined ? authSecret()[0] : undefined);
const places = (): Gazetteer => (gazetteer ??= loadGazetteer());
const liveIndex = (): Promise<LiveIndex> =>
  (index ??= database().then(async ({ db }) => {
    const urls = settings.OPENSEARCH_URL;
    if (urls === undefined) return openLiveIndex({ db, dataFolder, say: screen.progress });
    const engine = await openOpenSearch({ urls, name: 'carrefour', concepts: conceptLabels() });
    return openLiveOpenSearch({ db, engine, say: screen.progress });
  }));

const guest = createGuest({
  operator: { site: settings.BASE_URL, mail: settings.CONTACT_MAIL },
  privateSources: settings.PRIVATE_SOURCES,
  chromium: settings.CHROMIUM_PATH,
});

/** `tell`: told what went well, which beside a site is not news. */
async function declareJobs(tell: (text: string) => void) {
  const [{ declareTurns }, opened] = await Promise.all([import('#jobs/all-turns.ts'), database()]);
  return declareTurns({
    db: opened.db,
    url: () => opened.url,
    gazetteer: places,
    loadSources: rooms.loadSources,
    guest,
    outside: rooms.outside,
    secret: authSecret(),
    baseUrl: rooms.baseUrl,
    harvests: { atOnce: settings.HARVESTS_AT_ONCE, minutes: settings.HARVEST_MINUTES },
    keepDays: settings.KEEP_VERSIONS_DAYS,
    now: rooms.now,
    say: screen.say,
    tell,
    linesOf: tellReport,
  });
}

let declared: ReturnType<typeof declareJobs> | undefined;
const jobs = (tell = screen.say): ReturnType<typeof declareJobs> => (declared ??= declareJobs(tell));

async function runJobs({ quiet }: { quiet: boolean }): Promise<void> {
  const tell = quiet ? () => {} : screen.say;
  const { jobs: work, sources } = await jobs(tell);
  noteSecret('jobs');
  await work.start();
  tell(`${await sources.followManifests()} sources have a turn. Ctrl-C stops.`);
  await aborted(stopping);
  await work.stop();
  noteStopped(dataFolder, 'jobs');
}

const rooms: CommandRooms = {
  sourcesFolder,
  loadSources: () => loadSources(sourcesFolder),
  say: screen.say,
  progress: screen.progress,
  database: async () => (await database()).db,
  gazetteer: places,
  wordDesk: async () => {
    const { db } = await database();
    const known = await knownSources(db, rooms.loadSources().sources);
    const { now, signal } = rooms;
    return wordDesk({ db, gazetteer: places(), sources: () => known, now, say: screen.say, signal });
  },
  thesaurus: async () => {
    const { db } = await database();
    return thesaurusDesk({ db, engine: async () => (await liveIndex()).engine, now: rooms.now });
  },
  platforms,
  engine: async () => {
    await followThesaurus((await database()).db);
    return (await liveIndex()).engine;
  },
  reindex: async () => (await liveIndex()).rebuild(),
  serve,
  jobs: {
    run: runJobs,
    list: async () => listTurns((await database()).db, rooms.loadSources().sources),
    runNow: async (source) => (await jobs()).sources.runNow(source),
  },
  server: {
    status: () => databaseStatus(databaseOptions),
    migrate: () => migrateDatabase(databaseOptions),
    stop: () => stopDatabase(databaseOptions),
    url: () => databaseUrl(databaseOptions),
  },
  guest,
  outside: outside(settings.GEOCODER_URL, guest.limits, guest.hosts),
  baseUrl: settings.BASE_URL ?? `http://${settings.HOST}:${settings.PORT}`,
  persons: {
    link: async (mail) =>
      operatorLink(
        { db: (await database()).db, secret: authSecret(), baseUrl: rooms.baseUrl, log: { error: () => {} } },
        { mail, language: 'fr' },
      ),
    forget: async (id) => forgetPerson((await database()).db, id),
  },
  secret: {
    isSetting: settings.AUTH_SECRET !== undefined,
    renew: () => renewKeptSecret(dataFolder),
    forgetFormer: async () => {
      const stillNeeded = await encryptedBefore((await database()).db, authSecret());
      return stillNeeded > 0 ? { stillNeeded } : forgetFormerSecret(dataFolder);
    },
  },
  now: () => new Date(),
  signal: stopping,
};

/** Serves until asked to stop. Listens first, so that a taken port is said before any work. */
async function serve(ready: (address: string) => void): Promise<void> {
  const log = pino({ level: settings.LOG_LEVEL }, pino.destination(2));
  const server = await listenFirst({ host: settings.HOST, port: settings.PORT });
  let beside: Beside | undefined;
  try {
    noteSecret('site');
    const { root, people, live, toDescribe } = await openDoors(settings.BASE_URL ?? server.address, log);
    server.wake(root);
    const rounds = await keepRounds(people.rounds, (error, what) => log.error({ error }, what));
    await people.openRelay();
    ready(server.address);
    if (settings.JOBS === 'on') beside = keepBeside({ begin: beginJobs, say: screen.say });
    await aborted(stopping);
    screen.say('Stopping…');
    await toDescribe.idle();
    rounds.stop();
    await people.close();
    await live.save();
  } finally {
    await beside?.stop();
    await server.close();
  }
}

/** The site and the API, and what they are opened onto, which lives as long as they do. */
async function openDoors(baseUrl: string, log: Logger) {
  const { db, pages, listen } = await database();
  const isDemonstration = await showDemonstration(db);
  const { sources, refreshSources } = await heldSources(db, rooms.loadSources);
  const tiles = await openTiles(settings, screen.say);
  screen.say('Opening the search…');
  const live = await liveIndex();
  await live.save();
  await followDatabase({
    ...{ db, listen, live, refreshSources },
    failed: (error) => log.error({ error }, 'the search could not follow the database'),
  });
  const toDescribe = oneByOne((error) => log.error({ error }, 'sheets wait to be described again'));
  const desk = wordDesk(
    { db, gazetteer: places(), sources: () => sources, now: rooms.now, say: screen.say, signal: stopping },
    toDescribe.add,
  );
  const deciding = review({ db: pages, sources: async () => sources, now: rooms.now });
  const people = openPeople({ db, pages, sources, engine: live.engine, deciding, baseUrl, log });
  const circles = { db, secret: authSecret(), ...people.doors, forget: rooms.persons.forget, now: rooms.now };
  await demonstrateCircles(circles, isDemonstration, screen.say);
  const reading = createReadingCount(settings.READS_PER_MINUTE, Date.now);
  const doors = {
    mustWait: (c: Context) => reading(networkOfVisitor(c, settings.PROXIES)),
    personOf: people.doors.accounts.personOf,
    watch: people.doors.watch,
    engine: fairly(live.engine, rooms.now),
    projects: projectStore(pages),
    sources,
    territories: places(),
    baseUrl,
    now: rooms.now,
    freshness: () => sourceFreshness(pages),
    words: desk,
    review: deciding,
    turns: () => sourceTurns(pages),
    log,
  };
  const runs = runDesk({ db, log, describeSoon: async (source) => (await jobs()).describeSoon(source) });
  const root = new Hono();
  root.get('/health', (context) => context.json({ is: 'carrefour', projects: live.engine.size }));
  root.route('/api', createApi(doors));
  const site = createSite({
    ...doors,
    outlines: loadOutlines(),
    pictures: (id, size) => copyBytes(pages, id, size),
    built: join(project, 'dist'),
    tiles,
    operator: operatorOf(settings),
    catalogueFigures: (source) => catalogueFigures(pages, source),
    toMend: {
      sheets: (asked) => sheetsToMend(pages, asked),
      problems: (source) => problemCounts(pages, source),
    },
    observatory: { state: () => indexState(pages), counts: () => observatoryCounts(pages) },
    ...people.doors,
    proxies: settings.PROXIES,
    thesaurus: thesaurusDesk({ db: pages, engine: async () => live.engine, now: rooms.now }),
    runs,
    queues: {
      pairs: async () => (await openQuestions(pages, 1)).total,
      words: async () => (await desk.waiting({ most: 1 })).total,
      runs: async () => (await runs.held()).length,
      contributions: () => people.doors.moderation.count(),
    },
  });
  // Whole, with its own pages for what is not there.
  root.all('*', (context) => site.fetch(context.req.raw, context.env));
  return { root, people, live, toDescribe };
}

/** Gives whether it is shown. Manifests that are wrong are told. */
async function showDemonstration(db: Database['db']): Promise<boolean> {
  const { sources, problems } = rooms.loadSources();
  for (const { file, line, message } of problems) screen.say(`${file}:${line}: ${message}`);
  const own = new Map(sources.map((source) => [source.id, source]));
  const demonstrating = { db, gazetteer: places(), sources: own, now: rooms.now };
  return demonstrate(demonstrating, settings.DEMONSTRATION, screen, stopping);
}

interface PeopleRooms extends Pick<Database, 'db' | 'pages'> {
  sources: ReadonlyMap<string, Source>;
  engine: SearchEngine;
  deciding: Review;
  baseUrl: string;
  log: Logger;
}

function openPeople({ db, pages, sources, engine, deciding, baseUrl, log }: PeopleRooms): Connect {
  // Who signs in is told where only what goes wrong is: an operator is to see it without asking for more.
  const told = log.child({}, { level: settings.LOG_LEVEL === 'warn' ? 'info' : settings.LOG_LEVEL });
  const { now } = rooms;
  return openConnect({
    db: pages,
    telling: contributionDesk({
      ...{ db, gazetteer: places(), sources, now, engine },
      ...{ decisions: deciding, baseUrl, log },
    }),
    secret: authSecret(),
    baseUrl,
    host: settings.HOST,
    smtp: smtpOf(settings),
    mailFolder: join(dataFolder, 'mail'),
    provider: providerOf(settings),
    demandsSecondFactor: settings.SECOND_FACTOR === 'curators',
    introductions: {
      reach: introductionReach({
        ...{ db: pages, sources, holdersOf },
        // Invented holders answer to nobody but who tries: their mails stay on the page of the mailbox.
        inventedToo: settings.SMTP_URL === undefined,
      }),
      withoutAddresses,
      nameOf: (source) => sources.get(source)?.name,
      relay: relayOf(settings),
    },
    deciding,
    now,
    signal: stopping,
    log: told,
  });
}

/** The jobs have a program of their own: what they compute would make the visitors of this one wait. */
function beginJobs() {
  return spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), 'jobs', 'run', '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

let exitCode = 1;
try {
  exitCode = await runCommand(commands, typed, rooms, screen);
} catch (error) {
  if (stopping.aborted) {
    exitCode = 130;
    if (typed.includes('--json')) screen.answer(JSON.stringify({ error: 'Interrupted.' }));
  } else {
    screen.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (typed.includes('--json'))
      screen.answer(JSON.stringify({ error: 'This is a bug: the error stream tells where.' }));
  }
} finally {
  await (await declared?.catch(() => undefined))?.jobs.stop();
  await (await opened?.catch(() => undefined))?.close();
}
process.exit(exitCode);
