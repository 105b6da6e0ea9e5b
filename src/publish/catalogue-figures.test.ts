import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { catalogueFigures } from './catalogue-figures.ts';

test('what sheets lack is counted, and who else tells of the same projects', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const at = new Date(Date.UTC(2025, 0, 1));
  const bare = {
    quality: 0.2,
    summary: '',
    body: '',
    themes: [],
    audiences: [],
    sites: [],
    results: '',
    lessons: '',
    needed: '',
    contacts: [{ kind: 'mail', value: 'a@b.fr', published: false }],
    links: [],
    images: [],
  };
  const full = {
    ...bare,
    quality: 0.8,
    body: 'x'.repeat(400),
    themes: ['habitat'],
    audiences: ['tous'],
    sites: [{ point: { lat: 47, lon: -1 } }],
    startYear: 2020,
    results: 'Dix toits.',
    contacts: [{ kind: 'mail', value: 'contact@b.fr', published: true }],
    links: [{ url: 'https://b.fr' }],
  };
  const run = '00000000-0000-4000-8000-000000000000';
  for (const source of ['a', 'b', 'vide'])
    await db.insertInto('source').values({ id: source, manifest: '{}', updated_at: at }).execute();
  await db
    .insertInto('run')
    .values({ id: run, source: 'a', origin: 'test', state: 'done', started_at: at, ended_at: at, report: null })
    .execute();
  const { id: pack } = await db
    .insertInto('payload_pack')
    .values({ body: Buffer.of(), payloads: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.insertInto('payload').values({ hash: 'h', pack, place: 0, first_seen: at }).execute();
  const put = async (record: string, body: object, project: string, live = true) => {
    const source = record.split('/')[0]!;
    await db
      .insertInto('record')
      .values({
        id: record,
        source,
        key: record,
        payload: 'h',
        hash: 'h',
        withheld: false,
        first_seen: at,
        last_seen: at,
        changed_at: at,
        last_run: run,
        described_with: null,
      })
      .execute();
    await db
      .insertInto('sheet')
      .values({ record, source, body: JSON.stringify(body), hash: 'h', match_keys: [], live })
      .execute();
    await db
      .insertInto('project')
      .values({ id: project, body: '{}', hash: 'h', hidden: false, first_seen: at, updated_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db.insertInto('project_sheet').values({ sheet: record, project }).execute();
  };
  await put('a/1', full, '1111111111');
  await put('a/2', bare, '2222222222');
  await put('a/3', bare, '3333333333', false);
  await put('b/1', full, '1111111111');
  const figures = await catalogueFigures(db, 'a');
  assert.equal(figures.sheets, 2);
  assert.ok(Math.abs(figures.quality! - 0.5) < 1e-9);
  assert.deepEqual(figures.missing[0], { field: 'images', sheets: 2 });
  assert.deepEqual(
    figures.missing
      .slice(1)
      .map(({ field, sheets }) => `${field} ${sheets}`)
      .sort(),
    ['audiences 1', 'body 1', 'contacts 1', 'links 1', 'results 1', 'sites 1', 'themes 1', 'when 1'],
  );
  assert.equal(figures.shared, 1);
  assert.deepEqual(figures.sharedWith, [{ source: 'b', projects: 1 }]);
  assert.deepEqual(await catalogueFigures(db, 'vide'), {
    sheets: 0,
    quality: undefined,
    missing: [],
    shared: 0,
    sharedWith: [],
  });
});
