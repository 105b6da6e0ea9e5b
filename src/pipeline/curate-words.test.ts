/** A curator answers about a word: every sheet that carries it moves, the others are not touched, and it can be undone. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { testSource } from '#model/testing.ts';
import { type CarriedWord, wordKey } from '#model/word-answer.ts';
import { oneByOne, type WordDesk, wordDesk } from './curate-words.ts';
import { runSource } from './run-source.ts';

const map = { title: 'nom', body: 'texte', themes: { from: 'mots', split: '|' }, stage: 'etape' };
const sources = new Map(['a', 'b'].map((id) => [id, testSource({ id, map })]));
const carried = (written: string, more: Partial<CarriedWord> = {}): CarriedWord => ({
  ...{ vocabulary: 'themes', evidence: 'word', word: wordKey(written) },
  ...more,
});
const by = { author: 'Ada', reason: 'c’est ainsi' };

describe('the queue of words', () => {
  let database: TestDatabase;
  let gazetteer: Gazetteer;
  let folder: string;
  let desk: WordDesk;
  let said: string[];

  before(() => {
    gazetteer = loadGazetteer();
  });
  beforeEach(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'carrefour-words-'));
    said = [];
    desk = wordDesk(roomsOf());
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const roomsOf = () => ({
    ...{ db: database.db, gazetteer, now: () => new Date(), sources: () => sources },
    say: (text: string) => void said.push(text),
    signal: new AbortController().signal,
  });
  async function harvest(id: string, rows: string[]) {
    const path = join(folder, `${id}.csv`);
    await writeFile(path, ['id;nom;texte;mots;etape', ...rows].join('\n'));
    return runSource({ ...roomsOf(), sources }, sources.get(id)!, { kind: 'file', path }, { say: () => {} });
  }
  const sheets = async () =>
    new Map(
      (await database.db.selectFrom('sheet').select('body').execute()).map(({ body }) => [body.id, body] as const),
    );
  const themesOf = async (id: string) => (await sheets()).get(id)!.themes;
  const marks = async () =>
    new Map(
      (await database.db.selectFrom('record').select(['id', 'described_with']).execute()).map(
        ({ id, described_with }) => [id, described_with],
      ),
    );
  const harvestBoth = async () => {
    await harvest('a', [
      '1;Le Bocal;;Zigouigoui;',
      '2;La Ruche;;zigouigoui|santé;',
      '3;Le Préau;;Turlututu;',
      '4;La Cour;On y parle de musique.;;',
    ]);
    await harvest('b', ['x;Le Four;;ZIGOUIGOUI ;']);
  };

  test('words are asked about once, those on most sheets first, with where they come from', async () => {
    await harvestBoth();
    const { total, words } = await desk.waiting({ most: 10 });
    assert.equal(total, 3);
    assert.deepEqual(
      words.map(({ word, evidence, sheets, sources }) => [word, evidence, sheets, sources.join()]),
      [
        ['zigouigoui', 'word', 3, 'a,b'],
        ['musiqu', 'text', 1, 'a'],
        ['turlututu', 'word', 1, 'a'],
      ],
    );
    assert.deepEqual(words[0]!.examples[0], { id: 'a/1', title: 'Le Bocal' });
    assert.equal(words[1]!.proposals[0]!.concept, 'arts');
    assert.deepEqual(
      (await desk.waiting({ most: 1, skip: 1 })).words.map(({ word }) => word),
      ['musiqu'],
    );
    assert.deepEqual((await desk.waiting({ most: 1, skip: 9 })).total, 3);
    assert.equal((await desk.waiting({ most: 9, vocabulary: 'audiences' })).total, 0);
  });

  test('an accepted word moves every sheet that carries it, in every catalogue, and no other', async () => {
    await harvestBoth();
    const before = await marks();
    const answered = await desk.answer(carried('zigouigoui'), { concepts: ['jardinage', 'energie'] }, by);
    assert.ok(!('refused' in answered));
    assert.deepEqual([answered.sheets, answered.sources], [3, ['a', 'b']]);
    assert.deepEqual(await themesOf('a/1'), ['jardinage', 'energie']);
    assert.deepEqual(await themesOf('a/2'), ['sante', 'jardinage', 'energie']);
    assert.deepEqual(await themesOf('b/x'), ['jardinage', 'energie']);
    const one = (await sheets()).get('a/1')!;
    assert.deepEqual(one.assignments.map(({ how, word }) => [how, word])[0], ['decided', 'Zigouigoui']);
    assert.ok(
      !one.problems.some(({ code }) => code === 'word-unknown'),
      'the partner is no longer told that it is unknown',
    );
    assert.deepEqual(said, ['a: 2 sheets described again', 'b: 1 sheets described again']);
    assert.deepEqual(await marks(), before, 'what is described again has the mark it had, what is not kept it');
    assert.deepEqual(
      (await desk.waiting({ most: 9 })).words.map(({ word }) => word),
      ['musiqu', 'turlututu'],
    );
    const [answer] = await desk.answers();
    assert.deepEqual(
      [answer!.author, answer!.reason, answer!.concepts, answer!.written],
      ['Ada', 'c’est ainsi', ['jardinage', 'energie'], 'ZIGOUIGOUI'],
    );
  });

  test('a sheet that comes later with the word is described by the answer, and what resembles it is suggested', async () => {
    await harvestBoth();
    await desk.answer(carried('zigouigoui'), { concepts: ['jardinage'] }, by);
    await harvest('b', ['x;Le Four;;ZIGOUIGOUI ;', 'y;La Serre;;zigouigoui;', 'z;Le Pré;;zigouigouis communaux;']);
    assert.deepEqual(await themesOf('b/y'), ['jardinage']);
    const [likely] = (await sheets()).get('b/z')!.suggestions ?? (await sheets()).get('b/z')!.assignments;
    assert.deepEqual([likely?.concept, likely?.how], ['jardinage', 'learned']);
    assert.ok(
      likely!.because!.some((feature) => feature.includes('zigo')),
      'it says by which words',
    );
  });

  test('undone, everything is as before, and the answer stays told', async () => {
    await harvestBoth();
    const before = await sheets();
    const answered = await desk.answer(carried('zigouigoui'), { concepts: ['jardinage'] }, by);
    assert.ok('id' in answered);
    const undone = await desk.undo(answered.id, 'Grace');
    assert.ok('id' in undone && undone.sheets === 3);
    assert.deepEqual(await sheets(), before);
    assert.equal((await desk.waiting({ most: 9 })).total, 3);
    const [kept] = await database.db.selectFrom('word_answer').selectAll().execute();
    assert.deepEqual([kept!.author, kept!.undone_by], ['Ada', 'Grace']);
    assert.deepEqual(await desk.undo(answered.id, 'Grace'), { refused: 'answer-unknown' });
    assert.deepEqual(await desk.undo('no-such-id', 'Grace'), { refused: 'answer-unknown' });
  });

  test('a refused word means nothing and is not asked again; one put aside waits apart', async () => {
    await harvestBoth();
    await desk.answer(carried('turlututu'), 'none', by);
    await desk.answer(carried('zigouigoui'), 'later', by);
    assert.deepEqual(await themesOf('a/3'), []);
    assert.deepEqual(
      (await desk.waiting({ most: 9 })).words.map(({ word }) => word),
      ['musiqu'],
    );
    assert.deepEqual(
      (await desk.waiting({ most: 9, later: true })).words.map(({ word }) => word),
      ['zigouigoui'],
    );
    assert.deepEqual(said, ['a: 1 sheets described again'], 'to put aside describes nothing');
    await desk.answer(carried('zigouigoui'), { concepts: ['energie'] }, by);
    assert.deepEqual(await themesOf('b/x'), ['energie'], 'another answer takes the place of the former');
    await desk.answer(carried('zigouigoui'), 'later', by);
    assert.deepEqual(await themesOf('b/x'), [], 'put aside after all: the answer is taken back');
  });

  test('the telling words of a text are answered like a partner’s word', async () => {
    await harvestBoth();
    const text = carried('musiqu', { evidence: 'text', word: 'musiqu' });
    await desk.answer(text, { concepts: ['culture'] }, by);
    assert.deepEqual(await themesOf('a/4'), ['culture']);
    await desk.answer(text, 'none', by);
    assert.deepEqual(await themesOf('a/4'), []);
    assert.equal((await sheets()).get('a/4')!.suggestions, undefined);
  });

  test('a word of any vocabulary can be answered', async () => {
    await harvest('a', ['1;Le Bocal;;;en gestation']);
    await desk.answer(carried('en gestation', { vocabulary: 'stages' }), { concepts: ['idee'] }, by);
    assert.equal((await sheets()).get('a/1')!.stage, 'idee');
  });

  test('an answer that cannot be is refused and changes nothing', async () => {
    await harvestBoth();
    assert.deepEqual(await desk.answer(carried('jamais vu'), 'none', by), { refused: 'word-not-carried' });
    assert.deepEqual(await desk.answer(carried('turlututu'), { concepts: ['licornes'] }, by), {
      ...{ refused: 'concept-unknown', concept: 'licornes' },
    });
    assert.deepEqual(await desk.answer(carried('turlututu'), { concepts: [] }, by), { refused: 'concept-missing' });
    assert.deepEqual(await desk.answers(), []);
  });

  test('two curators answer at once: one answer stands, none is lost, the sheets follow it', async () => {
    await harvestBoth();
    await Promise.all(
      ['energie', 'jardinage', 'habitat'].map((concept) =>
        desk.answer(carried('zigouigoui'), { concepts: [concept] }, { author: concept, reason: '' }),
      ),
    );
    const [standing, ...others] = await desk.answers();
    assert.deepEqual(others, []);
    assert.deepEqual(await themesOf('b/x'), standing!.concepts);
    assert.equal((await database.db.selectFrom('word_answer').selectAll().execute()).length, 3);
  });

  test('a site that stops before the sheets are described again loses nothing: the next run does it', async () => {
    await harvestBoth();
    const site = wordDesk(roomsOf(), () => {});
    await site.answer(carried('zigouigoui'), { concepts: ['jardinage'] }, by);
    assert.deepEqual(await themesOf('b/x'), []);
    assert.equal((await desk.waiting({ most: 9 })).total, 2, 'nobody is asked again meanwhile');
    const { describe } = await harvest('b', ['x;Le Four;;ZIGOUIGOUI ;']);
    assert.equal(describe.sheets, 1);
    assert.deepEqual(await themesOf('b/x'), ['jardinage']);
  });

  test('works follow one another, and one that fails is told and stops no other', async () => {
    const failures: unknown[] = [];
    const done: number[] = [];
    const line = oneByOne((error) => failures.push(error));
    line.add(async () => void done.push(1));
    line.add(async () => Promise.reject(new Error('no')));
    line.add(async () => void done.push(2));
    await line.idle();
    assert.deepEqual([done, failures.length], [[1, 2], 1]);
  });
});
