/** Pages of themes and kinds of place over the invented country. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { vocabularies } from '#model/vocabulary.ts';
import { inventedSite } from './testing.ts';

describe('the page of a theme or of a kind of place', () => {
  let site: Hono;
  before(async () => {
    ({ site } = await inventedSite());
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, body: await answer.text() };
  };
  const counted = (body: string, part: string) =>
    [
      ...(body.split(`<h2 id="${part}">`)[1] ?? '')
        .split('</section>')[0]!
        .matchAll(/<a href="([^"]+)">.*?aria-hidden="true">(\d+)/g),
    ].map(([, href, said]) => ({ href: href!.replaceAll('&amp;', '&'), count: Number(said) }));
  const totalOf = (body: string) => Number(/<(?:b class="big num"|h1[^>]*)>\s*(\d+) /.exec(body)?.[1] ?? 0);

  test('every concept has its page in both languages, with its definition', async () => {
    for (const [kind, name] of [
      ['themes', 'themes'],
      ['lieux', 'place-kinds'],
    ] as const)
      for (const { id } of vocabularies[name].concepts.filter((_, at) => at % 7 === 0))
        for (const prefix of ['', '/en']) assert.equal((await get(`${prefix}/${kind}/${id}`)).status, 200, id);
    const { body } = await get('/themes/alimentation');
    assert.match(body, /Produire, partager et bien manger près de chez soi\./);
    assert.match(body, /On dit aussi\u00a0: [^<]*nourriture/);
    assert.equal((await get('/themes/rien')).status, 404);
  });

  test('its counts are what a click gives: projects, narrower themes, régions, what goes with it', async () => {
    for (const path of ['/themes/lien-social', '/lieux/jardin-partage']) {
      const { body } = await get(path);
      assert.ok(totalOf(body) > 0, path);
      assert.equal(totalOf(body), totalOf((await get(/class="button" href="([^"]+)"/.exec(body)![1]!)).body));
      const links = [...counted(body, 'precis'), ...counted(body, 'ou'), ...counted(body, 'avec')];
      assert.ok(links.length > 5, path);
      for (const { href, count } of links) assert.equal(totalOf((await get(href)).body), count, href);
    }
  });

  test('each index leads to all its concepts', async () => {
    const themes = (await get('/themes')).body;
    for (const { id } of vocabularies.themes.concepts) assert.ok(themes.includes(`href="/themes/${id}"`), id);
    const kinds = (await get('/en/lieux')).body;
    for (const { id } of vocabularies['place-kinds'].concepts) assert.ok(kinds.includes(`href="/en/lieux/${id}"`), id);
  });
});
