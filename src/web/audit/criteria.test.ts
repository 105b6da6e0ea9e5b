/** The audit is whole, the statement and the documentation say what it says, and what it rests on exists. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inventedSite } from '../testing.ts';
import { auditResult, auditTable, criteria } from './criteria.ts';

/** How many criteria each theme of the RGAA 4.1 has: 106 in all. */
const perTheme = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12];
const root = new URL('../../../', import.meta.url);

test('the 106 criteria are there, each once, in their order', () => {
  const ids = perTheme.flatMap((count, theme) => Array.from({ length: count }, (_, at) => `${theme + 1}.${at + 1}`));
  assert.deepEqual(
    criteria.map(({ id }) => id),
    ids,
  );
});

test('at least 95 % of those that apply are met, and what is not says why to readers', () => {
  const { met, applicable, rate, unmet } = auditResult();
  assert.ok(rate >= 0.95);
  assert.equal(met + unmet.length, applicable);
  assert.ok(rate <= met / applicable);
  for (const { id, verdict, said } of criteria) assert.equal(said !== undefined, verdict === 'NC', id);
});

test('each file that a verdict rests on is there', () => {
  const files = new Set(
    criteria.flatMap(({ evidence }) => [...evidence.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, file]) => file!)),
  );
  assert.ok(files.size > 5);
  for (const file of files) assert.ok(existsSync(new URL(file, root)), file);
});

test('the documentation has the same table and the same rate', () => {
  const page = readFileSync(new URL('docs/accessibility.md', root), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| \d+\.\d+ \|/.test(line));
  assert.deepEqual(rows, auditTable());
  const { met, applicable, rate } = auditResult();
  assert.ok(
    page.includes(`**${met} of the ${applicable} criteria that apply are met (${Math.floor(rate * 1000) / 10} %).**`),
  );
});

test('the statement says the rate, the state and each criterion that is not met; the footer says the same state', async () => {
  const { site } = await inventedSite();
  const { met, applicable, rate, unmet } = auditResult();
  for (const [path, percent, state] of [
    ['/accessibilite', `${String(Math.floor(rate * 1000) / 10).replace('.', ',')}\u202f%`, /partiellement conforme/g],
    ['/en/accessibilite', `${Math.floor(rate * 1000) / 10}%`, /partially compliant/g],
  ] as const) {
    const body = await (await site.request(path)).text();
    assert.match(body, new RegExp(`${met}\\D+${applicable}\\D`));
    assert.ok(body.includes(percent), percent);
    for (const { id } of unmet) assert.match(body, new RegExp(`<li>(Critère|Criterion) ${id.replace('.', '\\.')}\\.`));
    assert.ok(unmet.length > 0 === (body.match(state) ?? []).length >= 2, 'in the statement and in the footer');
  }
});
