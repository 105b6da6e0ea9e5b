/** The thesaurus as a curator writes it on the site, and as nobody else can. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '#model/person.ts';
import type { ThesaurusDesk } from '#search/thesaurus/desk.ts';
import type { ThesaurusLine } from '#search/thesaurus/lines.ts';
import { inventedSite } from './testing.ts';

const curator: Person = { id: 'p1', name: 'Ada', mail: 'ada@exemple.fr', role: 'curator', partners: [] };
const id = '7f0c6a4e-8a43-4f5e-9d6b-1f2a3b4c5d6e';
const wordings = ['lavoir <b>', 'laverie'];
const line: ThesaurusLine = { id, wordings, author: 'Ada', reason: 'on le dit', madeAt: new Date('2026-05-02') };

async function desk(person: Person = curator) {
  const done: unknown[] = [];
  const moved = [{ wording: 'laverie', before: 1, after: 1234, come: ['inconnu'], go: [] }];
  const thesaurus: ThesaurusDesk = {
    lines: async () => [line],
    previewAdding: async (written) => (written === '' ? { refused: 'one-wording' } : { wordings, moved }),
    previewRemoving: async (which) => (which === id ? { wordings, moved } : { refused: 'line-unknown' }),
    add: async (written, by) => {
      done.push(['add', written, by]);
      return written === '' ? { refused: 'one-wording' } : { line };
    },
    remove: async (which, author) => {
      done.push(['remove', which, author]);
      return which === id ? { line } : { refused: 'line-unknown' };
    },
  };
  const { site } = await inventedSite({ person, rooms: { thesaurus } });
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}, path = '/curation/synonymes') =>
    site.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
  return { site, done, send };
}

test('nobody but a curator sees or changes the thesaurus, and another site cannot make one do it', async () => {
  const { site, send, done } = await desk({ ...curator, role: 'member' });
  for (const path of ['/curation/synonymes', '/en/curation/synonymes'])
    assert.equal((await site.request(path)).status, 403);
  assert.equal((await send({ acte: 'faire', ligne: 'a = b' })).status, 403);
  const own = await desk();
  assert.equal((await own.send({ acte: 'faire', ligne: 'a = b' }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.deepEqual([...done, ...own.done], []);
});

test('a line is looked at first, with what it would move, and nothing is changed by looking', async () => {
  const { site, send, done } = await desk();
  assert.match(await (await site.request('/curation')).text(), /href="\/curation\/synonymes"/);
  const page = await (await site.request('/curation/synonymes')).text();
  assert.match(page, /<h3>lavoir &lt;b&gt; = laverie<\/h3>/);
  assert.match(page, /ESS = économie sociale et solidaire/);
  const seen = await send({ acte: 'voir', ligne: 'lavoir = laverie', raison: 'on le dit' });
  assert.equal(seen.status, 200);
  const told = await seen.text();
  assert.match(told, /1\s234/);
  assert.match(told, /name="raison" value="on le dit"/);
  assert.match(await (await send({ acte: 'voir', retirer: id })).text(), new RegExp(`name="retirer" value="${id}"`));
  const english = await send({ acte: 'voir', ligne: 'a = b' }, {}, '/en/curation/synonymes');
  assert.match(await english.text(), /Nothing has changed yet/);
  assert.deepEqual(done, []);
});

test('a line is added and taken away in the curator’s name; what is refused says why and keeps what was typed', async () => {
  const { site, send, done } = await desk();
  const added = await send({ acte: 'faire', ligne: ' lavoir = laverie ', raison: 'on le dit' });
  assert.deepEqual([added.status, added.headers.get('location')], [303, `/curation/synonymes?fait=${id}`]);
  assert.match(await (await site.request(`/curation/synonymes?fait=${id}`)).text(), /est en vigueur/);
  const removed = await send({ acte: 'faire', retirer: id }, {}, '/en/curation/synonymes');
  assert.equal(removed.headers.get('location'), '/en/curation/synonymes?retire=oui');
  assert.deepEqual(done, [
    ['add', 'lavoir = laverie', { author: 'Ada', reason: 'on le dit' }],
    ['remove', id, 'Ada'],
  ]);
  const wrong = await send({ acte: 'voir', ligne: '', raison: 'parce que' });
  assert.equal(wrong.status, 400);
  const again = await wrong.text();
  assert.match(again, /role="alert"/);
  assert.match(again, /value="parce que"/);
  const gone = await send({ acte: 'faire', retirer: '00000000-0000-4000-8000-000000000000' });
  assert.equal(gone.status, 400);
  assert.equal((await send({ acte: 'oups', ligne: 'x'.repeat(9000) })).status, 400);
});
