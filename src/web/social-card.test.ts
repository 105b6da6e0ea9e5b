/** The picture that goes with a shared link. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import sharp from 'sharp';
import { projectPath } from '#model/project.ts';
import { inventedSite } from './testing.ts';
import { inventProjects } from './testing-country.ts';
import { type CardWords, drawCard, paintCard, settable } from './view/social-card.ts';

const words: CardWords = {
  id: 'essai',
  face: { hand: 'waves', ink: 'water' },
  title: 'Second souffle',
  kicker: 'Ressourcerie · Tourcoing, Nord',
  themes: 'Réemploi · Emploi',
  told: ['Raconté par Annuaire du réemploi, Lauréats Horizon et Tiers-lieux de l’Ouest', 'Raconté par 3 partenaires'],
  flag: 'fictif',
  name: { first: 'Carrefour des', second: 'innovations sociales' },
};

/** Whether some pixel of a part of the card is as dark as its ink. */
async function written(card: Uint8Array, left: number, top: number, width: number, height: number) {
  const part = await sharp(card).flatten().removeAlpha().extract({ left, top, width, height }).raw().toBuffer();
  for (let at = 0; at < part.length; at += 3)
    if (part[at]! < 90 && part[at + 1]! < 90 && part[at + 2]! < 90) return true;
  return false;
}

test('whatever a title holds, the card has its size, weighs little, and its words stay in their column', async () => {
  const titles = [
    'Second souffle',
    '',
    '🙂🌱👨‍👩‍👧',
    '<script>alert(1)</script> & "Cie" ]]>',
    'Une épicerie coopérative, solidaire et participative '.repeat(9),
    'Anticonstitutionnellement'.repeat(12),
    'مطبخ مشترك للجميع <b> &',
    'ÅŁŞĐ Škofja, œuvre n° 1 ; 100 % !',
    '\u202eenvers\u0000\ud800 fin',
  ];
  for (const title of titles) {
    const card = await paintCard({ ...words, title });
    const { width, height, format } = await sharp(card).metadata();
    assert.deepEqual({ width, height, format }, { width: 1200, height: 630, format: 'png' }, title);
    assert.ok(card.length < 150_000, `${title}: ${card.length}`);
    assert.ok(await written(card, 72, 134, 664, 250), `${title}: something is written`);
    assert.ok(!(await written(card, 740, 0, 58, 630)), `${title}: nothing beyond the column`);
    assert.ok(!(await written(card, 0, 478, 790, 40)), `${title}: nothing on the name of the site`);
  }
});

test('a title is text, never a part of the drawing', () => {
  const { svg } = drawCard({ ...words, title: '</svg><image href="http://ailleurs.example/x"/>' });
  assert.doesNotMatch(svg, /<image|ailleurs|<text/);
  assert.equal(svg.match(/<\/svg>/g)?.length, 2);
});

test('pictographs and marks of direction are left out, letters of every language kept', () => {
  assert.equal(settable(' 🌱 Jardin\u202e  partagé 👨‍👩‍👧 '), 'Jardin partagé');
  assert.equal(settable('Cafe\u0301 №\u00a05'), 'Café №\u00a05');
  assert.equal(drawCard({ ...words, title: 'مطبخ' }).foreign, 'مطبخ');
  assert.equal(drawCard({ ...words, title: 'Škofja' }).foreign, undefined);
});

describe('over the site', () => {
  let site: Hono;
  const [told, , gone] = inventProjects();
  before(async () => {
    ({ site } = await inventedSite({ gone: [gone!.id], moved: { '00000000zz': told!.id } }));
  });

  test('each page names a picture that is there, with its size and its words', async () => {
    for (const path of ['/', '/en', `/projets/${projectPath(told!)}`, `/en/projets/${projectPath(told!)}`]) {
      const body = await (await site.request(path)).text();
      const property = (name: string) => new RegExp(`(?:property|name)="${name}" content="([^"]*)"`).exec(body)?.[1];
      const address = property('og:image') ?? '';
      assert.ok(address.startsWith('https://carrefour.exemple/'), address);
      assert.equal(property('twitter:card'), 'summary_large_image');
      assert.ok((property('og:image:alt') ?? '').length > 10);
      const picture = await site.request(new URL(address).pathname);
      assert.equal(picture.status, 200, address);
      assert.equal(picture.headers.get('content-type'), 'image/png');
      const { width, height } = await sharp(await picture.arrayBuffer()).metadata();
      assert.deepEqual([String(width), String(height)], [property('og:image:width'), property('og:image:height')]);
      const again = await site.request(new URL(address).pathname, {
        headers: { 'If-None-Match': picture.headers.get('etag') ?? '' },
      });
      assert.equal(again.status, 304);
    }
  });

  test('a card follows its project: misspelt and moved ones are led there, withdrawn and unknown ones have none', async () => {
    const right = `/projets/${projectPath(told!)}/carte.png`;
    const misspelt = await site.request(`/projets/autre-${told!.id}/carte.png`);
    assert.equal(misspelt.headers.get('location'), right);
    const moved = await site.request('/projets/x-00000000zz/carte.png');
    assert.equal(moved.headers.get('location'), `/projets/${told!.id}/carte.png`);
    for (const id of [gone!.id, '0123456789'])
      assert.equal((await site.request(`/projets/x-${id}/carte.png`)).status, 404);
  });
});
