/** `/sitemap.xml` and its parts: every page that search engines may keep, ten thousand to a part, projects streamed. */
import type { Context, Handler } from 'hono';
import { slugify } from '#lib/text/fold.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { dayCache } from '../headers.ts';
import type { Rooms } from '../rooms.ts';
import type { Whole } from '../search/whole.ts';
import { languages, voices } from '../text/language.ts';
import { xmlText } from '../view/xml.ts';
import { conceptKinds } from './concepts.tsx';

const urlsInPart = 10_000;

interface Asked {
  rooms: Rooms;
  whole(): Promise<Whole>;
  /** Paths of the pages that stand by themselves, without a language's prefix. */
  standing: readonly string[];
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xml = { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': dayCache };

export const sitemapIndexRoute =
  ({ rooms, whole }: Asked): Handler =>
  async (c) => {
    const { projects } = await rooms.projects.figures();
    const territories = territoryPaths(await whole()).length;
    const parts = ['pages', ...numbered('territoires', territories), ...numbered('projets', projects)];
    const list = parts.map(
      (part) => `<sitemap><loc>${xmlText(`${rooms.baseUrl}/sitemap/${part}.xml`)}</loc></sitemap>`,
    );
    return c.body(
      `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${list.join('\n')}</sitemapindex>\n`,
      200,
      xml,
    );
  };

export const sitemapPartRoute =
  ({ rooms, whole, standing }: Asked): Handler =>
  async (c) => {
    const [, kind, rank] =
      /^(pages|territoires|projets)(?:-([1-9]\d{0,5}))?\.xml$/.exec(c.req.param('part') ?? '') ?? [];
    if (kind === undefined || (kind === 'pages') !== (rank === undefined)) return c.notFound();
    const skip = (Number(rank ?? 1) - 1) * urlsInPart;
    if (kind === 'projets') return streamed(c, projectUrls(rooms, skip));
    const counted = await whole();
    const paths =
      kind === 'pages'
        ? [...standing, ...subjectPaths(rooms, counted)]
        : territoryPaths(counted).slice(skip, skip + urlsInPart);
    if (paths.length === 0) return c.notFound();
    return c.body(urlset(paths.map((path) => urlOf(rooms.baseUrl, path)).join('')), 200, xml);
  };

const numbered = (name: string, count: number) =>
  Array.from({ length: Math.ceil(count / urlsInPart) }, (_, part) => `${name}-${part + 1}`);

const open = `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`;
const close = '</urlset>\n';
const urlset = (urls: string) => open + urls + close;

/** Territories, themes, kinds of place and partners without projects are not for search engines: see their pages. */
const territoryPaths = ({ territories }: Whole) => [...territories.keys()].sort().map((id) => `/territoires/${id}`);

function subjectPaths(rooms: Rooms, { counts }: Whole): string[] {
  const concepts = Object.entries(conceptKinds).flatMap(([kind, { vocabulary, facet }]) =>
    vocabularies[vocabulary].concepts.filter(({ id }) => counts[facet].has(id)).map(({ id }) => `/${kind}/${id}`),
  );
  const partners = [...rooms.sources.values()].filter(({ id, listed }) => listed && counts.partner.has(id));
  return [...concepts, ...partners.map(({ id }) => `/partenaires/${id}`)];
}

/** A page in French, with the address of each language. */
function urlOf(baseUrl: string, path: string, changed?: Date): string {
  const alternates = languages.map(
    (language) =>
      `<xhtml:link rel="alternate" hreflang="${language}" href="${xmlText(baseUrl + voices[language].path(path))}"/>`,
  );
  const when = changed === undefined ? '' : `<lastmod>${changed.toISOString()}</lastmod>`;
  return `<url><loc>${xmlText(baseUrl + path)}</loc>${when}${alternates.join('')}</url>\n`;
}

async function* projectUrls({ projects, baseUrl }: Rooms, skip: number): AsyncGenerator<string> {
  for await (const { id, title, updatedAt } of projects.addresses(skip, urlsInPart))
    yield urlOf(baseUrl, `/projets/${slugify(title)}-${id}`, updatedAt);
}

/** Written as it is read; the first one is waited for, so that a part that does not exist is not found. */
async function streamed(c: Context, urls: AsyncGenerator<string>): Promise<Response> {
  const first = await urls.next();
  if (first.done) return c.notFound() as Response;
  const encoder = new TextEncoder();
  let began = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!began) {
        began = true;
        return controller.enqueue(encoder.encode(open + first.value));
      }
      const { done, value } = await urls.next();
      controller.enqueue(encoder.encode(done ? close : value));
      if (done) controller.close();
    },
    async cancel() {
      await urls.return(undefined);
    },
  });
  return c.body(body, 200, xml);
}
