/**
 * Parts of a page that stand below the screen are not laid out with its beginning (`.later` in the stylesheet). Once
 * the page is there they are, one in each idle moment, from the first to the last, so that whoever moves through the
 * page finds everything at its place.
 */
export function layOutLater(): void {
  const parts = [...document.querySelectorAll('.later')];
  const idle: (next: () => void) => unknown =
    'requestIdleCallback' in window
      ? (next) => requestIdleCallback(next, { timeout: 500 })
      : (next) => setTimeout(next, 30);
  const next = (): void => {
    parts.shift()?.classList.remove('later');
    if (parts.length > 0) idle(next);
  };
  if (document.readyState === 'complete') idle(next);
  else addEventListener('load', () => idle(next));
}
