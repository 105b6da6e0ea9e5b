/** `/recherche.atom?…` and `/recherche.json?…`: a search to be followed, the most recently updated projects first. */
import type { Handler } from 'hono';
import { type Criteria, readCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import { licences } from '#model/source.ts';
import { labelOf } from '#model/vocabulary.ts';
import { exportablePart } from '#publish/exportable.ts';
import { changed, feedPath, searchPath } from '../search/address.ts';
import { shownCriteria } from '../search/criteria-shown.ts';
import type { Desk } from '../site.ts';
import { xmlText } from '../view/xml.ts';

const entries = 50;
/** Readers ask often: they may keep an answer for a quarter of an hour. */
const feedCache = 'public, max-age=900';

/** What both forms are made of. */
interface Followed {
  title: string;
  criteria: Criteria;
  /** The page of the same search. */
  page: string;
  self: string;
  /** What may leave of each (`publish/exportable.ts`), and its address, which stays that of the whole. */
  projects: { project: Project; address: string; firstSeen: Date; updatedAt: Date }[];
}

export const atomRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { voice, rooms } = desk;
    const { title, page, self, projects } = await follow(desk, c.req.url, '.atom');
    // The newest of what it holds, so that the same feed is the same file; the day of the asking when it is empty.
    const updated = new Date(Math.max(...projects.map(({ updatedAt }) => updatedAt.getTime()), 0) || rooms.now());
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${voice.language}">
${element('id', self)}
${element('title', title)}
${element('subtitle', voice.words.feeds.subtitle)}
${element('updated', updated.toISOString())}
<author>${element('name', voice.words.siteName)}${element('uri', rooms.baseUrl)}</author>
${element('icon', `${rooms.baseUrl}/favicon.svg`)}
<link rel="self" type="application/atom+xml" href="${xmlText(self)}"/>
<link rel="alternate" type="text/html" hreflang="${voice.language}" href="${xmlText(page)}"/>
${projects.map((followed) => atomEntry(desk, followed)).join('')}</feed>
`;
    return c.body(body, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8', 'Cache-Control': feedCache });
  };

export const jsonFeedRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { voice, rooms } = desk;
    const { title, page, self, projects } = await follow(desk, c.req.url, '.json');
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title,
      home_page_url: page,
      feed_url: self,
      description: voice.words.feeds.subtitle,
      favicon: `${rooms.baseUrl}/favicon.svg`,
      language: voice.language,
      items: projects.map(({ project, address, firstSeen, updatedAt }) => ({
        id: idOf(desk, project),
        url: address,
        title: voice.set(project.title),
        content_text: `${voice.set(project.summary)}\n\n${rightsOf(project)}`.trim(),
        summary: voice.set(project.summary),
        date_published: firstSeen,
        date_modified: updatedAt,
        language: project.language,
        authors: tellersOf(desk, project).map((name) => ({ name })),
        tags: project.themes.map((theme) => labelOf('themes', theme, voice.language)),
      })),
    };
    return c.body(JSON.stringify(feed), 200, {
      'Content-Type': 'application/feed+json; charset=utf-8',
      'Cache-Control': feedCache,
    });
  };

const element = (name: string, text: string) => `<${name}>${xmlText(text)}</${name}>`;

function atomEntry(desk: Desk, { project, address, firstSeen, updatedAt }: Followed['projects'][number]): string {
  const { voice, rooms } = desk;
  const categories = project.themes.map((theme) => {
    const label = voice.set(labelOf('themes', theme, voice.language));
    return `<category term="${xmlText(theme)}" scheme="${xmlText(rooms.baseUrl)}/vocabulaires/themes" label="${xmlText(label)}"/>`;
  });
  return `<entry>
${element('id', idOf(desk, project))}
${element('title', voice.set(project.title))}
${element('summary', voice.set(project.summary))}
<link rel="alternate" type="text/html" href="${xmlText(address)}"/>
${element('published', firstSeen.toISOString())}
${element('updated', updatedAt.toISOString())}
${tellersOf(desk, project)
  .map((name) => `<author>${element('name', name)}</author>`)
  .join('')}
${element('rights', rightsOf(project))}
${categories.join('')}
</entry>
`;
}

async function follow({ rooms, voice }: Desk, url: string, extension: '.atom' | '.json'): Promise<Followed> {
  const { criteria: read } = readCriteria(new URL(url).searchParams);
  const criteria = changed(read, { sort: 'date', pageSize: entries });
  const hits = await rooms.engine.first(criteria);
  const ids = hits.map(({ id }) => id);
  const [projects, dates] = await Promise.all([rooms.projects.load(ids), rooms.projects.dates(ids)]);
  const bare = changed(read, { sort: 'pertinence', pageSize: 20 });
  const labels = shownCriteria(voice, rooms, bare).map(({ label }) => label);
  const address = searchPath(voice, bare);
  return {
    title: voice.words.feeds.title(
      labels.length === 0 ? voice.words.feeds.all : labels.join(', '),
      voice.words.siteName,
    ),
    criteria,
    page: rooms.baseUrl + address,
    self: rooms.baseUrl + feedPath(address, extension),
    projects: projects.flatMap((project) => {
      const when = dates.get(project.id);
      const part = exportablePart(project, rooms.sources);
      if (when === undefined || part === undefined) return [];
      const address = rooms.baseUrl + voice.path(`/projets/${projectPath(project)}`);
      return [{ project: part, address, ...when }];
    }),
  };
}

/** For ever, whatever becomes of the title: a reader must not show the same project twice. */
const idOf = ({ rooms }: Desk, { id }: Project) => `${rooms.baseUrl}/projets/${id}`;
const tellersOf = ({ rooms, voice }: Desk, project: Project) =>
  project.sources.map((id) => voice.set(rooms.sources.get(id)?.name[voice.language] ?? id));
/** Each attribution with its licence: what goes where the text goes. */
const rightsOf = ({ tellings }: Project) =>
  [
    ...new Set(
      tellings.map(
        ({ attribution, licence }) => `${attribution}, ${licences[licence as keyof typeof licences]?.name ?? licence}`,
      ),
    ),
  ].join(' ; ');
