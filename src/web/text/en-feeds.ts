/** Feeds and the browser's search engine, in English. */
import type { feeds as french } from './fr-feeds.ts';

export const feeds: typeof french = {
  all: 'All projects, most recent first',
  title: (search, site) => `${search} · ${site}`,
  subtitle: 'Social innovation projects, the most recently updated first.',
  openSearchName: 'Carrefour',
  openSearch: 'Search the social innovation projects of every network.',
};
