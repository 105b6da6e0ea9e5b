/** Reports of what could not be delivered are believed when they prove what they tell of, and only then. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { honourBounce, readBounce } from './bounce.ts';
import { enqueue } from './outbox.ts';
import { messageIdOf } from './send-due.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** As Postfix writes it. */
function report({
  to = 'partie@exemple.fr',
  status = '5.1.1',
  action = 'failed',
  about = '<x@y>',
  headersOnly = false,
} = {}) {
  const returned = `From: bonjour@carrefour.example\r\nTo: ${to}\r\nMessage-ID: ${about}\r\nSubject: Bonjour\r\n`;
  const lines = [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.exemple.fr',
    'To: bonjour@carrefour.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `<${to}>: nobody here`,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.exemple.fr',
    'Arrival-Date: Sun, 3 May 2026 10:00:00 +0000',
    '',
    `Final-Recipient: rfc822; ${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1',
    '    User unknown',
    '',
    '--b',
    `Content-Type: ${headersOnly ? 'text/rfc822-headers' : 'message/rfc822'}`,
    '',
    returned + (headersOnly ? '' : '\r\nUn mot.\r\n'),
    '--b--',
    '',
  ];
  return new TextEncoder().encode(lines.join('\r\n'));
}

async function sentMail(to: string) {
  const { db } = database;
  await enqueue(db, { kind: 'test', to, subject: 'x', text: 'x', html: 'x' }, new Date());
  const { id } = await db
    .updateTable('mail')
    .set({ state: 'sent', ended_at: new Date() })
    .where('recipient', '=', to)
    .where('state', '=', 'queued')
    .returning('id')
    .executeTakeFirstOrThrow();
  return messageIdOf(id, 'carrefour.example');
}
const mayWrite = async (to: string) =>
  (await enqueue(database.db, { kind: 'test', to, subject: 'x', text: 'x', html: 'x' }, new Date())) === 'queued';

test('a report is read: whom it is about, how grave, of which mail', async () => {
  for (const headersOnly of [false, true])
    assert.deepEqual(await readBounce(report({ about: '<a@b.example>', headersOnly })), [
      { recipient: 'partie@exemple.fr', status: '5.1.1', permanent: true, about: ['<a@b.example>'] },
    ]);
  assert.deepEqual(await readBounce(report({ action: 'delayed', status: '4.4.7' })), []);
  assert.equal(await readBounce(new TextEncoder().encode('Subject: Re: Bonjour\r\n\r\nMerci !')), undefined);
});

test('an address that bounced is not written to again', async () => {
  const about = await sentMail('partie@exemple.fr');
  assert.deepEqual(await honourBounce(database.db, report({ about }), new Date()), ['partie@exemple.fr']);
  assert.equal(await mayWrite('partie@exemple.fr'), false);
  const { state } = await database.db
    .selectFrom('mail')
    .select('state')
    .where('recipient', '=', 'partie@exemple.fr')
    .executeTakeFirstOrThrow();
  assert.equal(state, 'failed');
});

test('a forged report silences nobody: neither without our Message-ID nor with that of a mail to somebody else', async () => {
  await sentMail('visee@exemple.fr');
  const own = await sentMail('attaquant@exemple.fr');
  for (const about of [
    '<x@y>',
    '<00000000-0000-4000-8000-000000000000@carrefour.example>',
    own,
    '<%@carrefour.example>',
  ])
    assert.deepEqual(await honourBounce(database.db, report({ to: 'visee@exemple.fr', about }), new Date()), [], about);
  assert.ok(await mayWrite('visee@exemple.fr'));
});

test('a full mailbox, a delay and a policy are not a dead address', async () => {
  const about = await sentMail('pleine@exemple.fr');
  for (const [status, action] of [
    ['5.2.2', 'failed'],
    ['4.2.2', 'failed'],
    ['5.7.1', 'failed'],
    ['5.1.1', 'delayed'],
  ] as const)
    assert.deepEqual(
      await honourBounce(database.db, report({ to: 'pleine@exemple.fr', status, action, about }), new Date()),
      [],
    );
  assert.ok(await mayWrite('pleine@exemple.fr'));
});

test('whatever comes instead of a report is no report, and breaks nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      assert.deepEqual(await honourBounce(database.db, bytes, new Date()), []);
    }),
    { numRuns: 50 },
  );
  const whole = report();
  for (let cut = 0; cut < whole.length; cut += 37) await readBounce(whole.subarray(0, cut));
  assert.equal(await readBounce(new Uint8Array(3_000_000)), undefined);
});
