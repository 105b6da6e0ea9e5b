/** A page asks the search a few times, however much it shows: readers wait for each question. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { noCriteria } from '#model/criteria.ts';
import { projectPath } from '#model/project.ts';
import type { SearchEngine } from '#search/engine.ts';
import { inventedSite } from './testing.ts';

let site: Awaited<ReturnType<typeof inventedSite>>;
let asked: (keyof SearchEngine)[] = [];

before(async () => {
  const { engine } = await inventedSite();
  const watched = { ...engine } as SearchEngine;
  for (const name of ['search', 'count', 'first', 'like', 'every', 'complete'] as const)
    watched[name] = ((...given: never[]) => {
      asked.push(name);
      return (engine[name] as (...all: never[]) => never)(...given);
    }) as never;
  site = await inventedSite({ rooms: { engine: Object.defineProperty(watched, 'size', { value: engine.size }) } });
});

async function questionsOf(path: string): Promise<string> {
  asked = [];
  const answer = await site.site.request(path);
  assert.equal(answer.status, 200, path);
  await answer.text();
  return asked.join(' ');
}

test('a search is asked once with its map, its ways out are counted together', async () => {
  assert.equal(await questionsOf('/recherche'), 'search count');
  assert.equal(await questionsOf('/recherche?q=jardin'), 'search count');
  // What was found decides what the map shows; where little was, ways out are counted.
  assert.match(await questionsOf('/recherche?q=jardin&territoire=departement-44'), /^search count search( count)?$/);
  assert.match(await questionsOf('/recherche?q=jardin&de=2090'), /^search( count){1,3}$/);
});

test('the home page and a territory ask once for everything that they show', async () => {
  await questionsOf('/');
  assert.equal(await questionsOf('/'), 'search');
  await questionsOf('/territoires/commune-44109');
  assert.equal(await questionsOf('/territoires/commune-44109'), 'search first');
});

test('under a project, its neighbours are found without counting anything', async () => {
  for (const project of site.projects.slice(0, 5)) {
    const questions = await questionsOf(`/projets/${projectPath(project)}`);
    assert.match(questions, /^like( first){0,5}$/);
  }
});

test('what is counted together is what each would find', async () => {
  const q = 'jardin';
  const searches = [{ q }, { q, territories: ['departement-44'] }, { territories: ['departement-44'] }, {}].map(
    (one) => ({
      ...noCriteria,
      ...one,
    }),
  );
  const counts = await site.engine.count(searches);
  for (const [i, criteria] of searches.entries())
    assert.equal(counts[i]!.total, (await site.engine.search({ criteria })).total);
});
