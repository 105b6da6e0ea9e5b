/** The results beside the map follow it without the page being left: they are taken from the page of the new search. */

import type { Criteria } from './criteria.ts';

/** What of the map tells of the search. */
const ofSearch = ['clusters', 'search', 'zone', 'outlines'] as const;
/** The search whose results are shown: going back to another one loads its page. */
let shown = location.search;
let isListening = false;

/**
 * Shows the search of an address: list, criteria, title, address, and what the map asks for. Resolves with what is to
 * be said of it, with nothing when the browser was sent there instead. Rejects when `signal` is aborted.
 */
export async function showResults(
  map: HTMLElement,
  address: URL,
  { step, signal }: { step: boolean; signal: AbortSignal },
): Promise<string | undefined> {
  const page = await pageAt(address, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return undefined;
  });
  const next = page?.document.querySelector('carrefour-carte');
  const parts = ['criteres', 'liste'].map((id) => [document.getElementById(id), page?.document.getElementById(id)]);
  if (page === undefined || !next || parts.some((pair) => pair.includes(null) || pair.includes(undefined))) {
    location.assign(address);
    return undefined;
  }
  const heard = page.document.getElementById('liste-titre')?.textContent ?? '';
  // The new panel opens the groups that were open.
  document.querySelector<Criteria>('carrefour-criteres')?.rememberUnlessKept();
  for (const [here, there] of parts) here!.replaceChildren(...document.importNode(there!, true).childNodes);
  for (const name of ofSearch) {
    const value = next.getAttribute(name);
    if (value === null) map.removeAttribute(name);
    else map.setAttribute(name, value);
  }
  map.dispatchEvent(new Event('results'));
  takeOver(page.document, 'h1');
  takeOver(page.document, '.results > .switch');
  takeOver(page.document, '#carte > .legend');
  document.title = page.document.title;
  for (const selector of ['link[rel=canonical]', 'link[rel=alternate]', 'a[hreflang]']) {
    const there = page.document.querySelectorAll<HTMLElement>(selector);
    for (const [at, here] of [...document.querySelectorAll<HTMLElement>(selector)].entries())
      if (there[at]?.hasAttribute('href')) here.setAttribute('href', there[at].getAttribute('href')!);
  }
  const url = new URL(page.url);
  url.hash = location.hash;
  if (step) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
  shown = location.search;
  if (!isListening) addEventListener('popstate', () => location.search !== shown && location.reload());
  isListening = true;
  return heard;
}

async function pageAt(address: URL, signal: AbortSignal) {
  const answer = await fetch(address, { signal, headers: { Accept: 'text/html' } });
  if (!answer.ok) return undefined;
  return { url: answer.url, document: new DOMParser().parseFromString(await answer.text(), 'text/html') };
}

function takeOver(from: Document, selector: string): void {
  const [here, there] = [document.querySelector(selector), from.querySelector(selector)];
  if (here && there) here.replaceChildren(...document.importNode(there, true).childNodes);
}
