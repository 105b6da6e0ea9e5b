/** The whole line over a real database: from a partner's file to what the search answers, killed, changed, gone, back. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { projectStore } from '#match/project-store.ts';
import { noCriteria } from '#model/criteria.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { type LiveIndex, openLiveIndex } from './live-index.ts';
import { applyHeldRun, runSource, type SourceReport } from './run-source.ts';
import { readStatus } from './status.ts';

const header = 'id;nom;texte;thème;ville;cp;publier';

const columns = {
  withhold: { publier: 'non' },
  map: { title: 'nom', body: 'texte', themes: 'thème', sites: [{ city: 'ville', postcode: 'cp' }] },
};
const sourceOf = (id: string, more: object = {}): Source => testSource({ id, ...columns, ...more });

describe('from a file to a search', () => {
  let database: TestDatabase;
  let gazetteer: Gazetteer;
  let folder: string;
  let live: LiveIndex;
  const sources = new Map([sourceOf('a'), sourceOf('b')].map((source) => [source.id, source]));

  before(() => {
    gazetteer = loadGazetteer();
  });
  beforeEach(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'carrefour-pipeline-'));
    live = await openLiveIndex({ db: database.db, dataFolder: folder, say: () => {} });
  });
  afterEach(async () => {
    await live.engine.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(id: string, rows: string[], source = sources.get(id)!): Promise<SourceReport> {
    const path = join(folder, `${id}.csv`);
    await writeFile(path, [header, ...rows].join('\n'));
    const told = new Map([...sources, [id, source]]);
    const rooms = { db: database.db, gazetteer, sources: told, now: () => new Date() };
    const report = await runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
    await live.catchUp();
    return report;
  }
  const found = async (q: string) =>
    (await live.engine.search({ criteria: { ...noCriteria, q } })).hits.map(({ id }) => id);
  const bocal = '1;Le Bocal partagé;On y cuisine les invendus du marché de Talensac.;alimentation;Nantes;44000;oui';

  test('a row becomes a project that is found by its words, in its commune, with its theme', async () => {
    const report = await run('a', [bocal]);
    assert.deepEqual(report.describe.projects, { created: 1, changed: 0, hidden: 0, merged: 0 });
    const [id] = await found('invendus');
    const project = await projectStore(database.db).find(id!);
    assert.ok(project.is === 'here');
    assert.equal(project.project.sites[0]!.commune, '44109');
    assert.deepEqual(project.project.themes, ['alimentation']);
    const inside = await live.engine.search({ criteria: { ...noCriteria, territories: ['departement-44'] } });
    assert.equal(inside.total, 1);
  });

  test('the same file again changes nothing, describes nothing, tells the search nothing', async () => {
    await run('a', [bocal]);
    const again = await run('a', [bocal]);
    assert.deepEqual([again.harvest.new, again.harvest.changed, again.describe.sheets], [0, 0, 0]);
  });

  test('two partners tell of one project: one page that names both', async () => {
    await run('a', [bocal]);
    await run('b', ['x;LE BOCAL PARTAGE;Une cuisine de quartier.;lien social;Nantes;44000;oui']);
    const [id, ...others] = await found('bocal');
    assert.deepEqual(others, []);
    const [project] = await projectStore(database.db).load([id!]);
    assert.deepEqual(project!.sources.toSorted(), ['a', 'b']);
    assert.deepEqual(project!.themes.toSorted(), ['alimentation', 'lien-social']);
    assert.deepEqual(await projectStore(database.db).figures(), {
      projects: 1,
      toldBySeveral: 1,
      partners: 2,
      communes: 1,
    });
  });

  test('withheld at the source: out of the search, and back at the same address when it is published again', async () => {
    await run('a', [bocal]);
    const [id] = await found('bocal');
    const withheld = await run('a', [bocal.replace(/oui$/, 'non')]);
    assert.equal(withheld.harvest.withheld, 1);
    assert.deepEqual(await found('bocal'), []);
    assert.equal((await projectStore(database.db).find(id!)).is, 'hidden');
    await run('a', [bocal]);
    assert.deepEqual(await found('bocal'), [id]);
  });

  test('a catalogue that is cut, empty or lost leaves what was online online', async () => {
    const rows = [bocal, '2;La Ruche;Des abeilles.;environnement;Rennes;35000;oui'];
    await run('a', rows);
    for (const damaged of [[], ['1;"Le Bocal sans fin;']]) {
      const report = await run('a', damaged);
      assert.notEqual(report.harvest.state, 'done');
      assert.equal(report.harvest.lost, 0);
    }
    assert.equal((await live.engine.search({ criteria: noCriteria })).total, 2);
  });

  test('a mapping that empties the titles changes nothing online, and says so', async () => {
    await run('a', [bocal]);
    const wrong = sourceOf('a', { map: { title: 'Nomm', themes: 'thème' } });
    const report = await run('a', [bocal], wrong);
    assert.equal(report.harvest.state, 'held');
    assert.match(report.harvest.failure ?? '', /1 of 1 records would lose their title/);
    assert.equal((await found('bocal')).length, 1);
  });

  test('what is missing stays online for three good runs, then is hidden, and is back at the same address', async () => {
    const ruche = '2;La Ruche;Des abeilles.;environnement;Rennes;35000;oui';
    await run('a', [bocal, ruche]);
    const [id] = await found('ruche');
    assert.deepEqual([(await run('a', [bocal])).harvest.gone, await found('ruche')], [1, [id]]);
    await run('a', []);
    await run('a', [bocal]);
    assert.deepEqual(await found('ruche'), [id], 'a failed run does not count');
    assert.equal((await run('a', [bocal])).describe.projects.hidden, 1);
    assert.deepEqual(await found('ruche'), []);
    await run('a', [bocal, ruche]);
    assert.deepEqual(await found('ruche'), [id]);
  });

  test('a manifest says after how many good runs what is missing is hidden', async () => {
    const hasty = sourceOf('a', { expect: { goneAfter: 1 } });
    await run('a', [bocal, '2;La Ruche;Des abeilles.;environnement;Rennes;35000;oui'], hasty);
    await run('a', [bocal], hasty);
    assert.deepEqual(await found('ruche'), []);
  });

  test('under another id, with another text, it is the same project at the same address', async () => {
    await run('a', [bocal]);
    const [id] = await found('bocal');
    const renamed = await run('a', [bocal.replace(/^1/, '77').replace('cuisine', 'mijote')]);
    assert.deepEqual([renamed.harvest.moved, renamed.harvest.new, renamed.harvest.gone], [1, 0, 0]);
    assert.deepEqual(await found('mijote'), [id]);
  });

  test('a run whose sheets lack what is expected is held; a person applies it without its file', async () => {
    const wishing = sourceOf('a', { expect: { filled: { themes: 0.9 } } });
    await run('a', [bocal], wishing);
    const rows = [bocal, '2;La Ruche;Des abeilles.;;Rennes;35000;oui'];
    const held = await run('a', rows, wishing);
    assert.equal(held.harvest.state, 'held');
    assert.deepEqual(held.harvest.broken, [{ code: 'field-sparse', field: 'themes', share: 0.5, expected: 0.9 }]);
    assert.deepEqual(await found('ruche'), []);
    await rm(join(folder, 'a.csv'));
    const rooms = { db: database.db, gazetteer, sources, now: () => new Date() };
    const word = { by: 'Awa', why: 'la Ruche est hors thème', at: new Date() };
    const outcome = await applyHeldRun(rooms, wishing, held.harvest.run!, word, { say: () => {} });
    assert.ok('applied' in outcome && outcome.applied.sheets === 1);
    await live.catchUp();
    assert.equal((await found('ruche')).length, 1);
  });

  test('places outside the territories of the catalogue hold the run', async () => {
    const local = sourceOf('a', { expect: { inside: { territories: ['departement-44'] } } });
    assert.equal((await run('a', [bocal], local)).harvest.state, 'done');
    const held = await run('a', [bocal, '2;La Ruche;Des abeilles.;;Rennes;35000;oui'], local);
    assert.match(held.harvest.failure ?? '', /1 of 2 places do not lie in departement-44/);
    assert.equal((await live.engine.search({ criteria: noCriteria })).total, 1);
  });

  test('points that lie where their row does not hold the run', async () => {
    const sites = [{ city: 'ville', postcode: 'cp', latitude: 'thème', longitude: 'publier' }];
    const pointed = sourceOf('a', { withhold: undefined, map: { title: 'nom', sites }, expect: { inside: {} } });
    const good = await run('a', ['1;Le Bocal;x;47.218;Nantes;44000;-1.553'], pointed);
    assert.equal(good.harvest.state, 'done', good.harvest.failure ?? '');
    const held = await run('a', ['1;Le Bocal;x;43.296;Nantes;44000;5.37'], pointed);
    assert.match(held.harvest.failure ?? '', /1 of 1 places do not lie where its row says/);
  });

  test('a rule that makes nothing of its column is told', async () => {
    const source = sourceOf('a', { map: { title: 'nom', startYear: 'texte' } });
    const rows = Array.from({ length: 12 }, (_, n) => `${n};Lieu ${n};bientôt;;Nantes;44000;oui`);
    const { harvest } = await run('a', rows, source);
    assert.deepEqual(harvest.news, [{ code: 'rule-fruitless', field: 'startYear', columns: ['texte'], sheets: 12 }]);
  });

  test('the report names the words that no vocabulary knows', async () => {
    const report = await run('a', [bocal.replace('alimentation', 'jonglerie quantique')]);
    assert.deepEqual(report.describe.words, [{ word: 'jonglerie quantique', field: 'themes', count: 1 }]);
  });

  test('a corrected mapping describes the same records again', async () => {
    await run('a', [bocal]);
    assert.equal((await found('talensac')).length, 1);
    const untold = sourceOf('a', {
      map: { title: 'nom', themes: 'thème', sites: [{ city: 'ville', postcode: 'cp' }] },
    });
    const report = await run('a', [bocal], untold);
    assert.deepEqual([report.harvest.changed, report.describe.sheets], [0, 1]);
    assert.deepEqual(await found('talensac'), []);
    assert.deepEqual(report.unread, ['texte']);
  });

  test('a catalogue that is no longer listed leaves the search, and comes back', async () => {
    await run('a', [bocal]);
    const [id] = await found('bocal');
    await run('a', [bocal], sourceOf('a', { listed: false }));
    assert.deepEqual(await found('bocal'), []);
    const kept = await database.db.selectFrom('sheet').select(['match_keys', 'link_keys']).execute();
    assert.deepEqual(kept, [{ match_keys: [], link_keys: [] }], 'nobody meets what is not shown');
    await run('a', [bocal]);
    assert.deepEqual(await found('bocal'), [id]);
  });

  test('the index is the same from its snapshot, from a rebuild, and in a second program', async () => {
    await run('a', [bocal]);
    await live.save();
    await run('a', [bocal, '2;La Ruche;Des abeilles.;environnement;Rennes;35000;oui']);
    const other = await openLiveIndex({ db: database.db, dataFolder: folder, say: () => {} });
    assert.equal(other.engine.size, 2, 'the snapshot is old: the second program catches up');
    assert.equal(await live.rebuild(), 2);
    await other.reload();
    assert.equal(other.engine.size, 2);
    await other.engine.close();
    const { projects, records, sheets } = await readStatus(database.db);
    assert.deepEqual({ projects, records, sheets }, { projects: 2, records: 2, sheets: 2 });
  });

  test('a text that is cut in the middle of a character does not stop the whole catalogue', async () => {
    const smiles = '\u{1F600}'.repeat(300);
    const rows = [`1;${smiles};${smiles};;Nantes;44000;oui`, `2;x${smiles};x${smiles};;Nantes;44000;oui`];
    const report = await run('a', [...rows, '3;Le Grand Plop;;;Nantes;44000;oui']);
    assert.equal(report.describe.sheets, 3);
    for (const { title, body } of await projectStore(database.db).latest(3))
      assert.ok(title.isWellFormed() && body.isWellFormed());
  });

  test('a corrected attribution is shown with every project of the catalogue', async () => {
    await run('a', [bocal]);
    const corrected = sourceOf('a', { attribution: 'Réseau des plops' });
    await run('a', [bocal], corrected);
    const [project] = await projectStore(database.db).latest(1);
    assert.deepEqual(
      project!.tellings.map(({ attribution }) => attribution),
      ['Réseau des plops'],
    );
  });
});
