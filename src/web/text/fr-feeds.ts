/** Feeds and the browser's search engine, in French. */

export const feeds = {
  all: 'Tous les projets, les plus récents d’abord',
  title: (search: string, site: string) => `${search} · ${site}`,
  subtitle: 'Projets d’innovation sociale, du plus récemment mis à jour au plus ancien.',
  openSearchName: 'Carrefour',
  openSearch: 'Chercher parmi les projets d’innovation sociale de tous les réseaux.',
};
