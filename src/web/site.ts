/** The site: pages for people, in French and English. A door: it opens onto the rooms it is handed and keeps nothing. */
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { HtmlEscapedCallbackPhase, resolveCallback } from 'hono/utils/html';
import { isMomentary, isNoText } from '#db/unavailable.ts';
import { waitToRead } from '#lib/net/reading.ts';
import { routePattern, tellRefusals } from '#lib/net/refusals.ts';
import { sameOrigin } from '#lib/net/same-origin.ts';
import { toGeoJson } from '#locate/outlines.ts';
import type { Person } from '#model/person.ts';
import { type SiteAssets, siteAssets } from './assets.ts';
import { acceptsBrotli, brotli, isText } from './brotli.ts';
import { assetCache, dayCache, pageCache, personalCache, securityHeaders } from './headers.ts';
import { deskPath, pairsPath } from './pages/curation-pairs.tsx';
import { ElsewherePage } from './pages/forbidden.tsx';
import { TroublePage } from './pages/trouble.tsx';
import type { Rooms } from './rooms.ts';
import { accountRoutes } from './routes/account.tsx';
import { alertRoutes, stopAlertRoutes } from './routes/alerts.tsx';
import { archiveRoute } from './routes/archive.ts';
import { claimRoutes } from './routes/claims.tsx';
import { collectionRoutes } from './routes/collections.tsx';
import { communityRoutes, stopCommunityNewsRoutes } from './routes/communities.tsx';
import { completionRoute } from './routes/completion.ts';
import { conceptRoute, conceptsRoute } from './routes/concepts.tsx';
import { contributeRoutes, contributionPictureRoute } from './routes/contribute.tsx';
import { correctRoutes } from './routes/correct.tsx';
import { curationRoute } from './routes/curation.tsx';
import { answerConceptRoute, curationConceptsRoute } from './routes/curation-concepts.tsx';
import { curationMattersRoutes } from './routes/curation-matters.tsx';
import { answerRoute, pairsRoute, shortForm, undoRoute } from './routes/curation-pairs.tsx';
import { projectDecideRoute, projectDeskRoute, projectUndoRoute } from './routes/curation-project.tsx';
import { curationRunsRoutes } from './routes/curation-runs.tsx';
import { curationThesaurusRoutes } from './routes/curation-thesaurus.tsx';
import {
  accentRoute,
  componentDataRoute,
  componentRoute,
  embedTryRoute,
  frameRoute,
  oEmbedRoute,
} from './routes/embed.tsx';
import { atomRoute, jsonFeedRoute } from './routes/feeds.ts';
import { homeRoute } from './routes/home.tsx';
import { iconRoute } from './routes/icon.ts';
import { introductionRoutes } from './routes/introductions.tsx';
import { mailboxRoute } from './routes/mailbox.tsx';
import { mapRoute } from './routes/map.ts';
import { observatoryFileRoute, observatoryRoute } from './routes/observatory.tsx';
import { openSearchRoute } from './routes/open-search.ts';
import { partnerCorrectionsRoutes } from './routes/partner-corrections.tsx';
import { partnerRunsRoutes } from './routes/partner-runs.tsx';
import { partnerSheetsRoutes } from './routes/partner-sheets.tsx';
import { partnerTeamRoutes } from './routes/partner-team.tsx';
import { partnerVouchesRoutes } from './routes/partner-vouches.tsx';
import { partnerRoute, partnersRoute } from './routes/partners.tsx';
import { pictureRoute } from './routes/pictures.ts';
import { projectRoute } from './routes/project.tsx';
import { relationRoutes } from './routes/relations.tsx';
import { reportRoutes } from './routes/report.tsx';
import { reportCircleRoutes } from './routes/report-circle.tsx';
import { searchRoute } from './routes/search.tsx';
import { secondFactorRoutes } from './routes/second-factor.tsx';
import {
  providerEndPath,
  providerEndRoute,
  providerReturnPath,
  providerReturnRoute,
  signInRoutes,
} from './routes/sign-in.tsx';
import { sitemapIndexRoute, sitemapPartRoute } from './routes/sitemap.ts';
import { keptCards, projectCardRoute, siteCardRoute } from './routes/social-card.ts';
import { type StandingPath, standingPages, standingRoute } from './routes/standing.tsx';
import { territoriesRoute, territoryRoute } from './routes/territories.tsx';
import { territoryOutlinesRoute } from './routes/territory-outlines.ts';
import { vocabularyRoute } from './routes/vocabulary.ts';
import { type News, newsOf } from './search/news.ts';
import { type Observatory, observatoryOf } from './search/observatory.ts';
import { type Whole, wholeOf } from './search/whole.ts';
import { type Language, languages, type Voice, voices } from './text/language.ts';
import { archivePath, originOf } from './tiles.ts';
import { type Country, drawCountry } from './view/country.ts';
import { favicon } from './view/wordmark.tsx';
import { curatorOnly, networkOfVisitor, readsTooMuch } from './visitor.ts';
import { textAnswer, wholePages } from './whole-pages.ts';

/** What every route is given. */
export interface Desk {
  rooms: Rooms;
  assets: SiteAssets;
  country: Country;
  voice: Voice;
  /** Everything, counted: what each page compares its own part with. */
  whole(): Promise<Whole>;
  /** The numbers of the home page and what arrived last. */
  news(): Promise<News>;
  /** The figures of the observatory, counted once for each state of the index. */
  observatory(): Promise<Observatory>;
}

/** A page as an answer: HTML in a language. */
export async function page(
  c: Context,
  desk: Desk,
  content: unknown,
  status: 200 | 400 | 404 | 409 | 410 | 500 | 503 = 200,
) {
  const html = await resolveCallback(content as string, HtmlEscapedCallbackPhase.Stringify, false, {});
  c.header('Content-Language', desk.voice.language);
  c.header('Cache-Control', status === 200 ? pageCache : 'no-store');
  c.header('Speculation-Rules', `"${desk.assets.prefetch}"`);
  return textAnswer(c, html, 'text/html; charset=UTF-8', status);
}

/** The pages that lead to others: for the site map, with those that stand by themselves. */
const leadingPaths = [
  '/',
  '/recherche',
  '/territoires',
  '/themes',
  '/lieux',
  '/partenaires',
  '/observatoire',
  '/embarquer/essayer',
];

/** What robots are asked to leave alone: pages of one person, and answers that pages ask for. */
const notForRobots = [
  '/recherche/',
  '/connexion',
  '/compte',
  '/alertes',
  '/contacts/',
  '/contribuer/',
  '/curation',
].flatMap((path) => [path, `/en${path}`]);

/** What a page brings with it by the dozen, and costs little: reading it is not counted. */
const costsNothing = /^\/(assets\/|favicon\.|robots\.txt$|carte\/fond\.|images\/|contribuer\/images\/)/;

export function createSite(rooms: Rooms): Hono {
  const country = drawCountry(rooms.outlines);
  const assets = siteAssets(rooms.built, country);
  const site = new Hono();
  const whole = wholeOf(rooms.engine, rooms.now);
  const news = newsOf(rooms);
  const observatory = observatoryOf(rooms, whole);
  const deskOf = (language: Language): Desk => ({
    rooms,
    assets,
    country,
    voice: voices[language],
    whole,
    news,
    observatory,
  });
  const cards = keptCards();
  const desks = { fr: deskOf('fr'), en: deskOf('en') };
  const deskFor = (c: Context): Desk => desks[/^\/en(\/|$)/.test(c.req.path) ? 'en' : 'fr'];

  site.use(securityHeaders(rooms.tiles));
  const { watch } = rooms;
  if (watch !== undefined)
    site.use(
      tellRefusals(({ route, status, c }) => {
        const person = (c.get('person') as Person | undefined)?.id;
        watch('refused', { route, why: status, person, network: networkOfVisitor(c, rooms.proxies) });
      }),
    );
  const { mustWait } = rooms;
  if (mustWait !== undefined)
    site.use(waitToRead((c) => (costsNothing.test(c.req.path) ? undefined : mustWait(c)), readsTooMuch));
  if (rooms.alerts !== undefined)
    for (const language of languages) stopAlertRoutes(site, desks[language], rooms.alerts);
  if (rooms.communities !== undefined)
    for (const language of languages) stopCommunityNewsRoutes(site, desks[language], rooms.communities);
  // Before every other route: whatever may change something must come from one of our own pages.
  site.use(
    sameOrigin(rooms.baseUrl, (request) => {
      const { pathname } = new URL(request.url);
      const desk = desks[/^\/en(\/|$)/.test(pathname) ? 'en' : 'fr'];
      const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': personalCache };
      return new Response(String(ElsewherePage({ context: contextOf(desk) })), { status: 403, headers });
    }),
  );
  site.use(compress());
  // These are streamed: nothing may wait for their end to hash them.
  const sitemap = { rooms, whole, standing: [...leadingPaths, ...Object.keys(standingPages)] };
  site.get('/sitemap.xml', sitemapIndexRoute(sitemap));
  site.get('/sitemap/:part', sitemapPartRoute(sitemap));
  if (rooms.tiles?.file !== undefined) site.get(archivePath, archiveRoute(rooms.tiles.file));
  site.use(wholePages());

  for (const language of languages) {
    const desk = desks[language];
    site.get(desk.voice.path('/'), homeRoute(desk));
    site.get(desk.voice.path('/recherche'), searchRoute(desk));
    site.get(desk.voice.path('/recherche.atom'), atomRoute(desk));
    site.get(desk.voice.path('/recherche.json'), jsonFeedRoute(desk));
    site.get(desk.voice.path('/opensearch.xml'), openSearchRoute(desk));
    site.get(desk.voice.path('/recherche/completion'), completionRoute(desk));
    site.get(desk.voice.path('/recherche/carte'), mapRoute(desk));
    site.get(desk.voice.path('/embarquer'), frameRoute(desk));
    site.get(desk.voice.path('/embarquer/carte.json'), componentDataRoute(desk));
    site.get(desk.voice.path('/embarquer/essayer'), embedTryRoute(desk));
    site.get(desk.voice.path('/observatoire'), observatoryRoute(desk));
    site.get(desk.voice.path('/observatoire/:file'), observatoryFileRoute(desk));
    site.get(desk.voice.path('/projets/:path'), projectRoute(desk));
    site.get(desk.voice.path('/projets/:path/carte.png'), projectCardRoute(desk, cards));
    site.get(desk.voice.path('/carte.png'), siteCardRoute(desk, cards));
    for (const path of Object.keys(standingPages) as StandingPath[])
      site.get(desk.voice.path(path), standingRoute(desk, path));
    for (const kind of ['themes', 'lieux'] as const) {
      site.get(desk.voice.path(`/${kind}`), conceptsRoute(desk, kind));
      site.get(desk.voice.path(`/${kind}/:id`), conceptRoute(desk, kind));
    }
    site.get(desk.voice.path('/partenaires'), partnersRoute(desk));
    site.get(desk.voice.path('/partenaires/:id'), partnerRoute(desk));
    site.get(desk.voice.path('/curation/mots'), curatorOnly(desk), curationConceptsRoute(desk));
    site.post(desk.voice.path('/curation/mots'), shortForm, curatorOnly(desk), answerConceptRoute(desk));
    site.get(desk.voice.path('/territoires'), territoriesRoute(desk));
    site.get(desk.voice.path('/territoires/:id'), territoryRoute(desk));
    site.get(desk.voice.path('/curation'), curatorOnly(desk), curationRoute(desk));
    site.get(desk.voice.path(pairsPath), curatorOnly(desk), pairsRoute(desk));
    site.post(desk.voice.path(pairsPath), shortForm, curatorOnly(desk), answerRoute(desk));
    site.post(desk.voice.path(`${pairsPath}/annuler`), shortForm, curatorOnly(desk), undoRoute(desk));
    const project = desk.voice.path(deskPath(':id'));
    site.get(project, curatorOnly(desk), projectDeskRoute(desk));
    site.post(project, shortForm, curatorOnly(desk), projectDecideRoute(desk));
    site.post(`${project}/annuler`, shortForm, curatorOnly(desk), projectUndoRoute(desk));
    partnerVouchesRoutes(site, desk);
    if (rooms.contributions !== undefined) contributeRoutes(site, desk, rooms.contributions);
    if (rooms.toMend !== undefined) partnerSheetsRoutes(site, desk, rooms.toMend);
    if (rooms.moderation !== undefined) curationMattersRoutes(site, desk, rooms.moderation);
    if (rooms.thesaurus !== undefined) curationThesaurusRoutes(site, desk, rooms.thesaurus);
    if (rooms.runs !== undefined) {
      curationRunsRoutes(site, desk, rooms.runs);
      partnerRunsRoutes(site, desk, rooms.runs);
    }
    if (rooms.corrections !== undefined) {
      correctRoutes(site, desk, rooms.corrections);
      partnerCorrectionsRoutes(site, desk, rooms.corrections);
    }
    if (rooms.claims !== undefined) {
      claimRoutes(site, desk, rooms.claims);
      relationRoutes(site, desk);
    }
    if (rooms.teams !== undefined) partnerTeamRoutes(site, desk, rooms.teams);
    if (rooms.reports !== undefined) reportRoutes(site, desk, rooms.reports);
    if (rooms.accounts !== undefined) {
      signInRoutes(site, desk, rooms.accounts);
      accountRoutes(site, desk, rooms.accounts);
      secondFactorRoutes(site, desk, rooms.accounts);
    }
    if (rooms.alerts !== undefined) alertRoutes(site, desk, rooms.alerts);
    if (rooms.circleReports !== undefined) reportCircleRoutes(site, desk, rooms.circleReports);
    if (rooms.collections !== undefined) collectionRoutes(site, desk, rooms.collections);
    if (rooms.introductions !== undefined) introductionRoutes(site, desk, rooms.introductions);
    if (rooms.communities !== undefined) communityRoutes(site, desk, rooms.communities);
    if (rooms.mailbox !== undefined) site.get(desk.voice.path('/boite-aux-lettres'), mailboxRoute(desk, rooms.mailbox));
  }
  if (rooms.accounts !== undefined) {
    site.get(providerReturnPath, providerReturnRoute(rooms.accounts, rooms.proxies));
    site.get(providerEndPath, providerEndRoute);
  }
  if (rooms.contributions !== undefined) contributionPictureRoute(site, rooms.contributions);
  if (rooms.pictures !== undefined) pictureRoute(site, rooms.pictures);
  site.get('/embarquer/carrefour-carte.js', componentRoute(assets));
  site.get('/embarquer/couleur/:file', accentRoute());
  site.get('/oembed', oEmbedRoute(desks));
  site.get('/vocabulaires/:name/:id?', vocabularyRoute(desks.fr));
  site.get('/en/', (c) => c.redirect('/en', 301));

  const nameOf = (id: string) => rooms.territories.territory(id)?.name;
  const ground = JSON.stringify(toGeoJson(rooms.outlines.departements, nameOf));
  site.get('/carte/fond.json', (c) =>
    c.body(ground, 200, { 'Content-Type': 'application/geo+json', 'Cache-Control': dayCache }),
  );
  site.get('/carte/contours.json', territoryOutlinesRoute(rooms));
  site.get('/assets/:file', async (c) => {
    const asset = assets.files.get(c.req.param('file'));
    if (asset === undefined) return c.notFound();
    const headers = { 'Content-Type': asset.type, 'Cache-Control': assetCache, Vary: 'Accept-Encoding' };
    if (!isText(asset) || !acceptsBrotli(c.req.header('Accept-Encoding'))) return c.body(asset.body, 200, headers);
    return c.body(await brotli(asset), 200, { ...headers, 'Content-Encoding': 'br' });
  });
  site.get('/favicon.svg', (c) => c.body(favicon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': dayCache }));
  site.get('/favicon.png', iconRoute());
  // Who asks for this one was not told of the other, or cannot draw it.
  site.get('/favicon.ico', (c) => c.redirect('/favicon.png', 301));
  site.get('/robots.txt', (c) =>
    c.text(
      `User-agent: *\nAllow: /\n${notForRobots.map((path) => `Disallow: ${path}\n`).join('')}\nSitemap: ${rooms.baseUrl}/sitemap.xml\n`,
      200,
      { 'Cache-Control': dayCache },
    ),
  );

  site.notFound((c) => {
    const desk = deskFor(c);
    return page(c, desk, TroublePage({ context: contextOf(desk), kind: 'notFound', path: '/' }), 404);
  });
  site.onError((error, c) => {
    const desk = deskFor(c);
    if (isNoText(error))
      return page(c, desk, TroublePage({ context: contextOf(desk), kind: 'notFound', path: '/' }), 400);
    if (isMomentary(error)) {
      rooms.log.error({ error, route: routePattern(c) }, 'a page could not wait for the database any longer');
      c.header('Retry-After', '10');
      return page(c, desk, TroublePage({ context: contextOf(desk), kind: 'busy', path: '/' }), 503);
    }
    rooms.log.error({ error, route: routePattern(c) }, 'a page broke');
    return page(c, desk, TroublePage({ context: contextOf(desk), kind: 'broken', path: '/' }), 500);
  });
  return site;
}

export const contextOf = ({ voice, assets, country, rooms }: Desk) => ({
  voice,
  assets,
  country,
  baseUrl: rooms.baseUrl,
  accounts: rooms.accounts !== undefined,
  telling: rooms.contributions !== undefined,
  stamp: rooms.stamp ?? (() => ''),
  tiles: originOf(rooms.tiles)?.replace(/^https?:\/\//, ''),
});
