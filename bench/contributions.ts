/** How fast contributions are taken, decided, written and found, over a real database, index and gazetteer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addPerson } from '#connect/accounts/persons.ts';
import { createContributions } from '#connect/contributions/contributions.ts';
import { kindOfContributions } from '#connect/contributions/kind.ts';
import { createModeration } from '#connect/moderation/moderation.ts';
import { createGuard } from '#connect/spam/guard.ts';
import { newStamp } from '#connect/spam/stamp.ts';
import { testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { review } from '#match/review.ts';
import { noCriteria } from '#model/criteria.ts';
import { emptyTelling, type Telling } from '#model/telling.ts';
import { contributionDesk } from '#pipeline/contributions/desk.ts';
import { contributionsSource } from '#pipeline/contributions/source.ts';
import { openLiveIndex } from '#pipeline/live-index.ts';

const usage = `npm run -s bench -- contributions [--contributions N] [--json]

  --contributions N   how many people tell a project (default 10000)
  --json              one object: milliseconds for each step, and what stands at the end
`;
const { values } = parseArgs({
  options: {
    contributions: { type: 'string', default: '10000' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

/** How many are accepted one by one, each written and found before the next. */
const alone = 30;
/** How many people send, and how many words are said, at once. */
const together = 4;
const things = ['Jardin', 'Atelier', 'Café', 'Épicerie', 'Fabrique', 'Cantine', 'Ressourcerie', 'Verger', 'Garage'];
const names = ['Voisins', 'Possibles', 'Tilleuls', 'Ateliers', 'Mains', 'Saisons', 'Chemins', 'Écluses', 'Lisières'];
const doings = [
  'cuisinent ensemble',
  'réparent des vélos',
  'cultivent un potager',
  'apprennent à coudre',
  'se prêtent des outils',
];

function telling(n: number, city: string): Telling {
  const [thing, name, doing] = [things[n % 9]!, names[Math.floor(n / 9) % 9]!, doings[n % 5]!];
  return {
    ...emptyTelling,
    title: `${thing} des ${name} de ${city} ${n}`,
    summary: `Un lieu où les habitants ${doing}, chaque semaine.`,
    body: `Depuis ${1990 + (n % 35)}, les habitants de ${city} ${doing}. On y vient à pied, sans inscription, et chacun repart avec un savoir.`,
    city,
    startYear: String(1990 + (n % 35)),
    licence: true,
  };
}

if (values.help || !/^[1-9]\d*$/.test(values.contributions)) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const total = Number(values.contributions);
  const folder = await mkdtemp(join(tmpdir(), 'carrefour-bench-'));
  const database = await testDatabase();
  try {
    console.log(await measure(total, folder, database));
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
}

async function measure(total: number, folder: string, { db }: Awaited<ReturnType<typeof testDatabase>>) {
  const gazetteer = loadGazetteer();
  const cities = gazetteer
    .all('commune')
    .map(({ name }) => name)
    .filter((_, at) => at % 17 === 0);
  const now = () => new Date();
  const log = { error: (fields: object, message: string) => console.error(message, fields) };
  const live = await openLiveIndex({ db, dataFolder: folder, say: () => {} });
  const sources = new Map([['contributions', contributionsSource]]);
  const baseUrl = 'https://carrefour.example';
  const decisions = review({ db, sources: async () => sources, now });
  const desk = contributionDesk({ db, gazetteer, sources, now, engine: live.engine, decisions, baseUrl, log });
  const secret = 'a secret for the bench, 0123456789 abcdefghijklmnop';
  const contributions = createContributions({
    ...{ ...desk, db, secret, baseUrl, now, sendSoon: undefined },
    guard: createGuard({ db, secret, now }),
  });
  // What was decided is written by the whole, as after a stop; `alone` measures one at a time.
  const moderationWith = (write: () => Promise<unknown>) =>
    createModeration({
      ...{ db, baseUrl, now, log, mayAnswer: async () => true },
      kinds: [kindOfContributions({ secret, now, write })],
    });
  const later = moderationWith(async () => {});
  const curator = (await addPerson(db, { mail: 'cura@exemple.org', name: 'Cura', role: 'curator' }))!;
  const stampOf = () => newStamp(secret, now());

  const tell = async (n: number): Promise<void> => {
    const person = (await addPerson(db, { mail: `n${n}@exemple.org`, name: `N ${n}`, role: 'member' }))!;
    const who = { person: { id: person.id, mail: person.mail } };
    const form = { stamp: stampOf(), work: '', trap: '', network: `network ${n}` };
    const begun = await contributions.begin(form, 'fr', who);
    if (typeof begun === 'string') throw new Error(begun);
    const { contribution } = begun;
    await contributions.save(contribution.id, telling(n, cities[n % cities.length]!), form.network);
    await contributions.send((await contributions.open(contribution.id, who))!, who, '', form);
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const first = total - alone;
  const told = await timed(async () => {
    for (let n = 0; n < first; n += together)
      await Promise.all(Array.from({ length: Math.min(together, first - n) }, (_, more) => tell(n + more)));
  });
  const queue = await timed(() => later.list({ most: 30 }));
  const decided = await timed(async () => {
    for (let done = 0; done < first; ) {
      const batch = await later.list({ most: 200 });
      for (let at = 0; at < batch.length; at += together)
        await Promise.all(
          batch
            .slice(at, at + together)
            .map(({ id }) => later.decide(id, { verdict: 'accept', by: curator.id, sentence: 'Merci.' })),
        );
      done += batch.length;
      if (batch.length === 0) break;
    }
  });
  const written = await timed(() => desk.write());
  const indexed = await timed(() => live.catchUp());
  const waits: number[] = [];
  const atOnce = moderationWith(desk.write);
  for (let n = first; n < total; n++) {
    await tell(n);
    const [matter] = await atOnce.list({ most: 1 });
    waits.push(
      await timed(async () => {
        await atOnce.decide(matter!.id, { verdict: 'accept', by: curator.id, sentence: 'Merci.' });
        await live.catchUp();
        const { hits } = await live.engine.search({ criteria: { ...noCriteria, q: matter!.title } });
        if (hits.length === 0) throw new Error(`${matter!.title} is not found`);
      }),
    );
  }
  waits.sort((a, b) => a - b);
  const round = (value: number) => Math.round(value * 10) / 10;
  const figures = {
    contributions: total,
    toldEachMs: round(told / first),
    queueMs: round(queue),
    decidedEachMs: round(decided / first),
    writtenEachMs: round(written / first),
    writtenSeconds: round(written / 1000),
    indexedMs: round(indexed),
    acceptedToFoundMs: { median: round(waits[waits.length >> 1]!), worst: round(waits.at(-1)!) },
    projects: live.engine.size,
    megabytes: Math.round(process.memoryUsage().rss / 1e6),
  };
  return values.json
    ? JSON.stringify(figures)
    : Object.entries(figures)
        .map(([name, value]) => `${name.padEnd(20)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
        .join('\n');
}
