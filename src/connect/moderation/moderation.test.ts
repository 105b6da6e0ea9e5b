/** What a curator and an author would notice: a decision that does not hold, a letter that lies, a queue out of order. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { ownData, removePerson } from '../accounts/own-data.ts';
import { addPerson } from '../accounts/persons.ts';
import { forgetOldMatters, matterKeeping } from './keeping.ts';
import type { MatterKind, NewMatter } from './matter.ts';
import { createModeration, type Moderation } from './moderation.ts';
import { answer, raise, withdraw } from './raise.ts';

describe('the queue of matters', () => {
  let database: TestDatabase;
  let moderation: Moderation;
  let done: string[];
  let complaints: string[];
  let clock: Date;
  let breaks: 'within' | 'after' | undefined;
  const people: Record<string, string> = {};
  const kind = (name: string, more: Partial<MatterKind> = {}): MatterKind => ({
    name,
    async onDecided(_tx, { matter, verdict }) {
      if (breaks === 'within') throw new Error('the trade broke');
      done.push(`${verdict} ${matter.subject}`);
      return async () => {
        if (breaks === 'after') throw new Error('later then');
        done.push(`after ${matter.subject}`);
      };
    },
    pathOf: ({ subject }) => `/voir/${subject}`,
    ...more,
  });

  beforeEach(async () => {
    database = await testDatabase();
    done = [];
    complaints = [];
    breaks = undefined;
    clock = new Date('2026-05-01T10:00:00Z');
    const { db } = database;
    for (const name of ['ana', 'bob', 'eva']) {
      const person = await addPerson(db, { mail: `${name}@exemple.org`, name, role: 'curator' });
      people[name] = person!.id;
    }
    moderation = createModeration({
      db,
      kinds: [
        kind('note', {
          async undo(_tx, { subject }) {
            done.push(`undo ${subject}`);
            return undefined;
          },
          mailOf: async () => 'sans-compte@exemple.org',
        }),
        kind('admission', { twoEyes: true }),
      ],
      baseUrl: 'https://carrefour.example',
      mayAnswer: async () => true,
      now: () => clock,
      log: { error: (_fields, message) => complaints.push(message) },
    });
  });
  afterEach(() => database?.close());

  const put = (more: Partial<NewMatter> = {}) =>
    raise(
      database.db,
      { kind: 'note', subject: randomUUID(), title: 'Une note', facts: [], language: 'fr', ...more },
      clock,
    );
  const say = (id: string, verdict: 'accept' | 'ask' | 'refuse', by = 'ana', sentence = 'Merci beaucoup.') =>
    moderation.decide(id, { verdict, by: people[by]!, sentence });
  const letters = () => database.db.selectFrom('mail').select(['recipient', 'subject', 'text', 'html']).execute();
  const titles = async () => (await moderation.list({ most: 10 })).map(({ title }) => title);

  test('what weighs comes first, a day of waiting counts for one, what is suspected comes last', async () => {
    await put({ title: 'suspected', weight: 9, suspect: true, suspicions: [{ reason: 'too-fast', weight: 1 }] });
    await put({ title: 'usual, oldest' });
    clock = new Date(clock.getTime() + 36 * 3600_000);
    await put({ title: 'usual, latest' });
    await put({ title: 'heavier by one', weight: 1 });
    await put({ title: 'heavier by two', weight: 2 });
    assert.deepEqual(await titles(), [
      'heavier by two',
      'usual, oldest',
      'heavier by one',
      'usual, latest',
      'suspected',
    ]);
    assert.equal(await moderation.count(), 5);
    assert.equal(await moderation.count({ kind: 'admission' }), 0);
  });

  test('a decision is carried out once, told once to its author, and kept with who said it', async () => {
    const id = await put({ subject: 's1', author: { person: people.eva! } });
    const both = await Promise.all([say(id, 'accept', 'ana'), say(id, 'refuse', 'bob')]);
    assert.deepEqual(both.map(({ is }) => is).sort(), ['decided', 'refused']);
    assert.equal(done.filter((what) => what.startsWith('after')).length, 1);
    const told = await letters();
    assert.equal(told.length, 1);
    assert.equal(told[0]?.recipient, 'eva@exemple.org');
    assert.match(told[0]!.text, /https:\/\/carrefour\.example\/voir\/s1/);
    assert.deepEqual((await moderation.history(id)).length, 2);
    assert.equal(await moderation.count(), 0);
  });

  test('changed again and again before anybody has spoken, it is one line of its history, with the last day', async () => {
    const author = { person: people.eva! };
    const id = await put({ subject: 's1', author });
    for (let n = 0; n < 5; n++) {
      clock = new Date(clock.getTime() + 60_000);
      await put({ subject: 's1', author, title: `Une note, ${n}` });
    }
    const lines = await moderation.history(id);
    assert.deepEqual(
      lines.map(({ what }) => what),
      ['raised', 'changed'],
    );
    assert.deepEqual(lines[1]!.at, clock);
    await say(id, 'ask', 'ana');
    await put({ subject: 's1', author, title: 'Une note, mieux' });
    assert.deepEqual(
      (await moderation.history(id)).map(({ what }) => what),
      ['raised', 'changed', 'asked', 'changed'],
    );
  });

  test('what breaks within leaves nothing decided and nothing sent; what breaks after leaves the decision', async () => {
    const id = await put();
    breaks = 'within';
    await assert.rejects(say(id, 'accept'));
    assert.equal((await moderation.matter(id))?.state, 'waiting');
    assert.equal((await letters()).length, 0);
    breaks = 'after';
    assert.equal((await say(id, 'accept')).is, 'decided');
    assert.deepEqual(complaints, ['what follows from a decision is left for later']);
  });

  test('a question and a refusal need a sentence, which its author reads as it is written', async () => {
    const id = await put({ title: 'Café\r\nBcc: tous@exemple.org <script>' });
    assert.deepEqual(await say(id, 'refuse', 'ana', '  '), { is: 'refused', why: 'no-sentence' });
    assert.equal((await say(id, 'ask', 'ana', 'Où est-ce ?\n\n<b>Vraiment</b>')).is, 'decided');
    const [letter] = await letters();
    assert.equal(letter?.recipient, 'sans-compte@exemple.org');
    assert.ok(!/[\r\n]/.test(letter!.subject));
    assert.ok(!letter!.html.includes('<script>') && !letter!.html.includes('<b>Vraiment'));
    assert.match(letter!.text, /Où est-ce\s\?/);
  });

  test('asked, it leaves the queue; answered, or sent again, it comes back in its place', async () => {
    const id = await put({ subject: 's', title: 'avant' });
    clock = new Date(clock.getTime() + 48 * 3600_000);
    await put({ title: 'plus récente', weight: 1 });
    await say(id, 'ask');
    assert.deepEqual(await titles(), ['plus récente']);
    assert.ok(
      await answer(database.db, { kind: 'note', subject: 's' }, { person: null, sentence: 'À Nantes.' }, clock),
    );
    assert.deepEqual(await titles(), ['avant', 'plus récente']);
    assert.equal(await put({ subject: 's', title: 'après' }), id);
    assert.deepEqual(await titles(), ['après', 'plus récente']);
    assert.deepEqual(
      (await moderation.history(id)).map(({ what }) => what),
      ['raised', 'asked', 'answered', 'changed'],
    );
  });

  test('two raised at once of one subject are one matter', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => put({ subject: 'same' })));
    assert.equal(new Set(ids).size, 1);
    assert.equal(await moderation.count(), 1);
  });

  test('an admission needs two different curators, neither of them its author', async () => {
    const id = await put({ kind: 'admission', author: { person: people.ana! } });
    assert.deepEqual(await say(id, 'accept', 'ana'), { is: 'refused', why: 'own' });
    assert.equal((await say(id, 'accept', 'bob')).is, 'half');
    assert.deepEqual(await say(id, 'accept', 'bob'), { is: 'refused', why: 'same-eyes' });
    assert.deepEqual(done, []);
    assert.equal((await say(id, 'accept', 'eva')).is, 'decided');
    assert.equal(done.length, 2);
    assert.deepEqual(await moderation.undo(id, people.ana!), { is: 'refused', why: 'stands' });
  });

  test('of two who agree at once on an admission, both count, each once', async () => {
    const id = await put({ kind: 'admission' });
    const both = await Promise.all([say(id, 'accept', 'bob'), say(id, 'accept', 'eva')]);
    assert.deepEqual(both.map(({ is }) => is).sort(), ['decided', 'half']);
  });

  test('what its author changed must be agreed to again by two', async () => {
    const id = await put({ kind: 'admission', subject: 'x' });
    await say(id, 'accept', 'bob');
    await put({ kind: 'admission', subject: 'x', title: 'autre chose' });
    assert.equal((await say(id, 'accept', 'eva')).is, 'half');
  });

  test('undone, it waits again; when its author has sent another since, it stands', async () => {
    const id = await put({ subject: 's' });
    assert.deepEqual(await moderation.undo(id, people.bob!), { is: 'refused', why: 'not-decided' });
    await say(id, 'accept');
    assert.equal((await moderation.undo(id, people.bob!)).is, 'undone');
    assert.ok(done.includes('undo s'));
    assert.equal(await moderation.count(), 1);
    await say(id, 'refuse');
    clock = new Date(clock.getTime() + 1000);
    await put({ subject: 's' });
    assert.deepEqual(await moderation.undo(id, people.bob!), { is: 'refused', why: 'stands' });
  });

  test('taken back by its author, nobody decides of it', async () => {
    const id = await put({ subject: 's' });
    assert.ok(await withdraw(database.db, { kind: 'note', subject: 's' }, null, clock));
    assert.ok(!(await withdraw(database.db, { kind: 'note', subject: 's' }, null, clock)));
    assert.deepEqual(await say(id, 'accept'), { is: 'refused', why: 'decided' });
    assert.deepEqual(await say(randomUUID(), 'accept'), { is: 'refused', why: 'unknown' });
  });

  test('a person takes away what they sent and said; gone, nothing here names them', async () => {
    const own = await put({ subject: 'mine', title: 'ma note', author: { person: people.eva! } });
    const byMail = await put({ subject: 'before', author: { mail: 'EVA@exemple.org' } });
    const other = await put({ subject: 'other' });
    await say(other, 'accept', 'eva', 'Merci, dit Eva.');
    const data = JSON.stringify(await ownData(database.db, people.eva!, [matterKeeping]));
    assert.ok(data.includes('ma note') && data.includes('Merci, dit Eva.'));
    assert.ok(await removePerson(database.db, people.eva!, [matterKeeping]));
    assert.equal(await moderation.matter(own), undefined);
    assert.equal(await moderation.matter(byMail), undefined);
    assert.equal((await moderation.matter(other))?.decidedBy, null);
    assert.equal((await moderation.history(other)).at(-1)?.by, undefined);
  });

  test('what was decided is forgotten after a year; what waits is not', async () => {
    const old = await put();
    const waits = await put();
    await say(old, 'refuse');
    await forgetOldMatters(database.db, new Date(clock.getTime() + 366 * 24 * 3600_000));
    assert.equal(await moderation.matter(old), undefined);
    assert.equal((await moderation.matter(waits))?.state, 'waiting');
  });
});
