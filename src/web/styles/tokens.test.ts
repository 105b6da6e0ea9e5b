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
    .flatMap((name) => {
      const sheet = readFileSync(new URL(name, folder), 'utf8');
      // A name that a sheet gives to a token: `--accent: var(--violet)`.
      const named = new Map(
        [...sheet.matchAll(/--([\w-]+): var\(--([\w-]+)\);/g)].map(([, own, token]) => [own, token]),
      );
      const token = (found: RegExpExecArray | null) => named.get(found?.[1]) ?? found?.[1];
      return [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector, rule]) => {
        const front = token(/(?:^|[;\s])color: var\(--([\w-]+)\)/.exec(rule!));
        const ground = token(/background(?:-color)?: var\(--([\w-]+)\)/.exec(rule!));
        // Faces hold drawings; what they draw is decoration.
        if (front === undefined || ground === undefined || selector!.includes('.ink-')) return [];
        return held.has(`${front} on ${ground}`) ? [] : [`${name}: ${selector!.trim()}: ${front} on ${ground}`];
      });
    });
  assert.deepEqual(strays, []);
});
