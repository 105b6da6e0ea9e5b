/** The project that an address names, for the pages that stand under a project's own; and where one is named by hand. */
import type { Context } from 'hono';
import { type Project, readProjectPath } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';

export const projectHere = (c: Context, rooms: Pick<Rooms, 'projects'>): Promise<Project | undefined> =>
  projectNamed(rooms, c.req.param('path') ?? '');

/** By the last part of an address, the id, or a whole address as people copy it. */
export async function projectNamed({ projects }: Pick<Rooms, 'projects'>, typed: string): Promise<Project | undefined> {
  const path = URL.canParse(typed) ? new URL(typed).pathname : typed;
  const id = readProjectPath(path.trim().replace(/\/+$/, '').split('/').at(-1) ?? '');
  if (id === undefined) return undefined;
  const found = await projects.find(id);
  if (found.is === 'here') return found.project;
  return found.is === 'moved' ? (await projects.load([found.to]))[0] : undefined;
}
