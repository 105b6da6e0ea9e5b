/** The safety net as partners and operators meet it: held runs, the history, columns, what is gone, what moved. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { reasonInFrench } from './in-french.ts';
import { unmistakable } from './pair-moved.ts';
import { diffOf, findRun, heldRuns, runsOf } from './run-history.ts';
import { harvests, recordsWithRows } from './testing.ts';
import { applyRun, refuseRun } from './verdict.ts';

const database = await testDatabase();
const { db } = database;
const { sourceOf, run, harvest, close } = harvests(database);
after(close);

const csv = (header: string[], rows: string[][]): string =>
  [header, ...rows].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

/** By name, the id of the record (what its project hangs on), its key, and how often it was missed. */
async function recordsOf({ id }: Source) {
  const records = await recordsWithRows(db, id);
  return records
    .map(({ id, key, rows: [row], gone_since, missed }) => ({
      id,
      key,
      nom: row?.nom as string,
      gone: gone_since !== null,
      missed,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
const word = (why = 'le catalogue a bien rétréci') => ({ by: 'Awa', why, at: new Date() });

test('a held run is shown with what it would change, and applied from what it kept', async () => {
  const source = sourceOf({ expect: { dropAtMost: 0.3 } });
  await harvest(source, 'id,nom\n1,un\n2,deux\n3,trois\n');
  const held = await harvest(source, 'id,nom\n1,UN\n9,neuf\n,vide\n');
  assert.equal(held.state, 'held');
  assert.ok((await heldRuns(db)).some(({ id }) => id === held.run));
  const past = await findRun(db, held.run!.slice(0, 8));
  assert.ok(typeof past === 'object');
  const diff = await diffOf(db, past, 10);
  assert.deepEqual(diff.changes, [{ key: '1', columns: [{ column: 'nom', from: 'un', to: 'UN' }] }]);
  assert.deepEqual([diff.newKeys, diff.goneKeys], [['9'], ['2', '3']]);
  assert.deepEqual(
    diff.refusals.map(({ line }) => line),
    [4],
  );

  assert.deepEqual(await applyRun(db, held.run!, word()), { source: source.id });
  assert.deepEqual(
    (await recordsOf(source)).map(({ key, nom, gone }) => [key, nom, gone]),
    [
      ['1', 'UN', false],
      ['2', 'deux', true],
      ['3', 'trois', true],
      ['9', 'neuf', false],
    ],
  );
  const [latest] = await runsOf(db, source.id, 5);
  assert.deepEqual([latest!.verdict!.is, latest!.verdict!.by], ['applied', 'Awa']);
  assert.deepEqual(await diffOf(db, latest!, 10), diff, 'the history stays true');
  assert.match(JSON.stringify(await applyRun(db, held.run!, word())), /applied already, by Awa/);
});

test('a held run that was refused, or that a later one made void, is not applied', async () => {
  const source = sourceOf({ expect: { count: { min: 2 } } });
  const first = await harvest(source, 'id,nom\n1,un\n');
  const second = await harvest(source, 'id,nom\n2,deux\n');
  assert.deepEqual([first.state, second.state], ['held', 'held']);
  assert.match(JSON.stringify(await refuseRun(db, second.run!, word(' '))), /Say who decides, and why/);
  await refuseRun(db, second.run!, word('un essai'));
  assert.match(JSON.stringify(await applyRun(db, second.run!, word())), /refused already/);
  const good = await harvest(source, 'id,nom\n1,un\n2,deux\n');
  assert.equal(good.state, 'done');
  assert.match(JSON.stringify(await applyRun(db, first.run!, word())), /A later run .* was applied/);
  assert.match(JSON.stringify(await applyRun(db, good.run!, word())), /Only a run that was held/);
  assert.match(JSON.stringify(await applyRun(db, randomUUID(), word())), /There is no run/);
  assert.equal((await recordsOf(source)).length, 2);
});

test('of two held runs, applying the newer makes the older void', async () => {
  const source = sourceOf({ expect: { count: { min: 9 } } });
  const older = await harvest(source, 'id,nom\n1,un\n');
  const newer = await harvest(source, 'id,nom\n2,deux\n');
  await applyRun(db, newer.run!, word());
  assert.match(JSON.stringify(await applyRun(db, older.run!, word())), /A later run/);
  assert.deepEqual(
    (await recordsOf(source)).map(({ key }) => key),
    ['2'],
  );
});

test('a clock that goes back does not let an old held run overwrite a newer one', async () => {
  const source = sourceOf({ expect: { count: { min: 2 } } });
  const held = await harvest(source, 'id,nom\n1,ancien\n');
  const yearsAgo = () => new Date('2001-01-01T00:00:00Z');
  const good = await harvest(source, 'id,nom\n1,un\n2,deux\n', { now: yearsAgo });
  assert.equal(good.state, 'done');
  assert.match(JSON.stringify(await applyRun(db, held.run!, word())), /A later run .* was applied/);
  assert.deepEqual(
    (await recordsOf(source)).map(({ nom, gone }) => [nom, gone]),
    [
      ['un', false],
      ['deux', false],
    ],
  );
});

test('of two held runs the older waits for a word on the newer, and is void once anything was applied', async () => {
  const source = sourceOf({ expect: { count: { min: 9 } } });
  const older = await harvest(source, 'id,nom\n1,un\n');
  const newer = await harvest(source, 'id,nom\n1,un\n2,deux\n');
  const tooEarly = await applyRun(db, older.run!, word());
  assert.ok('because' in tooEarly && tooEarly.because === 'newer-waits', JSON.stringify(tooEarly));
  await refuseRun(db, newer.run!, word('un essai'));
  assert.deepEqual(await applyRun(db, older.run!, word()), { source: source.id });
  assert.equal((await recordsOf(source)).length, 1);
  assert.deepEqual(await heldRuns(db).then((runs) => runs.filter((run) => run.source === source.id)), []);
});

test('a web page or a file of zeros in place of the table is said to be that, and changes nothing', async () => {
  const source = sourceOf();
  const byContent = sourceOf({ key: 'content' });
  for (const one of [source, byContent]) {
    await harvest(one, 'id,nom\n1,un\n');
    for (const page of [
      '<!doctype html>\n<html><body>Maintenance, à demain</body></html>',
      '\n <HTML lang="fr">\n<head>',
    ]) {
      const report = await harvest(one, page);
      assert.equal(report.state, 'failed');
      assert.match(report.failure!, /^A web page was sent in place of the table/);
      assert.equal(reasonInFrench(report.failure!).lang, 'fr');
    }
    const zeros = await harvest(one, '\0'.repeat(5000));
    assert.equal(zeros.state, 'failed');
    assert.deepEqual(
      (await recordsOf(one)).map(({ nom, gone }) => [nom, gone]),
      [['un', false]],
    );
  }
});

test('two people decide at once: one word holds, the other is told', async () => {
  const source = sourceOf({ expect: { count: { min: 2 } } });
  const held = await harvest(source, 'id,nom\n1,un\n');
  const words = await Promise.all([
    applyRun(db, held.run!, { ...word(), by: 'Awa' }),
    refuseRun(db, held.run!, { ...word(), by: 'Bao' }),
    applyRun(db, held.run!, { ...word(), by: 'Cléo' }),
  ]);
  assert.equal(words.filter((one) => 'source' in one).length, 1);
  for (const one of words) if ('refused' in one) assert.equal(one.because, 'decided');
});

test('a key that no longer tells items apart holds the run', async () => {
  const source = sourceOf();
  const rows = Array.from({ length: 20 }, (_, n) => [String(n % 4), `nom ${n}`]);
  const report = await harvest(source, csv(['id', 'nom'], rows));
  assert.equal(report.state, 'held');
  assert.deepEqual(report.broken, [{ code: 'repeats', repeats: 16, rows: 20, atMost: 0.25 }]);
});

test('the day a column goes, comes, empties or changes its kind, it is said', async () => {
  const source = sourceOf({ map: { title: 'nom', startYear: 'annee', tags: 'mots', summary: 'accroche' } });
  await harvest(source, 'id,nom,annee,mots,vieux\n1,un,2019,a,x\n2,deux,2020,b,y\n');
  const same = await harvest(source, 'id,nom,annee,mots,vieux\n1,un,2019,a,x\n2,deux,2020,b,z\n');
  assert.deepEqual(same.news, [{ code: 'rule-idle', field: 'summary', columns: ['accroche'] }]);
  const report = await harvest(source, 'id,nom,annee,mots,neuf\n1,un,bientôt,,x\n2,deux,jamais,,y\n');
  const inOrder = (news: object[]) => news.map((one) => JSON.stringify(one)).toSorted();
  const expected = [
    { code: 'type-changed', column: 'annee', fields: ['startYear'], from: 'number', to: 'text', example: 'bientôt' },
    { code: 'column-emptied', column: 'mots', fields: ['tags'], share: 1 },
    { code: 'column-gone', column: 'vieux', fields: [] },
    { code: 'column-new', column: 'neuf' },
    { code: 'rule-idle', field: 'tags', columns: ['mots'] },
    { code: 'rule-idle', field: 'summary', columns: ['accroche'] },
  ];
  assert.deepEqual(inOrder(report.news), inOrder(expected));
});

test('what is missing is counted at each whole reading, and back as if nothing had been', async () => {
  const source = sourceOf();
  const whole = 'id,nom\n1,un\n2,deux\n';
  const less = 'id,nom\n1,un\n';
  const missed = async () => (await recordsOf(source)).find(({ key }) => key === '2')!.missed;
  await harvest(source, whole);
  assert.equal((await harvest(source, less)).gone, 1);
  assert.equal(await missed(), 1);
  await harvest(source, 'id,nom\n1,"un');
  assert.equal(await missed(), 1, 'a failed reading tells nothing of what is gone');
  assert.equal((await harvest(source, less)).gone, 0);
  assert.equal(await missed(), 2);
  assert.equal((await harvest(source, whole)).back, 1);
  assert.equal(await missed(), 0);
});

test('a server that says that nothing changed says too that what is missing is still missing', async (t) => {
  const source = sourceOf({ expect: { dropAtMost: 1 } });
  let text = 'id,nom\n1,un\n2,deux\n';
  const server = await onLoopback((request, response) => {
    const etag = `"${text.length}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : text);
  });
  t.after(server.close);
  const { host } = server;
  const input = { kind: 'address', address: `http://${host}/` } as const;
  const ask = () => run(source, input, { fetching: { allow: [host] }, manners: { pause: 0 } });
  await ask();
  text = 'id,nom\n1,un\n';
  assert.equal((await ask()).gone, 1);
  const same = await ask();
  assert.deepEqual([same.state, same.rows, same.gone], ['done', 0, 0]);
  assert.equal((await recordsOf(source)).find(({ key }) => key === '2')!.missed, 2);
});

test('an item under another id is the same record, and the freed id makes a new one', async () => {
  const source = sourceOf();
  await harvest(source, 'id,nom,ville\n1,Le Bocal,Nantes\n2,La Ruche,Rennes\n');
  const report = await harvest(source, 'id,nom,ville\n1,Le Fournil,Brest\n2,La Ruche,Rennes\n7,Le Bocal,Nantes\n');
  assert.deepEqual([report.new, report.changed, report.moved, report.gone], [1, 0, 1, 0]);
  assert.deepEqual(report.movedKeys, [{ from: '1', to: '7' }]);
  const records = await recordsOf(source);
  assert.equal(records.find(({ id }) => id === `${source.id}/1`)!.key, '7');
  const baker = records.find(({ nom }) => nom === 'Le Fournil')!;
  assert.deepEqual([baker.key, baker.id.startsWith(`${source.id}/1~`)], ['1', true]);
});

test('with another key in the manifest every item stays the record that it was', async () => {
  const before = sourceOf();
  await harvest(before, 'id,code,nom\n1,b,un\n2,a,deux\n3,2,trois\n');
  const ids = new Map((await recordsOf(before)).map(({ id, nom }) => [nom, id]));
  const report = await harvest({ ...before, key: ['code'] }, 'id,code,nom\n1,b,UN\n2,a,deux\n3,2,trois\n4,1,quatre\n');
  assert.deepEqual([report.new, report.moved, report.gone], [1, 3, 0]);
  for (const { id, nom } of await recordsOf(before)) {
    if (nom !== 'quatre') assert.equal(id, ids.get(nom === 'UN' ? 'un' : nom));
  }
  const content = await harvest(
    { ...before, key: 'content' },
    'id,code,nom\n1,b,UN\n2,a,deux\n3,2,trois\n4,1,quatre\n',
  );
  assert.deepEqual([content.new, content.gone], [0, 0]);
  assert.equal((await recordsOf(before)).length, 4);
});

test('with a key that the file did not have before, items are known again by their content', async () => {
  const before = sourceOf();
  await harvest(before, 'id,nom\n1,un\n2,deux\n');
  const report = await harvest({ ...before, key: ['uuid'] }, 'uuid,nom\nx,un\ny,deux\n');
  assert.deepEqual([report.new, report.moved, report.gone], [0, 2, 0]);
});

test('keys by name: two different items of one town are not taken for one', async () => {
  const source = sourceOf({ key: ['nom'], expect: { dropAtMost: 1 } });
  await harvest(source, 'nom,genre,ville\nLe Bocal,jardin,Nantes\n');
  const report = await harvest(source, 'nom,genre,ville\nLa Ruche,jardin,Nantes\n');
  assert.deepEqual([report.new, report.moved, report.gone], [1, 0, 1]);
});

test('whatever ids the items get, every one of them stays the record that it was', async () => {
  const item = fc.record({ nom: fc.stringMatching(/^[a-z]{1,12}$/), texte: fc.string({ maxLength: 20 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(item, { minLength: 1, maxLength: 12, selector: ({ nom }) => nom }),
      fc.infiniteStream(fc.nat()),
      fc.boolean(),
      async (items, random, isPermuted) => {
        const source = sourceOf({ expect: { dropAtMost: 1 } });
        const keys = items.map((_, index) => String(index));
        const others = isPermuted
          ? keys
              .map((key) => ({ key, at: random.next().value }))
              .sort((a, b) => a.at - b.at || 1)
              .map(({ key }) => key)
          : keys.map((key) => (random.next().value % 2 === 0 ? `neuf ${key}` : key));
        const write = (ids: string[]) =>
          csv(
            ['id', 'nom', 'texte'],
            items.map(({ nom, texte }, index) => [ids[index]!, nom, texte]),
          );
        await harvest(source, write(keys));
        const former = new Map((await recordsOf(source)).map(({ id, nom }) => [nom, id]));
        const report = await harvest(source, write(others));
        assert.deepEqual([report.state, report.new, report.gone, report.changed], ['done', 0, 0, 0]);
        assert.equal(report.moved, keys.filter((key, index) => key !== others[index]).length);
        const records = await recordsOf(source);
        assert.deepEqual(new Map(records.map(({ id, nom }) => [nom, id])), former);
        assert.deepEqual(new Set(records.map(({ key }) => key)), new Set(others));
      },
    ),
    { numRuns: 60 },
  );
});

test('an item whose id and text changed is known by its title and place, when nothing there resembles it', async () => {
  const portray = ([row]: Row[]) => ({ title: String(row!.nom), place: String(row!.ville) });
  const source = sourceOf({ expect: { dropAtMost: 1 } });
  const first = 'id,nom,ville,texte\n1,La Ressourcerie du Canal,Nantes,a\n2,Maison 1,Brest,a\n3,Le Lieu-dit,Caen,a\n';
  await harvest(source, first, { portray });
  const second = 'id,nom,ville,texte\n8,La ressourcerie du canal,Nantes,b\n9,Maison 2,Brest,b\n10,Le Lieu-dit,Metz,b\n';
  const report = await harvest(source, second, { portray });
  assert.deepEqual([report.moved, report.new, report.gone], [1, 2, 2]);
  assert.deepEqual(report.movedKeys, [{ from: '1', to: '8' }]);
  const told = (id: string, words: string) => ({ id, words });
  const two = [told('8', 'le grand jardin'), told('9', 'le grand jardim')];
  assert.deepEqual(unmistakable([told('1', 'le grand jardin')], two), [], 'of two alike, neither');
});
