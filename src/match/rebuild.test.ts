/** What visitors would notice if projects were rebuilt wrongly: lost addresses, wrong merges, forgotten decisions. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import type { Sheet } from '#model/sheet.ts';
import { affectedSheets } from './affected.ts';
import { mostInBlock } from './meet.ts';
import { projectStore } from './project-store.ts';
import { openQuestions } from './questions.ts';
import { type TestMatcher, testMatcher, testSheet } from './testing.ts';

const nantes = '44109';
const rennes = '35238';
const names = ['rouge', 'vert', 'noir', 'bleu', 'gris'];

describe('projects out of sheets', () => {
  let database: TestDatabase;
  let matcher: TestMatcher;
  beforeEach(async () => {
    database = await testDatabase();
    matcher = await testMatcher(database.db);
  });
  afterEach(() => database.close());

  const choose = (field: string, sheet: string) =>
    database.db
      .insertInto('decision')
      .values({
        id: randomUUID(),
        kind: 'choose',
        body: JSON.stringify({ project: '', field, sheet }),
        author: 'curatrice',
        made_at: new Date(),
      })
      .execute();

  const decide = (kind: 'same' | 'not-same', sheets: [string, string]) =>
    database.db
      .insertInto('decision')
      .values({ id: randomUUID(), kind, body: JSON.stringify({ sheets }), author: 'curatrice', made_at: new Date() })
      .execute();

  test('two partners tell of one project: one page, and the first address leads there', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal partagé', nantes)]);
    const [first] = Object.keys(await matcher.projects());
    await matcher.change([testSheet('b/1', 'LE BOCAL PARTAGE', nantes)], { at: 1 });
    assert.deepEqual(await matcher.projects(), { [first!]: ['a/1', 'b/1'] });
  });

  test('two pages become one: the younger address redirects to the older', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal partagé', nantes)]);
    await matcher.change([testSheet('b/1', 'Le bocal', nantes)], { at: 1 });
    const before = await matcher.projects();
    const older = Object.keys(before).find((id) => before[id]!.includes('a/1'))!;
    const younger = Object.keys(before).find((id) => before[id]!.includes('b/1'))!;
    await matcher.change([testSheet('b/1', 'Le bocal partagé', nantes)], { at: 2 });
    assert.deepEqual(await matcher.projects(), { [older]: ['a/1', 'b/1'] });
    assert.deepEqual(await projectStore(database.db).find(younger), { is: 'moved', to: older });

    await matcher.change([testSheet('b/1', 'Le bocal', nantes)], { at: 3 });
    assert.deepEqual(await matcher.projects(), { [older]: ['a/1'], [younger]: ['b/1'] }, 'parted again, each is home');
    assert.equal((await projectStore(database.db).find(younger)).is, 'here');
  });

  test('what is gone is hidden, and comes back at the same address', async () => {
    const sheet = testSheet('a/1', 'Roule ma poule', nantes);
    await matcher.change([sheet]);
    const there = await matcher.projects();
    const [id] = Object.keys(there);
    await matcher.change([sheet], { live: false, at: 1 });
    assert.deepEqual(await matcher.projects(), {});
    assert.deepEqual(await projectStore(database.db).find(id!), { is: 'hidden' });
    await matcher.change([sheet], { at: 2 });
    assert.deepEqual(await matcher.projects(), there);
  });

  test('the same name in another town, or a generic name, joins nobody', async () => {
    await matcher.change([
      testSheet('a/1', 'Le Bocal partagé', nantes),
      testSheet('b/1', 'Le Bocal partagé', rennes),
      testSheet('a/2', 'Médiathèque de Nantes', nantes),
      testSheet('b/2', 'Médiathèque de Nantes', nantes),
      testSheet('a/3', 'Repair Café', nantes),
      testSheet('b/3', 'Repair café', nantes),
    ]);
    assert.equal(Object.keys(await matcher.projects()).length, 6);
  });

  test('a name that one partner has twice in a town joins nobody', async () => {
    await matcher.change([
      testSheet('a/1', 'La Fabrique', nantes),
      testSheet('a/2', 'La Fabrique', nantes),
      testSheet('b/1', 'La Fabrique', nantes),
    ]);
    assert.equal(Object.keys(await matcher.projects()).length, 3);
  });

  test('the same name five kilometres apart in one town joins nobody', async () => {
    const at = (lat: number): Partial<Sheet> => ({
      sites: [{ commune: nantes, precision: 'site', point: { lat, lon: -1.55 }, territories: [], how: [] }],
    });
    await matcher.change([
      testSheet('a/1', 'La Fabrique', nantes, at(47.2)),
      testSheet('b/1', 'La Fabrique', nantes, at(47.25)),
    ]);
    assert.equal(Object.keys(await matcher.projects()).length, 2);
  });

  test('a person said “not the same”: no rebuild joins them; “the same”: no rebuild parts them', async () => {
    const all = [
      testSheet('a/1', 'Le Bocal partagé', nantes),
      testSheet('b/1', 'Le Bocal partagé', nantes),
      testSheet('c/1', 'Autre nom', rennes),
    ];
    await matcher.change(all);
    await decide('not-same', ['a/1', 'b/1']);
    await decide('same', ['b/1', 'c/1']);
    await matcher.rebuild(['a/1'], 1);
    const groups = async () => Object.values(await matcher.projects()).sort();
    assert.deepEqual(await groups(), [['a/1'], ['b/1', 'c/1']]);
    await matcher.change(all, { at: 2 });
    assert.deepEqual(await groups(), [['a/1'], ['b/1', 'c/1']]);
  });

  test('a person chose whose words stand: they stand after every rebuild, and go with their sheet', async () => {
    const first = testSheet('a/1', 'Le Bocal partagé', nantes, { quality: 0.9, summary: 'Le mieux décrit.' });
    const second = testSheet('b/1', 'LE BOCAL PARTAGE', nantes, { quality: 0.1, summary: 'Le choisi.' });
    await matcher.change([first, second]);
    await choose('summary', 'b/1');
    await matcher.change([first], { at: 1 });
    const [id] = Object.keys(await matcher.projects());
    const summary = async () => {
      const found = await projectStore(database.db).find(id!);
      assert.equal(found.is, 'here');
      const { project } = found as Extract<typeof found, { is: 'here' }>;
      return [project.summary, project.provenance.summary?.rule];
    };
    assert.deepEqual(await summary(), ['Le choisi.', 'decision']);
    await matcher.change([second], { live: false, at: 2 });
    assert.deepEqual(await summary(), ['Le mieux décrit.', 'best-described']);
  });

  test('what is nearly one waits for a person, and waits no longer once it is decided or gone', async () => {
    const sheets = [
      testSheet('a/1', 'Le Bocal', nantes),
      testSheet('b/1', 'Le Bocal, antenne', nantes),
      testSheet('c/1', 'Le Bocal 2', nantes),
    ];
    await matcher.change(sheets);
    const waiting = async () => (await openQuestions(database.db, 10)).questions.map((one) => one.sheets.join(' '));
    assert.deepEqual((await waiting()).sort(), ['a/1 b/1', 'a/1 c/1']);
    await decide('not-same', ['a/1', 'b/1']);
    await matcher.rebuild(['a/1'], 1);
    assert.deepEqual(await waiting(), ['a/1 c/1']);
    await matcher.change([sheets[2]!], { live: false, at: 2 });
    assert.deepEqual(await waiting(), []);
  });

  test('a person hid a project: it stays hidden whatever its sheets become', async () => {
    await matcher.change([testSheet('a/1', 'Fausse annonce', nantes)]);
    const [id] = Object.keys(await matcher.projects());
    await database.db
      .insertInto('decision')
      .values({
        id: randomUUID(),
        kind: 'hide',
        body: JSON.stringify({ project: id }),
        author: 'curatrice',
        made_at: new Date(),
      })
      .execute();
    await matcher.change([testSheet('a/1', 'Fausse annonce, corrigée', nantes)], { at: 1 });
    assert.deepEqual(await matcher.projects(), {});
  });

  test('a block that grows too large is left aside, and found again when one leaves: as a rebuild from nothing has it', async () => {
    const at = (lat: number): Partial<Sheet> => ({
      sites: [
        { commune: nantes, city: 'Nantes', precision: 'site', point: { lat, lon: -1.55 }, territories: [], how: [] },
      ],
    });
    const pair = [
      testSheet('a/1', 'Fablab Bocalinet', nantes, at(47.2)),
      testSheet('b/1', 'Fablab Bocaliset', nantes, at(47.2)),
    ];
    const told = async () => Object.values(await matcher.projects()).find((sheets) => sheets.includes('a/1'));
    await matcher.change(pair);
    assert.deepEqual(await told(), ['a/1', 'b/1']);
    const crowd = Array.from({ length: mostInBlock - 1 }, (_, i) =>
      testSheet(`c/${i}`, `Bocal${'bcdfgjklmn'[i % 10]}${i}`, nantes, at(47.2 + (i + 1) / 100)),
    );
    await matcher.change(crowd.slice(1), { at: 1 });
    assert.deepEqual(await told(), ['a/1', 'b/1']);
    await matcher.change(crowd.slice(0, 1), { at: 2 });
    assert.deepEqual(await told(), ['a/1']);
    await matcher.rebuild(
      [...pair, ...crowd].map(({ id }) => id),
      3,
    );
    assert.deepEqual(await told(), ['a/1'], 'judged whole it is the same');
    await matcher.change(crowd.slice(0, 1), { live: false, at: 4 });
    assert.deepEqual(await told(), ['a/1', 'b/1']);
  });

  test('a change in a large town reads its own partners, not the town', async () => {
    const street = Array.from({ length: 60 }, (_, i) => testSheet(`c/${i}`, `Bocal ${names[i % 5]} ${i}`, nantes));
    await matcher.change([...street, testSheet('a/1', 'La Ruche', nantes), testSheet('b/1', 'Ruche', nantes)]);
    const { sheets } = await affectedSheets(database.db, ['a/1'], []);
    assert.deepEqual(sheets.map(({ sheet }) => sheet.id).sort(), ['a/1', 'b/1']);
    const bocal = await affectedSheets(database.db, ['c/7'], []);
    assert.deepEqual(
      bocal.sheets.map(({ sheet }) => sheet.id),
      ['c/7'],
    );
  });

  test('every change is told to the search, and nothing else', async () => {
    const sheet = testSheet('a/1', 'Le Bocal partagé', nantes);
    await matcher.change([sheet]);
    const told = async () => (await database.db.selectFrom('index_change').select('project').execute()).length;
    assert.equal(await told(), 1);
    await matcher.change([sheet], { at: 1 });
    assert.equal(await told(), 1, 'nothing changed: nothing is told');
    await matcher.change([sheet], { live: false, at: 2 });
    assert.equal(await told(), 2);
  });
});

test('whatever comes and goes, in whatever order: the projects are those of a rebuild from nothing, and no address dies', async () => {
  const titles = ['Le Bocal', 'Bocal', 'Le Bocal partagé', 'Antenne du Bocal', 'La Ruche', 'Ruche verte'];
  const places = [undefined, { lat: 47.2, lon: -1.55 }, { lat: 47.2002, lon: -1.55 }, { lat: 47.21, lon: -1.55 }];
  const pages = [undefined, 'https://bocal.example', 'https://bocal.example/ici'];
  const holders = [undefined, { siret: '73282932000074' }, { siren: '732829320' }, { siren: '552100554' }];
  const mail = { kind: 'mail' as const, value: 'contact@bocal.example', published: true };
  const step = fc.record({
    source: fc.constantFrom('a', 'b', 'c'),
    key: fc.integer({ min: 1, max: 3 }),
    title: fc.constantFrom(...titles),
    commune: fc.constantFrom(nantes, rennes, undefined),
    holder: fc.constantFrom(...holders),
    mailed: fc.boolean(),
    point: fc.constantFrom(...places),
    url: fc.constantFrom(...pages),
    live: fc.boolean(),
  });
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
  const sheetOf = (id: string, { title, commune, point, url, holder, mailed }: Step) =>
    testSheet(id, title, commune ?? '', {
      links: url === undefined ? [] : [{ url }],
      contacts: mailed ? [mail] : [],
      ...(holder && { holder: { name: 'Les Bocaux', ...holder } }),
      ...(commune === undefined && { sites: [] }),
      ...(commune !== undefined &&
        point && {
          sites: [{ commune, city: 'Nantes', point, precision: 'site' as const, territories: [], how: [] }],
        }),
    });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      async (rounds) => {
        const database = await testDatabase();
        const fresh = await testDatabase();
        try {
          const matcher = await testMatcher(database.db);
          const living = new Map<string, Sheet>();
          const everSeen = new Set<string>();
          let at = 0;
          for (const round of rounds) {
            at++;
            const bySheet = new Map(round.map((one) => [`${one.source}/${one.key}`, one]));
            for (const live of [true, false]) {
              const sheets = [...bySheet].filter(([, one]) => one.live === live).map(([id, one]) => sheetOf(id, one));
              if (sheets.length === 0) continue;
              await matcher.change(sheets, { live, at });
              for (const sheet of sheets) live ? living.set(sheet.id, sheet) : living.delete(sheet.id);
            }
            for (const id of Object.keys(await matcher.projects())) everSeen.add(id);
          }
          const shown = await matcher.projects();
          const whole = await testMatcher(fresh.db);
          if (living.size > 0) await whole.change([...living.values()]);
          const groups = (projects: Record<string, string[]>) =>
            Object.values(projects)
              .map((sheets) => sheets.join())
              .sort();
          assert.deepEqual(groups(shown), groups(await whole.projects()));
          const store = projectStore(database.db);
          for (const id of everSeen) {
            const found = await store.find(id);
            assert.notEqual(found.is, 'unknown', `the address ${id} leads nowhere`);
            if (found.is === 'moved') assert.equal((await store.find(found.to)).is === 'unknown', false);
          }
        } finally {
          await database.close();
          await fresh.close();
        }
      },
    ),
    { numRuns: 25 },
  );
});
