import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrast, readTokens } from './contrast.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** Text on its ground: WCAG 2.2 AA asks 4.5. */
const texts: [string, string][] = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink', 'violet-soft'],
  ['ink', 'sun-soft'],
  ['ink', 'water-soft'],
  ['ink', 'clay-soft'],
  ['muted', 'paper'],
  ['muted', 'surface'],
  ['muted', 'sunken'],
  ['muted', 'violet-soft'],
  ['on-violet', 'violet'],
  ['on-violet', 'violet-strong'],
  ['on-sun', 'sun'],
  ['violet', 'surface'],
  ['violet', 'violet-soft'],
  ['water-deep', 'surface'],
  ['water-deep', 'paper'],
  ['water-deep', 'water-soft'],
  ['sun-deep', 'sun-soft'],
  ['clay-deep', 'clay-soft'],
  ['on-night', 'night'],
  ['night-muted', 'night'],
  ['muted', 'sea'],
];
/** What must be seen to be used: edges of fields, the focus, markers on the map. AA asks 3. */
const shapes: [string, string][] = [
  ['edge', 'surface'],
  ['edge', 'paper'],
  ['focus', 'paper'],
  ['focus', 'surface'],
  ['focus', 'sea'],
  ['violet', 'land'],
  ['violet', 'sea'],
  ['sun', 'night'],
];

for (const theme of ['light', 'dark'] as const)
  test(`every text can be read and every edge seen, ${theme}`, () => {
    const tokens = readTokens(css, theme);
    const fails = (pairs: [string, string][], least: number) =>
      pairs.flatMap(([front, back]) => {
        const ratio = contrast(tokens.get(front)!, tokens.get(back)!);
        return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
      });
    assert.deepEqual(fails(texts, 4.5), []);
    assert.deepEqual(fails(shapes, 3), []);
  });

test('the contrast is the one that WCAG computes', () => {
  assert.ok(Math.abs(contrast([1, 0, 0], [0, 0, 0]) - 21) < 0.01);
  // #767676 on white is the textbook 4.54.
  assert.ok(Math.abs(contrast([0.5652, 0, 0], [1, 0, 0]) - 4.54) < 0.03);
});
