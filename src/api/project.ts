/** One project, whole: as JSON or as a file. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readProjectPath } from '#model/project.ts';
import { exportProject } from '#publish/export.ts';
import { projectViewSchema } from '#publish/project-view.ts';
import { projectUrl, viewProject } from '#publish/view-project.ts';
import { fileHeaders } from './download.ts';
import { errorAnswers, languageOf, refuseUnlike, say } from './errors.ts';
import { acceptedFormat, splitExtension } from './formats.ts';
import { langParameter } from './parameters.ts';
import type { Rooms } from './rooms.ts';

const mostRelated = 20;

const query = z.strictObject({ lang: langParameter });

const route = createRoute({
  method: 'get',
  path: '/v1/projects/{id}',
  summary: 'One project, whole',
  request: {
    query,
    params: z.object({
      id: z.string().openapi({
        param: { description: 'Its id; an extension chooses the format: `.json`, `.csv`, `.geojson`, `.jsonl`' },
      }),
    }),
  },
  responses: {
    200: {
      description: 'The project',
      content: {
        'application/json': { schema: projectViewSchema },
        'text/csv': { schema: z.string() },
        'application/geo+json': { schema: z.string() },
        'application/x-ndjson': { schema: z.string() },
      },
    },
    301: { description: 'It is now told under another id, or the address was not its own: follow `Location`' },
    ...errorAnswers,
  },
});

export function projectRoute(app: OpenAPIHono, rooms: Rooms): void {
  app.openapi(
    route,
    async (c) => {
      const { name, format: named } = splitExtension(c.req.valid('param').id);
      const id = readProjectPath(name);
      if (id === undefined) return say(c, 'project-unknown');
      const found = await rooms.projects.find(id);
      if (found.is === 'unknown') return say(c, 'project-unknown');
      if (found.is === 'hidden') return say(c, 'project-hidden');
      const own = found.is === 'moved' ? found.to : id;
      if (own !== name) {
        const language = languageOf(c);
        const tail = `${named === undefined ? '' : `.${named}`}${language === 'fr' ? '' : `?lang=${language}`}`;
        // A merge can be undone: who kept this answer would never find the project again.
        c.header('Cache-Control', 'public, no-cache');
        return c.redirect(`${rooms.baseUrl}/api/v1/projects/${own}${tail}`, 301);
      }
      if (found.is === 'moved') throw new Error(`the project ${id} moved to itself`);
      const publication = { ...rooms, language: languageOf(c) };
      const format = named ?? acceptedFormat(c.req.header('Accept'));
      if (format === 'json') {
        const related = (await rooms.projects.related(id, mostRelated)).map((other) => ({
          ...other,
          url: projectUrl(other, rooms.baseUrl),
        }));
        return c.json({ ...viewProject(found.project, publication), related }, 200);
      }
      const text = await exportProject(found.project, format, publication);
      if (text === undefined) return say(c, 'licence-closed');
      return c.body(text, 200, fileHeaders({ name: `carrefour-${id}`, format, date: rooms.now() }));
    },
    refuseUnlike(query),
  );
}
