import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { testDatabase } from '#db/testing.ts';
import { catalogueFigures } from './catalogue-figures.ts';
import { problemCounts, sheetsToMend } from './sheets-to-mend.ts';

test('what sheets could do better is counted, what would gain most first, and who else tells of the same projects', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const at = new Date(Date.UTC(2025, 0, 1));
  const bare = {
    title: 'Nu',
    quality: 0.2,
    scores: { described: 0.1, located: 0, dated: 1, told: 0 },
    problems: [
      { field: 'sites.0', code: 'place-missing', value: '' },
      { field: 'themes', code: 'word-unknown', value: 'bidule' },
    ],
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
    title: 'Plein',
    quality: 0.8,
    scores: { described: 1, located: 1, dated: 1, told: 0 },
    recordUrl: 'https://b.fr/fiche',
    problems: [{ field: 'themes', code: 'word-unknown', value: 'truc' }],
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
    .values({ body: deflateSync('[]'), payloads: 1 })
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
  assert.deepEqual(figures.criteria, [
    { criterion: 'described', mean: 0.55, below: 1 },
    { criterion: 'located', mean: 0.5, below: 1 },
    { criterion: 'told', mean: 0, below: 2 },
    { criterion: 'dated', mean: 1, below: 0 },
  ]);
  assert.equal(figures.shared, 1);
  assert.deepEqual(figures.sharedWith, [{ source: 'b', projects: 1 }]);
  assert.deepEqual(await catalogueFigures(db, 'vide'), {
    sheets: 0,
    quality: undefined,
    criteria: [],
    shared: 0,
    sharedWith: [],
  });

  const all = { source: 'a', skip: 0, most: 10 };
  const mend = await sheetsToMend(db, all);
  assert.deepEqual(
    mend.sheets.map(({ record, key, project, quality, lacks }) => ({ record, key, project, quality, lacks })),
    [
      { record: 'a/2', key: 'a/2', project: '2222222222', quality: 0.2, lacks: ['described', 'located', 'told'] },
      { record: 'a/1', key: 'a/1', project: '1111111111', quality: 0.8, lacks: ['told'] },
    ],
    'the worst first, and what is gone not at all',
  );
  assert.equal(mend.sheets[1]!.recordUrl, 'https://b.fr/fiche');
  assert.deepEqual(
    (await sheetsToMend(db, { ...all, criterion: 'located' })).sheets.map(({ record }) => record),
    ['a/2'],
  );
  const second = await sheetsToMend(db, { ...all, code: 'word-unknown', skip: 1, most: 1 });
  assert.deepEqual([second.total, second.sheets.map(({ title }) => title)], [2, ['Plein']]);
  assert.deepEqual(
    (await problemCounts(db, 'a')).map(({ code, sheets, example }) => [code, sheets, example.value]),
    [
      ['word-unknown', 2, 'bidule'],
      ['place-missing', 1, ''],
    ],
  );
  assert.deepEqual(await sheetsToMend(db, { ...all, source: 'vide' }), { total: 0, sheets: [] });
});
