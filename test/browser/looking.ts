/** What is asked of a page wherever it is looked at: axe finds nothing, and nothing runs off the side of a screen. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * The rules that the page breaks, each with its first elements, in axe's words. The page's context needs `bypassCSP`.
 * Waits until the page is there whole: a script can't be added to one that a click has only begun to fetch.
 */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.waitForLoadState('load');
  // What stands below is laid out in idle moments: axe does not see the ground of what is not.
  await page.waitForFunction("!document.querySelector('script[src]') || !document.querySelector('.later, .held')");
  // Parts below the screen are laid out in idle moments after the first image, where our script is.
  await page.waitForFunction(
    `document.querySelector('script[type="module"]') === null || document.querySelector('.later') === null`,
  );
  await page.addScriptTag({ path: axePath });
  return (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' +
        nodes.map(({ html, any }) => html.slice(0, 140) + ' ' + (any[0]?.message ?? '')).slice(0, 3).join(' | ')))`,
  )) as string[];
}

/** Fails when axe complains about the page or when it is wider than its screen; `name` says which page it was. */
export async function looksRight(page: Page, name: string): Promise<void> {
  assert.deepEqual(await violationsOf(page), [], name);
  const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(beyond, 0, `${name} is wider than the screen`);
}
