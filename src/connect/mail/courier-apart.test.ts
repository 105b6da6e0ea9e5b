/** The program that carries mails: it brings them, is not stopped by what stops the others, and ends when it has no one. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import type { Courier } from './courier.ts';
import { courierApart } from './courier-apart.ts';
import { couriersOf, lives } from './testing-killed.ts';
import { type Manners, startSmtp } from './testing-smtp.ts';

const skip = existsSync('/proc/self/stat') ? false : 'needs /proc, to find the process that carries';

describe('the courier apart', { skip, timeout: 60_000 }, () => {
  let server: Awaited<ReturnType<typeof startSmtp>>;
  let manners: Manners;
  let folder: string;
  let courier: Courier;
  const complaints: string[] = [];
  beforeEach(async () => {
    manners = {};
    server = await startSmtp(manners);
    folder = mkdtempSync(join(tmpdir(), 'carrefour-courier-'));
    complaints.length = 0;
    courier = courierApart({
      ...{ smtp: { url: server.url, from: 'Le Carrefour <bonjour@carrefour.example>' }, folder, boot: 'this-boot' },
      log: { error: (_, message) => complaints.push(message) },
    });
  });
  afterEach(async () => {
    courier.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const id = '0f8b2c1e-9a4d-4f5e-8c3b-1a2b3c4d5e6f';
  const carry = (attempt = 1) =>
    courier.carry({
      ...{ mail: id, attempt },
      parcel: {
        ...{
          messageId: `<${id}@carrefour.example>`,
          to: 'jeanne@exemple.fr',
          subject: 'Goûter',
          text: 'Un mot d’été.',
        },
        ...{ html: '<p>Un mot d’été.</p>', headers: { 'List-Id': '<alertes.carrefour.example>' } },
        date: new Date('2026-05-03T10:00:00Z'),
      },
    });
  const courierPid = async () => {
    for (;;) {
      const [pid] = couriersOf(process.pid).filter(lives);
      if (pid !== undefined) return pid;
      await pass(5);
    }
  };
  const gone = async (pid: number) => {
    while (lives(pid)) await pass(5);
  };
  const journal = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');

  test('a mail arrives as it was written, and what the server said stands in the journal', async () => {
    assert.deepEqual(await carry(), { is: 'sent' });
    const mail = await PostalMime.parse(server.received[0]!.raw);
    assert.deepEqual([mail.subject, mail.text?.trim()], ['Goûter', 'Un mot d’été.']);
    assert.equal(new Date(mail.date ?? '').toISOString(), '2026-05-03T10:00:00.000Z');
    assert.equal(journal(), `\n+ ${id} 1.\n= ${id} 1.`);
  });

  test('a refusal comes back as it was said', async () => {
    manners.refuse = () => ({ code: 550, words: '5.1.1 Nobody here' });
    const brought = await carry();
    assert.equal(brought.is, 'never');
    assert.ok(brought.is === 'never' && brought.addressIsDead);
  });

  test('what stops all programs around leaves it what it has in hand; let go, it ends', async () => {
    manners.slow = 1_000;
    const carried = carry();
    while (server.received.length === 0) await pass(5);
    const pid = await courierPid();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(pid, signal);
    assert.deepEqual(await carried, { is: 'sent' });
    courier.close();
    await gone(pid);
  });

  test('killed with a mail in hand, it has brought nobody knows what; another takes the next', async () => {
    manners.slow = 60_000;
    const carried = carry();
    while (server.received.length === 0) await pass(5);
    process.kill(await courierPid(), 'SIGKILL');
    assert.equal((await carried).is, 'unknown');
    manners.slow = 0;
    assert.deepEqual(await carry(2), { is: 'sent' });
    server.cut();
  });

  test('killed before it could begin anything, it has left the mail as good as before', async () => {
    const carried = carry();
    // In the same turn: no process is ready as soon as it is begun.
    for (const pid of couriersOf(process.pid)) process.kill(pid, 'SIGKILL');
    assert.equal((await carried).is, 'later');
    assert.equal(server.received.length, 0);
  });

  test('a journal that cannot be written is said in the log of the program', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    courier.close();
    courier = courierApart({
      ...{ smtp: { url: server.url, from: 'bonjour@carrefour.example' }, folder, boot: 'this-boot' },
      log: { error: (_, message) => complaints.push(message) },
    });
    assert.deepEqual(await carry(), { is: 'sent' });
    assert.match(complaints.join(), /cannot be written down/);
  });
});
