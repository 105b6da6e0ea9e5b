/** What a curator would notice if deciding went wrong: a word lost, a contradiction swallowed, an undo that undoes half. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import type { Wish } from '#model/decision.ts';
import type { Project } from '#model/project.ts';
import { tellRefusal } from './decision-refusals.ts';
import { type DecisionStore, decisionStore } from './decisions.ts';
import { projectStore } from './project-store.ts';
import { openQuestions } from './questions.ts';
import { type TestMatcher, testMatcher, testSheet, testSources } from './testing.ts';

const nantes = '44109';
const rennes = '35238';
const nowhere = '00000000-0000-4000-8000-000000000000';

describe('deciding', () => {
  let database: TestDatabase;
  let matcher: TestMatcher;
  let store: DecisionStore;
  let minutes = 0;
  beforeEach(async () => {
    database = await testDatabase();
    matcher = await testMatcher(database.db);
    store = decisionStore({
      db: database.db,
      sources: async () => testSources,
      now: () => new Date(Date.UTC(2026, 5, 1) + ++minutes * 60_000),
    });
  });
  afterEach(() => database.close());

  const ana = { author: 'Ana', reason: 'Je connais les deux.' };
  const decide = async (wish: Wish, by = ana): Promise<string> => {
    const decided = await store.decide(wish, by);
    assert.equal(decided.is, 'done', JSON.stringify(decided));
    return (decided as { decision: string }).decision;
  };
  const refusal = async (wish: Wish, by: { author: string; reason?: string } = ana): Promise<string> => {
    const decided = await store.decide(wish, by);
    assert.equal(decided.is, 'refused', JSON.stringify(decided));
    return tellRefusal((decided as Extract<typeof decided, { is: 'refused' }>).refusal);
  };
  const groups = async () => Object.values(await matcher.projects()).sort();
  const only = async (): Promise<Project> => {
    const [id, ...more] = Object.keys(await matcher.projects());
    assert.deepEqual(more, []);
    return (await projectStore(database.db).load([id!]))[0]!;
  };
  const three = [
    testSheet('a/1', 'Le Bocal', nantes),
    testSheet('b/1', 'La Ruche', rennes),
    testSheet('c/1', 'Le Moulin', nantes),
  ];

  test('on one pair the later word wins, says which it replaced, and undoing it brings the former back', async () => {
    await matcher.change(three);
    const parted = await decide({ kind: 'not-same', sheets: ['a/1', 'b/1'] });
    const joined = await store.decide({ kind: 'same', sheets: ['b/1', 'a/1'] }, { author: 'Bob' });
    assert.deepEqual(joined, { is: 'done', decision: (joined as { decision: string }).decision, replaced: [parted] });
    assert.deepEqual(await groups(), [['a/1', 'b/1'], ['c/1']]);
    const refused = await store.undo(parted, ana);
    assert.match(tellRefusal((refused as Extract<typeof refused, { is: 'refused' }>).refusal), /a later decision/i);
    const id = (joined as { decision: string }).decision;
    assert.deepEqual(await store.undo(id, ana), { is: 'done', decision: id, restored: [parted] });
    assert.deepEqual(await groups(), [['a/1'], ['b/1'], ['c/1']]);
    const { decisions } = await store.history({ most: 10 });
    assert.deepEqual(
      decisions.map(({ author, state, undoneBy }) => [author, state, undoneBy]),
      [
        ['Bob', 'undone', 'Ana'],
        ['Ana', 'in-force', null],
      ],
    );
  });

  test('a chain that would join what was parted is refused with the words that stand against it', async () => {
    await matcher.change(three);
    const parted = await decide({ kind: 'not-same', sheets: ['a/1', 'c/1'] });
    const first = await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    const sentence = await refusal({ kind: 'same', sheets: ['b/1', 'c/1'] });
    assert.ok(sentence.includes(parted) && sentence.includes(first), sentence);
    assert.equal((await store.history({ most: 10 })).total, 2);
    assert.deepEqual(await groups(), [['a/1', 'b/1'], ['c/1']]);
  });

  test('said twice is decided once', async () => {
    await matcher.change(three);
    const id = await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    assert.deepEqual(await store.decide({ kind: 'same', sheets: ['b/1', 'a/1'] }, ana), {
      is: 'already',
      decision: id,
    });
  });

  test('two curators who press at one moment take turns: nothing breaks, one word stands', async () => {
    await matcher.change(three);
    const both = await Promise.all([
      store.decide({ kind: 'same', sheets: ['a/1', 'b/1'] }, ana),
      store.decide({ kind: 'not-same', sheets: ['a/1', 'b/1'] }, { author: 'Bob' }),
    ]);
    assert.deepEqual(
      both.map((one) => one.is),
      ['done', 'done'],
    );
    const { decisions } = await store.history({ most: 10 });
    assert.equal(decisions.filter(({ state }) => state === 'in-force').length, 1);
  });

  test('a sheet is taken out of its project, which keeps its address; undone, it is back', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal', nantes), testSheet('b/1', 'Le Bocal', nantes)]);
    const before = await matcher.projects();
    const [id] = Object.keys(before);
    const split = await decide({ kind: 'split', sheet: 'b/1' });
    const parted = await matcher.projects();
    assert.deepEqual(parted[id!], ['a/1']);
    assert.match(await refusal({ kind: 'split', sheet: 'b/1' }), /alone/);
    assert.match(await refusal({ kind: 'same', sheets: ['a/1', 'b/1'] }), new RegExp(split));
    await store.undo(split, ana);
    assert.deepEqual(await matcher.projects(), before);
    const left = Object.keys(parted).find((one) => one !== id)!;
    assert.deepEqual(await projectStore(database.db).find(left), { is: 'moved', to: id });
  });

  test('the larger part of a split keeps the address, even when the smaller is older', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal', nantes)]);
    const [id] = Object.keys(await matcher.projects());
    await matcher.change([testSheet('b/1', 'Le Bocal', nantes), testSheet('c/1', 'Le Bocal', nantes)], { at: 1 });
    await decide({ kind: 'split', sheet: 'a/1' });
    assert.deepEqual((await matcher.projects())[id!], ['b/1', 'c/1']);
  });

  test('three addresses become one and each leads to it; undone out of order, each is home', async () => {
    for (const [at, sheet] of three.entries()) await matcher.change([sheet], { at });
    const [a, b, c] = await Promise.all(
      three.map(async ({ id }) => Object.entries(await matcher.projects()).find(([, own]) => own.includes(id))![0]),
    );
    const before = await matcher.projects();
    const first = await decide({ kind: 'same', sheets: ['b/1', 'c/1'] });
    const second = await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    assert.deepEqual(await matcher.projects(), { [a!]: ['a/1', 'b/1', 'c/1'] });
    for (const id of [b, c]) assert.deepEqual(await projectStore(database.db).find(id!), { is: 'moved', to: a });
    await store.undo(first, ana);
    assert.deepEqual(await matcher.projects(), { [a!]: ['a/1', 'b/1'], [c!]: ['c/1'] });
    await store.undo(second, ana);
    assert.deepEqual(await matcher.projects(), before);
  });

  test('a word about a sheet that is gone waits for it', async () => {
    await matcher.change(three);
    await matcher.change([three[1]!], { live: false, at: 1 });
    await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    assert.deepEqual(await groups(), [['a/1'], ['c/1']]);
    assert.deepEqual(
      (await store.history({ most: 1 })).decisions.map(({ state }) => state),
      ['waiting'],
    );
    await matcher.change([three[1]!], { at: 2 });
    assert.deepEqual(await groups(), [['a/1', 'b/1'], ['c/1']]);
  });

  test('a curator’s own words stand with their provenance, the latest first, and give way one by one', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal', nantes, { summary: 'Celui du partenaire.' })]);
    const { id } = await only();
    const first = await decide({ kind: 'set', project: id, field: 'summary', value: ' Le premier. ' });
    const second = await decide({ kind: 'set', project: id, field: 'themes', value: ['alimentation'] });
    const third = await decide({ kind: 'set', project: id, field: 'summary', value: 'Le second.' });
    const project = await only();
    assert.deepEqual([project.summary, project.themes], ['Le second.', ['alimentation']]);
    assert.deepEqual(project.provenance.summary, { sheets: [], rule: 'set' });
    for (const decision of [third, first, second]) await store.undo(decision, ana);
    const back = await only();
    assert.deepEqual([back.summary, back.themes], ['Celui du partenaire.', []]);
  });

  test('a value of the wrong kind, an unknown concept, no reason, nothing said: each is refused with a sentence', async () => {
    await matcher.change(three);
    const [project] = Object.keys(await matcher.projects());
    const set = (field: string, value: unknown) => ({ kind: 'set', project, field, value }) as Wish;
    assert.match(await refusal(set('themes', ['sorcellerie'])), /“sorcellerie” is not in the vocabulary themes/);
    assert.match(await refusal(set('startYear', 'jadis')), /“startYear” cannot say that/);
    assert.match(await refusal(set('title', '  ')), /a project has a title/);
    assert.match(await refusal(set('summary', 'x'.repeat(5_001))), /longer than 5000/);
    assert.match(await refusal(set('body', '<script>')), /not a field that can be chosen/);
    assert.match(await refusal(set('constructor', 'x')), /not a field that can be chosen/);
    assert.match(await refusal(set('summary', 'Bien.'), { author: 'Ana' }), /needs a reason/);
    assert.match(await refusal({ kind: 'choose', field: 'results', sheet: 'a/1' }), /says nothing of “results”/);
    assert.match(await refusal({ kind: 'same', sheets: ['a/1', 'a/1'] }), /two different sheets/);
    assert.match(await refusal({ kind: 'same', sheets: ['a/1', 'z/9'] }), /no sheet “z\/9”/);
    assert.match(await refusal({ kind: 'hide', project: 'nowhere' }), /no project “nowhere”/);
    assert.match(await refusal({ kind: 'endorse', project: project!, source: 'zzz' }), /no catalogue “zzz”/);
    for (const id of ['', 'zzz', nowhere, "'; drop table decision; --"]) {
      const undone = await store.undo(id, ana);
      assert.equal(undone.is, 'refused');
    }
    assert.equal((await store.history({ most: 1 })).total, 0);
  });

  test('undone twice is refused, with who did it', async () => {
    await matcher.change(three);
    const id = await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    await store.undo(id, { author: 'Bob' });
    const again = await store.undo(id, ana);
    assert.match(tellRefusal((again as Extract<typeof again, { is: 'refused' }>).refusal), /undone already by Bob/);
  });

  test('what is hidden stays hidden when it joins another or is told by another, and comes back when unhidden', async () => {
    await matcher.change(three);
    const before = await matcher.projects();
    const mine = Object.keys(before).find((id) => before[id]!.includes('a/1'))!;
    await decide({ kind: 'hide', project: mine });
    assert.deepEqual(await projectStore(database.db).find(mine), { is: 'hidden' });
    const join = await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    assert.deepEqual(await groups(), [['c/1']], 'the whole page is hidden: it speaks of what a person withdrew');
    await store.undo(join, ana);
    await matcher.change([testSheet('a/1', 'Le Bocal, autrement', nantes)], { at: 3 });
    assert.deepEqual(await groups(), [['b/1'], ['c/1']]);
    assert.equal((await store.unhide(mine, ana)).is, 'done');
    assert.deepEqual(await groups(), [['a/1'], ['b/1'], ['c/1']]);
    const none = await store.unhide(mine, ana);
    assert.match(tellRefusal((none as Extract<typeof none, { is: 'refused' }>).refusal), /nobody hid/i);
  });

  test('a partner vouches: it stands on the project with its reason, once, and follows its sheet', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal', nantes), testSheet('b/1', 'Le Bocal', nantes)]);
    const { id } = await only();
    await decide({ kind: 'endorse', project: id, source: 'b' }, { author: 'Bea', reason: 'Nous y étions en mai.' });
    await decide({ kind: 'endorse', project: id, source: 'b' }, { author: 'Bea', reason: 'Nous y retournons.' });
    assert.deepEqual((await only()).endorsements, [{ source: 'b', reason: 'Nous y retournons.', at: '2026-06-01' }]);
    await decide({ kind: 'split', sheet: 'b/1' });
    const projects = await projectStore(database.db).load(Object.keys(await matcher.projects()));
    assert.deepEqual(projects.map((one) => [one.sources[0], one.endorsements?.length ?? 0]).sort(), [
      ['a', 0],
      ['b', 1],
    ]);
  });

  test('a partner’s word stands in one place when its own sheet comes back elsewhere', async () => {
    await matcher.change([testSheet('c/1', 'Le Moulin', rennes)]);
    await matcher.change([testSheet('a/1', 'Le Bocal', nantes), testSheet('b/1', 'Le Bocal', nantes)], { at: 1 });
    const [id] = Object.entries(await matcher.projects()).find(([, own]) => own.includes('b/1'))!;
    await decide({ kind: 'endorse', project: id, source: 'b' });
    await matcher.change([testSheet('b/1', 'Le Bocal', nantes)], { live: false, at: 2 });
    await decide({ kind: 'same', sheets: ['a/1', 'c/1'] });
    const endorsed = async () =>
      (await projectStore(database.db).load(Object.keys(await matcher.projects())))
        .filter(({ endorsements }) => endorsements !== undefined)
        .map(({ tellings }) => tellings.map(({ sheet }) => sheet).sort());
    assert.deepEqual(await endorsed(), [['a/1', 'c/1']]);
    await matcher.change([testSheet('b/1', 'Tout autre chose', '75056')], { at: 3 });
    assert.deepEqual(await endorsed(), [['b/1']]);
  });

  test('what is decided reaches the search', async () => {
    await matcher.change(three);
    const heard: string[] = [];
    const heardOne = new Promise<void>((resolve) => {
      void database
        .listen('carrefour_projects', () => {
          heard.push('');
          resolve();
        })
        .then(async () => {
          await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
        });
    });
    await heardOne;
    const told = await database.db
      .selectFrom('index_change')
      .select('project')
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    const [kept] = Object.entries(await matcher.projects()).find(([, own]) => own.length === 2)!;
    assert.ok(told.some(({ project }) => project === kept));
    assert.equal(heard.length, 1);
  });

  test('a project’s page knows every word on it and on its sheets, those of its former address too', async () => {
    await matcher.change(three);
    const before = await matcher.projects();
    const [mine, theirs] = ['a/1', 'b/1'].map((id) => Object.keys(before).find((one) => before[one]!.includes(id))!);
    await decide({ kind: 'set', project: theirs!, field: 'title', value: 'La Grande Ruche' });
    await decide({ kind: 'same', sheets: ['a/1', 'b/1'] });
    await decide({ kind: 'not-same', sheets: ['b/1', 'c/1'] });
    for (const id of [mine!, theirs!])
      assert.deepEqual(
        (await store.decisionsOf(id)).map(({ word }) => word.kind),
        ['not-same', 'same', 'set'],
      );
    assert.deepEqual((await store.decisionsOf(theirs!))[1]!.titles, { 'a/1': 'Le Bocal', 'b/1': 'La Ruche' });
  });

  test('the queue: complete and uncertain pairs first, what was put off last', async () => {
    await matcher.change([
      testSheet('a/1', 'Le Bocal', nantes, { quality: 0.2 }),
      testSheet('b/1', 'Le Bocal, antenne', nantes, { quality: 0.2 }),
      testSheet('a/2', 'La Ruche', nantes, { quality: 0.9 }),
      testSheet('b/2', 'La Ruche, antenne', nantes, { quality: 0.9 }),
    ]);
    const order = async () => (await openQuestions(database.db, 10)).questions.map(({ sheets }) => sheets.join(' '));
    assert.deepEqual(await order(), ['a/2 b/2', 'a/1 b/1']);
    await store.later(['b/2', 'a/2'], ana);
    await store.later(['b/2', 'a/2'], ana);
    assert.deepEqual(await order(), ['a/1 b/1', 'a/2 b/2']);
    const { total, putOff } = await openQuestions(database.db, 1);
    assert.deepEqual([total, putOff], [2, 1]);
  });

  test('a pair leaves the queue with a project that is hidden, and comes back when that is undone', async () => {
    await matcher.change([testSheet('a/1', 'Le Bocal', nantes), testSheet('b/1', 'Le Bocal, antenne', nantes)]);
    const waiting = async () => {
      const { total, putOff, questions } = await openQuestions(database.db, 10);
      return [total, putOff, questions.map(({ sheets }) => sheets.join(' '))];
    };
    await store.later(['a/1', 'b/1'], ana);
    assert.deepEqual(await waiting(), [1, 1, ['a/1 b/1']]);
    const [id] = Object.entries(await matcher.projects()).find(([, own]) => own.includes('b/1'))!;
    const hidden = await decide({ kind: 'hide', project: id });
    assert.deepEqual(await waiting(), [0, 0, []]);
    await matcher.change([testSheet('b/1', 'Le Bocal, l’antenne', nantes)], { at: 1 });
    assert.deepEqual(await waiting(), [0, 0, []], 'a rebuild does not bring it back');
    await store.undo(hidden, ana);
    assert.deepEqual(await waiting(), [1, 1, ['a/1 b/1']]);
  });
});
