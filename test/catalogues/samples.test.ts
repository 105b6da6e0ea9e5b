/** Every manifest with its sample: invented rows in the shape received, and what they must become. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { unreadColumns } from '#describe/columns-read.ts';
import { describeRecord } from '#describe/describe-record.ts';
import { realSources, takeFile } from './records.ts';

/** What a reader would look at: without what is empty, the same for the whole source, or how concepts came. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, inner: unknown) => {
      if (['source', 'licence', 'assignments', 'suggestions'].includes(name)) return undefined;
      return inner === '' || (Array.isArray(inner) && inner.length === 0) ? undefined : inner;
    }),
  );
}

for (const source of realSources()) {
  test(`the sample of ${source.id} becomes the sheets that its expected.json tells`, async () => {
    const sample = ['sample.csv', 'sample.json'].map((name) => join(source.folder, name)).find(existsSync);
    assert.ok(sample, 'no sample');
    const { records, refused, grouped, columns } = await takeFile(source, sample);
    assert.deepEqual(unreadColumns(columns, source), []);
    const found = {
      grouped,
      refused: refused.length,
      withheld: records.filter(({ withheld }) => withheld).length,
      sheets: records
        .filter(({ withheld }) => !withheld)
        .map(({ key, rows }) => ({ key, ...describeRecord(rows, source) }))
        .map(({ key, sheet, places, reach, problems }) => plain({ key, sheet, places, reach, problems })),
    };
    const file = join(source.folder, 'expected.json');
    assert.deepEqual(found, JSON.parse(readFileSync(file, 'utf8')));
  });
}
