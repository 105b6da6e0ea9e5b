/** The numbers of the home page are read from every project: visitors must not wait for that again and again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeOf } from '../testing.ts';
import { inventProjects } from '../testing-country.ts';
import { newsOf } from './news.ts';

const projects = inventProjects();

/** News over a store whose figures come when they are let go; `at` is the clock, `size` that of the index. */
function newsroom() {
  const store = storeOf(projects);
  const complaints: unknown[] = [];
  const room = { at: 0, size: projects.length, counted: 0, fails: false, complaints };
  let letGo = () => {};
  const news = newsOf({
    projects: {
      ...store,
      figures: async () => {
        room.counted++;
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
        if (room.fails) throw new Error('no database');
        return { ...(await store.figures()), projects: room.size };
      },
    },
    engine: {
      get size() {
        return room.size;
      },
    } as never,
    now: () => new Date(room.at),
    log: { error: (context) => complaints.push(context) },
  });
  const counted = async () => {
    letGo();
    await new Promise(setImmediate);
  };
  return { room, news, counted };
}

test('first visitors wait together, and the next are answered at once', async () => {
  const { room, news, counted } = newsroom();
  const both = Promise.all([news(), news()]);
  await counted();
  const [one, two] = await both;
  assert.equal(one, two);
  assert.equal(one.latest.length, 4);
  room.at = 20_000;
  assert.equal(await news(), one);
  assert.equal(room.counted, 1);
});

test('what is old, or of another index, is shown while it is read anew, once', async () => {
  const { room, news, counted } = newsroom();
  const first = news();
  await counted();
  const old = await first;
  for (const change of [() => (room.at += 20_001), () => room.size++]) {
    change();
    const before = room.counted;
    assert.equal(await news(), await news());
    assert.equal(room.counted, before + 1);
    await counted();
    assert.equal((await news()).figures.projects, room.size);
    assert.equal(room.counted, before + 1);
  }
  assert.notEqual(await news(), old);
});

test('what is much too old is waited for', async () => {
  const { room, news, counted } = newsroom();
  const first = news();
  await counted();
  await first;
  room.at += 600_001;
  room.size = 7;
  const late = news();
  await counted();
  assert.equal((await late).figures.projects, 7);
});

test('a failure leaves what was there, is told, and is tried again', async () => {
  const { room, news, counted } = newsroom();
  room.fails = true;
  const failed = assert.rejects(news(), /no database/);
  await counted();
  await failed;
  room.fails = false;
  const first = news();
  await counted();
  const good = await first;
  room.fails = true;
  room.at += 30_000;
  assert.equal(await news(), good);
  await counted();
  assert.equal(room.complaints.length, 1);
  room.fails = false;
  assert.equal(await news(), good);
  await counted();
  assert.notEqual(await news(), good);
});
