/** Pictures of a project that is told: what is kept of them, what is refused, who sees them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { begin, read, send, type Teller, type Tellers, tellersOf } from './testing-tellers.ts';
import { photograph, type TellingHouse, tellingHouse } from './testing-telling.ts';

let house: TellingHouse;
let people: Tellers;
before(async () => {
  house = await tellingHouse();
  people = await tellersOf(house);
  author = people.somebody();
  await author.signIn('photo@exemple.fr');
  ({ own: path, id } = await begin(author, { title: 'La Fabrique aux images' }));
});
after(() => house?.close());

const own = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' };

let author: Teller;
let path: string;
let id: string;
const upload = (bytes: Buffer, name: string, type: string) => {
  const form = new FormData();
  form.set('images', new File([new Uint8Array(bytes)], name, { type }));
  form.set('pictureAlt', 'Une façade');
  const cookie = [...author.jar].map((pair) => pair.join('=')).join('; ');
  return house.site.request(`http://127.0.0.1:3000${path}`, {
    method: 'POST',
    body: form,
    headers: { ...own, cookie },
  });
};
const kept = () =>
  house.db.selectFrom('contribution_picture').selectAll().where('contribution', '=', id).orderBy('position').execute();

test('what was taken where and with what is erased; it is served with its size, its type, and nothing else', async () => {
  await upload(await photograph(4000, 3000), '../../etc/passwd\r\nX: 1.jpg', 'image/jpeg');
  const [row] = await kept();
  assert.ok(row);
  assert.deepEqual([row.width, row.height], [1600, 1200]);
  const { format, exif } = await sharp(row.bytes).metadata();
  assert.equal(format, 'webp');
  assert.equal(exif, undefined);
  assert.ok(!row.bytes.includes('SecretCamera'));
  assert.ok(!JSON.stringify({ ...row, bytes: '' }).includes('passwd'));
  const form = await read(author, path);
  assert.ok(form.includes(`src="/contribuer/images/${row.id}.webp" width="1600" height="1200"`));
  const small = await sharp(
    await (await author.get(`/contribuer/images/${row.id}.webp?petite`)).arrayBuffer(),
  ).metadata();
  assert.deepEqual([small.format, small.width, small.height], ['webp', 480, 360]);
  const served = await author.get(`/contribuer/images/${row.id}.webp`);
  assert.equal(served.headers.get('content-type'), 'image/webp');
  assert.equal(served.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(served.headers.get('cache-control'), 'private, no-store');
  assert.equal((await author.get('/contribuer/images/..%2f..%2fetc%2fpasswd')).status, 404);
});

test('what is no picture, or a trap, is refused with a sentence and nothing is kept', async () => {
  const before = (await kept()).length;
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>',
  );
  const html = Buffer.from('<html><script>alert(1)</script></html>');
  const small = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const cut = (await photograph()).subarray(0, 900);
  const bomb = await sharp({ create: { width: 16000, height: 16000, channels: 3, background: 'red' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  for (const [bytes, why] of [
    [svg, 'not-a-picture'],
    [html, 'not-a-picture'],
    [Buffer.from('GIF89a'), 'not-a-picture'],
    [cut, 'not-a-picture'],
    [small, 'too-small'],
    [bomb, 'too-large'],
    [Buffer.alloc(12 * 1024 * 1024 + 1), 'too-large'],
  ] as const) {
    const answer = await upload(bytes, 'photo.jpg', 'image/jpeg');
    assert.equal(answer.headers.get('location'), `${path}?image=${why}`);
  }
  assert.equal((await kept()).length, before);
  assert.match(await read(author, `${path}?image=not-a-picture`), /n’est pas une image/);
});

test('a file that is two at once loses the second; the type it claims counts for nothing; there are four at most', async () => {
  const polyglot = Buffer.concat([
    await photograph(),
    Buffer.from('<script>alert(1)</script><?php system($_GET[0]); ?>'),
  ]);
  await upload(polyglot, 'x.php', 'text/html');
  const rows = await kept();
  assert.ok(!rows.at(-1)!.bytes.includes('alert(1)'));
  for (let n = 0; n < 3; n++) await upload(await photograph(), 'x.jpg', 'image/jpeg');
  assert.equal((await kept()).length, 4);
  await author.post(path, { retirer: (await kept())[0]!.id });
  assert.equal((await kept()).length, 3);
});

test('accepted, they are everybody’s and stand on the page; too many bytes are refused before they are read', async () => {
  await send(author, path);
  await people.accept(id);
  const [row] = await kept();
  const served = await people.somebody().get(`/contribuer/images/${row!.id}.webp`);
  assert.match(served.headers.get('cache-control')!, /immutable/);
  const sheet = await people.sheetOf(id);
  assert.equal(sheet.body.images.length, 3);
  const shown = new RegExp(`<figure[^>]*><img src="/contribuer/images/${row!.id}\\.webp"`);
  const project = (await author.get(`/projets/${await people.projectOf(id)}`)).headers.get('location')!;
  assert.match(await read(people.somebody(), project), shown);
  assert.match(await read(author, `${path}/apercu`), shown);
  const found = await read(people.somebody(), `/recherche?q=${encodeURIComponent(sheet.body.title)}`);
  assert.ok(found.includes(`<img src="/contribuer/images/${row!.id}.webp?petite"`));
  const form = new FormData();
  form.set('images', new File([new Uint8Array(27 * 1024 * 1024)], 'x.jpg'));
  const cookie = [...author.jar].map((pair) => pair.join('=')).join('; ');
  const answer = await house.site.request(`http://127.0.0.1:3000${path}`, {
    method: 'POST',
    body: form,
    headers: { ...own, cookie },
  });
  assert.equal(answer.status, 413);
});
