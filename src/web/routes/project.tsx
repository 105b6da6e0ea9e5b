/** `/projets/<slug>-<id>`: a project; moved and misspelt addresses lead to the right one, withdrawn ones say so. */
import type { Handler } from 'hono';
import { type Criteria, noCriteria } from '#model/criteria.ts';
import { type Project, projectPath, readProjectPath } from '#model/project.ts';
import { ProjectPage } from '../pages/project.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import type { Rooms } from '../rooms.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { prose } from '../view/prose.ts';

const similarShown = 4;
/** Kilometres within which a similar project is near. */
const nearby = 60;

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
    if (found.is === 'moved') return c.redirect(voice.path(`/projets/${await pathOfMoved(rooms, found.to)}`), 301);
    if (found.is === 'hidden') return page(c, desk, <TroublePage context={context} kind="gone" path="/" q={q} />, 410);
    if (found.is === 'unknown')
      return page(c, desk, <TroublePage context={context} kind="notFound" path="/" q={q} />, 404);

    const { project, updatedAt } = found;
    const right = projectPath(project);
    if (asked !== right) return c.redirect(voice.path(`/projets/${right}`), 301);
    const { similar, criteria } = await findSimilar(rooms, project);
    return page(
      c,
      desk,
      <ProjectPage
        context={context}
        rooms={rooms}
        project={project}
        body={prose(project.body)}
        updatedAt={updatedAt}
        similar={similar}
        similarCriteria={criteria}
      />,
    );
  };

/** The full address of where a project moved; its bare id when it is not to be seen there either. */
async function pathOfMoved(rooms: Rooms, id: string): Promise<string> {
  const [project] = await rooms.projects.load([id]);
  return project === undefined ? id : projectPath(project);
}

/** Same main theme nearby; when there are too few, anywhere. */
async function findSimilar(rooms: Rooms, project: Project) {
  const theme: Criteria = {
    ...noCriteria,
    chosen: project.themes.length > 0 ? { theme: project.themes.slice(0, 1) } : { kind: [project.kind] },
  };
  const point = project.sites.find((site) => site.point !== undefined)?.point;
  const near: Criteria | undefined = point && { ...theme, near: { ...point, radiusKm: nearby }, sort: 'distance' };
  let criteria = near ?? theme;
  let others = await hitsOf(criteria);
  if (near !== undefined && others.length < similarShown) {
    criteria = theme;
    const elsewhere = await hitsOf(theme);
    others = [...others, ...elsewhere.filter(({ id }) => !others.some((other) => other.id === id))];
  }
  const hits = others.slice(0, similarShown);
  const projects = new Map((await rooms.projects.load(hits.map(({ id }) => id))).map((other) => [other.id, other]));
  const similar = hits.flatMap((hit) => {
    const other = projects.get(hit.id);
    return other === undefined ? [] : [{ project: other, hit }];
  });
  return { similar, criteria };

  async function hitsOf(asked: Criteria) {
    const { hits } = await rooms.engine.search({ criteria: { ...asked, pageSize: similarShown + 1 } });
    return hits.filter(({ id }) => id !== project.id);
  }
}
