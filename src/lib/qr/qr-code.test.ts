/** QR codes are read back by a reader written from the standard, and are those that another program reads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../hash.ts';
import { errorCorrection, multiplied } from './error-correction.ts';
import { type Modules, qrCode } from './qr-code.ts';

const picture = (rows: Modules) => rows.map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n');

test('correction bytes are those of the example of the standard', () => {
  // ISO/IEC 18004, annex I: version 1-M, "01234567".
  const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
  assert.deepEqual(errorCorrection(data, 10), [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
});

test('a word of correct bytes has no syndrome, and one that is wrong has', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.integer({ min: 1, max: 30 }), (data, degree) => {
      const word = [...data, ...errorCorrection([...data], degree)];
      const syndromes = (bytes: readonly number[]) => {
        let root = 1;
        return Array.from({ length: degree }, () => {
          const value = bytes.reduce((sum, byte) => multiplied(sum, root) ^ byte, 0);
          root = multiplied(root, 2);
          return value;
        });
      };
      assert.ok(syndromes(word).every((value) => value === 0));
      word[0]! ^= 1;
      assert.ok(syndromes(word).some((value) => value !== 0));
    }),
  );
});

test('what is drawn is what another program reads', () => {
  // Each was read once with ZXing (zxing-cpp 2), as were all twenty versions.
  const setUp =
    'otpauth://totp/Carrefour:nina%40exemple.fr?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Carrefour&digits=6&period=30';
  const known: [text: string, side: number, hash: string][] = [
    ['x', 21, 'd3e150a3d635b393b4b60e9c720e92df7efb8ead35a1b5de5701850f34845123'],
    ['Où ? À Saint-Étienne', 25, '59922158c72b1da18ab1a02e562d952b83738ddc0e8369ce4cb9830649c77baf'],
    [setUp, 41, 'c331d82a0963650ebbe45658dc33de4aa0b27192220fca6fa0f8952428eea0a9'],
  ];
  for (const [text, side, hash] of known) {
    const rows = qrCode(text);
    assert.equal(rows.length, side);
    assert.equal(sha256(picture(rows)), hash, text);
  }
});

test('the smallest size that holds a text, up to 858 bytes', () => {
  assert.equal(qrCode('a'.repeat(17)).length, 21);
  assert.equal(qrCode('a'.repeat(18)).length, 25);
  assert.equal(qrCode('é'.repeat(429)).length, 97);
  assert.throws(() => qrCode('a'.repeat(859)), RangeError);
});
