/** The queue of words as a curator works through it, and as nobody else can. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StandingAnswer } from '#describe/words/answers.ts';
import type { WaitingWord } from '#describe/words/queue.ts';
import type { Person } from '#model/person.ts';
import type { WordDesk } from '#pipeline/curate-words.ts';
import { emptyDesk, inventedSite } from './testing.ts';

const curator: Person = { id: 'p1', name: 'Ada', mail: 'ada@exemple.fr', role: 'curator', partners: [] };
const word: WaitingWord = {
  ...{
    vocabulary: 'themes',
    evidence: 'word',
    word: 'ruches',
    written: 'Ruches <b>',
    sheets: 12,
    sources: ['inconnu'],
  },
  proposals: [
    {
      ...{ vocabulary: 'themes', concept: 'biodiversite', how: 'learned', word: 'Ruches', confidence: 0.42 },
      because: ['=ruch', 'ruch', '~^ruc'],
    },
  ],
  examples: [{ id: 'a/1', title: 'La Ruche & compagnie' }],
};
const id = '7f0c6a4e-8a43-4f5e-9d6b-1f2a3b4c5d6e';
const answer: StandingAnswer = {
  ...{ id, vocabulary: 'themes', evidence: 'word', word: 'ruches', written: 'Ruches', concepts: ['biodiversite'] },
  ...{ later: false, author: 'Ada', reason: 'des abeilles', madeAt: new Date('2026-05-02') },
};

async function queue(person: Person | undefined = curator) {
  const asked: unknown[] = [];
  const words: WordDesk = {
    ...emptyDesk,
    waiting: async (what) => {
      asked.push(what);
      return { total: 41, words: [word] };
    },
    answers: async () => [answer],
    answer: async (carried, choice, by) => {
      asked.push([carried.word, choice, by]);
      return carried.word === 'ruches' ? { id, sheets: 12, sources: ['a'] } : { refused: 'word-not-carried' };
    },
    undo: async (which, author) => {
      asked.push(['undo', which, author]);
      return which === id ? { id, sheets: 12, sources: ['a'] } : { refused: 'answer-unknown' };
    },
  };
  const { site } = await inventedSite({ words, ...(person === undefined ? {} : { person }) });
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}, path = '/curation/mots') =>
    site.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
  return { site, asked, send };
}
const own = { vocabulary: 'themes', evidence: 'word', word: 'ruches' };

test('nobody but a curator sees the queue or answers it', async () => {
  for (const person of [undefined, { ...curator, role: 'member' as const }]) {
    const { asked, send, site } = await queue(person ?? { ...curator, role: 'member' });
    const { site: outside } = await inventedSite();
    for (const path of ['/curation/mots', '/en/curation/mots'])
      for (const door of [site, outside]) {
        const seen = await door.request(path);
        assert.equal(seen.status, door === outside ? 401 : 403);
        assert.match(seen.headers.get('cache-control') ?? '', /no-store/);
        assert.doesNotMatch(await seen.text(), /Ruches/);
      }
    assert.equal((await send({ ...own, answer: 'refuse' })).status, 403);
    assert.deepEqual(asked, []);
  }
});

test('a word shows where it comes from, what it may mean, how sure that is and by which words', async () => {
  const { site } = await queue();
  const seen = await site.request('/curation/mots');
  assert.equal(seen.status, 200);
  assert.match(seen.headers.get('cache-control') ?? '', /no-store/);
  const body = await seen.text();
  assert.match(body, /Ruches &lt;b&gt;/);
  assert.match(body, /sur 12 fiches/);
  assert.match(body, /La Ruche &amp; compagnie/);
  assert.match(body, /sûr à 42\s%, d’après «\s?ruch\s?»/);
  assert.match(body, /41 mots en attente/);
  assert.match(body, /<meta name="robots" content="noindex/);
  assert.match(body, /value="accept"[\s\S]*value="refuse"[\s\S]*value="later"/);
  const english = await (await site.request('/en/curation/mots')).text();
  assert.match(english, /42% sure, from “ruch”/);
});

test('the view, the vocabulary and the page stand in the address', async () => {
  const { site, asked } = await queue();
  await site.request('/curation/mots?vue=plus-tard&vocabulaire=audiences&page=3');
  await site.request('/curation/mots?vue=oups&vocabulaire=oups&page=-1');
  assert.deepEqual(asked, [
    { vocabulary: 'audiences', later: true, skip: 40, most: 20 },
    { vocabulary: undefined, later: false, skip: 0, most: 20 },
  ]);
  const given = await (await site.request('/curation/mots?vue=reponses')).text();
  assert.match(given, /Ada, le 2 mai 2026/);
  assert.match(given, new RegExp(`name="undo" value="${id}"`));
});

test('each answer goes out with who and why, and the page comes back with what was done and how to take it back', async () => {
  const { site, asked, send } = await queue();
  const by = { author: 'Ada', reason: 'des abeilles' };
  const sent = await send({ ...own, answer: 'accept', concept: 'biodiversite', other: '', reason: ' des abeilles ' });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get('location'), `/curation/mots?fait=${id}`);
  await send({ ...own, answer: 'accept', concept: 'biodiversite', other: 'jardins PARTAGÉS', reason: '' });
  await send({ ...own, answer: 'refuse' });
  await send({ ...own, answer: 'later' });
  assert.deepEqual(asked, [
    ['ruches', { concepts: ['biodiversite'] }, by],
    ['ruches', { concepts: ['biodiversite', 'jardinage'] }, { ...by, reason: '' }],
    ['ruches', 'none', { ...by, reason: '' }],
    ['ruches', 'later', { ...by, reason: '' }],
  ]);
  const back = await (await site.request(`/curation/mots?fait=${id}`)).text();
  assert.match(back, /role="status"[\s\S]*«\s?Ruches\s?» veut dire Biodiversité/);
  const undone = await send({ undo: id }, {}, '/en/curation/mots?vue=reponses');
  assert.equal(undone.headers.get('location'), '/en/curation/mots?vue=reponses&repris=oui');
  assert.deepEqual(asked.at(-1), ['undo', id, 'Ada']);
});

test('what cannot be answered is said on the page, and nothing is done', async () => {
  const { asked, send } = await queue();
  const cases: [Record<string, string>, RegExp][] = [
    [{ ...own, answer: 'accept', other: 'licornes' }, /n’est pas dans le vocabulaire/],
    [{ ...own, word: 'jamais', answer: 'refuse' }, /Plus aucune fiche/],
    [{ ...own, answer: 'peut-être' }, /Plus aucune fiche/],
    [{ undo: 'x' }, /déjà été reprise/],
    [{}, /Plus aucune fiche/],
  ];
  for (const [fields, sentence] of cases) {
    const answered = await send(fields);
    assert.equal(answered.status, 400);
    assert.match(await answered.text(), sentence);
  }
  assert.ok(!asked.some((one) => Array.isArray(one) && one[0] === 'ruches'));
});

test('a form of another site is refused', async () => {
  const { asked, send } = await queue();
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://ailleurs.exemple' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
  ];
  for (const headers of foreign) assert.equal((await send({ ...own, answer: 'refuse' }, headers)).status, 403);
  assert.deepEqual(asked, []);
});
