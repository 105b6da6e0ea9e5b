import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { sql } from 'kysely';
import { testDatabase } from '#db/testing.ts';
import type { Source } from '#model/source.ts';
import type { RunReport } from './run.ts';
import { harvests, recordsWithRows } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const { folder, now, sourceOf, run, harvest, close } = harvests(database);
after(close);

async function recordsOf({ id }: Source) {
  const { rows } = await sql<{ record: string; versions: number }>`
    select record, count(*)::int as versions from record_version group by record`.execute(db);
  const versions = new Map(rows.map((one) => [one.record, one.versions]));
  return (await recordsWithRows(db, id)).map(({ id, key, rows: [row], gone_since, withheld }) => ({
    key,
    name: row?.nom ?? null,
    gone: gone_since !== null,
    withheld,
    versions: versions.get(id),
  }));
}

const counts = ({ rows, records, grouped, withheld, refused, lost }: RunReport) => ({
  rows,
  records,
  grouped,
  withheld,
  refused,
  lost,
});
const moves = (report: RunReport) => [report.new, report.changed, report.unchanged, report.gone, report.back];

test('what is new, changed, gone and back is told, and nothing is lost', async () => {
  const source = sourceOf({ expect: { dropAtMost: 0.5 } });
  assert.deepEqual(moves(await harvest(source, 'id,nom\n1,un\n2,deux\n3,trois\n')), [3, 0, 0, 0, 0]);
  assert.deepEqual(moves(await harvest(source, 'id,nom\n1,un\n2,deux\n3,trois\n')), [0, 0, 3, 0, 0]);

  const second = await harvest(source, 'id,nom\n1,un\n2,DEUX\n4,quatre\n');
  assert.equal(second.state, 'done');
  assert.deepEqual(moves(second), [1, 1, 1, 1, 0]);
  assert.deepEqual(second.changes, [{ key: '2', columns: [{ column: 'nom', from: 'deux', to: 'DEUX' }] }]);
  assert.deepEqual([second.newKeys, second.goneKeys], [['4'], ['3']]);

  const third = await harvest(source, 'id,nom\n1,un\n2,deux\n3,trois\n4,quatre\n');
  assert.deepEqual(moves(third), [0, 1, 3, 0, 1]);
  assert.deepEqual(third.backKeys, ['3']);
  assert.deepEqual(await recordsOf(source), [
    { key: '1', name: 'un', gone: false, withheld: false, versions: 1 },
    { key: '2', name: 'deux', gone: false, withheld: false, versions: 3 },
    { key: '3', name: 'trois', gone: false, withheld: false, versions: 1 },
    { key: '4', name: 'quatre', gone: false, withheld: false, versions: 1 },
  ]);
});

test('a column that does not count changes nothing, but its latest value is kept', async () => {
  const source = sourceOf({ uncounted: ['maj'] });
  await harvest(source, 'id,nom,maj\n1,un,lundi\n');
  assert.deepEqual(moves(await harvest(source, 'id,nom,maj\n1,un,mardi\n')), [0, 0, 1, 0, 0]);
  const days = (await recordsWithRows(db, source.id)).map(({ rows: [row] }) => row?.maj);
  assert.deepEqual(days, ['mardi']);
});

test('rows of one key are one record when grouped, and refused as repeats when not', async () => {
  const content = 'id,nom\n1,a\n2,b\n1,c\n';
  const grouped = sourceOf({ group: true });
  const report = await harvest(grouped, content);
  assert.deepEqual(counts(report), { rows: 3, records: 2, grouped: 1, withheld: 0, refused: 0, lost: 0 });
  const [first] = await recordsWithRows(db, grouped.id);
  assert.deepEqual(first?.rows, [
    { id: '1', nom: 'a' },
    { id: '1', nom: 'c' },
  ]);

  const single = await harvest(sourceOf(), content);
  assert.deepEqual(counts(single), { rows: 3, records: 2, grouped: 0, withheld: 0, refused: 1, lost: 0 });
  assert.deepEqual(single.refusals, [
    { line: 4, reason: 'The item is the same as that of line 2 (same key: 1).', value: 'id: 1; nom: c' },
  ]);
});

test('what the partner withholds is kept and counted apart; what is no item is refused', async () => {
  const source = sourceOf({ withhold: { publier: 'non' }, refuse: { nom: { matches: '^total' } } });
  const report = await harvest(source, 'id,nom,publier\n1,un,Oui\n2,deux,NON\n3,Total : 2,\n,sans clé,\n');
  assert.deepEqual(counts(report), { rows: 4, records: 1, grouped: 0, withheld: 1, refused: 2, lost: 0 });
  assert.deepEqual(
    (await recordsOf(source)).map(({ key, withheld }) => [key, withheld]),
    [
      ['1', false],
      ['2', true],
    ],
  );
  const { rows } = await sql<{ line: number; reason: string }>`
    select line, reason from refusal where run = ${report.run}::uuid order by line`.execute(db);
  assert.deepEqual(rows, [
    { line: 4, reason: 'The manifest says that such a row is no item.' },
    { line: 5, reason: 'Nothing identifies the item: “id” is empty.' },
  ]);
});

const whole = 'id,nom\n1,un\n2,deux\n';

test('an empty, cut or foreign file fails and takes nothing away', async () => {
  const source = sourceOf();
  await harvest(source, whole);
  const broken: [string | Uint8Array, RegExp][] = [
    ['', /is empty/],
    ['id,nom\n', /is empty/],
    ['id,nom\n1,un\n3,"trois', /never closed/],
    ['<!doctype html>\n<title>Erreur</title>\n', /A web page was sent in place of the table/],
    [`id,nom\n1,"${'x'.repeat(5_000_000)}`, /longer than 4 MB/],
    ['id,nom\n,a\n,b\n', /None of the 2 rows could be taken/],
  ];
  for (const [content, why] of broken) {
    const report = await harvest(source, content);
    assert.equal(report.state, 'failed');
    assert.match(report.failure ?? '', why);
    assert.equal(report.lost, 0);
  }
  const gone = (await recordsOf(source)).filter((record) => record.gone);
  assert.deepEqual(gone, []);
  const missing = await run(source, { kind: 'file', path: join(folder, 'nowhere.csv') });
  assert.match(missing.failure ?? '', /There is no file/);
});

test('a cut file of grouped rows changes no record', async () => {
  const source = sourceOf({ group: true });
  await harvest(source, 'id,nom\n1,a\n1,b\n');
  const report = await harvest(source, 'id,nom\n1,a\n"2');
  assert.deepEqual([report.state, moves(report), counts(report).rows], ['failed', [0, 0, 0, 0, 0], 0]);
});

test('a file that lost the column which withholds is not taken', async () => {
  const source = sourceOf({ withhold: { publier: 'non' } });
  const report = await harvest(source, whole);
  assert.match(report.failure ?? '', /column “publier”, by which the partner says what not to publish/);
  assert.deepEqual(await recordsOf(source), []);
});

test('a catalogue that shrinks more than expected is held: it tells what it would change, and nothing changes', async () => {
  const source = sourceOf({ expect: { dropAtMost: 0.3, count: { min: 2 } } });
  await harvest(source, 'id,nom\n1,a\n2,b\n3,c\n4,d\n');
  const held = await harvest(source, 'id,nom\n1,a\n5,e\n');
  assert.equal(held.state, 'held');
  assert.match(
    held.failure ?? '',
    /3 of 4 items are no longer there \(75 %; at most 30 % is expected\)\. Nothing was changed/,
  );
  assert.deepEqual(moves(held), [1, 0, 1, 3, 0]);
  assert.deepEqual(held.broken, [{ code: 'dropped', missing: 3, before: 4, atMost: 0.3 }]);
  assert.deepEqual(
    (await recordsOf(source)).map(({ key, gone }) => [key, gone]),
    ['1', '2', '3', '4'].map((key) => [key, false]),
  );
  const few = await harvest(source, 'id,nom\n1,a\n');
  assert.match(few.failure ?? '', /has 1 items where at least 2 are expected/);
  const fine = await harvest(source, 'id,nom\n1,a\n2,b\n3,c\n5,e\n');
  assert.deepEqual([fine.state, moves(fine)], ['done', [1, 0, 3, 1, 0]]);
});

test('columns that are empty, missing or nested are told', async () => {
  const source = sourceOf({
    format: { type: 'json' },
    map: { title: 'nom', summary: 'resume', sites: [{ city: 'lieu.ville' }], tags: 'tags[].mot' },
  });
  const items = [
    { id: 1, nom: 'x', vide: '', lieu: { ville: 'Metz', cp: null } },
    { id: 2, nom: 'y', tags: [{ mot: 'a' }] },
  ];
  const report = await harvest(source, JSON.stringify(items));
  assert.deepEqual(report.columns, ['id', 'nom', 'vide', 'lieu.ville', 'lieu.cp', 'tags[].mot']);
  assert.deepEqual(report.emptyColumns, ['vide', 'lieu.cp']);
  assert.deepEqual(report.missingColumns, ['resume']);
});

test('characters that a database refuses do not lose a row', async () => {
  const source = sourceOf({ format: { type: 'json' } });
  const report = await harvest(source, '[{"id": "a\\u0000", "nom": "x\\ud800y"}, {"id": 2, "no\\u0000m": "z"}]');
  assert.deepEqual([report.state, report.records, report.lost], ['done', 2, 0]);
  assert.deepEqual(
    (await recordsOf(source)).map(({ key, name }) => [key, name]),
    [
      ['2', null],
      ['a\ufffd', 'x\ufffdy'],
    ],
  );
});

test('keys longer than an index can hold are told apart', async () => {
  const long = 'x'.repeat(5000);
  const report = await harvest(sourceOf(), `id,nom\n${long}1,a\n${long}2,b\n`);
  assert.deepEqual([report.records, report.refused], [2, 0]);
});

test('two runs of one catalogue never overlap', async () => {
  const source = sourceOf();
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await db.connection().execute(async (other) => {
    const name = `carrefour harvest ${source.id}`;
    await sql`select pg_advisory_lock(hashtextextended(${name}, 0))`.execute(other);
    const report = await harvest(source, whole);
    assert.deepEqual([report.state, report.run, report.rows], ['busy', null, 0]);
    assert.match(report.failure ?? '', /under way/);
    await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(other);
    release();
  });
  await held;
  assert.equal((await harvest(source, whole)).state, 'done');
});

test('a run that is asked to stop stops, and takes nothing away', async () => {
  const source = sourceOf();
  await harvest(source, whole);
  const stopping = new AbortController();
  const many = `id,nom\n${Array.from({ length: 2000 }, (_, n) => `${n + 10},x`).join('\n')}\n`;
  const report = await harvest(source, many, { signal: stopping.signal, say: () => stopping.abort() });
  assert.deepEqual([report.state, report.records, report.gone, report.lost], ['interrupted', 1000, 0, 0]);
});

test('killed in the middle, a run leaves no harm and the next one tells the truth', async (t) => {
  const source = sourceOf();
  const rows = Array.from({ length: 20_000 }, (_, n) => `${n},nom ${n}`);
  await harvest(source, `id,nom\n${rows.slice(0, 1000).join('\n')}\nvieux,disparu\n`);
  const path = join(folder, 'long.csv');
  writeFileSync(path, `id,nom\n${rows.join('\n')}\n`);
  const fixture = fileURLToPath(new URL('killed-run.fixture.ts', import.meta.url));
  const asked = JSON.stringify({ url: database.url, source, path, at: now().getTime() });
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, asked], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const exited = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (said: Buffer) => /: 3,\d/.test(String(said)) && resolve());
  });
  child.kill('SIGKILL');
  assert.equal(await exited, 'SIGKILL');

  const between = await recordsOf(source);
  assert.equal(between.length, 1001, 'a run that did not reach its end has changed nothing');
  assert.equal(between.filter(({ gone }) => gone).length, 0);
  const report = await run(source, { kind: 'file', path });
  assert.deepEqual([report.state, report.records, report.gone, report.lost], ['done', 20_000, 1, 0]);
  assert.deepEqual([report.new, report.unchanged], [19_000, 1000]);
  assert.deepEqual(moves(await run(source, { kind: 'file', path })), [0, 0, 20_000, 0, 0]);
  const { rows: states } = await sql<{ state: string }>`
    select state from run where source = ${source.id} order by started_at`.execute(db);
  assert.deepEqual(
    states.map(({ state }) => state),
    ['done', 'interrupted', 'done', 'done'],
  );
  const records = await recordsOf(source);
  assert.equal(records.length, 20_001);
  assert.ok(records.every(({ versions }) => versions === 1));
});

test('whatever the file, every row is accounted for, and a second reading changes nothing', async () => {
  const cell = fc.constantFrom('', 'a', 'b', 'non', 'é, "x"', 'Total', '\u0000');
  const line = fc.array(cell, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.boolean(), fc.boolean(), async (lines, group, byContent) => {
      const source = sourceOf({
        key: byContent && !group ? 'content' : ['id'],
        group,
        withhold: { publier: 'non' },
        refuse: { nom: 'total' },
        expect: { repeatsAtMost: 1 },
      });
      const write = (cells: string[]) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
      const content = `id,nom,publier\n${lines.map(write).join('\n')}`;
      const report = await harvest(source, content);
      assert.equal(report.lost, 0);
      const { rows, records, grouped, withheld, refused } = report;
      assert.equal(rows, records + grouped + withheld + refused);
      const filled = lines.filter((cells) => cells.some((text) => text.trim() !== '')).length;
      assert.equal(rows, filled);
      assert.equal((await recordsOf(source)).length, records + withheld);
      const { count } = await db
        .selectFrom('refusal')
        .select((select) => select.fn.countAll<string>().as('count'))
        .where('run', '=', report.run ?? '')
        .executeTakeFirstOrThrow();
      assert.equal(Number(count), refused);
      const again = await harvest(source, content);
      assert.deepEqual([again.new, again.changed, again.gone, again.back], [0, 0, 0, 0]);
    }),
    { numRuns: 40 },
  );
});

const real = fileURLToPath(new URL('../../../shared/data/catalogues/', import.meta.url));
const skip = existsSync(real) ? false : 'needs the real data in ../shared/data';

test('citizens’ initiatives of 5 then 6 April: 10 new, 2 changed, 0 gone', { skip }, async () => {
  const source = sourceOf({
    key: ['titre_initiative', 'url_initiative', 'adresse'],
    uncounted: ['n°', 'date_maj'],
    withhold: { a_publier: 'non' },
  });
  const first = await run(source, { kind: 'file', path: join(real, 'initiatives-covid-200405_c.csv') });
  assert.deepEqual(counts(first), { rows: 899, records: 554, grouped: 0, withheld: 324, refused: 21, lost: 0 });
  const second = await run(source, { kind: 'file', path: join(real, 'initiatives-covid-200406_a.csv') });
  assert.deepEqual(moves(second), [10, 2, 876, 0, 0]);
});

test('laureates: 303 rows of 150 projects', { skip }, async () => {
  const source = sourceOf({ key: ['ID CIS'], group: true });
  const report = await run(source, { kind: 'file', path: join(real, 'la-france-s-engage.csv') });
  assert.deepEqual(counts(report), { rows: 303, records: 150, grouped: 153, withheld: 0, refused: 0, lost: 0 });
});
