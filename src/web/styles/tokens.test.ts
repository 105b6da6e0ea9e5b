import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrast, readTokens } from './contrast.ts';
import { type Pair, shapePairs, textPairs } from './pairs.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

for (const theme of ['light', 'dark'] as const)
  test(`every text can be read and every edge seen, ${theme}`, () => {
    const tokens = readTokens(css, theme);
    const fails = (pairs: readonly Pair[], least: number) =>
      pairs.flatMap(([front, back]) => {
        const ratio = contrast(tokens.get(front)!, tokens.get(back)!);
        return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
      });
    assert.deepEqual(fails(textPairs, 4.5), []);
    assert.deepEqual(fails(shapePairs, 3), []);
  });

test('the contrast is the one that WCAG computes', () => {
  assert.ok(Math.abs(contrast([1, 0, 0], [0, 0, 0]) - 21) < 0.01);
  // #767676 on white is the textbook 4.54.
  assert.ok(Math.abs(contrast([0.5652, 0, 0], [1, 0, 0]) - 4.54) < 0.03);
});

test('a rule that sets a text on a ground sets a pair whose contrast is held', () => {
  const folder = new URL('.', import.meta.url);
  const held = new Set(textPairs.map((pair) => pair.join(' on ')));
  const strays = readdirSync(folder)
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(
        ([, selector, rule]) => {
          const front = /(?:^|[;\s])color: var\(--([\w-]+)\)/.exec(rule!)?.[1];
          const ground = /background(?:-color)?: var\(--([\w-]+)\)/.exec(rule!)?.[1];
          // Faces hold drawings; what they draw is decoration.
          if (front === undefined || ground === undefined || selector!.includes('.ink-')) return [];
          return held.has(`${front} on ${ground}`) ? [] : [`${name}: ${selector!.trim()}: ${front} on ${ground}`];
        },
      ),
    );
  assert.deepEqual(strays, []);
});
