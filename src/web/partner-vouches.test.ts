/** What a partner would notice: its reason on the project's page, in its own name, and nobody else's hand on it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Person } from '#model/person.ts';
import { ana, type ReviewSite, reviewSite } from './curation-testing.ts';

const own = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };
const partner: Person = {
  id: 'p-lou',
  name: 'Lou',
  mail: 'lou@exemple.org',
  role: 'member',
  partners: [{ source: 'a', role: 'editor' }],
};

let desk: ReviewSite;
let id: string;
beforeEach(async () => {
  desk = await reviewSite();
  desk.visitor.is = partner;
  const { project } = await desk.database.db
    .selectFrom('project_sheet')
    .select('project')
    .where('sheet', '=', 'c/9')
    .executeTakeFirstOrThrow();
  id = project;
});
afterEach(() => desk?.close());

const get = async (path = '/partenaires/a/soutiens') => {
  const answer = await desk.site.request(path);
  return { status: answer.status, body: (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
};
const post = (
  fields: Record<string, string>,
  path = '/partenaires/a/soutiens',
  headers: Record<string, string> = own,
) => desk.site.request(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
const vouch = (projet = `https://carrefour.example/projets/le-moulin-${id}`) =>
  post({ projet, raison: 'Nous y allons chaque mois : <b>ça</b> marche.' });

test('a partner vouches for a project told by another, by the address of its page, and takes it back', async () => {
  const answer = await vouch();
  assert.equal(answer.status, 303);
  const page = await get(answer.headers.get('location')!);
  assert.match(page.body, /C’est publié/);
  const shown = await get(`/projets/le-moulin-${id}`);
  assert.match(shown.body, /Nous y allons chaque mois : &lt;b&gt;ça&lt;\/b&gt; marche\./);
  assert.doesNotMatch(shown.body, /Lou/, 'the organisation speaks, not the person');
  const decision = /name="decision" value="([^"]+)"/.exec(page.body)![1]!;
  assert.equal((await post({ decision }, '/partenaires/a/soutiens/annuler')).status, 303);
  assert.doesNotMatch((await get(`/projets/le-moulin-${id}`)).body, /Nous y allons/);
});

test('an address that leads to no project, or no reason, is told, and what was typed stays', async () => {
  for (const [projet, raison] of [
    ['https://carrefour.example/projets/nulle-part-0123456789', 'Parce que.'],
    ['javascript:alert(1)', 'Parce que.'],
    [id, ''],
    ['', 'Parce que.'],
  ] as const) {
    const answer = await post({ projet, raison });
    assert.equal(answer.status, 409, projet);
    assert.match(await answer.text(), /role="alert"/);
  }
});

test('only those who speak for the catalogue may, and only on its own words', async () => {
  await vouch();
  const { decisions } = await desk.desk.history({ most: 1 });
  const other = { ...partner, id: 'p-kim', partners: [{ source: 'b', role: 'admin' as const }] };
  const strangers: [Person | undefined, number][] = [
    [undefined, 401],
    [{ ...partner, partners: [] }, 403],
    [other, 403],
    [ana, 403],
  ];
  for (const [is, status] of strangers) {
    desk.visitor.is = is;
    assert.equal((await get()).status, status);
    assert.equal((await vouch()).status, status);
  }
  desk.visitor.is = other;
  const stolen = await post({ decision: decisions[0]!.id }, '/partenaires/b/soutiens/annuler');
  assert.equal(stolen.status, 409);
  desk.visitor.is = partner;
  assert.equal(
    (await post({ projet: id, raison: 'x' }, undefined, { ...own, 'Sec-Fetch-Site': 'cross-site' })).status,
    403,
  );
  assert.match((await get()).body, /Nous y allons/, 'still there');
});
