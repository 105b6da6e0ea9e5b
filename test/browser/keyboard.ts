/** Going through a page with the Tab key alone, as those do who have no mouse. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** More stops than any page has: a keyboard that never comes to the end is caught in something. */
const mostStops = 600;

interface Stop {
  /** Tag, name and address: enough to say where one is. */
  what: string;
  /** Its place among the elements of the page. */
  order: number;
  /** An outline at least two pixels thick, on itself or on what frames it. */
  isRinged: boolean;
  /** Some of it is on the screen. */
  isInSight: boolean;
}

const readStop = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body || one === document.documentElement) return null;
  const ringed = (element, up) => {
    if (element === null || up > 4) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || ringed(element.parentElement, up + 1);
  };
  // A drawn marker shows its focus on one of its parts.
  const drawn = one instanceof SVGElement && [...one.children].some((part) => parseFloat(getComputedStyle(part).strokeWidth) >= 2);
  const { top, bottom, left, right } = one.getBoundingClientRect();
  return {
    what: one.tagName.toLowerCase() + ' ' + (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 50) + ' ' + (one.getAttribute('href') ?? one.getAttribute('name') ?? ''),
    order: [...document.querySelectorAll('*')].indexOf(one),
    isRinged: drawn || ringed(one, 0),
    isInSight: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  };
})()`;

const stop = (page: Page) => page.evaluate(readStop) as Promise<Stop | null>;

/** Presses Tab until what has the focus is `wanted`; each stop on the way shows where it is. */
export async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let pressed = 0; pressed < mostStops; pressed++) {
    await page.keyboard.press('Tab');
    const here = await stop(page);
    if (here === null) continue;
    passed.push(here.what);
    assert.ok(here.isRinged, `the focus shows on: ${here.what}`);
    if (wanted.test(here.what)) return;
  }
  assert.fail(`Tab never came to ${wanted}; it came to: ${passed.slice(0, 40).join(' | ')}`);
}

/** From the top to the end: every stop in the order of the page, in sight, with its focus shown. How many there were. */
export async function tabThrough(page: Page): Promise<number> {
  let last = -1;
  let first: number | undefined;
  for (let stops = 0; stops < mostStops; stops++) {
    await page.keyboard.press('Tab');
    const here = await stop(page);
    // The keyboard has left the page, or begins it again.
    if (here === null || here.order === first) return stops;
    first ??= here.order;
    assert.ok(here.order > last, `Tab goes down the page: ${here.what}`);
    assert.ok(here.isRinged, `the focus shows on: ${here.what}`);
    assert.ok(here.isInSight, `what has the focus is in sight: ${here.what}`);
    last = here.order;
  }
  return assert.fail('the keyboard never came to the end of the page');
}
