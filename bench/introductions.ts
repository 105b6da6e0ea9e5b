/**
 * What introductions cost, both ways through real SMTP: asked, proven, told to the holder, answered, answered again. The
 * sender is killed with -9 in the middle of each delivery; then every letter is counted.
 */
import { setTimeout as pass } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { killedSender } from '#connect/mail/testing-killed.ts';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { openConnect } from '#connect/open-connect.ts';
import { testDatabase } from '#db/testing.ts';
import { review } from '#match/review.ts';
import { withoutAddresses } from '#pipeline/introduction-reach.ts';

const usage = `npm run -s bench -- introductions [--introductions N] [--json]

  --introductions N   how many people write to as many holders (default 10000)
  --json              one object
`;
const { values } = parseArgs({
  options: {
    introductions: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || !/^[1-9]\d*$/.test(values.introductions)) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}
const total = Number(values.introductions);
/** People, and connections to the relay, at once. */
const together = 4;
const domain = 'relais.carrefour.example';

const figures: Record<string, number> = { introductions: total };
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const taken = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  figures[`${name}Seconds`] = Math.round(taken / 100) / 10;
  figures[`${name}OwnCpuSeconds`] = Math.round((user + system) / 100_000) / 10;
  figures[`${name}EachMs`] = Math.round((taken / total) * 100) / 100;
  return made;
}
async function each(work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let n = next++; n < total; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: together }, one));
}
const holds = (claim: boolean, what: string): void => {
  if (!claim) throw new Error(what);
};

interface Letter {
  text: string;
  replyTo: string;
  messageId: string;
}

const database = await testDatabase();
const { db } = database;
const smtp = await startSmtp();
const connect = openConnect({
  ...{ db, secret: 'a secret for the bench, 0123456789 abcdefghijklmnop', baseUrl: 'https://carrefour.example' },
  ...{ host: '0.0.0.0', provider: undefined, demandsSecondFactor: false },
  // Letters are sent by the processes below, which are killed.
  smtp: { url: 'smtp://127.0.0.1:9', from: 'Carrefour <bonjour@carrefour.example>' },
  deciding: review({ db, sources: async () => new Map(), now: () => new Date() }),
  introductions: {
    reach: async (project) => ({
      ...{ title: `Le projet ${project}`, sources: ['reseau'], lacks: 'no-address' },
      holders: [{ mail: `porteuse-${project}@bocal.example`, via: 'sheet' }],
    }),
    withoutAddresses,
    nameOf: () => ({ fr: 'Réseau', en: 'Network' }),
    relay: { domain, host: '127.0.0.1', port: 0 },
  },
  now: () => new Date(),
  signal: AbortSignal.abort(),
  log: { error: () => {}, info: () => {}, warn: () => {} },
});
const relayPort = (await connect.openRelay())!;
const { introductions } = connect.doors;
const sender = killedSender(database, smtp.url);

/** Sends what waits, killed once in the middle; gives what arrived, by recipient. */
async function deliver(name: string): Promise<Map<string, Letter>> {
  smtp.received.length = 0;
  const inItsHands = await timed(name, async () => {
    const held = await sender.killAt(async (ended) => {
      while (smtp.received.length < total / 2 && !ended.aborted) await pass(5);
    });
    await smtp.deserted();
    const sent = await sender.sendTheRest();
    holds(sent.failed + sent.later === 0, `${name}: ${JSON.stringify(sent)}`);
    return held;
  });
  const arrived = new Map<string, Letter>();
  for (const { to, raw } of smtp.received) {
    const mail = await PostalMime.parse(raw);
    const letter = {
      text: mail.text ?? '',
      replyTo: mail.replyTo?.[0]?.address ?? '',
      messageId: mail.messageId ?? '',
    };
    const former = arrived.get(to[0]!);
    holds(former === undefined || former.messageId === letter.messageId, `${name}: two letters to ${to[0]}`);
    arrived.set(to[0]!, letter);
  }
  const repeated = smtp.received.length - arrived.size;
  holds(arrived.size === total, `${name}: ${arrived.size} of ${total} letters arrived`);
  figures.killed = (figures.killed ?? 0) + 1;
  figures.inItsHands = (figures.inItsHands ?? 0) + inItsHands;
  figures.takenForSent = await sender.unheard();
  figures.cameTwice = (figures.cameTwice ?? 0) + repeated;
  return arrived;
}

/** Everyone answers by mail, to the address that their letter names. */
async function answer(name: string, letters: Map<string, Letter>, from: (n: number) => string, words: string) {
  const transport = createTransport({
    host: '127.0.0.1',
    port: relayPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: together,
  });
  await timed(name, () =>
    each(async (n) => {
      await transport.sendMail({ from: from(n), to: letters.get(from(n))!.replyTo, text: words, subject: 'Re:' });
    }),
  );
  transport.close();
}

try {
  const asker = (n: number) => `curieuse-${n}@exemple.example`;
  const holder = (n: number) => `porteuse-${n}@bocal.example`;
  await timed('asked', () =>
    each(async (n) => {
      const asked = await introductions.ask({
        ...{ project: String(n), purpose: 'learn', name: 'Nina', mail: asker(n), consents: true, person: undefined },
        // Each in words of their own: what goes round is withheld for a curator.
        ...{ text: `Bonjour de la ville ${n}, votre idée me plaît : comment avez-vous commencé ?`, language: 'fr' },
        signs: { stamp: '', work: '', trap: '', network: `network ${n}` },
      });
      holds(asked.is === 'to-confirm', JSON.stringify(asked));
    }),
  );
  const links = await deliver('linksDelivered');
  await timed('confirmed', () =>
    each(async (n) => {
      const [, id = '', key = ''] =
        /\/contacts\/([0-9a-f-]{36})\?cle=([\w-]{32})/.exec(links.get(asker(n))!.text) ?? [];
      const done = await introductions.act(id, { key, person: undefined }, { does: 'confirm' });
      holds(done?.is === 'done', JSON.stringify(done));
    }),
  );
  const first = await deliver('firstDelivered');
  await answer('answered', first, holder, 'Avec plaisir : passez nous voir un mercredi.');
  const second = await deliver('answersDelivered');
  await answer('answeredAgain', second, asker, 'Merci ! Je viendrai mercredi prochain.');
  await deliver('secondAnswersDelivered');
  const messages = await db
    .selectFrom('introduction_message')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  const talking = await db
    .selectFrom('introduction')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('state', '=', 'talking')
    .executeTakeFirstOrThrow();
  const letters = await db
    .selectFrom('mail')
    .select(['state', ({ fn }) => fn.countAll<string>().as('n')])
    .groupBy('state')
    .execute();
  figures.messages = Number(messages.n);
  figures.talking = Number(talking.n);
  figures.lettersSent = Number(letters.find(({ state }) => state === 'sent')?.n);
  holds(letters.length === 1 && figures.lettersSent === 4 * total, JSON.stringify(letters));
  holds(figures.messages === 3 * total && figures.talking === total, JSON.stringify(figures));
  figures.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    values.json
      ? `${JSON.stringify(figures)}\n`
      : `${Object.entries(figures)
          .map(([name, value]) => `${name.padEnd(32)}${value}`)
          .join('\n')}\n`,
  );
} finally {
  sender.close();
  await connect.close();
  await smtp.close();
  await database.close();
}
