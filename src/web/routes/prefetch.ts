/** What a browser may fetch beforehand, when someone is about to follow a link: rules it reads by itself, no script. */
import type { Handler } from 'hono';
import { dayCache } from '../headers.ts';

export const prefetchPath = '/avant.json';

/** Pages that are the same for everyone and change nothing by being read: whatever is one person's is fetched when asked. */
const pages = ['/recherche', '/projets/:path', '/territoires/:id', '/themes/:id', '/lieux/:id', '/partenaires/:id'];

/**
 * Speculation rules: `moderate` waits until a pointer rests on the link (200 ms) or presses it; browsers that don't know
 * them, or whose owner saves data, fetch nothing. https://wicg.github.io/nav-speculation/speculation-rules.html
 */
const rules = JSON.stringify({
  prefetch: [
    {
      where: {
        or: pages.flatMap((page) => [page, `/en${page}`]).map((pathname) => ({ href_matches: { pathname, search: '*' } })),
      },
      eagerness: 'moderate',
    },
  ],
});

export const prefetchRoute: Handler = (c) =>
  c.body(rules, 200, { 'Content-Type': 'application/speculationrules+json', 'Cache-Control': dayCache });
