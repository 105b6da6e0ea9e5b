/** Up and down arrows on the title of a result lead to the title before or after; past the ends they scroll as ever. */

const titles = '#liste .cards h3 a';
const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** For results that are shown later too. */
export function walkResults(): void {
  document.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    const from = (event.target as Element).closest<HTMLElement>(titles);
    if (step === undefined || from === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = [...document.querySelectorAll<HTMLElement>(titles)];
    const next = all[all.indexOf(from) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.closest('li')?.scrollIntoView({ block: 'nearest' });
  });
}
