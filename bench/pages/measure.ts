/** One visit of one page by a slow telephone: cold cache, throttled network and processor, what the browser noticed. */
import type { Browser, CDPSession } from 'playwright-core';
import { tasksOf } from './tasks.ts';

/** Lighthouse's slow 4G and its slow telephone: 150 ms before each answer, 1.6 Mbit/s, the processor four times slower. */
export const profile = { latency: 150, downloadKbit: 1638.4, uploadKbit: 675, processor: 4 };

export const screens = {
  phone: { width: 412, height: 823 },
  desk: { width: 1280, height: 800 },
} as const;

export interface Visit {
  /** Milliseconds from the click to the largest text or picture. */
  lcp: number;
  /** What the largest text or picture was. */
  largest: string;
  cls: number;
  /** Milliseconds beyond 50 of each long task. */
  blocked: number;
  /** Bytes that went over the wire, headers included, by kind. */
  bytes: Record<Kind, number>;
}

export const kinds = ['document', 'stylesheet', 'script', 'font', 'picture', 'other'] as const;
export type Kind = (typeof kinds)[number];

const kindOf: Record<string, Kind> = {
  Document: 'document',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Font: 'font',
  Image: 'picture',
};

/** Runs in the page before anything else. */
const watch = `
  globalThis.seen = { lcp: 0, largest: '', cls: 0, blocked: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, element, url } of list.getEntries()) {
      seen.lcp = startTime;
      seen.largest = element ? element.tagName.toLowerCase() + (element.className?.baseVal ?? element.className ?? '').split(' ').map((name) => name && '.' + name).join('') : url;
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.cls += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.blocked += duration - 50; })
    .observe({ type: 'longtask', buffered: true });`;

/**
 * Milliseconds beyond 50 of each task of the page's main thread, by the time that the thread itself ran, times the
 * profile's slowness: what neighbours on the machine do is not in it, as it is in `Visit.blocked`.
 */
export async function ownBlocking(browser: Browser, url: string, screen: keyof typeof screens): Promise<number> {
  const context = await browser.newContext({ viewport: screens[screen], isMobile: screen === 'phone' });
  try {
    const page = await context.newPage();
    await slowNetwork(await context.newCDPSession(page));
    const tasks = await tasksOf(browser, page, async () => {
      await page.goto(url, { waitUntil: 'load' });
      await page.waitForTimeout(after);
    });
    return tasks.reduce((sum, task) => sum + Math.max(0, task * profile.processor - 50), 0);
  } finally {
    await context.close();
  }
}

async function slowNetwork(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: profile.latency,
    downloadThroughput: (profile.downloadKbit * 1000) / 8,
    uploadThroughput: (profile.uploadKbit * 1000) / 8,
  });
}

/** Milliseconds of quiet after the load in which late fonts and tasks are still counted. */
const after = 1500;

export async function visit(browser: Browser, url: string, screen: keyof typeof screens): Promise<Visit> {
  const context = await browser.newContext({
    viewport: screens[screen],
    ...(screen === 'phone' && { deviceScaleFactor: 1.75, isMobile: true, hasTouch: true }),
  });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const bytes = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
    const asked = new Map<string, Kind>();
    cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
      // The outlines are drawn by reference, which the browser does not call a picture.
      asked.set(requestId, response.mimeType.startsWith('image/') ? 'picture' : (kindOf[type] ?? 'other'));
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes[asked.get(requestId) ?? 'other'] += encodedDataLength;
    });
    await slowNetwork(cdp);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: profile.processor });
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(after);
    const seen = (await page.evaluate('seen')) as Omit<Visit, 'bytes'>;
    return { ...seen, bytes };
  } finally {
    await context.close();
  }
}
