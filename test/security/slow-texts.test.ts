/** Texts that would keep the program busy for minutes: long runs of what a pattern tries again and again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownWords, readMail } from '#connect/introductions/read-mail.ts';
import { plainName, plainText, withoutSecrets } from '#connect/introductions/words-passed.ts';
import { readBounce } from '#connect/mail/bounce.ts';
import { suspicionsOf } from '#connect/spam/score.ts';
import { withoutAddresses } from '#pipeline/introduction-reach.ts';

/** Characters: what takes a square of them takes hours, and the test with it. */
const many = 400_000;
const runs = [
  ...[' ', '\t', '\n', ' \n', '\u00a0', '\u200b', '@', '<', '<@', '@<', '>', '(', '[ ', '( at ', 'a@', 'a.', '.', '-'],
  ...['_', '0', '06 ', '+33 ', '1.', 'a', 'é', 'A', 'le ', 'le\n', 'de:', 'de\n', 'wrote', 'wrote ', 'www.', 'http://'],
  ...['casino ', '<a ', '« ', ' »', "'", '"', '\\', '%', '=\n', '> '],
];
const readers: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['plainText', plainText],
  ['plainName', plainName],
  ['ownWords', ownWords],
  ['withoutSecrets', (text) => withoutSecrets(text, ['a@a@a@a@a@', 'aaaaaaaaaaaa', '@@@@@@@@'])],
  ['withoutAddresses', withoutAddresses],
  [
    'suspicionsOf',
    (text) =>
      suspicionsOf({
        ...{ text, trap: '', seconds: 60, fastest: 5, workDone: true, repeated: false },
        ...{ manyFromNetwork: false, manyFromAuthor: false, reputation: { accepted: 0, refused: 0 } },
      }),
  ],
];

for (const [name, read] of readers)
  test(`${name}: a run of anything is read as quickly as it is long`, () => {
    for (const run of runs) {
      const long = run.repeat(Math.ceil(many / run.length));
      for (const text of [long, `x${long}x`, `Bonjour\n<${long}`, `\n${long}x\n${long}:`]) read(text);
    }
  });

test('a report of non-delivery with an address of a million signs, and a mail that leads over with one', async () => {
  const lines = (recipient: string) =>
    [
      ...['MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b'],
      ...['Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; x', '', `Final-Recipient: ${recipient}`],
      ...['Action: failed', 'Status: 5.1.1', '', '--b--', ''],
    ].join('\r\n');
  const read = (recipient: string) => readBounce(Buffer.from(lines(recipient)));
  assert.equal((await read('rfc822; partie@exemple.fr'))?.[0]?.recipient, 'partie@exemple.fr');
  for (const run of ['@', 'a@', ' ', '<', '@<'])
    assert.deepEqual(await read(`rfc822; ${run.repeat(900_000 / run.length)}`), [], JSON.stringify(run));
  const mail = `From: a@exemple.fr\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n<${'@'.repeat(59_000)}\r\n`;
  const told = await readMail(Buffer.from(mail), 'a@exemple.fr');
  assert.equal(told.is, 'mail');
});
