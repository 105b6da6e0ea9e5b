/** Letters are whole in both languages, in plain text and HTML, and nothing in them can be more than words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { writeLetter } from './letter.ts';
import { isLoopback, mailboxMayOpen } from './mailbox.ts';
import { signInLetter } from './sign-in-letter.ts';

const said = (words: unknown): string[] =>
  typeof words === 'string'
    ? [words]
    : typeof words === 'function'
      ? [String((words as (n: number) => string)(20))]
      : Object.values(words as object).flatMap(said);

test('no French letter breaks before its punctuation, and every English sentence is another', () => {
  const hello = 'Vous n’avez rien demandé ? Ne faites rien : « merci » !';
  const frame = { language: 'fr', siteName: 'S', baseUrl: 'https://a.example', orCopy: 'o' } as const;
  const action = { label: 'Lire ; puis répondre', url: 'https://a.example/x?y=z' };
  const letter = { subject: hello, hello, paragraphs: [hello], action, why: [hello] };
  for (const text of Object.values(writeLetter(letter, frame))) {
    assert.match(text, /demandé\u202f\? Ne faites rien\u00a0: «\u00a0merci\u00a0»\u202f!/);
    assert.doesNotMatch(text.replaceAll(/<style.*?<\/style>|<[^>]+>/gs, ''), / [;:!?»]|« /);
  }
  assert.ok(writeLetter(letter, frame).text.includes(action.url));
  const same = said(fr).filter((text) => said(en).includes(text));
  assert.deepEqual(same, ['Carrefour des innovations sociales']);
});

test('the sign-in letter says how long it lasts and what to do when it was not asked for; its address stands on its own line', () => {
  for (const language of ['fr', 'en'] as const) {
    const url = `https://carrefour.example/connexion/lien?jeton=${'a'.repeat(90)}&retour=%2Fx`;
    const { text, html } = signInLetter('https://carrefour.example', { url, language, minutes: 10 });
    assert.ok(text.split('\n').includes(url));
    assert.ok(text.split('\n').every((line) => line.length <= 76 || line === url));
    assert.match(text, /10 minutes/);
    assert.match(html, new RegExp(`<html lang="${language}">`));
    assert.match(html, /name="viewport"/);
    assert.doesNotMatch(html, /<img|<script|<link/);
  }
});

test('what a person wrote is text in a letter', () => {
  const hostile = '<img src=x onerror=alert(1)> & "quotes" \'single\'';
  const frame = { language: 'fr', siteName: 'S', baseUrl: 'https://a.example', orCopy: 'o' } as const;
  const { subject, html } = writeLetter(
    {
      subject: `x\r\nBcc: y\u2028z`,
      hello: hostile,
      paragraphs: [hostile],
      action: { label: hostile, url: 'https://a.example/"onmouseover="x' },
      why: [hostile],
    },
    frame,
  );
  assert.equal(subject, 'x Bcc: y z');
  assert.doesNotMatch(html, /<img/);
  assert.doesNotMatch(html, /"onmouseover/);
});

test('the mailbox of development never opens where others could look', () => {
  const open = { smtp: false, host: '127.0.0.1', baseUrl: 'http://127.0.0.1:3000' };
  assert.equal(mailboxMayOpen(open), true);
  assert.equal(mailboxMayOpen({ ...open, host: '::1', baseUrl: 'http://[::1]:3000' }), true);
  assert.equal(mailboxMayOpen({ ...open, baseUrl: 'https://carrefour.example' }), false, 'behind a proxy');
  assert.equal(mailboxMayOpen({ ...open, host: '0.0.0.0' }), false);
  assert.equal(mailboxMayOpen({ ...open, smtp: true }), false);
  for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', ''])
    assert.equal(isLoopback(host), false);
});
