import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readContent, readOutcome } from '../reading.fixture.ts';

const feed = (content: string) => readContent(content, { type: 'feed' });

test('RSS, Atom, RDF and JSON Feed give the same columns', async () => {
  const rss = `<rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"><channel><title>Flux</title>
    <item><title>Café</title><link>https://a.example/1</link><guid isPermaLink="false">n1</guid><description>Court</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
    <pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><d:creator>Ana</d:creator><category>lien</category><category>repas</category><geo:lat>48.1</geo:lat><geo:long>-1.6</geo:long>
    <enclosure url="https://a.example/1.jpg" type="image/jpeg"/><structure>Réseau</structure></item></channel></rss>`;
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss"><title>Flux</title><link rel="next" href="?page=2"/>
    <entry><id>n1</id><title type="text">Café</title><link rel="self" href="https://a.example/self"/><link href="https://a.example/1"/><summary>Court</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p></div></content>
    <published>Mon, 02 Mar 2026 10:00:00 GMT</published><author><name>Ana</name></author><category term="lien"/><category term="r" label="repas"/><georss:point>48.1 -1.6</georss:point>
    <link rel="enclosure" type="image/jpeg" href="https://a.example/1.jpg"/><structure>Réseau</structure></entry></feed>`;
  const json = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    next_url: '?page=2',
    items: [
      {
        id: 'n1',
        title: 'Café',
        url: 'https://a.example/1',
        summary: 'Court',
        content_html: '<p>Long</p>',
        date_published: 'Mon, 02 Mar 2026 10:00:00 GMT',
        authors: [{ name: 'Ana' }],
        tags: ['lien', 'repas'],
        image: 'https://a.example/1.jpg',
        structure: 'Réseau',
      },
    ],
  });
  const columns = {
    id: 'n1',
    title: 'Café',
    link: 'https://a.example/1',
    summary: 'Court',
    content: '<p>Long</p>',
    published: 'Mon, 02 Mar 2026 10:00:00 GMT',
    authors: ['Ana'],
    categories: ['lien', 'repas'],
    image: 'https://a.example/1.jpg',
    structure: 'Réseau',
  };
  const placed = { ...columns, latitude: '48.1', longitude: '-1.6' };
  assert.deepEqual((await feed(rss)).rows, [placed]);
  assert.deepEqual((await feed(atom)).rows, [placed]);
  assert.deepEqual((await feed(json)).rows, [columns]);
  assert.equal((await feed(atom)).next, '?page=2');
  assert.equal((await feed(json)).next, '?page=2');
});

test('a page that is no feed, and a feed with entities, are refused', async () => {
  assert.match((await feed('<html><body/></html>')).failed, /no feed: it begins with <html>/);
  assert.match((await feed('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>')).failed, /document type/);
  assert.match((await feed('{"version": "2", "items": []}')).failed, /no JSON Feed/);
  const named =
    '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd"><rss><channel><item><title>a</title></item></channel></rss>';
  assert.deepEqual((await feed(named)).rows, [{ title: 'a' }]);
});

const formats = fileURLToPath(new URL('../../../../../shared/data/formats', import.meta.url));
const skip = existsSync(formats) ? false : 'needs the real data in ../shared/data';

/** Titles cleaned of their HTML or with their addresses made whole: what describing does, not reading. */
const cleaned = /^(sanitize|base)\//;

test('feedparser: every well-formed feed ends in rows or a sentence, titles as stated', { skip }, async (t) => {
  const folder = `${formats}/feeds-feedparser/tests/wellformed`;
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.xml')).sort();
  const [refused, wrong]: [string[], string[]] = [[], []];
  let stated = 0;
  for (const name of names) {
    const { rows, failed } = await readOutcome(`${folder}/${name}`, { type: 'feed' });
    if (failed !== '') refused.push(`${name}: ${failed}`);
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    const title = /Expect:.*entries\[0\]\['title'\] == u?(["'])(.*?)\1\s*$/m.exec(text)?.[2];
    if (title === undefined || cleaned.test(name) || title.includes('\\')) continue;
    stated++;
    if (rows[0]?.title !== title) wrong.push(`${name}: “${String(rows[0]?.title)}” for “${title}”`);
  }
  t.diagnostic(`${names.length} files, ${refused.length} refused, ${stated - wrong.length} of ${stated} titles`);
  for (const line of [...refused, ...wrong]) t.diagnostic(line);
  assert.ok(names.length > 1700 && stated > 30);
  assert.deepEqual(wrong, []);
  // Two of them declare entities, which no feed that is read may.
  assert.equal(refused.length, 2);
  for (const line of refused) assert.match(line, /declares a document type \(DTD\) or entities/);
});

test('feedparser: every ill-formed feed ends in rows or a sentence', { skip }, async (t) => {
  const tests = `${formats}/feeds-feedparser/tests`;
  let [read, refused] = [0, 0];
  for (const part of ['illformed', 'encoding', 'entities', 'json']) {
    for (const name of readdirSync(`${tests}/${part}`, { recursive: true }) as string[]) {
      if (!/\.(xml|json)$/.test(name)) continue;
      const { failed } = await readOutcome(`${tests}/${part}/${name}`, { type: 'feed' });
      if (failed === '') read++;
      else refused++;
    }
  }
  t.diagnostic(`${read} read, ${refused} refused with a sentence`);
  assert.ok(read + refused > 300);
});

test('rss-parser: every feed has the titles of its expected result', { skip }, async (t) => {
  const folder = `${formats}/feeds-rss-parser/test`;
  const wrong: string[] = [];
  let right = 0;
  for (const name of readdirSync(`${folder}/input`)) {
    const expected = `${folder}/output/${name.replace(/\.\w+$/, '')}.json`;
    const { rows, failed } = await readOutcome(`${folder}/input/${name}`, { type: 'feed' });
    if (!existsSync(expected)) {
      t.diagnostic(`${name}: ${failed || `${rows.length} rows`}`);
      continue;
    }
    const { items } = (JSON.parse(readFileSync(expected, 'utf8')) as { feed: { items: { title?: string }[] } }).feed;
    const titles = rows.map(({ title }) => title);
    const wanted = items.map(({ title }) => title?.trim() || undefined);
    // Two of the expected results were themselves read in a wrong encoding: their damaged characters stand for any.
    const same = (title: unknown, want: string | undefined) =>
      (title ?? '') === (want ?? '') ||
      (want?.includes('\ufffd') === true &&
        want.length === String(title).length &&
        [...want].every((one, at) => one === '\ufffd' || one === String(title)[at]));
    const areSame = titles.length === wanted.length && titles.every((title, at) => same(title, wanted[at]));
    if (failed === '' && areSame) right++;
    else
      wrong.push(`${name}: ${failed} ${JSON.stringify(titles.slice(0, 3))} for ${JSON.stringify(wanted.slice(0, 3))}`);
  }
  for (const line of wrong) t.diagnostic(line);
  t.diagnostic(`${right} right, ${wrong.length} wrong`);
  assert.deepEqual(wrong, []);
});
