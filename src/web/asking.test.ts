/** What a reader is told of a search: how the words were read, what is near, what else would answer. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { inventedSite } from './testing.ts';

const total = (html: string) => Number(/<h1[^>]*>\s*([\d\u202f]+)/.exec(html)?.[1]?.replace(/\u202f/g, '') ?? 0);
const plain = (html: string) =>
  html
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"');
const section = (html: string, name: string) =>
  new RegExp(`<section class="${name}"[^>]*>(.*?)</section>`).exec(html)?.[1] ?? '';

describe('what a search says of itself', () => {
  let site: Hono;
  before(async () => {
    ({ site } = await inventedSite());
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, location: answer.headers.get('location'), body: plain(await answer.text()) };
  };

  test('what holds only some of the words stands under its own heading, in no count', async () => {
    const { body } = await get('/recherche?q=jardin+parking');
    const near = section(body, 'nearby');
    assert.match(near, /<h2[^>]*>Proches de votre recherche/);
    const counted = body.replace(near, '');
    assert.equal((counted.match(/<article/g) ?? []).length, total(body));
    const titles = [...near.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href!);
    assert.ok(titles.length > 0 && titles.length <= 6, `${titles.length}`);
    for (const href of titles) assert.ok(!counted.includes(`<h3><a href="${href}"`), href);
  });

  test('a word read for another is said, and a link keeps it as it was written', async () => {
    const { body } = await get('/recherche?q=jardn+partagé');
    assert.match(body, /« jardn » lu comme « jardin »/);
    const kept = /<a href="([^"]+)">Chercher « jardn » tel quel/.exec(body)?.[1] ?? '';
    assert.equal(new URLSearchParams(kept.split('?')[1]).get('q'), '"jardn" partagé');
    assert.equal(total((await get(kept)).body), 0);
  });

  test('when no project holds every word, and when nobody says one, it is said', async () => {
    assert.match((await get('/recherche?q=parking+incinération')).body, /Aucun projet ne contient tous ces mots/);
    assert.match((await get('/recherche?q=jardin+xyzzyq')).body, /Aucun projet ne dit « xyzzyq » : ce mot est laissé/);
    assert.match(
      (await get('/recherche?q=comment+réparer+un+vélo+ou+un+jardin+?')).body,
      /plus proches de votre question/,
    );
    assert.match((await get('/en/recherche?q=jardn')).body, /“jardn” was read as “jardin”/);
    assert.doesNotMatch((await get('/recherche?q=jardin')).body, /laissé|lu comme|plus proches/);
  });
});
