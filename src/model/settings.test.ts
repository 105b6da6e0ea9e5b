/** An operator who mistypes a setting is told which, and what it should be, before anything starts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from './settings.ts';

test('without any setting everything has its default', () => {
  const read = readSettings({});
  assert.ok('settings' in read);
  assert.equal(read.settings.PORT, 3000);
  assert.equal(read.settings.HOST, '127.0.0.1');
  assert.equal(read.settings.DATABASE_URL, undefined);
});

test('an empty setting counts as unset', () => {
  const read = readSettings({ PORT: '', DATABASE_URL: '' });
  assert.ok('settings' in read);
  assert.equal(read.settings.PORT, 3000);
});

test('each wrong setting has its sentence, and no value is repeated', () => {
  const read = readSettings({ PORT: 'trois mille', DATABASE_URL: 'mysql://root:secret@h/db', LOG_LEVEL: 'loud' });
  assert.ok('wrong' in read);
  assert.equal(read.wrong.length, 3);
  assert.match(read.wrong[0]!, /^The setting PORT must be a whole number from 0 to 65535\.$/);
  assert.doesNotMatch(read.wrong.join(' '), /secret|loud|trois/);
});

test('settings that go together are asked for together, and their values are never repeated', () => {
  const half = readSettings({ SMTP_URL: 'smtps://user:hidden@mail.example:465', OIDC_CLIENT_SECRET: 'hidden' });
  assert.ok('wrong' in half);
  assert.equal(half.wrong.length, 2);
  assert.match(half.wrong[0]!, /MAIL_FROM must be set too/);
  assert.match(half.wrong[1]!, /OIDC_ISSUER, OIDC_CLIENT_ID must be set too/);
  assert.doesNotMatch(half.wrong.join(), /hidden/);
  const whole = readSettings({
    SMTP_URL: 'smtp://mail.example',
    MAIL_FROM: 'Le Carrefour <bonjour@carrefour.example>',
  });
  assert.ok('settings' in whole);
  for (const from of ['a@b.example\nBcc: c@d.example', 'Nom <a@b.example>, c@d.example', '<a@b.example', 'a'])
    assert.ok('wrong' in readSettings({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: from }), from);
});
