/** `/projets/<slug>-<id>`: a project; moved and misspelt addresses lead to the right one, withdrawn ones say so. */
import type { Context, Handler } from 'hono';
import { projectPath, readProjectPath } from '#model/project.ts';
import { neighboursOf } from '#search/understand/similar.ts';
import { pageCache } from '../headers.ts';
import { ProjectPage } from '../pages/project.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import type { Rooms } from '../rooms.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { prose } from '../view/prose.ts';

const mostRelated = 8;

export const projectRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const asked = c.req.param('path') ?? '';
    const id = readProjectPath(asked);
    const context = contextOf(desk);
    const q = asked
      .replace(/-?[0-9a-hjkmnp-tv-z]{10}$/i, '')
      .replaceAll('-', ' ')
      .slice(0, 80);
    const found = id === undefined ? ({ is: 'unknown' } as const) : await rooms.projects.find(id);
    if (found.is === 'moved') return leadTo(c, voice.path(`/projets/${await pathOfMoved(rooms, found.to)}`));
    if (found.is === 'hidden') return page(c, desk, <TroublePage context={context} kind="gone" path="/" q={q} />, 410);
    if (found.is === 'unknown')
      return page(c, desk, <TroublePage context={context} kind="notFound" path="/" q={q} />, 404);

    const { project, updatedAt } = found;
    const right = projectPath(project);
    if (asked !== right) return leadTo(c, voice.path(`/projets/${right}`));
    const means = {
      engine: rooms.engine,
      load: (ids: string[]) => rooms.projects.load(ids),
      territory: (id: string) => rooms.territories.territory(id),
    };
    const [neighbours, held, related, contact, relations] = await Promise.all([
      neighboursOf(means, project),
      heldBy(rooms, project.id),
      rooms.projects.related(project.id, mostRelated),
      rooms.introductions?.reach(project.id),
      rooms.review.relations(project.id),
    ]);
    return page(
      c,
      desk,
      <ProjectPage
        context={context}
        rooms={rooms}
        project={project}
        body={prose(project.body)}
        updatedAt={updatedAt}
        neighbours={neighbours}
        related={related}
        contact={contact}
        relations={relations}
        held={held}
      />,
    );
  };

async function heldBy({ claims }: Rooms, project: string) {
  const holders = (await claims?.holders(project)) ?? [];
  return { holders: holders.length, news: holders.length === 0 ? [] : ((await claims?.news(project)) ?? []) };
}

/**
 * For good, as far as we know today: a merge can be undone and a title change back. A browser that kept the answer
 * would then go in circles, so that it asks each time.
 */
function leadTo(c: Context, path: string): Response {
  c.header('Cache-Control', pageCache);
  return c.redirect(path, 301);
}

/** The full address of where a project moved; its bare id when it is not to be seen there either. */
async function pathOfMoved(rooms: Rooms, id: string): Promise<string> {
  const [project] = await rooms.projects.load([id]);
  return project === undefined ? id : projectPath(project);
}
