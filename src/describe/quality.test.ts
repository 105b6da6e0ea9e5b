import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Sheet, sheetSchema } from '#model/sheet.ts';
import { assessQuality, qualityCriteria } from './quality.ts';

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

test('a sheet that has everything scores 1 and gets no advice', () => {
  const { total, criteria } = assessQuality(full, 2025);
  assert.equal(total, 1);
  for (const name of qualityCriteria) assert.equal(criteria[name].advice, undefined, name);
});

test('a bare sheet scores near 0, and each criterion says what to do in both languages', () => {
  const { total, criteria } = assessQuality(bare, 2025);
  assert.ok(total > 0 && total < 0.05, String(total));
  for (const name of qualityCriteria) {
    assert.match(criteria[name].advice!.fr, /\.$/);
    assert.match(criteria[name].advice!.en, /\.$/);
  }
});

test('adding what is missing never lowers the score', () => {
  const { total } = assessQuality(bare, 2025);
  for (const [field, value] of Object.entries(full)) {
    const better = assessQuality({ ...bare, [field]: value }, 2025).total;
    assert.ok(better >= total, `${field}: ${better} < ${total}`);
  }
});

test('a sheet that nobody looks after grows stale, and one of a project that ended does not', () => {
  const freshIn = (year: number, sheet = full) => assessQuality(sheet, year).criteria.fresh.score;
  assert.deepEqual(
    [2024, 2025, 2026, 2027, 2028, 2029].map((year) => freshIn(year)),
    [1, 1, 0.7, 0.4, 0.2, 0],
  );
  assert.equal(freshIn(2040, { ...full, endYear: 2024 }), 1);
  assert.equal(freshIn(2023), 1, 'a date to come is no fault');
});

test('a link that leads nowhere any more lowers the score, and the advice says to check links', () => {
  const gone = { field: 'links.0', code: 'link-gone' as const, value: 'https://lebocal.fr/' };
  const { score, advice } = assessQuality({ ...full, problems: [gone] }, 2025).criteria.reachable;
  assert.equal(score, 0);
  assert.match(advice!.en, /every link answers/);
});
