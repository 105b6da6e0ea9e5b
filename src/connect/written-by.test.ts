/** What people would notice of words that were taken for another's: whose they are, after whatever each of them did. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { handsOf, sign, type Texts, withoutWriter, wordsBy, writersOf } from './written-by.ts';

let database: TestDatabase;
let round = 0;
let of: { community: string };
before(async () => {
  database = await testDatabase();
});
after(() => database?.close());
beforeEach(() => begin());

const now = new Date();
async function begin() {
  const id = String(++round).padStart(10, '0');
  of = { community: id };
  await database.db
    .insertInto('community')
    .values({
      ...{ id, name: '', lead: '', about: '', criteria: '', joining: 'open', writing: 'members', state: 'open' },
      ...{ invite_key: null, created_at: now, updated_at: now },
    })
    .execute();
}
const put = (person: string, before: Texts, after: Texts, ...standing: Texts[]) =>
  sign(database.db, of, { person, before, after, standing });
const hands = () => handsOf(database.db, of);
const without = async (text: string, person: string, ...named: string[]) =>
  withoutWriter(await hands(), 'body', text, { person, named });

test('whatever two add, take out and put elsewhere, each takes their own sentences away and no other', async () => {
  const acts = fc.array(
    fc.record({
      by: fc.constantFrom('ana', 'bob'),
      does: fc.constantFrom('add', 'add', 'take', 'move'),
      at: fc.nat(20),
      to: fc.nat(20),
      line: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (done) => {
      await begin();
      let said: { by: string; sentence: string }[] = [];
      const textOf = (sentences: readonly { sentence: string }[], gap: string) =>
        sentences.map(({ sentence }) => sentence).join(gap);
      let text = '';
      let last = '';
      for (const [rank, { by, does, at, to, line }] of done.entries()) {
        const from = said.length === 0 ? 0 : at % said.length;
        if (does === 'add')
          said = said.toSpliced(at % (said.length + 1), 0, { by, sentence: `${by}${rank} écrit${rank} cela${rank}.` });
        else if (does === 'take') said = said.toSpliced(from, 1);
        else if (said.length > 0) said = said.toSpliced(from, 1).toSpliced(to % said.length, 0, said[from]!);
        const next = textOf(said, line ? '\n' : ' ');
        await put(by, { body: text }, { body: next });
        if (next !== text) last = by;
        text = next;
      }
      const known = await hands();
      const gap = text.includes('\n') ? '\n' : ' ';
      for (const person of ['ana', 'bob']) {
        const own = said.filter(({ by }) => by === person);
        const others = said.filter(({ by }) => by !== person);
        assert.equal(withoutWriter(known, 'body', text, { person, named: [] }), textOf(others, gap));
        assert.equal(wordsBy(known, 'body', text, person), textOf(own, gap));
      }
      const writers = new Set([...said.map(({ by }) => by), ...(text === '' ? [] : [last])]);
      assert.deepEqual(new Set(writersOf(known, 'body', text, undefined)), writers);
      assert.deepEqual(writersOf(known, 'body', text, text), [], 'what was read is nobody’s to be read');
    }),
    { numRuns: 60 },
  );
});

test('a sentence that somebody rewrites is of both; one that is replaced is of who replaces it', async () => {
  const texts = ['Le four ouvre le jeudi.', 'Le four ouvre le jeudi et le samedi.', 'Rien à dire ici.'];
  await put('ana', {}, { body: texts[0]! });
  await put('bob', { body: texts[0]! }, { body: texts[1]! });
  assert.equal(await without(texts[1]!, 'ana', 'le', 'Samedi', 'four'), texts[1]);
  await put('bob', { body: texts[1]! }, { body: 'Le four de Luz ouvre le jeudi et le samedi.' });
  assert.equal(
    await without('Le four de Luz ouvre le jeudi et le samedi.', 'ana', 'Luz'),
    'Le four de […] ouvre le jeudi et le samedi.',
  );
  await put('bob', { body: 'Le four de Luz ouvre le jeudi et le samedi.' }, { body: texts[1]! });
  assert.deepEqual(new Set(writersOf(await hands(), 'body', texts[1]!, '')), new Set(['ana', 'bob']));
  await put('bob', { body: texts[1]! }, { body: texts[2]! });
  assert.equal(await without(texts[2]!, 'bob'), '');
  assert.equal(await without(texts[2]!, 'ana'), texts[2]);
});

test('what is still read keeps its author though it is written over, and typed again; the rest is forgotten', async () => {
  const read = { body: 'Une belle serre.' };
  await put('ana', {}, read);
  await put('bob', read, { body: 'Tout autre propos.' }, read);
  await put('bob', { body: 'Tout autre propos.' }, read, read);
  assert.equal(await without(read.body, 'ana'), '');
  assert.deepEqual(writersOf(await hands(), 'body', 'Tout autre propos.', ''), []);
});

test('a sentence that goes from one text to another keeps its author, and the same typed elsewhere is another', async () => {
  const former = { one: 'À visiter en mai.', two: 'Trois ruches.' };
  await put('ana', {}, former);
  const joined = { one: 'À visiter en mai.\n\nTrois ruches.' };
  await put('bob', former, joined);
  assert.equal(wordsBy(await hands(), 'one', joined.one, 'ana'), joined.one);
  await put('bob', joined, { ...joined, three: 'À visiter en mai.' });
  assert.equal(wordsBy(await hands(), 'three', 'À visiter en mai.', 'bob'), 'À visiter en mai.');
  assert.equal(wordsBy(await hands(), 'three', 'À visiter en mai.', 'ana'), '');
});
