import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qualityAdvices, qualityCriteria } from '#model/quality.ts';
import { type Sheet, sheetSchema } from '#model/sheet.ts';
import { assessQuality } from './quality.ts';

const bare: Sheet = sheetSchema.parse({ id: 'a/1', source: 'a', kind: 'projet', title: 'Le Bocal', licence: 'closed' });
const full: Sheet = sheetSchema.parse({
  ...bare,
  licence: 'LO-2.0',
  summary: 'Un café où l’on répare ensemble. '.repeat(10),
  themes: ['reemploi'],
  audiences: ['tous'],
  startYear: 2020,
  updatedAt: '2024-01-01',
  sites: [{ precision: 'site' }],
  links: [{ url: 'https://lebocal.fr/' }],
  images: [{ url: 'https://lebocal.fr/a.jpg', alt: 'Le café' }],
  contacts: [{ kind: 'mail', value: 'contact@lebocal.fr', published: true }],
  results: 'Cent objets réparés.',
  needed: 'Un local.',
  lessons: 'Commencer petit.',
});

test('a sheet that has everything scores 1 by every criterion', () => {
  const { quality, scores } = assessQuality(full, 2025);
  assert.equal(quality, 1);
  for (const name of qualityCriteria) assert.equal(scores[name], 1, name);
});

test('a bare sheet scores near 0, and what it lacks can be mended by following a sentence', () => {
  const { quality, scores } = assessQuality(bare, 2025);
  assert.ok(quality > 0 && quality < 0.05, String(quality));
  for (const name of qualityCriteria) {
    assert.ok(scores[name] < 1, name);
    assert.match(qualityAdvices[name].fr, /\.$/);
    assert.match(qualityAdvices[name].en, /\.$/);
  }
});

test('adding what is missing never lowers the score', () => {
  const { quality } = assessQuality(bare, 2025);
  for (const [field, value] of Object.entries(full)) {
    const better = assessQuality({ ...bare, [field]: value }, 2025).quality;
    assert.ok(better >= quality, `${field}: ${better} < ${quality}`);
  }
});

test('a sheet that nobody looks after grows stale, and one of a project that ended does not', () => {
  const freshIn = (year: number, sheet = full) => assessQuality(sheet, year).scores.fresh;
  assert.deepEqual(
    [2024, 2025, 2026, 2027, 2028, 2029].map((year) => freshIn(year)),
    [1, 1, 0.7, 0.4, 0.2, 0],
  );
  assert.equal(freshIn(2040, { ...full, endYear: 2024 }), 1);
  assert.equal(freshIn(2023), 1, 'a date to come is no fault');
});

test('a link that leads nowhere any more lowers the score, and the advice says to check links', () => {
  const gone = { field: 'links.0', code: 'link-gone' as const, value: 'https://lebocal.fr/' };
  assert.equal(assessQuality({ ...full, problems: [gone] }, 2025).scores.reachable, 0);
  assert.match(qualityAdvices.reachable.en, /every link answers/);
});
