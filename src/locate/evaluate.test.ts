import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { evaluateLocating, type Miss } from './evaluate.ts';
import { loadGazetteer } from './gazetteer.ts';
import { resolvePlace } from './resolve.ts';

const gazetteer = loadGazetteer();
const real = fileURLToPath(new URL('../../../shared/data/catalogues/', import.meta.url));
const needsRealData = { skip: existsSync(real) ? false : 'needs the real data in ../shared/data' };

test('counts what is usable, right, wrong and left open, and tells of every miss', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'locating-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'places.csv');
  writeFileSync(
    file,
    [
      'rue;cp;ville;insee',
      'Grande rue;44300;Nantes;44109',
      'Quai;75010;Paris;75110',
      'Place;1210;Ferney-Voltaire;1160',
      'Mairie;49123;Saint-Sigismond;49321',
      'Parc;;Saint-Denis;93066',
      'Halle;69100;Villeurbanne;69123',
      'Cour;44300;Nantes;0',
      'Cour;44300;Nantes;',
    ].join('\n'),
  );
  const misses: Miss[] = [];
  const columns = { file, address: 'rue', postcode: 'cp', city: 'ville', expect: 'insee' };
  const figures = await evaluateLocating(columns, gazetteer, (miss) => misses.push(miss));
  assert.deepEqual(figures, { rows: 6, located: 5, right: 4, wrong: 1, ambiguous: 1, sure: 5, sureWrong: 1 });
  assert.deepEqual(
    misses.map(({ row, expected, outcome }) => [row, expected, outcome]),
    [
      [6, '93066', 'ambiguous'],
      [7, '69123', 'located'],
    ],
  );
  await assert.rejects(evaluateLocating({ ...columns, city: 'town' }, gazetteer), /no column "town"/);
});

test('third places are found without their codes: 99.2 % right, at most 6 wrong', needsRealData, async () => {
  const file = join(real, 'tiers-lieux-2019.csv');
  const columns = { file, address: 'ADRESSE', postcode: 'CP', city: 'COMINIT', expect: 'INSEECOM' };
  const { rows, right, wrong } = await evaluateLocating(columns, gazetteer);
  assert.equal(rows, 1355);
  assert.ok(right / rows >= 0.992, `${right} of ${rows} right`);
  assert.ok(wrong <= 6, `${wrong} wrong`);
});

test('the 102 points outside the declared département are flagged, and kept', needsRealData, () => {
  const rows = parse(readFileSync(join(real, 'la-france-s-engage.csv')), {
    columns: (header: string[]) => header.map((name) => name.trim()),
    bom: true,
    relax_column_count: true,
  }) as Record<string, string>[];
  const both = rows.filter((row) => row.lat && row.Département_code);
  assert.equal(both.length, 141);
  const found = both.map((row) =>
    resolvePlace(
      {
        postcode: row['Code postal'],
        city: row.Ville,
        departement: row.Département_code,
        region: row.Région,
        address: row.Adresse,
        latitude: row.lat,
        longitude: row.long,
      },
      gazetteer,
    ),
  );
  const flagged = found.filter(({ problems }) => problems.some(({ code }) => code === 'point-outside'));
  assert.equal(flagged.length, 102);
  assert.ok(found.every(({ point, precision }) => point !== undefined && precision === 'site'));
});

test('metres of Lambert-93 lie where the postcode and the city say', needsRealData, () => {
  const rows = JSON.parse(readFileSync(join(real, 'mediation-numerique/maine-et-loire.json'), 'utf8')) as Record<
    string,
    unknown
  >[];
  const found = rows.map(({ CP, COMMUNE, x, y }) =>
    resolvePlace({ postcode: String(CP), city: String(COMMUNE), latitude: String(y), longitude: String(x) }, gazetteer),
  );
  const held = found.filter(
    ({ precision, territories }) => precision === 'site' && territories.includes('departement-49'),
  );
  assert.ok(held.length / rows.length >= 0.98, `${held.length} of ${rows.length}`);
});
