/**
 * What is laid out with the beginning of a page is what one may see of it. Parts below the screen wait (`.later` in the
 * stylesheet; the browser still lays out those that are within three screens); those that are far below on any screen
 * (`.far`) are held back whole. Once the first image is there they come, one in each idle moment, from the first to the
 * last, so that whoever moves through the page finds everything at its place. Without script nothing waits.
 */

/** Pixels: on a taller screen what is called far may be in sight. */
const tallest = 1200;

/** Before the first image. */
export function holdBack(): void {
  // An address that names a part of the page must find it at once.
  if (!matchMedia(`(max-height: ${tallest}px)`).matches || location.hash !== '') return;
  for (const part of document.querySelectorAll('.far')) part.classList.add('held');
}

const idle: (next: () => void) => unknown =
  'requestIdleCallback' in window
    ? (next) => requestIdleCallback(next, { timeout: 500 })
    : (next) => setTimeout(next, 30);

/** After it. */
export function layOutLater(): void {
  // Let go of first: whoever scrolls before their turn has come sees what is there.
  for (const part of document.querySelectorAll('.held')) part.classList.remove('held');
  const parts = [...document.querySelectorAll('.later')];
  // Who goes through the page by keyboard goes faster than idle moments come: what gets the focus must not move away.
  const everything = () => {
    for (const part of parts.splice(0)) part.classList.remove('later');
  };
  addEventListener('keydown', everything, { once: true, capture: true });
  const next = (): void => {
    parts.shift()?.classList.remove('later');
    if (parts.length > 0) idle(next);
  };
  idle(next);
}
