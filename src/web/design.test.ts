/** The page of the design system shows what there is. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { noCriteria } from '#model/criteria.ts';
import { readTokens } from './styles/contrast.ts';
import { shapePairs, textPairs } from './styles/pairs.ts';
import { inventedSite } from './testing.ts';
import { inventProjects } from './testing-country.ts';

/** Frames of whole pages and their parts, what other shown components are made of, what only curators see. */
const within = [
  'Apart',
  'FormSigns',
  'Menu',
  'DecisionSaid',
  'Page',
  'Part',
  'PortraitHead',
  'PortraitMap',
  'PortraitCards',
  'PortraitThemes',
  'Neighbours',
  'RunState',
  'RunTold',
  'BaseMap',
  'DrawnArea',
  'Mark',
  'Marked',
  'Text',
  'Seen',
  'SeenWhole',
];

describe('the page of the design', () => {
  let site: Hono;
  const pages = { fr: '', en: '' };
  before(async () => {
    ({ site } = await inventedSite());
    pages.fr = await (await site.request('/design')).text();
    pages.en = await (await site.request('/en/design')).text();
  });

  test('every component is shown, drawn by itself', () => {
    const source = readFileSync(new URL('pages/design-components.tsx', import.meta.url), 'utf8');
    const folder = new URL('view/', import.meta.url);
    const components = readdirSync(folder)
      .filter((name) => name.endsWith('.tsx') && name !== 'icons.tsx')
      .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^export const ([A-Z]\w*): FC/gm)])
      .map(([, name]) => name!);
    assert.ok(components.length > 20);
    assert.deepEqual(
      components.filter((name) => !within.includes(name) && !new RegExp(`<${name}\\b`).test(source)),
      [],
    );
  });

  test('every colour and every held pair is told, in both languages', () => {
    const names = [...readTokens(readFileSync(new URL('styles/tokens.css', import.meta.url), 'utf8'), 'light').keys()];
    for (const [language, page] of Object.entries(pages)) {
      for (const name of names) assert.ok(page.includes(`<code>--${name}</code>`), `${name}, ${language}`);
      const rows = [...page.matchAll(/<th scope="row">/g)].length;
      assert.equal(rows, textPairs.length + shapePairs.length);
    }
    // The ink on the paper, as WCAG counts it.
    assert.match(pages.fr, /<th scope="row">ink sur paper<\/th><td>.*?<span class="num">15,9</);
    assert.match(pages.en, /<th scope="row">ink on paper<\/th><td>.*?<span class="num">15\.9</);
  });

  test('a Carrefour without projects has the page too', async () => {
    const { site: empty, engine } = await inventedSite({ gone: inventProjects().map(({ id }) => id) });
    assert.equal((await engine.search({ criteria: noCriteria })).total, 0);
    assert.equal((await empty.request('/design')).status, 200);
  });

  test('the footer of each page leads there', async () => {
    assert.match(await (await site.request('/')).text(), /<a href="\/design">/);
    assert.match(await (await site.request('/en')).text(), /<a href="\/en\/design">/);
  });
});
