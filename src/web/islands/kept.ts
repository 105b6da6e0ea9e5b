/** What one page keeps for the next, in this browser. Where a reader lets nothing be kept, nothing is, and nothing breaks. */

/** `tab`: as long as the tab is open. */
type Where = 'tab' | 'browser';

export const kept = (where: Where, name: string): string | undefined =>
  tried(() => storageOf(where).getItem(name) ?? undefined);

export const keep = (where: Where, name: string, text: string): void =>
  tried(() => storageOf(where).setItem(name, text));

export const forget = (where: Where, name: string): void => tried(() => storageOf(where).removeItem(name));

const storageOf = (where: Where): Storage => (where === 'tab' ? sessionStorage : localStorage);

/** Even to name a storage throws where a setting of the browser forbids it. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
