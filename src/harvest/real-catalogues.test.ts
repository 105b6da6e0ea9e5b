import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '#db/testing.ts';
import { latestFile } from './input.ts';
import { loadSources } from './manifests.ts';
import { harvestSource, type RunReport } from './run.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { sources, problems } = loadSources(folder('../../sources'));
const catalogues = folder('../../../shared/data/catalogues');
const skip = existsSync(catalogues) ? false : 'needs the real data in ../shared/data';

test('every manifest of the project is good', () => {
  assert.deepEqual(problems, []);
});

test('every real catalogue is taken whole: no row lost, and nothing changed the second time', { skip }, async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const harvestAll = async (): Promise<RunReport[]> => {
    const reports: RunReport[] = [];
    for (const source of sources.filter(({ demonstration }) => !demonstration)) {
      const path = latestFile(catalogues, source.files);
      assert.ok(path, source.id);
      reports.push(await harvestSource({ db, source, input: { kind: 'file', path }, now: () => new Date() }));
    }
    return reports;
  };
  const first = await harvestAll();
  for (const { source, state, failure, rows, lost, records, withheld } of first) {
    assert.deepEqual([source, state, failure, lost], [source, 'done', null, 0]);
    assert.ok(rows > 0 && records + withheld > 0, source);
  }
  const found = first.reduce((sum, { records, withheld }) => sum + records + withheld, 0);
  assert.ok(found >= 5600, `${found} records`);
  for (const { source, ...report } of await harvestAll()) {
    assert.deepEqual([source, report.new, report.changed, report.gone], [source, 0, 0, 0]);
  }
});

test('every demonstration catalogue is taken whole', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  for (const source of sources.filter(({ demonstration }) => demonstration)) {
    const path = latestFile(source.folder, source.files);
    assert.ok(path, source.id);
    const report = await harvestSource({ db, source, input: { kind: 'file', path }, now: () => new Date() });
    assert.deepEqual([source.id, report.state, report.failure, report.lost], [source.id, 'done', null, 0]);
    assert.deepEqual(report.missingColumns, [], source.id);
  }
});
