/** What curators write into the thesaurus: what is refused, what it moves, and that every engine follows at once. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { noCriteria } from '#model/criteria.ts';
import { builtInThesaurus, putInForce } from '../analysis/synonyms.ts';
import { documents } from '../contract/some-documents.ts';
import type { SearchEngine } from '../engine.ts';
import { createMemoryEngine } from '../memory/engine.ts';
import { openSearchForTests } from '../opensearch/testing.ts';
import { followThesaurus, thesaurusDesk } from './desk.ts';
import { readLine } from './read-line.ts';

const by = { author: 'Ada', reason: 'des gens le disent' };
const told = documents({
  lavoir: { title: 'Lavoir du bourg', body: 'laver son linge ensemble' },
  laverie: { title: 'Laverie solidaire' },
  linge: { title: 'Lieu de vie', body: 'un lieu où laver tout son linge' },
  autre: { title: 'Jardin partagé' },
});

afterEach(() => putInForce(builtInThesaurus));

test('a line that says nothing, too much, or what is known is refused with its reason', () => {
  const refused = (line: string) => (readLine(line, builtInThesaurus) as { refused?: string }).refused;
  assert.equal(refused(''), 'one-wording');
  assert.equal(refused('lavoir = = '), 'one-wording');
  assert.equal(refused('lavoir = …'), 'no-word');
  assert.equal(refused('lavoir = Lavoirs'), 'same-words');
  assert.equal(refused('FABLAB = makerspaces'), 'known-already');
  assert.equal(refused(`lavoir = ${'mot '.repeat(11)}`), 'too-long');
  assert.equal(refused(`lavoir = ${'x'.repeat(121)}`), 'too-long');
  assert.equal(refused(Array.from({ length: 13 }, (_, i) => `mot${i}`).join('=')), 'too-many');
  assert.deepEqual(readLine(' Lavoir =\tlaverie\u0000 ; laver son  linge\n', builtInThesaurus), {
    wordings: ['Lavoir', 'laverie', 'laver son linge'],
  });
});

for (const [name, open] of Object.entries({ memory: async () => createMemoryEngine(), ...openSearchForTests() }))
  describe(name, () => {
    async function opened() {
      const database = await testDatabase();
      const engine: SearchEngine = await open();
      await engine.apply({ put: told, remove: [] });
      const { db } = database;
      const desk = thesaurusDesk({ db, engine: async () => engine, now: () => new Date('2026-05-02') });
      const find = async (q: string) => {
        const { hits } = await engine.search({ criteria: { ...noCriteria, q } });
        return hits.map(({ id }) => id).sort();
      };
      const close = async () => {
        await engine.close();
        await database.close();
      };
      return { db, desk, find, close };
    }

    test('a line shows what it would move, then moves it at once, and back when it is taken away', async () => {
      const { desk, find, close } = await opened();
      try {
        assert.deepEqual(await find('laverie'), ['laverie']);
        const seen = await desk.previewAdding('laverie = lavoir = laver linge');
        assert.ok('moved' in seen);
        assert.deepEqual(
          seen.moved.map(({ wording, before, after }) => [wording, before, after]),
          [
            ['laverie', 1, 3],
            ['lavoir', 1, 3],
            ['laver linge', 2, 3],
          ],
        );
        assert.deepEqual(seen.moved[0]!.come.toSorted(), ['lavoir', 'linge']);
        assert.deepEqual(await find('laverie'), ['laverie'], 'a look changes nothing');
        const added = await desk.add('laverie = lavoir = laver linge', by);
        assert.ok('line' in added);
        assert.deepEqual(await find('laverie'), ['laverie', 'lavoir', 'linge']);
        assert.deepEqual(await desk.add('lavoir = laverie', by), { refused: 'known-already' });
        assert.deepEqual(await desk.lines(), [{ ...added.line, ...by }]);
        const back = await desk.previewRemoving(added.line.id);
        assert.ok('moved' in back && back.moved[0]!.after === 1 && back.moved[0]!.go.length === 2);
        assert.ok('line' in (await desk.remove(added.line.id, 'Bob')));
        assert.deepEqual(await find('laverie'), ['laverie']);
        assert.deepEqual(await desk.remove(added.line.id, 'Bob'), { refused: 'line-unknown' });
        assert.deepEqual(await desk.previewRemoving('oups'), { refused: 'line-unknown' });
      } finally {
        await close();
      }
    });

    test('a program that starts, or hears of a change, reads what stands', async () => {
      const { db, desk, find, close } = await opened();
      try {
        await desk.add('laverie = lavoir', by);
        putInForce(builtInThesaurus);
        assert.deepEqual(await find('laverie'), ['laverie']);
        await followThesaurus(db);
        assert.deepEqual(await find('laverie'), ['laverie', 'lavoir']);
      } finally {
        await close();
      }
    });
  });

test('the same line sent twice at the same time is kept once', async () => {
  const database = await testDatabase();
  try {
    const engine = createMemoryEngine();
    const desk = thesaurusDesk({ db: database.db, engine: async () => engine, now: () => new Date() });
    const outcomes = await Promise.all([desk.add('laverie = lavoir', by), desk.add('lavoir = laverie', by)]);
    assert.equal(outcomes.filter((one) => 'line' in one).length, 1);
    assert.equal((await desk.lines()).length, 1);
  } finally {
    await database.close();
  }
});
