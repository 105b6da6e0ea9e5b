/** Under a project: those like it, those beside it, those elsewhere; over the invented country. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Project, projectPath } from '#model/project.ts';
import { type Neighbours, neighboursOf, sizeOf } from '#search/understand/similar.ts';
import { inventedSite, storeOf } from './testing.ts';
import { places } from './testing-country.ts';

let country: Awaited<ReturnType<typeof inventedSite>>;
let ask: (project: Project, most?: number) => Promise<Neighbours>;
const territory = (id: string) => places().territory(id);
before(async () => {
  country = await inventedSite();
  const { load } = storeOf(country.projects);
  ask = (project, most) => neighboursOf({ engine: country.engine, load: (ids) => load(ids), territory }, project, most);
});
const titled = (title: string) => country.projects.find((project) => project.title === title)!;

test('a project that tells the same comes first', async () => {
  const { similar } = await ask(titled('Le Bocal partagé'));
  assert.deepEqual(
    similar
      .slice(0, 2)
      .map(({ title }) => title)
      .sort(),
    ['Le Bocal partagé, bis', 'Le Bocal partagé, ter'],
  );
});

test('no project stands beside itself or twice; each list keeps its promise', async () => {
  for (const project of country.projects) {
    const { similar, here, elsewhere } = await ask(project);
    const ids = [...similar, ...here, ...elsewhere].map(({ id }) => id);
    assert.equal(new Set([project.id, ...ids]).size, ids.length + 1, project.title);
    assert.ok([similar, here, elsewhere].every((list) => list.length <= 4));
    const around = new Set(project.sites.flatMap((site) => site.territories.filter((id) => !id.startsWith('region-'))));
    for (const other of here) {
      assert.ok(!other.themes.some((theme) => project.themes.includes(theme)), `${project.title} / ${other.title}`);
      assert.ok(other.sites.some((site) => site.territories.some((id) => around.has(id))));
    }
    for (const other of elsewhere) {
      assert.ok(other.themes.includes(project.themes[0]!));
      assert.equal(sizeOf({ territory }, other), sizeOf({ territory }, project));
    }
  }
});

test('the same project has the same neighbours each time', async () => {
  const ids = ({ similar, here, elsewhere }: Neighbours) =>
    [similar, here, elsewhere].map((list) => list.map(({ id }) => id));
  for (const project of country.projects.slice(0, 8))
    assert.deepEqual(ids(await ask(project)), ids(await ask(project)));
});

test('the page of a project shows them', async () => {
  const body = await (await country.site.request(`/projets/${projectPath(titled('Le Bocal partagé'))}`)).text();
  assert.match(body, /<h2 id="similaires">/);
  assert.match(body, /<h2 id="ailleurs">Le même thème, dans d’autres métropoles/);
});
