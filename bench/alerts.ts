/**
 * What alerts cost: many followed searches, some hundreds of projects new or changed, one morning and one moment. Then the
 * mails go through real SMTP, their sender killed with -9 in the middle, and each that arrived is counted.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { criteriaText } from '#connect/alerts/alerts.ts';
import { tellNews } from '#connect/alerts/tell-news.ts';
import { killedSender } from '#connect/mail/testing-killed.ts';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { matchNews } from '#pipeline/match-news.ts';
import { newsItem } from '#pipeline/news-item.ts';
import { inventProject, putProjects } from '#pipeline/testing-news.ts';
import { corpus, criteriaList } from './search/corpus.ts';

const usage = `npm run -s bench -- alerts [--alerts N] [--searches N] [--shown N] [--news N] [--kills N] [--json]

  --alerts N    how many alerts, of as many addresses (default 100000): half daily, half told at once
  --searches N  how many different searches they follow (default 100000: each its own)
  --shown N     how many projects stood there before (default 10000)
  --news N      how many are new; a tenth as many change (default 300)
  --kills N     how often the sender is killed while the mails go (default 4)
  --json        one object
`;
const { values } = parseArgs({
  options: {
    alerts: { type: 'string', default: '100000' },
    searches: { type: 'string', default: '100000' },
    shown: { type: 'string', default: '10000' },
    news: { type: 'string', default: '300' },
    kills: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const alerts = Number(values.alerts);
const searches = Number(values.searches);
const shown = Number(values.shown);
const fresh = Number(values.news);
const kills = Number(values.kills);

const database = await testDatabase();
const { db } = database;
let now = new Date('2026-05-06T10:00:00Z');
const figures: Record<string, number> = { alerts, searches, shown, fresh };
const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const { user, system } = process.cpuUsage(cpu);
  figures[`${name}Seconds`] = Math.round(performance.now() - start) / 1000;
  figures[`${name}OwnCpuSeconds`] = Math.round((user + system) / 1000) / 1000;
  return made;
};
const territories = loadGazetteer();
const baseUrl = 'https://carrefour.example';
const round = () =>
  tellNews({
    ...{ db, secret: 'a secret for a bench, 0123456789 abcdefghijklmn', baseUrl, match: matchNews, now: () => now },
    newsItems: async () => newsItem({ baseUrl, sources: new Map(), territories }),
  });

/** All that waits goes, in as many stretches as there are kills, and one more. */
async function carry(mails: number): Promise<void> {
  const smtp = await startSmtp();
  const sender = killedSender(database, smtp.url);
  try {
    // What was put in above is of the bench's own day; what sends it has the clock of the machine.
    await db
      .updateTable('mail')
      .set({ next_at: new Date(), not_after: new Date(Date.now() + 86_400_000) })
      .execute();
    figures.inItsHands = 0;
    for (let kill = 1; kill <= kills; kill++) {
      figures.inItsHands += await sender.killAt(async (ended) => {
        while (smtp.received.length < (kill * mails) / (kills + 1) && !ended.aborted) await pass(1);
      });
      await sender.lapse();
    }
    await smtp.deserted();
    await sender.sendTheRest();
    // An address may have followed two searches: each mail has its own name.
    const names = smtp.received.map(({ raw }) => /^Message-ID: (\S+)/im.exec(raw)?.[1]);
    figures.arrived = new Set(names).size;
    figures.cameTwice = names.length - figures.arrived;
    figures.lost = mails - figures.arrived;
    figures.takenForSent = await sender.unheard();
  } finally {
    sender.close();
    await smtp.close();
  }
}

try {
  const projects = [...corpus(shown + fresh)].map((document, rank) => {
    const { facets, territories: around, points } = document;
    const sites = points.map((point) => ({ point, territories: [...around], precision: 'commune' as const, how: [] }));
    return inventProject(`${document.title} ${rank}`, {
      ...{ summary: document.summary, body: `<p>${document.body}</p>`, startYear: document.startYear },
      ...{ themes: [...(facets.theme ?? [])], audiences: [...(facets.audience ?? [])], sdgs: [...(facets.sdg ?? [])] },
      ...{ approaches: [...(facets.approach ?? [])], placeKinds: [...(facets.placeKind ?? [])], sites },
    });
  });
  await putProjects(db, projects.slice(0, shown));
  await round();
  // Beginnings of words and misspelt ones are put right when a search is followed: here they find nothing, as they stay.
  const texts = criteriaList(searches).map(criteriaText);
  for (let at = 0; at < alerts; at += 2_000) {
    const some = Array.from({ length: Math.min(2_000, alerts - at) }, (_, rank) => ({
      id: randomUUID(),
      rank: at + rank,
    }));
    await db
      .insertInto('follower')
      .values(some.map(({ id, rank }) => ({ id, mail: `n${rank}@exemple.fr`, since: now })))
      .execute();
    await db
      .insertInto('alert')
      .values(
        some.map(({ id, rank }) => {
          const daily = rank % 2 === 0;
          return {
            ...{
              id: randomUUID(),
              follower: id,
              criteria: texts[Math.floor(rank / 2) % texts.length]!,
              label: 'Une recherche',
            },
            ...{
              language: 'fr' as const,
              rhythm: daily ? ('daily' as const) : ('at-once' as const),
              state: 'on' as const,
            },
            ...{ state_since: now, told_to: '0', due_at: daily ? new Date('2026-05-07T06:00:00Z') : null },
          };
        }),
      )
      .execute();
  }
  await putProjects(db, [
    ...projects.slice(shown),
    ...projects.slice(0, fresh / 10).map((project) => ({ ...project, summary: `${project.summary} Du nouveau.` })),
  ]);
  const atOnce = await timed('atOnce', round);
  now = new Date('2026-05-07T06:00:00Z');
  const morning = await timed('morning', round);
  now = new Date('2026-05-07T06:01:00Z');
  await timed('nothingNew', round);
  figures.news = atOnce.noted;
  figures.atOnceMails = atOnce.mailed;
  figures.morningLooked = morning.looked;
  figures.morningMails = morning.mailed;
  await timed('carried', () => carry(atOnce.mailed + morning.mailed));
  figures.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
} finally {
  await database.close();
}
process.stdout.write(
  values.json
    ? `${JSON.stringify(figures)}\n`
    : `${Object.entries(figures)
        .map(([name, value]) => `${name.padEnd(24)}${value}`)
        .join('\n')}\n`,
);
