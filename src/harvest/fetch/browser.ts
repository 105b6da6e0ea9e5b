/**
 * Pages that scripts make, read by the system's Chromium. The browser never speaks to the network: each of its requests
 * is intercepted and fetched by our own polite and guarded fetch, or refused; what would escape meets a proxy that does
 * not exist and names that do not resolve.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContext, Request, Route, Page as Tab } from 'playwright-core';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import type { Format } from '#model/source.ts';
import type { OpenAddress, Page } from '../input.ts';
import type { StartBrowser } from './start-browser.ts';

type WebFormat = Extract<Format, { type: 'web' }>;

export const browserLimits = {
  /** Requests of one page. */
  requests: 100,
  /** Bytes of all that a page loads, once decompressed. */
  bytes: 32 * 1024 * 1024,
  /** Milliseconds for a page, our pauses between its requests included. */
  timeout: 60_000,
  /** Milliseconds without a request after which a page is taken to be made. */
  quiet: 500,
};
/** Milliseconds that a page has to be closed. */
const closing = 5000;
export type BrowserLimits = typeof browserLimits;

/** Kinds of requests that make a page's text; pictures, films and typefaces do not. */
const kinds = new Set(['document', 'script', 'xhr', 'fetch', 'stylesheet']);

export interface BrowserPages {
  open: OpenAddress;
  close(): Promise<void>;
}

/** Opens addresses in a browser, which starts with the first of them. A page is its document once scripts have made it. */
export function createBrowserPages(
  fetch: PoliteFetch,
  format: WebFormat,
  start: StartBrowser | undefined,
  limits: BrowserLimits = browserLimits,
): BrowserPages {
  let started: Promise<Browser | { failed: string }> | undefined;
  return {
    async open(address) {
      if (start === undefined)
        return { failed: 'The catalogue needs a browser (`browser: true`): none is at hand here.' };
      started ??= start();
      const browser = await started;
      if ('failed' in browser) return browser;
      // A script that never rests holds its page for good: then the browser is ended, and another started.
      const late = new AbortController();
      const tooLate = setTimeout(limits.timeout + closing, undefined, { signal: late.signal, ref: false }).catch(
        () => undefined,
      );
      const page = await Promise.race([openIn(browser, address, fetch, format, limits), tooLate]);
      late.abort();
      if (page !== undefined) return page;
      started = undefined;
      await browser.close().catch(() => {});
      return { failed: `${address} took the browser longer than ${limits.timeout / 1000} seconds.` };
    },
    async close() {
      const browser = await started;
      if (browser !== undefined && !('failed' in browser)) await browser.close().catch(() => {});
    },
  };
}

/** A context for each page: nothing that a page leaves is there for the next. */
async function openIn(browser: Browser, address: string, fetch: PoliteFetch, format: WebFormat, limits: BrowserLimits) {
  const context = await browser.newContext({
    acceptDownloads: false,
    serviceWorkers: 'block',
    permissions: [],
    locale: 'fr-FR',
  });
  try {
    return await renderPage(context, address, fetch, format, limits);
  } finally {
    await context.close().catch(() => {});
  }
}

interface Loaded {
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
  address: string;
}

/** What is going on in a tab. */
interface Visit {
  tab: Tab;
  document: Loaded;
  /** Whether the document was given: whatever navigates after leads elsewhere. */
  isShown: boolean;
  /** Why requests were refused. */
  refused: string[];
  /** Requests that wait for their answer, and when the last was answered. */
  open: number;
  last: number;
}

async function renderPage(
  context: BrowserContext,
  address: string,
  fetch: PoliteFetch,
  format: WebFormat,
  limits: BrowserLimits,
): Promise<Page | { failed: string; status?: number }> {
  const refused: string[] = [];
  const ends = Date.now() + limits.timeout;
  let [requests, bytes] = [0, 0];
  const left = () => Math.max(1, ends - Date.now());

  const load = async (wanted: string): Promise<Loaded | { failed: string; status?: number }> => {
    if (++requests > limits.requests) return { failed: `The page makes more than ${limits.requests} requests.` };
    const answer = await fetch(wanted);
    if ('unchanged' in answer) return { failed: `${wanted} gives nothing.` };
    if ('failed' in answer) return answer;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > limits.bytes) return { failed: `The page loads more than ${Math.round(limits.bytes / 1e6)} MB.` };
        chunks.push(chunk);
      }
    } catch (error) {
      return { failed: (error as Error).message };
    }
    return { body: Buffer.concat(chunks), headers: answer.headers, address: answer.address };
  };

  // The document first, by ourselves: where its redirects lead is the address that the browser is shown.
  const document = await load(address);
  if ('failed' in document) return document;
  const tab = await context.newPage();
  context.on('page', (other) => void (other === tab ? undefined : other.close().catch(() => {})));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  const visit: Visit = { tab, document, isShown: false, refused, open: 0, last: Date.now() };
  await context.route(/.*/, async (route) => {
    visit.open++;
    await answerRoute(route, visit, load);
    visit.open--;
    visit.last = Date.now();
  });
  try {
    await tab.goto(`${document.address}${new URL(address).hash}`, { timeout: left(), waitUntil: 'commit' });
    await tab.waitForLoadState('domcontentloaded', { timeout: left() }).catch(() => {});
    await waitUntilMade(visit, format, limits, left);
    return await keep(await tab.content(), document);
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    const because = refused.length === 0 ? '' : ` Of its requests ${refused.length} were refused: ${refused[0]}`;
    return { failed: `${address} could not be shown by the browser: ${reason}.${because}` };
  }
}

/** Every request of the tab: the document that we have, what our fetch gives for a script, or nothing. Never a redirect. */
async function answerRoute(
  route: Route,
  visit: Visit,
  load: (address: string) => Promise<Loaded | { failed: string }>,
): Promise<void> {
  const { tab, document, refused } = visit;
  const request = route.request();
  const refuse = async (why: string) => {
    refused.push(why);
    await route.abort('blockedbyclient');
  };
  try {
    if (request.isNavigationRequest()) {
      if (!isOf(tab, request)) return await refuse(`${request.url()} is another page.`);
      if (!visit.isShown) {
        visit.isShown = true;
        return await route.fulfill({ status: 200, contentType: typeOf(document), body: document.body });
      }
      // A page that leads itself elsewhere stays where it is (204).
      refused.push(`${request.url()} is another page.`);
      return await route.fulfill({ status: 204 });
    }
    if (request.method() !== 'GET') return await refuse(`${request.method()} ${request.url()} would send something.`);
    if (!kinds.has(request.resourceType())) return await route.abort('blockedbyclient');
    const loaded = await load(request.url());
    if ('failed' in loaded) return await refuse(loaded.failed);
    const shared = loaded.headers['access-control-allow-origin'];
    await route.fulfill({
      status: 200,
      contentType: typeOf(loaded),
      headers: typeof shared === 'string' ? { 'access-control-allow-origin': shared } : {},
      body: loaded.body,
    });
  } catch {
    // The page was closed while its request was under way.
    await route.abort().catch(() => {});
  }
}

/** Whether a navigation is of the tab itself; a window that is only opening has no frame to tell. */
function isOf(tab: Tab, request: Request): boolean {
  try {
    return request.frame() === tab.mainFrame();
  } catch {
    return false;
  }
}

const typeOf = ({ headers }: Loaded): string => {
  const type = headers['content-type'];
  return typeof type === 'string' ? type : 'text/html';
};

/** Until its items are there and it asks for nothing more; a page that never rests is taken as it is. */
async function waitUntilMade(visit: Visit, format: WebFormat, limits: BrowserLimits, left: () => number) {
  let isMade = false;
  const made = () => {
    isMade = true;
  };
  visit.tab.waitForSelector(format.items, { state: 'attached', timeout: left() }).then(made, () => {});
  const isQuiet = (long: number) => visit.open === 0 && Date.now() - visit.last > long;
  // Without its items a page gets longer: some are only made after a while.
  while (left() > 1 && !isQuiet(isMade ? limits.quiet : 6 * limits.quiet)) await setTimeout(100);
}

async function keep(html: string, { address, headers }: Loaded): Promise<Page> {
  const folder = await mkdtemp(join(tmpdir(), 'carrefour-harvest-'));
  const path = join(folder, 'page');
  // What the browser read is text: the page is UTF-8 from here on, whatever its metas say.
  await writeFile(path, `\ufeff${html}`);
  return { path, origin: address, headers, drop: () => rm(folder, { recursive: true, force: true }) };
}
