/** JSON Lines: one whole project on each line, as the API gives it. */
import type { ProjectView } from './project-view.ts';

export async function* writeJsonl(projects: AsyncIterable<ProjectView>): AsyncGenerator<string> {
  for await (const project of projects) yield `${JSON.stringify(project)}\n`;
}
