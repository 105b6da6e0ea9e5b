/** What the thread of a page ran, task by task: from a trace, by the clock of the thread itself. */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds that the thread itself ran. */
  tdur?: number;
}

const mark = 'measured';

/** Milliseconds that each task of the page's thread ran while it did something; what neighbours do is not in them. */
export async function tasksOf(browser: Browser, page: Page, act: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] });
  await act();
  // Its mark tells which thread is the page's.
  await page.evaluate(`performance.mark('${mark}')`);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const its = traceEvents.find(({ name }) => name === mark);
  if (its === undefined) throw new Error(`The trace of ${page.url()} does not show the page.`);
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === its.pid && tid === its.tid)
    .map(({ tdur = 0 }) => tdur / 1000);
}
