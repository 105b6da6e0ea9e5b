/** What becomes of mails whose sender is killed with -9 again and again, at random moments: each that arrived is counted. */
import { randomInt } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { enqueueAll } from '#connect/mail/outbox.ts';
import { killedSender, type Victim } from '#connect/mail/testing-killed.ts';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { testDatabase } from '#db/testing.ts';

const victims: readonly Victim[] = ['program', 'both', 'courier'];
const usage = `npm run -s bench -- killed-mails [--kills N] [--victim program|both|courier] [--slow MS] [--json]

  --kills N   how often it is killed, each time in the middle of its mails (default 50)
  --victim    the program (default), its courier with it, or the courier alone
  --slow MS   milliseconds that the server takes over an answer (default 0)
  --json      one object
`;
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    victim: { type: 'string', default: 'program' },
    slow: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});
const [kills, slow] = [Number(values.kills), Number(values.slow)];
const victim = victims.find((one) => one === values.victim);
if (victim === undefined || !(kills >= 1) || !(slow >= 0)) {
  process.stderr.write(usage);
  process.exit(2);
}
/** Enough for some to be left when it is killed. */
const mailsForEach = 300;
const words = { kind: 'test', subject: 'x', text: 'x', html: 'x' };

const database = await testDatabase();
const server = await startSmtp({ slow });
const sender = killedSender(database, server.url);
try {
  for (let kill = 0; kill < kills; kill++) {
    const mails = Array.from({ length: mailsForEach }, (_, n) => ({ ...words, to: `n${kill}-${n}@exemple.fr` }));
    await enqueueAll(database.db, mails, new Date());
    const before = server.received.length;
    await sender.killAt(async (ended) => {
      while (server.received.length < before + 5 && !ended.aborted) await pass(1);
      await pass(randomInt(150));
    }, victim);
    await sender.lapse();
  }
  await server.deserted();
  const rest = await sender.sendTheRest();
  const total = kills * mailsForEach;
  const arrived = new Set(server.received.map(({ to }) => to[0])).size;
  const figures = {
    ...{ kills, victim, mails: total, lost: total - arrived, twice: server.received.length - arrived },
    ...{ takenForSent: await sender.unheard(), sentAtTheEnd: rest.sent },
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(figures)}\n`
      : `${Object.entries(figures)
          .map(([name, value]) => `${name.padEnd(14)}${value}`)
          .join('\n')}\n`,
  );
} finally {
  sender.close();
  await server.close();
  await database.close();
}
