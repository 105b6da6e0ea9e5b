/** For tests: the invented country, in which one sheet writes `quatier` where many write `quartier`. */
import { conceptLabels } from '#search/concept-labels.ts';
import { toSearchDocument } from '#search/document.ts';
import { fairly } from '#search/fair-order.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import type { Rooms } from './rooms.ts';
import { storeOf } from './testing.ts';
import { inventProjects } from './testing-country.ts';

export async function roomsWithATypo(): Promise<Pick<Rooms, 'engine' | 'projects'>> {
  const [first, ...others] = inventProjects();
  const projects = [{ ...first!, summary: `Au cœur du quatier. ${first!.summary}` }, ...others];
  const engine = createMemoryEngine({ concepts: conceptLabels() });
  await engine.apply({ put: projects.map((project) => toSearchDocument(project)), remove: [] });
  return { engine: fairly(engine, () => new Date('2026-05-03')), projects: storeOf(projects) };
}
