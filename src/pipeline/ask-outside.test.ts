/** What is asked outside and what people object to, over a real database and real servers on loopback. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import sharp from 'sharp';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import type { AskedAddress, Geocoder, GeocoderAnswer } from '#locate/geocode/geocoder.ts';
import type { Sheet } from '#model/sheet.ts';
import { testSource } from '#model/testing.ts';
import { askOutside, describeWaiting } from './ask-outside.ts';
import type { InquireRooms } from './inquiries/inquire.ts';
import { outside } from './inquiries/outside.ts';
import { copyBytes } from './inquiries/picture-copies.ts';
import { largestCopies, probeImage } from './inquiries/probe-image.ts';
import { object, withdraw } from './objections.ts';
import { runSource } from './run-source.ts';

const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#5b3f8c' } })
  .jpeg()
  .toBuffer();
const icon = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#000' } })
  .png()
  .toBuffer();

/** A partner's web site: what it answers by path. */
const pages = new Map<string, { status: number; body?: Buffer | string }>();
const visits: string[] = [];
const site = await onLoopback((request, response) => {
  visits.push(request.url!);
  const { status, body } = pages.get(request.url!) ?? { status: 404 };
  response.writeHead(status).end(body);
});
const host = `bocal.example:${site.port}`;
const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
after(site.close);

let database: TestDatabase;
let gazetteer: Gazetteer;
let folder: string;
/** Days pass between two askings. */
let today: Date;
const laterBy = (days: number) => {
  today = new Date(today.getTime() + days * 86_400_000);
};
const source = testSource({
  id: 'a',
  map: {
    title: 'nom',
    body: 'texte',
    sites: [{ address: 'adresse', city: 'ville', postcode: 'cp', latitude: 'lat', longitude: 'lon' }],
    links: [{ url: 'lien' }],
    images: [{ url: 'image' }],
    mails: 'mail',
  },
});
const sources = new Map([[source.id, source]]);

before(() => {
  gazetteer = loadGazetteer();
});
beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'carrefour-outside-'));
  today = new Date('2026-03-02T08:00:00Z');
  pages.clear();
  visits.length = 0;
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const rooms = () => ({ db: database.db, gazetteer, sources, now: () => today });
const quiet = { say: () => {} };

/** One row of the catalogue, harvested. */
async function harvest(row: Record<string, string>): Promise<void> {
  const path = join(folder, 'a.csv');
  const columns = ['id', 'nom', 'texte', 'adresse', 'ville', 'cp', 'lat', 'lon', 'lien', 'image', 'mail'];
  const cells: Record<string, string> = { id: '1', nom: 'Le Bocal partagé', ville: 'Nantes', cp: '44000', ...row };
  await writeFile(path, `${columns.join(';')}\n${columns.map((name) => cells[name] ?? '').join(';')}\n`);
  await runSource(rooms(), source, { kind: 'file', path }, quiet);
}

async function sheet(): Promise<Sheet & { live: boolean }> {
  const { body, live } = await database.db.selectFrom('sheet').select(['body', 'live']).executeTakeFirstOrThrow();
  return { ...body, live };
}

/** A geocoder that answers each line as told, and counts. */
function geocoderOf(answers: Record<string, GeocoderAnswer>): Geocoder & { asked: AskedAddress[] } {
  const asked: AskedAddress[] = [];
  return {
    asked,
    geocode: async (lines) => {
      asked.push(...lines);
      return lines.map(({ line }) => answers[line] ?? 'none');
    },
    reverse: async (points) => points.map(() => answers.nearest ?? 'none'),
  };
}

const inquireWith = (
  more: Partial<InquireRooms & { sources: ReturnType<typeof rooms>['sources'] }>,
  kinds?: ('address' | 'point' | 'link' | 'image')[],
) =>
  askOutside(
    { ...outside(undefined, { allow: [host], resolve }), ...rooms(), ...more },
    { ...quiet, ...(kinds === undefined ? {} : { kinds }) },
  );

const door: GeocoderAnswer = {
  point: { lat: 47.2122, lon: -1.5555 },
  score: 0.97,
  type: 'housenumber',
  label: '8 Rue Kervégan 44000 Nantes',
  commune: '44109',
};

test('a street is looked up once, and the project moves from the town’s centre to its door', async () => {
  await harvest({ adresse: '8 rue Kervégan' });
  assert.equal((await sheet()).sites[0]!.precision, 'commune');
  const geocoder = geocoderOf({ '8 rue Kervégan': door });
  const report = await inquireWith({ geocoder }, ['address']);
  assert.deepEqual([report.kinds.address.asked, report.records], [1, 1]);
  const [found] = (await sheet()).sites;
  assert.deepEqual([found!.precision, found!.point, found!.how.at(-1)], ['site', door.point, 'geocoder']);
  await inquireWith({ geocoder }, ['address']);
  assert.equal(geocoder.asked.length, 1, 'what was answered is not asked again');
});

test('a new harvest of the same address keeps its door without asking', async () => {
  await harvest({ adresse: '8 rue Kervégan' });
  await inquireWith({ geocoder: geocoderOf({ '8 rue Kervégan': door }) }, ['address']);
  await harvest({ adresse: '8 rue Kervégan', nom: 'Le Bocal' });
  const { title, sites } = await sheet();
  assert.deepEqual([title, sites[0]!.point], ['Le Bocal', door.point]);
});

test('an address that its commune does not have is told to the partner, and the centre stays', async () => {
  await harvest({ adresse: '999 rue de Nulle Part' });
  const before = (await sheet()).sites[0]!.point;
  await inquireWith({ geocoder: geocoderOf({ '999 rue de Nulle Part': { ...door, commune: '35238' } }) }, ['address']);
  const after = await sheet();
  assert.deepEqual(after.sites[0]!.point, before);
  assert.ok(after.problems.some(({ code }) => code === 'address-not-found'));
});

test('a geocoder in trouble loses nothing: the address is asked again the next day', async () => {
  await harvest({ adresse: '8 rue Kervégan' });
  const broken: Geocoder = { geocode: async () => ({ failed: 'It is down.' }), reverse: async () => [] };
  const report = await inquireWith({ geocoder: broken }, ['address']);
  assert.equal(report.kinds.address.failure, 'It is down.');
  const geocoder = geocoderOf({ '8 rue Kervégan': door });
  await inquireWith({ geocoder }, ['address']);
  assert.equal(geocoder.asked.length, 0, 'not the same hour');
  laterBy(1.1);
  await inquireWith({ geocoder }, ['address']);
  assert.equal((await sheet()).sites[0]!.precision, 'site');
});

test('a point near a border is put into the commune of its nearest address', async () => {
  await harvest({ ville: '', cp: '', lat: '47.2122', lon: '-1.5555' });
  const neighbour: GeocoderAnswer = { ...door, commune: '44162' };
  await inquireWith({ geocoder: geocoderOf({ nearest: neighbour }) }, ['point']);
  const [found] = (await sheet()).sites;
  assert.deepEqual([found!.commune, found!.territories[0]], ['44162', 'commune-44162']);
});

test('a link is called gone when it was so twice, a day apart; it comes back by itself', async () => {
  await harvest({ lien: `http://${host}/page` });
  const goneTold = async () => (await sheet()).problems.some(({ code }) => code === 'link-gone');
  await inquireWith({}, ['link']);
  assert.equal(await goneTold(), false, 'once can be a bad day');
  laterBy(1.1);
  await inquireWith({}, ['link']);
  assert.equal(await goneTold(), true);
  pages.set('/page', { status: 200, body: 'Bonjour' });
  laterBy(31);
  await inquireWith({}, ['link']);
  assert.equal(await goneTold(), false);
});

test('a server that refuses us or is in trouble says nothing of the link', async () => {
  await harvest({ lien: `http://${host}/page` });
  for (const status of [403, 500, 429]) {
    pages.set('/page', { status });
    await inquireWith({}, ['link']);
    laterBy(1.1);
  }
  assert.ok(visits.filter((path) => path === '/page').length >= 3);
  assert.deepEqual(
    (await sheet()).problems.filter(({ code }) => code === 'link-gone'),
    [],
  );
});

test('a link to the operator’s own network is never fetched', async () => {
  await harvest({ lien: `http://${host}/secret`, image: `http://${host}/secret.jpg` });
  await askOutside({ ...outside(undefined, { resolve }), ...rooms() }, quiet);
  assert.deepEqual(visits, []);
});

test('a picture is measured, a missing one and an icon leave the sheet, and the partner is told', async () => {
  pages.set('/photo.jpg', { status: 200, body: photo });
  await harvest({ image: `http://${host}/photo.jpg` });
  await inquireWith({}, ['image']);
  const [image, ...more] = (await sheet()).images;
  const { copy, ...measured } = image!;
  assert.deepEqual([measured, more], [{ url: `http://${host}/photo.jpg`, alt: '', width: 640, height: 480 }, []]);
  assert.match(copy!, /^\/images\/[0-9a-f]{24}\.webp$/);
  for (const [path, answer] of [
    ['/gone.jpg', { status: 404 }],
    ['/icon.png', { status: 200, body: icon }],
  ] as const) {
    pages.set(path, answer);
    await harvest({ image: `http://${host}${path}` });
    assert.equal((await sheet()).images.length, 1, 'believed until it was looked at twice');
    await inquireWith({}, ['image']);
    laterBy(1.1);
    await inquireWith({}, ['image']);
    const { images, problems } = await sheet();
    assert.deepEqual(images, [], path);
    assert.ok(problems.some(({ code }) => code === 'image-unusable'));
  }
});

test('a picture is drawn anew in two sizes without what the camera said, and goes with the sheet that shows it', async () => {
  const large = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#884' } })
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer();
  pages.set('/large.jpg', { status: 200, body: large });
  await harvest({ image: `http://${host}/large.jpg` });
  await inquireWith({}, ['image']);
  const id = /([0-9a-f]{24})/.exec((await sheet()).images[0]!.copy!)![1]!;
  const drawn = async (size: 'large' | 'small') => {
    const bytes = await copyBytes(database.db, id, size);
    return bytes && (await sharp(bytes).metadata());
  };
  for (const [size, width] of [
    ['large', 880],
    ['small', 480],
  ] as const) {
    const seen = await drawn(size);
    assert.deepEqual([seen?.format, seen?.width, seen?.exif], ['webp', width, undefined]);
  }
  assert.equal(await copyBytes(database.db, `${id}'`, 'large'), undefined);
  // Looked at again after its time: gone, or not to be had any more. It is a link until that is sure.
  for (const status of [410, 403]) {
    pages.set('/large.jpg', { status });
    laterBy(91);
    await inquireWith({}, ['image']);
    assert.equal(await drawn('large'), undefined, String(status));
    assert.deepEqual(
      (await sheet()).images.map(({ copy }) => copy),
      [undefined],
    );
    pages.set('/large.jpg', { status: 200, body: large });
    laterBy(91);
    await inquireWith({}, ['image']);
    assert.ok(await drawn('large'), `back after ${status}`);
  }
});

test('the drawing of a picture is not shown where its project is hidden, nor of a catalogue that keeps its rights', async () => {
  pages.set('/photo.jpg', { status: 200, body: photo });
  await harvest({ image: `http://${host}/photo.jpg` });
  await inquireWith({}, ['image']);
  const id = /([0-9a-f]{24})/.exec((await sheet()).images[0]!.copy!)![1]!;
  assert.ok(await copyBytes(database.db, id, 'small'));
  await database.db.updateTable('project').set({ hidden: true }).execute();
  assert.equal(await copyBytes(database.db, id, 'small'), undefined);
  await database.db.updateTable('project').set({ hidden: false }).execute();
  const closed = { ...source, licence: 'closed' as const };
  await database.db.updateTable('record').set({ described_with: null }).execute();
  await describeWaiting({ ...rooms(), sources: new Map([[source.id, closed]]) }, quiet);
  assert.deepEqual((await sheet()).images, [{ url: `http://${host}/photo.jpg`, alt: '', width: 640, height: 480 }]);
  assert.equal(await copyBytes(database.db, id, 'small'), undefined);
});

test('the drawing of a picture is not shown once its sheet is not, and is forgotten once no sheet names it', async () => {
  pages.set('/photo.jpg', { status: 200, body: photo });
  await harvest({ image: `http://${host}/photo.jpg` });
  await inquireWith({}, ['image']);
  const id = /([0-9a-f]{24})/.exec((await sheet()).images[0]!.copy!)![1]!;
  assert.ok(await copyBytes(database.db, id, 'small'));
  const noted = await object(database.db, { kind: 'record', text: 'a/1', reason: 'asked', author: 'Ana', now: today });
  assert.ok('id' in noted);
  await describeWaiting(rooms(), quiet);
  assert.equal((await sheet()).live, false);
  assert.equal(await copyBytes(database.db, id, 'small'), undefined);
  await harvest({ image: '' });
  await inquireWith({}, ['image']);
  assert.deepEqual(await database.db.selectFrom('picture_copy').select('inquiry').execute(), []);
});

test('nothing is drawn that no project shows, and a drawing goes when none shows it any more', async () => {
  pages.set('/photo.jpg', { status: 200, body: photo });
  const url = `http://${host}/photo.jpg`;
  const drawings = async () => (await database.db.selectFrom('picture_copy').select('inquiry').execute()).length;
  const hide = (hidden: boolean) => database.db.updateTable('project').set({ hidden }).execute();
  const measured = [{ url, alt: '', width: 640, height: 480 }];
  await harvest({ image: url });
  await hide(true);
  await inquireWith({}, ['image']);
  assert.deepEqual([await drawings(), (await sheet()).images], [0, measured]);
  // Described anew, the project was merged anew, and no decision hides it.
  await hide(true);
  await inquireWith({}, ['image']);
  assert.equal(visits.filter((path) => path === '/photo.jpg').length, 1, 'it is not asked for again meanwhile');
  await hide(false);
  await inquireWith({}, ['image']);
  assert.ok((await sheet()).images[0]!.copy, 'drawn as soon as it is shown');

  // Others stand before it: the page shows four.
  const others = Array.from({ length: 4 }, (_, n) => ({ url: `${url}?${n}`, alt: '' }));
  await sql`update project set body = jsonb_set(body, '{images}', ${JSON.stringify(others)}::jsonb || (body -> 'images'))`.execute(
    database.db,
  );
  await inquireWith({}, ['image']);
  assert.deepEqual([await drawings(), (await sheet()).images], [0, measured]);
  await inquireWith({}, ['image']);
  assert.equal(await drawings(), 1, 'described again, it stands first');

  const closed = new Map([[source.id, { ...source, licence: 'closed' as const }]]);
  await database.db.updateTable('record').set({ described_with: null }).execute();
  await describeWaiting({ ...rooms(), sources: closed }, quiet);
  await inquireWith({ sources: closed }, ['image']);
  assert.equal(await drawings(), 0);
  laterBy(91);
  await inquireWith({ sources: closed }, ['image']);
  assert.deepEqual(
    [await drawings(), (await sheet()).images],
    [0, measured],
    'of a closed catalogue it is measured alone',
  );
});

test('the drawings of one picture take so many bytes and no more, whatever it shows', async () => {
  const [width, height] = [1200, 900];
  const noise = Buffer.alloc(width * height * 3);
  // Nothing is harder to say in few bytes: a generator of its own, so that it is the same each time.
  for (let at = 0, seed = 1; at < noise.length; at++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    noise[at] = seed >>> 24;
  }
  const png = await sharp(noise, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const seen = await probeImage(png, true);
  assert.ok('copy' in seen && seen.copy !== undefined);
  const { large, small } = seen.copy;
  assert.ok(large.length + small.length <= largestCopies, `${large.length} + ${small.length}`);
  assert.equal((await sharp(large).metadata()).width, 880);
});

test('what is not a photograph is refused whatever it is called: a page, a script in SVG, half a file, a pixel bomb', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><script>alert(1)</script></svg>';
  const bomb = await sharp({
    create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const hostile = ['<!doctype html><p>404', svg, photo.subarray(0, photo.length / 3), '', bomb];
  for (const bytes of hostile)
    assert.ok('unusable' in (await probeImage(Buffer.from(bytes), true)), String(bytes).slice(0, 20));
});

test('who objects is not shown any more, in this harvest and in the next; a withdrawal brings it back', async () => {
  const text = 'Porté par Maëlle Le Goff-Ménard, à joindre par contact@bocal.example. Atelier le mardi.';
  await harvest({ texte: text, mail: 'contact@bocal.example' });
  const kinds = [
    ['name', 'MAELLE LE GOFF MENARD'],
    ['mail', 'contact@bocal.example'],
  ] as const;
  const ids: string[] = [];
  for (const [kind, subject] of kinds) {
    const noted = await object(database.db, { kind, text: subject, reason: 'asked', author: 'Ana', now: today });
    assert.ok('id' in noted);
    assert.equal(noted.records, 1, kind);
    ids.push(noted.id);
  }
  await describeWaiting(rooms(), quiet);
  const shown = async () => JSON.stringify(await sheet());
  for (const secret of ['Maëlle', 'Goff', 'contact@bocal']) assert.ok(!(await shown()).includes(secret), secret);
  assert.match(await shown(), /Porté par \[…\], à joindre/);
  await harvest({ texte: `${text} Nouveau : un four.`, mail: 'contact@bocal.example' });
  assert.ok((await shown()).includes('un four') && !(await shown()).includes('Maëlle'));
  const { rows } = await sql<{ all: string }>`select json_agg(objection)::text as all from objection`.execute(
    database.db,
  );
  assert.ok(!/bocal|maelle|goff/i.test(rows[0]!.all), 'who objects is kept as a hash only');
  for (const id of ids) assert.equal(await withdraw(database.db, id, today), true);
  await describeWaiting(rooms(), quiet);
  assert.ok((await shown()).includes('Maëlle Le Goff-Ménard'));
  assert.equal(await withdraw(database.db, ids[0]!, today), false);
});

test('a record that is objected to leaves, and does not come back with the next harvest', async () => {
  await harvest({});
  const { record } = await database.db.selectFrom('sheet').select('record').executeTakeFirstOrThrow();
  await object(database.db, { kind: 'record', text: record, reason: '', author: 'Ana', now: today });
  await describeWaiting(rooms(), quiet);
  assert.equal((await sheet()).live, false);
  await harvest({ nom: 'Le Bocal, encore' });
  assert.equal((await sheet()).live, false);
  const { hidden } = await database.db.selectFrom('project').select('hidden').executeTakeFirstOrThrow();
  assert.equal(hidden, true);
});

test('an objection that names nothing is refused with a sentence', async () => {
  for (const [kind, text] of [
    ['mail', 'not a mail'],
    ['phone', '12'],
    ['name', 'Dupont'],
    ['record', 'nothing'],
  ] as const) {
    const refused = await object(database.db, { kind, text, reason: '', author: 'Ana', now: today });
    assert.ok('refused' in refused && refused.refused.includes(text), kind);
  }
});
