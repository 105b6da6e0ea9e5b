/**
 * What is laid out with the beginning of a page is what one reads first. What stands beside it in sight (`.soon`: the
 * criteria, the map) comes with an image of its own each, right after the first; what is far below on any screen
 * (`.far`) and what is below the screen (`.later` in the stylesheet; the browser still lays out those that are within
 * three screens) comes in idle moments, one in each, from the first to the last, so that whoever moves through the page
 * finds everything at its place. One task that laid out everything would leave a slow telephone deaf for as long as it
 * takes. Without script nothing waits, nor for who comes back: they find what they left where it was.
 */
import { kept } from './kept.ts';

/** Parts that come in one idle moment. */
const atOnce = 3;
/** Pixels: on a taller screen what is called far may be in sight. */
const tallest = 1200;

/** Milliseconds that what comes after the first image waits for its letters: laid out once instead of twice. */
const fontsAwaited = 300;

function letGo(): void {
  for (const part of document.querySelectorAll('.far.held')) part.classList.remove('held');
}

function everything(): void {
  for (const part of document.querySelectorAll('.held, .later')) part.classList.remove('held', 'later');
}

const isComeBackTo = (): boolean =>
  performance
    .getEntriesByType('navigation')
    .some((entry) => (entry as PerformanceNavigationTiming).type === 'back_forward');

/** Before the first image. */
export function holdBack(): void {
  if (isComeBackTo()) {
    // The browser scrolls to where one was, by pixels: what is above must have its true height.
    document.documentElement.classList.add('whole');
    everything();
    return;
  }
  // Who goes through the page by keyboard goes faster than idle moments come: what gets the focus must not move away.
  addEventListener('keydown', everything, { once: true, capture: true });
  // Who scrolls before its turn has come sees what is there.
  addEventListener('scroll', letGo, { once: true, passive: true });
  // An address that names a part of the page must find it at once.
  if (location.hash !== '') return;
  const hold = (parts: string) => {
    for (const part of document.querySelectorAll(parts)) part.classList.add('held');
  };
  // A script that comes late takes nothing away that is seen already; who ticked a box is given its focus back at once.
  if (kept('tab', 'criteres') === undefined && performance.getEntriesByType('paint').length === 0) hold('.soon');
  if (matchMedia(`(max-height: ${tallest}px)`).matches) hold('.far');
}

const idle: (next: () => void) => unknown =
  'requestIdleCallback' in window
    ? (next) => requestIdleCallback(next, { timeout: 500 })
    : (next) => setTimeout(next, 30);

/** Calls once the next image is drawn. */
const afterImage = (next: () => void) => requestAnimationFrame(() => setTimeout(next));

/** After it. */
export function layOutLater(): void {
  const soon = [...document.querySelectorAll('.soon.held')];
  const far = [...document.querySelectorAll('.far')];
  const later = [...document.querySelectorAll('.later')];
  const next = (): void => {
    // First those far below, each at the height that it is thought to have: then what grows above them moves nothing.
    if (far.length > 0) for (const part of far.splice(0, atOnce)) part.classList.remove('held');
    else for (const part of later.splice(0, atOnce)) part.classList.remove('later');
    // An image each: of a part that is never drawn while it waits, Chromium says that it filled the screen and has left.
    if (far.length + later.length > 0) afterImage(() => idle(next));
  };
  const nextInSight = (): void => {
    const part = soon.shift();
    part?.classList.remove('held');
    // What of it is in sight comes with it, not with the image after.
    for (const inside of part?.querySelectorAll('.later:not(.far)') ?? []) inside.classList.remove('later');
    if (soon.length > 0) afterImage(nextInSight);
    else afterImage(() => idle(next));
  };
  Promise.race([document.fonts.ready, new Promise((done) => setTimeout(done, fontsAwaited))]).then(nextInSight);
}
