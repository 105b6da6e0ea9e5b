import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import type { Project } from '#model/project.ts';
import { manifestSchema, type Source } from '#model/source.ts';
import { runSource, type SourceReport } from './run-source.ts';

let database: TestDatabase;
const gazetteer = loadGazetteer();
const folder = mkdtempSync(join(tmpdir(), 'carrefour-pipeline-'));
before(async () => {
  database = await testDatabase();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

let day = Date.UTC(2026, 0, 1);
/** Each run is a day after the former. */
const now = () => new Date((day += 86_400_000));

/** A source of its own for each test. */
function sourceOf(manifest: Record<string, unknown> = {}): Source {
  const parsed = manifestSchema.parse({
    id: `s-${randomUUID()}`,
    name: 'Essai',
    organisation: { name: 'Essai' },
    licence: 'LO-2.0',
    attribution: 'Essai',
    format: { type: 'csv' },
    key: ['id'],
    map: { title: 'nom', summary: 'texte', links: [{ url: 'lien' }], sites: [{ city: 'ville', postcode: 'cp' }] },
    ...manifest,
  });
  return { ...parsed, folder };
}

const header = 'id,nom,texte,lien,ville,cp';

function harvest(source: Source, rows: readonly string[]): Promise<SourceReport> {
  const path = join(folder, `${randomUUID()}.csv`);
  writeFileSync(path, [header, ...rows].join('\n'));
  const rooms = { db: database.db, gazetteer, sources: new Map([[source.id, source]]), now };
  return runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
}

/** The projects that are shown of a source, by title. */
async function shown(source: Source): Promise<Map<string, Project>> {
  const rows = await database.db.selectFrom('project').select('body').where('hidden', '=', false).execute();
  const own = rows.map(({ body }) => body).filter((project) => project.sources.includes(source.id));
  return new Map(own.map((project) => [project.title, project]));
}

test('a text that is cut in the middle of a character does not stop the whole catalogue', async () => {
  const source = sourceOf();
  const smiles = '\u{1F600}'.repeat(300);
  const { describe } = await harvest(source, [
    `1,${smiles},${smiles},${smiles},Nantes,44000`,
    `2,x${smiles},x${smiles},x${smiles},Nantes,44000`,
    '3,Le Grand Plop,,,Nantes,44000',
  ]);
  assert.equal(describe.sheets, 3);
  const projects = await shown(source);
  assert.ok(projects.has('Le Grand Plop'));
  for (const { title, summary } of projects.values()) assert.ok(title.isWellFormed() && summary.isWellFormed());
});

test('a catalogue that is no longer listed leaves the site, and comes back at the same addresses', async () => {
  const source = sourceOf();
  const rows = ['1,Le Moulin à Vent,,,Nantes,44000', '2,La Ruche Verte,,,Lille,59000'];
  await harvest(source, rows);
  const before = [...(await shown(source)).values()].map(({ id }) => id).sort();
  assert.equal(before.length, 2);
  const { describe } = await harvest({ ...source, listed: false }, rows);
  assert.equal(describe.projects.hidden, 2);
  assert.equal((await shown(source)).size, 0);
  await harvest(source, rows);
  assert.deepEqual([...(await shown(source)).values()].map(({ id }) => id).sort(), before);
});

test('a corrected attribution is shown with every project of the catalogue', async () => {
  const source = sourceOf();
  const rows = ['1,Les Trois Rivières,,,Nantes,44000'];
  await harvest(source, rows);
  await harvest({ ...source, attribution: 'Réseau des plops' }, rows);
  const project = (await shown(source)).get('Les Trois Rivières');
  assert.deepEqual(
    project?.tellings.map(({ attribution }) => attribution),
    ['Réseau des plops'],
  );
});
