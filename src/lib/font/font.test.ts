import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openFont } from './font.ts';

const require = createRequire(import.meta.url);
const bytes = (family: string) =>
  readFileSync(require.resolve(`@fontsource-variable/${family}/files/${family}-latin-wght-normal.woff2`));

/** The box of the points of a path: for quadratic curves, what holds them. */
function boxOf(path: string) {
  const numbers = [...path.matchAll(/-?\d+/g)].map(Number);
  const of = (from: number) => numbers.filter((_, at) => at % 2 === from);
  return { left: Math.min(...of(0)), right: Math.max(...of(0)), top: Math.min(...of(1)), bottom: Math.max(...of(1)) };
}

for (const family of ['figtree', 'bricolage-grotesque'])
  test(`letters of ${family} stand on their line, widen with their weight, and keep their accents`, () => {
    const [thin, regular, bold] = [300, 400, 800].map((weight) => openFont(bytes(family), weight)) as [
      ReturnType<typeof openFont>,
      ReturnType<typeof openFont>,
      ReturnType<typeof openFont>,
    ];
    for (const letter of 'HEnil') {
      const { top, bottom } = boxOf(regular.letter(letter).path);
      assert.ok(Math.abs(bottom) <= regular.unitsPerEm * 0.02, `${letter} stands at ${bottom}`);
      assert.ok(top < -0.4 * regular.unitsPerEm && top > -regular.unitsPerEm, `${letter} rises to ${top}`);
    }
    const wide = (font: typeof regular) => [...'innovations'].reduce((sum, one) => sum + font.letter(one).advance, 0);
    assert.ok(wide(thin) < wide(regular) && wide(regular) < wide(bold));
    assert.ok(boxOf(bold.letter('É').path).top < boxOf(bold.letter('E').path).top);
    assert.equal(bold.letter('É').advance, bold.letter('E').advance);
    assert.ok(boxOf(bold.letter('ç').path).bottom > boxOf(bold.letter('c').path).bottom);
    assert.ok(regular.has('œ') && regular.has('«') && !regular.has('中'));
    assert.equal(regular.letter(' ').path, '');
  });

test('what is no font is refused with a reason', () => {
  assert.throws(() => openFont(Buffer.from('<!doctype html>'), 400), /not a WOFF2 file/);
});
