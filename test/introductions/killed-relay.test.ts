/** The relay killed with -9 while answers arrive: senders come back, and each answer passes once. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { openHouse } from './testing.ts';

const fixture = fileURLToPath(new URL('killed-relay.fixture.ts', import.meta.url));
const jeanne = 'jeanne.secret@bocal.example';

test('killed three times while sixty answers arrive: none is lost, none passes twice', async () => {
  const house = await openHouse();
  let child: ChildProcess | undefined;
  try {
    const { id, holderWritesTo } = await house.begin();
    const begin = async (): Promise<number> => {
      child = spawn(process.execPath, ['--import', 'tsx', fixture, house.url], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [said] = (await once(child.stdout!, 'data')) as [Buffer];
      return Number(said.toString());
    };
    const waiting = new Set(Array.from({ length: 60 }, (_, n) => n));
    let unanswered = 0;
    for (let kill = 1; waiting.size > 0; kill++) {
      assert.ok(kill < 10, 'it ends');
      const port = await begin();
      // What may be written in a day is not what is tried here.
      await house.db.deleteFrom('rate_limit').execute();
      const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 4 });
      const enough = waiting.size - 15;
      await Promise.all(
        [...waiting].slice(0, 18).map(async (n) => {
          const messageId = `<${n}@bocal.example>`;
          try {
            await transport.sendMail({ from: jeanne, to: holderWritesTo, text: `Réponse ${n}.`, messageId });
            waiting.delete(n);
          } catch {
            // As a mail server does: kept, and tried again under the same Message-ID.
            unanswered++;
          }
          if (kill <= 3 && waiting.size <= enough) child?.kill('SIGKILL');
        }),
      );
      transport.close();
      child?.kill('SIGKILL');
      if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    assert.ok(unanswered > 0, 'it was killed in the middle');
    const messages = await house.db
      .selectFrom('introduction_message')
      .select('text')
      .where('introduction', '=', id)
      .where('side', '=', 'holder')
      .execute();
    assert.equal(messages.length, 60);
    assert.equal(new Set(messages.map(({ text }) => text)).size, 60);
    const letters = await house.db.selectFrom('mail').select('id').where('kind', '=', 'introduction-message').execute();
    assert.equal(letters.length, 60, 'with a letter for each');
    await house.pass(1);
    const arrived = await house.lettersTo('nina@exemple.fr');
    for (let n = 0; n < 60; n++)
      assert.equal(arrived.filter(({ text }) => text.includes(`Réponse ${n}.`)).length, 1, `answer ${n}`);
  } finally {
    child?.kill('SIGKILL');
    await house.close();
  }
});
