/** What other sites embed: the frame, what the component asks for, the component, oEmbed, and the page to try them. */
import type { Context, Handler } from 'hono';
import { type Criteria, noCriteria, readCriteria } from '#model/criteria.ts';
import { projectPath } from '#model/project.ts';
import type { SiteAssets } from '../assets.ts';
import { brotli } from '../brotli.ts';
import { inkOn, readAccent } from '../embed/accent.ts';
import { frameCode } from '../embed/code.ts';
import { EmbedPage } from '../embed/frame-page.tsx';
import { type Looks, readLooks, usualHeight } from '../embed/looks.ts';
import { type OEmbed, oEmbedXml, readEmbeddable } from '../embed/oembed.ts';
import { EmbedView, embedTitle } from '../embed/view.tsx';
import { dayCache, pageCache } from '../headers.ts';
import { EmbedTryPage } from '../pages/embed-try.tsx';
import { askResults } from '../search/ask.ts';
import { placeParameters, readPlace } from '../search/place.ts';
import { contextOf, type Desk, page } from '../site.ts';
import type { Language } from '../text/language.ts';
import { xmlText } from '../view/xml.ts';

/** Projects in an embedded list; the link below it leads to all of them. */
const listed = 12;

/** What the component is answered. Addresses are paths of this site. */
export interface EmbedAnswer {
  html: string;
  sheet: string;
  ground: string;
  /** The script of the interactive map, when one was built. */
  live?: string;
}

const criteriaOf = (url: string): Criteria => ({
  ...readCriteria(new URL(url).searchParams).criteria,
  page: 1,
  pageSize: listed,
});

/** `/embarquer?…`: the map and the list alone, for an `<iframe>`. */
export const frameRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice, country, assets } = desk;
    const looks = readLooks(new URL(c.req.url).searchParams);
    const results = await askResults({ ...rooms, country }, criteriaOf(c.req.url));
    return page(
      c,
      desk,
      <EmbedPage
        context={contextOf(desk)}
        looks={looks}
        title={embedTitle(voice, rooms, results.criteria, results.answer.total).name}
      >
        <EmbedView
          voice={voice}
          rooms={rooms}
          country={country}
          ground={assets.ground}
          results={results}
          looks={looks}
          sheet="carrefour-carte"
          clusters={voice.path('/recherche/carte')}
          alone
        />
      </EmbedPage>,
    );
  };

/** `/embarquer/carte.json?…`: the same for the component; its links are whole addresses. */
export const componentDataRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice, country, assets } = desk;
    const results = await askResults({ ...rooms, country }, criteriaOf(c.req.url));
    const html = (
      <EmbedView
        voice={{ ...voice, path: (path) => rooms.baseUrl + voice.path(path) }}
        rooms={rooms}
        country={country}
        ground={assets.ground}
        results={results}
        looks={readLooks(new URL(c.req.url).searchParams)}
        sheet="carrefour-fond"
        clusters={voice.path('/recherche/carte')}
        alone={false}
      />
    );
    const answer: EmbedAnswer = {
      html: String(await html),
      sheet: assets.embedSheets.component,
      ground: assets.ground,
      ...(assets.embed && { live: assets.embed.live }),
    };
    return c.json(answer, 200, { 'Cache-Control': pageCache });
  };

/** `/embarquer/carrefour-carte.js`: one address for ever, asked about again after an hour. */
export const componentRoute =
  ({ embed }: SiteAssets): Handler =>
  async (c) => {
    if (embed === undefined) return c.notFound();
    const { component } = embed;
    const headers = {
      'Content-Type': component.type,
      'Cache-Control': 'public, max-age=3600',
      Vary: 'Accept-Encoding',
    };
    if (!/\bbr\b/.test(c.req.header('Accept-Encoding') ?? '')) return c.body(component.body, 200, headers);
    return c.body(await brotli(component), 200, { ...headers, 'Content-Encoding': 'br' });
  };

/** `/embarquer/couleur/7a1fa2.css`: a chosen colour, which no page of ours may write into itself. */
export const accentRoute = (): Handler => (c) => {
  const accent = readAccent(/^(.{6})\.css$/.exec(c.req.param('file') ?? '')?.[1]);
  if (accent === undefined) return c.notFound();
  return c.body(`.cis{--accent:#${accent};--on-accent:${inkOn(accent)}}`, 200, {
    'Content-Type': 'text/css; charset=utf-8',
    'Cache-Control': dayCache,
  });
};

/** `/embarquer/essayer`: choose, see, copy the code. */
export const embedTryRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const search = new URL(c.req.url).searchParams;
    const { criteria: written } = readCriteria(search);
    const place = readPlace(search, rooms.territories);
    const criteria: Criteria = { ...written, page: 1, pageSize: noCriteria.pageSize };
    if (place.is === 'changed') {
      const kept = criteria.territories.filter((id) => id !== place.replaces);
      criteria.territories = place.territory === undefined ? kept : [...new Set([...kept, place.territory.id])];
    }
    const { total } = await rooms.engine.search({ criteria: { ...criteria, pageSize: 1 } });
    const asked = (search.get(placeParameters.where) ?? '').trim().slice(0, 100);
    return page(
      c,
      desk,
      <EmbedTryPage
        context={contextOf(desk)}
        rooms={rooms}
        criteria={criteria}
        looks={readLooks(search)}
        total={total}
        title={embedTitle(voice, rooms, criteria, total).name}
        misread={
          place.is === 'unknown' || place.is === 'ambiguous'
            ? { text: asked, choices: place.is === 'ambiguous' ? place.choices : [] }
            : undefined
        }
      />,
    );
  };

/** Pixels, where who asks sets no limit. */
const usualWidth = 800;
const least = { width: 200, height: 280 };

/** `/oembed?url=…`: what a publishing tool puts in place of one of our addresses. */
export const oEmbedRoute = (desks: Record<Language, Desk>): Handler => {
  const { rooms } = desks.fr;
  const refuse = (c: Context, status: 400 | 404 | 501, why: string) =>
    c.json({ error: why }, status, { 'Cache-Control': 'no-store' });
  return async (c) => {
    const { url, format = 'json', maxwidth, maxheight } = c.req.query();
    if (format !== 'json' && format !== 'xml') return refuse(c, 501, 'format is json or xml.');
    if (url === undefined || url.trim() === '')
      return refuse(c, 400, 'url is missing: the address of a page of this site.');
    const sizes = [maxwidth, maxheight].map((text) =>
      text === undefined ? undefined : /^\d{1,6}$/.test(text) ? Number(text) : null,
    );
    if (sizes.includes(null)) return refuse(c, 400, 'maxwidth and maxheight are whole numbers of pixels.');
    const found = readEmbeddable(url, rooms);
    if (found === undefined)
      return refuse(
        c,
        404,
        'Nothing can be embedded from this address: it takes a search, a territory, a theme, a kind of place, a partner or a project of this site.',
      );
    const { voice } = desks[found.language];
    const provided = {
      version: '1.0',
      provider_name: voice.words.siteName,
      provider_url: rooms.baseUrl + voice.path('/'),
      cache_age: 3600,
    };
    let answer: OEmbed;
    if (found.is === 'project') {
      const project = await rooms.projects.find(found.id);
      const moved = project.is === 'moved' ? await rooms.projects.find(project.to) : project;
      if (moved.is !== 'here') return refuse(c, 404, 'There is no such project here, or not any more.');
      const { project: its } = moved;
      answer = {
        type: 'link',
        ...provided,
        title: voice.set(its.title),
        author_name: voice.list(its.sources.map((id) => rooms.sources.get(id)?.name[found.language] ?? id)),
        author_url: rooms.baseUrl + voice.path(`/projets/${projectPath(its)}`),
      };
    } else {
      const { total } = await rooms.engine.search({ criteria: { ...found.criteria, pageSize: 1 } });
      const looks: Looks = { ...readLooks(new URLSearchParams()), height: fit(usualHeight, sizes[1], least.height) };
      const width = fit(usualWidth, sizes[0], least.width);
      const title = embedTitle(voice, rooms, found.criteria, total).name;
      const html = frameCode({ voice, baseUrl: rooms.baseUrl, criteria: found.criteria, looks, title }, width);
      answer = { type: 'rich', ...provided, title, html, width, height: looks.height };
    }
    c.header('Cache-Control', 'public, max-age=3600');
    if (format === 'json') return c.json(answer);
    return c.body(oEmbedXml(answer, xmlText), 200, { 'Content-Type': 'text/xml; charset=utf-8' });
  };
};

/** No more than is allowed; a frame too small to be read is not made smaller still. */
const fit = (usual: number, most: number | null | undefined, atLeast: number) =>
  Math.max(atLeast, Math.min(usual, most ?? usual));
