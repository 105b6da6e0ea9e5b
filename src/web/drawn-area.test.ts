/** A drawn area on the site: a criterion that is seen, removed, drawn and passed on; and what the map is made of. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { load } from 'cheerio';
import type { Hono } from 'hono';
import { loadOutlines } from '#locate/outlines.ts';
import { readArea } from '#model/area.ts';
import { readCriteria } from '#model/criteria.ts';
import type { EmbedAnswer } from './routes/embed.tsx';
import { inventedSite } from './testing.ts';
import { drawCountry } from './view/country.ts';
import { framesOf } from './view/drawn-area.tsx';

/** Around Lille and its south. */
const lille = '50.8,2.8,50.8,3.4,50.3,3.4,50.3,2.8';
const country = drawCountry(loadOutlines());

describe('a drawn area', () => {
  let site: Hono;
  before(async () => {
    ({ site } = await inventedSite());
  });
  const page = async (path: string) => {
    const answer = await site.request(path);
    assert.equal(answer.status, 200, path);
    return load(await answer.text());
  };

  test('narrows the results, is told in words and removed by one link, in both languages', async () => {
    const everything = Number((await page('/recherche'))('#liste h2').text().match(/\d+/)?.[0]);
    for (const [path, said] of [
      [`/recherche?zone=${lille}`, /dans la zone dessinée/],
      [`/en/recherche?zone=${lille}`, /inside the drawn area/],
    ] as const) {
      const $ = await page(path);
      const found = Number($('#liste h2').text().match(/\d+/)?.[0]);
      assert.ok(found > 0 && found < everything, `${found} of ${everything}`);
      const chip = $('.chosen .chip').filter((_, one) => said.test($(one).text()));
      assert.equal(chip.length, 1);
      assert.doesNotMatch(chip.attr('href')!, /zone=/);
      // What stands in the area, by the drawn sites of the cards.
      const holds = readArea(lille)!;
      const [lats, lons] = [holds.map(({ lat }) => lat), holds.map(({ lon }) => lon)];
      for (const one of $('.cards > li').toArray()) {
        const sites = $(one)
          .attr('data-sites')!
          .split(' ')
          .map((text) => text.split(',').map(Number));
        const isIn = ([lat, lon]: number[]) =>
          lat! >= Math.min(...lats) &&
          lat! <= Math.max(...lats) &&
          lon! >= Math.min(...lons) &&
          lon! <= Math.max(...lons);
        assert.ok(sites.some(isIn), $(one).text());
      }
    }
  });

  test('is drawn on the server’s map, given to the interactive one, and kept by the form', async () => {
    const $ = await page(`/recherche?theme=alimentation&zone=${lille}`);
    assert.equal($('svg.map path.zone').length, 1);
    assert.equal($('carrefour-carte').attr('zone'), lille);
    assert.equal($('carrefour-carte').attr('box'), '2.8,50.3,3.4,50.8');
    assert.ok(new URLSearchParams($('carrefour-carte').attr('clusters')!.split('?')[1]).get('zone') === lille);
    assert.equal($('input[name=zone][form=recherche]').attr('value'), lille);
    const clusters = $('svg.map a.cluster').not('.one').toArray();
    for (const one of clusters) {
      const { criteria } = readCriteria(new URL($(one).attr('href')!, 'https://carrefour.exemple').searchParams);
      assert.deepEqual(criteria.area, readArea(lille), 'a cluster leads to what it counts');
    }
  });

  test('goes along to feeds, embedded maps, what the component asks for, and oEmbed', async () => {
    const found = (await page(`/recherche?zone=${lille}`))('#liste h2').text().match(/\d+/)![0];
    const feed = (await (await site.request(`/recherche.json?zone=${lille}`)).json()) as { items: unknown[] };
    assert.equal(feed.items.length, Math.min(50, Number(found)));
    const $ = await page(`/embarquer?zone=${lille}`);
    assert.match($('.cis h1').text(), new RegExp(`^${found} `));
    assert.equal($('path.zone').length, 1);
    assert.equal($('carrefour-carte').attr('zone'), lille);
    const answer = (await (await site.request(`/embarquer/carte.json?zone=${lille}`)).json()) as EmbedAnswer;
    assert.match(answer.html, /class="zone"/);
    const asked = encodeURIComponent(`https://carrefour.exemple/recherche?zone=${lille}`);
    const { html } = (await (await site.request(`/oembed?url=${asked}`)).json()) as { html: string };
    assert.ok(html.includes(`/embarquer?zone=${lille}`), html);
  });

  test('that is none is left out and said; nothing breaks on what is hostile', async () => {
    const $ = await page('/recherche?zone=1,2,3,4');
    assert.match($('.notes').text(), /zone/);
    for (const zone of [
      '%00',
      '1e9,'.repeat(9000),
      '90,0,90,90,90,180,90,-90',
      '"><script>',
      '0,0,0,0,0,0',
      '48,2,'.repeat(61),
    ])
      assert.equal((await site.request(`/recherche?zone=${zone}`)).status, 200, zone.slice(0, 20));
  });

  test('across the antimeridian is drawn in the inset of Wallis-et-Futuna alone; over two frames, in both', () => {
    const frames = (zone: string) => framesOf(readArea(zone)!, country).map(({ frame }) => frame.id);
    assert.deepEqual(frames('-12,178,-12,-175,-15,-175,-15,178'), ['986']);
    assert.deepEqual(frames('18,-63,18,-60,14,-60,14,-63').sort(), ['971', '972', '978']);
    assert.deepEqual(frames('60,60,61,60,61,61'), []);
  });

  test('nothing found inside it: the same search without it is offered', async () => {
    const $ = await page('/recherche?zone=47.9,-8,48,-8,48,-7.9');
    assert.match($('.nothing').text(), /sans .*dans la zone dessinée|dans la zone dessinée/);
    assert.ok(
      $('.nothing a')
        .toArray()
        .some((one) => $(one).attr('href') === '/recherche'),
    );
  });
});

describe('the map that the server draws', () => {
  test('no disc lies over the name of an inset, on the whole map of everything', async () => {
    const { site } = await inventedSite();
    const $ = load(await (await site.request('/recherche')).text());
    const discs = $('svg.map circle.disc')
      .toArray()
      .map((one) => ({
        x: Number($(one).attr('cx')),
        y: Number($(one).attr('cy')),
        r: Number($(one).attr('r')),
      }));
    let seen = 0;
    for (const { x, y, width, height, caption, id } of country.frames.slice(1))
      for (const disc of discs.filter((one) => one.x >= x && one.x <= x + width && one.y >= y && one.y <= y + height)) {
        assert.ok(disc.y + disc.r <= y + height - caption, `${id}: ${JSON.stringify(disc)}`);
        assert.ok(disc.y - disc.r >= y && disc.x - disc.r >= x && disc.x + disc.r <= x + width, id);
        seen++;
      }
    assert.ok(seen > 0);
  });

  test('a marker’s place answers with the first cards that stand in it and leads to all of them', async () => {
    const { site } = await inventedSite();
    const ask = async (query: string) =>
      (await (await site.request(`/recherche/carte?${query}`)).json()) as {
        total: number;
        cards: { title: string; href: string }[];
        results: string;
      };
    const clusters = async (query: string) =>
      (await (await site.request(`/recherche/carte?${query}`)).json()).clusters.length as number;
    const some = await clusters('cadre=-5,41,10,51.5');
    assert.ok((await clusters('cadre=-5,41,10,51.5&colonnes=4')) < some);
    for (const wrong of ['0', '-3', '9e9', 'neuf', '99999'])
      assert.ok((await clusters(`cadre=-5,41,10,51.5&colonnes=${wrong}`)) > 0, wrong);
    const { total, cards, results } = await ask('cadre=-5,41,10,51.5&fiches=1');
    assert.equal(cards.length, 8);
    assert.ok(total > 8);
    assert.equal(results, '/recherche?cadre=-5,41,10,51.5');
    assert.ok(cards.every(({ title, href }) => title !== '' && href.startsWith('/projets/')));
  });
});
