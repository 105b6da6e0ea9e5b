/** A typo that is said by some sheet: what the page of results asks its reader. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { inventedSite } from './testing.ts';
import { roomsWithATypo } from './testing-typo.ts';

describe('a word that one sheet says, a letter from one that many say', () => {
  let site: Hono;
  before(async () => {
    ({ site } = await inventedSite({ rooms: await roomsWithATypo() }));
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    assert.equal(answer.status, 200, path);
    return answer.text();
  };
  const totalOf = (body: string) => Number(/<h1[^>]*>\s*(\d+) /.exec(body)?.[1] ?? 0);
  const asked = (body: string) => {
    const note = /<p class="note">(?:Vouliez-vous dire|Did you mean)\s?: <a href="([^"]+)">(.*?)<\/a><\/p>/s.exec(body);
    return note && { href: note[1]!.replaceAll('&amp;', '&'), said: note[2]!.replace(/<[^>]+>/g, '') };
  };

  for (const [prefix, wording] of [
    ['', /^«\squartier\s» (\d+) projets$/],
    ['/en', /^“quartier” (\d+) projects$/],
  ] as const)
    test(`what was typed is answered, the other is asked about with its true count (${prefix || '/'})`, async () => {
      const alone = await get(`${prefix}/recherche?q=quatier`);
      assert.equal(totalOf(alone), 1);
      assert.match(alone, /quatier/);
      const question = asked(alone);
      assert.equal(question?.href, `${prefix}/recherche?q=quartier`);
      const count = Number(wording.exec(question.said)?.[1]);
      const meant = await get(question.href);
      assert.ok(count >= 20, question.said);
      assert.equal(totalOf(meant), count);
      assert.equal(asked(meant), null, 'where many answer, nothing is asked');
    });

  test('other criteria stay as they are, in the link and in its count', async () => {
    const body = await get('/recherche?q=quatier&public=tous&a=2015');
    const question = asked(body);
    assert.equal(question?.href, '/recherche?q=quartier&public=tous&a=2015');
    const meant = await get(question.href);
    assert.match(question.said, new RegExp(`\\b${totalOf(meant)} projets$`));
  });

  test('where nothing answers, it is asked above the ways out', async () => {
    const body = await get('/recherche?q=quatier+environnement');
    assert.equal(totalOf(body), 0);
    assert.equal(asked(body)?.href, '/recherche?q=quartier+environnement');
  });

  test('words in quotes are meant as they are written', async () => {
    assert.equal(asked(await get('/recherche?q=%22quatier%22')), null);
  });
});
