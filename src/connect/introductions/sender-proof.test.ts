/** What the mail server before the relay says of a sender, and what is only made to look like it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provesSender } from './sender-proof.ts';

const from = 'Jeanne@bocal.example';
const proves = (...headers: string[]) => provesSender(headers, 'mx.carrefour.example', from);

test('a mail is its sender’s when the server says that DMARC, an own signature or its envelope passed', () => {
  assert.ok(proves('mx.carrefour.example; dmarc=pass (p=reject) header.from=bocal.example'));
  assert.ok(proves('MX.Carrefour.Example 1; dkim=pass header.d=bocal.example header.s=mai'));
  assert.ok(proves('mx.carrefour.example; dkim=pass (2048-bit key) header.i=@bocal.example'));
  assert.ok(proves('mx.carrefour.example; spf=pass smtp.mailfrom=jeanne@bocal.example'));
  assert.ok(proves('mx.carrefour.example; spf=pass smtp.mailfrom="bocal.example"'));
  assert.ok(proves('mx.carrefour.example; none', 'mx.carrefour.example;\r\n\tdkim=pass header.d=bocal.example'));
  assert.ok(provesSender(['mx; dkim=pass header.d=bocal.example'], 'mx', 'j@antenne.bocal.example'));
});

test('what failed, speaks of another domain, or is another’s word proves nothing', () => {
  for (const header of [
    '',
    'mx.carrefour.example; none',
    'mx.carrefour.example; dmarc=fail header.from=bocal.example',
    'mx.carrefour.example; dmarc=none header.from=bocal.example',
    'mx.carrefour.example; spf=softfail smtp.mailfrom=bocal.example',
    'mx.carrefour.example; dkim=pass header.d=mal.example',
    'mx.carrefour.example; dkim=pass header.d=antenne.bocal.example',
    'mx.carrefour.example; dkim=pass header.d=example',
    'mx.carrefour.example; spf=pass smtp.mailfrom=jeanne@mal.example',
    'mx.carrefour.example; spf=pass smtp.helo=bocal.example',
    'mx.mal.example; dmarc=pass header.from=bocal.example',
    'mx.carrefour.example.mal.example; dmarc=pass header.from=bocal.example',
    'mal.example (mx.carrefour.example); dmarc=pass header.from=bocal.example',
    'mx.carrefour.example; dkim=fail (dkim=pass header.d=bocal.example) header.d=bocal.example',
    'mx.carrefour.example; dkim=fail reason="x; dkim=pass header.d=bocal.example"',
  ])
    assert.equal(proves(header), false, header);
  assert.equal(
    proves(
      'mx.carrefour.example; dmarc=fail header.from=bocal.example',
      'mx.carrefour.example; dkim=pass header.d=bocal.example',
    ),
    false,
  );
});

test('a hostile header takes no time and throws nothing', () => {
  for (const header of ['('.repeat(200_000), '\\'.repeat(9_999), `mx.carrefour.example;${'a='.repeat(90_000)}`, '"'])
    assert.equal(proves(header), false);
});
