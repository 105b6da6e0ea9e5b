/** What catalogues of every form are said to be, and what is said of files that are none. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Format } from '#model/source.ts';
import { zipOf } from '../read/table/zip.fixture.ts';
import { headOfFile, largestHead } from './head.ts';
import { readSample } from './read-sample.ts';
import { sniff } from './sniff.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sniff-test-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function sniffed(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, content);
  return sniffedAt(path);
}

async function sniffedAt(path: string) {
  const head = await headOfFile(path);
  assert.ok(!('reason' in head));
  const found = await sniff(head, [], undefined);
  await head.drop();
  return found;
}

async function formatOf(name: string, content: string | Uint8Array): Promise<Format> {
  const found = await sniffed(name, content);
  assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
  return found.format;
}

async function reasonOf(name: string, content: string | Uint8Array): Promise<string> {
  const found = await sniffed(name, content);
  assert.ok('reason' in found, JSON.stringify(found));
  return found.reason;
}

const rows = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

test('a CSV is known by its cells: delimiter, encoding, lines of a title, two lines of names', async () => {
  const table = `nom;ville;site\n${rows(6, (n) => `Le Bocal ${n};Caen;https://bocal-${n}.example.org`)}\n`;
  assert.deepEqual(await formatOf('a.csv', table), { type: 'csv', skip: 0, headerLines: 1 });
  const titled = `Liste des lieux\nau 3 mars 2026\n\n${table}`;
  assert.deepEqual(await formatOf('b.csv', titled), { type: 'csv', skip: 3, headerLines: 1 });
  const double = `Structure;;;Lieu;;\nNom;Statut;Site;Rue;CP;Ville\n${rows(5, (n) => `Atelier ${n};association;https://a${n}.example.org;${n} rue Haute;14000;Caen`)}\n`;
  assert.deepEqual(await formatOf('c.csv', double), { type: 'csv', skip: 0, headerLines: 2 });
  const narrow = await sniffed(
    'd.csv',
    Buffer.from(`nom;résumé\n${rows(5, (n) => `Épicerie ${n};été à la mer`)}\n`, 'latin1'),
  );
  assert.match('what' in narrow ? narrow.what : '', /separated by semicolons, in (?:windows-1252|iso-8859-1)/);
  const wide = Buffer.from(`\ufeffnom\tville\n${rows(5, (n) => `Épicerie ${n}\tÉvreux`)}\n`, 'utf16le');
  assert.equal((await formatOf('e.tsv', wide)).type, 'csv');
});

test('a table with other delimiters and marks is known by how regularly its lines are cut', async () => {
  const caret = await formatOf(
    'f.txt',
    rows(5, (n) => `Le Bocal ${n}^Caen^${14000 + n}`).replace(/^/, 'nom^ville^cp\n'),
  );
  assert.deepEqual(caret, { type: 'csv', skip: 0, headerLines: 1, delimiter: '^' });
  const single = await formatOf('g.csv', `'nom','ville'\n${rows(5, (n) => `'L''Établi, ${n}','Caen'`)}\n`);
  assert.deepEqual(single, { type: 'csv', skip: 0, headerLines: 1, quote: "'" });
  const slashed = await formatOf('h.csv', `nom,ville\n${rows(5, (n) => `"Le \\"Phare\\", ${n}","Caen"`)}\n`);
  assert.deepEqual(slashed, { type: 'csv', skip: 0, headerLines: 1, escape: 'backslash' });
  assert.match(await reasonOf('i.csv', 'nom : adresse\nLe Bocal\nLa Serre : Caen\nLe Fil\n'), /single column/);
});

test('of a spreadsheet’s sheets, the one that holds the list is proposed', async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = (lines: string[][]) =>
    `<worksheet><sheetData>${lines.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`;
  const file = zipOf({
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Lisez-moi" r:id="r1"/><sheet name="Lieux" r:id="r2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet([['À lire'], ['Mis à jour en mars']]),
    'xl/worksheets/sheet2.xml': sheet([
      ['Nom', 'Ville'],
      ['Le Bocal', 'Caen'],
      ['La Serre', 'Brest'],
    ]),
  });
  const format = await formatOf('lieux.xlsx', file);
  assert.deepEqual(format, { type: 'spreadsheet', sheet: 'Lieux', skip: 0, headerLines: 1 });
});

test('in JSON the list is found wherever it stands', async () => {
  const items = Array.from({ length: 4 }, (_, n) => ({ id: n, nom: `Lieu ${n}`, tags: [{ a: 1 }] }));
  const at = async (value: unknown) => {
    const format = await formatOf('list.json', JSON.stringify(value));
    return format.type === 'json' ? format : format.type;
  };
  assert.deepEqual(await at(items), { type: 'json', items: '' });
  assert.deepEqual(await at({ meta: { filters: [{ a: 1 }] }, data: { results: items } }), {
    type: 'json',
    items: 'data.results',
  });
  assert.deepEqual(await at({ links: { next: 'https://example.org/p2' }, items }), {
    type: 'json',
    items: 'items',
    next: 'links.next',
  });
  const named = await sniffed('map.json', JSON.stringify({ lieux: { a1: items[0], b2: items[1], c3: items[2] } }));
  assert.ok(!('reason' in named));
  assert.deepEqual([named.format, named.key], [{ type: 'json', items: 'lieux' }, ['@key']]);
  assert.equal((await formatOf('x.ndjson', items.map((one) => JSON.stringify(one)).join('\n'))).type, 'json');
  assert.equal((await formatOf('x.geojson', '{"type":"FeatureCollection","features":[]}')).type, 'geojson');
  assert.equal((await formatOf('feed.json', '{"version":"https://jsonfeed.org/version/1.1","items":[]}')).type, 'feed');
  assert.match(await reasonOf('none.json', '{"a": 1, "b": "c"}'), /no list of objects: only `a`, `b`/);
  assert.match(await reasonOf('cut.json', '[{"a": 1}, {"b": '), /missing, or the file is cut/);
});

test('what begins with `<` is told apart: feed, sitemap, OAI-PMH, XML, page', async () => {
  assert.deepEqual(await formatOf('a.xml', '<rss version="2.0"><channel><title>T</title></channel></rss>'), {
    type: 'feed',
  });
  assert.deepEqual(await formatOf('b.xml', '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'), {
    type: 'feed',
  });
  assert.deepEqual(await formatOf('c.xml', '<urlset><url><loc>https://a.example.org/</loc></url></urlset>'), {
    type: 'sitemap',
    page: {},
  });
  const addresses = ['lieux/a', 'lieux/b', 'lieux/c', 'mentions', 'blog/d'].map(
    (path) => `<url><loc>https://a.example.org/${path}</loc></url>`,
  );
  const map = await formatOf('d.xml', `<urlset>${addresses.join('')}</urlset>`);
  assert.deepEqual(map, { type: 'sitemap', page: {}, only: '/lieux/' });
  const index = await sniffed(
    'e.xml',
    '<sitemapindex><sitemap><loc>https://a.example.org/s1.xml</loc></sitemap></sitemapindex>',
  );
  assert.deepEqual(index, {
    reason: 'It is an index of sitemaps: choose the one that names the items.',
    offers: [{ address: 'https://a.example.org/s1.xml', what: 'a sitemap' }],
  });
  assert.equal((await formatOf('d.xml', '<OAI-PMH><ListRecords/></OAI-PMH>')).type, 'oai-pmh');
  const fiche = '<fiche id="1"><nom>Le Bocal</nom><ville>Caen</ville><mots><mot>a</mot><mot>b</mot></mots></fiche>';
  const list = `<?xml version="1.0"?><catalogue><titre>T</titre><fiches>${fiche.repeat(3)}</fiches></catalogue>`;
  assert.deepEqual(await formatOf('e.xml', list), { type: 'xml', items: 'catalogue.fiches.fiche' });
  const page = `<!doctype html><title>Nos lieux</title><link rel=alternate type=application/rss+xml href=/feed>
    <main>${rows(4, (n) => `<article class="card"><h2><a href="/lieu-${n}">Lieu ${n}</a></h2><p>Un endroit où l’on se retrouve.</p></article>`)}</main>`;
  const found = await sniffed('page.html', page);
  assert.ok(!('reason' in found) && found.format.type === 'web');
  assert.deepEqual([found.format.items, found.format.fields], ['article.card', { title: 'h2', summary: 'p' }]);
  assert.deepEqual(found.offers, [{ address: '/feed', what: 'an RSS feed' }]);
});

test('a file that is no catalogue is told so in a sentence', async () => {
  assert.equal(await reasonOf('empty.csv', ''), 'The file is empty.');
  assert.match(await reasonOf('blank.csv', ' \n\n'), /nothing in it but blank space/);
  assert.match(await reasonOf('a.pdf', '%PDF-1.7 …'), /It is a PDF/);
  assert.match(await reasonOf('a.ics', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n'), /a calendar/);
  assert.match(await reasonOf('a.sql', "INSERT INTO lieux VALUES (1,'Le Phare');\n"), /dump of a database/);
  const wide = Buffer.from(
    new Uint32Array([...'\ufeffnom;ville\nLe Phare;Brest\n'].map((one) => one.charCodeAt(0))).buffer,
  );
  assert.match(await reasonOf('utf32.csv', wide), /UTF-32/);
  assert.match(await reasonOf('deux.txt', 'clé:valeur\nnom:Le Phare\nville:Brest\n'), /single column/);
  assert.match(await reasonOf('old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2])), /old Excel/);
  assert.match(
    await reasonOf('bin.csv', Buffer.from(Array.from({ length: 900 }, (_, n) => (n * 7) % 256))),
    /binary file/,
  );
  assert.match(await reasonOf('zip.xlsx', zipOf({ 'readme.txt': 'hello' })), /no spreadsheet/);
  assert.match(
    await reasonOf('lieux.csv', '<!doctype html><title>Connexion</title><p>Identifiez-vous</p>'),
    /called \.csv but is a web page \(“Connexion”\)/,
  );
  assert.match(await reasonOf('one.csv', 'nom\nLe Bocal\nLa Serre\n'), /single column/);
  assert.match(await reasonOf('wide.csv', `${rows(5000, (n) => `c${n}`).replaceAll('\n', ';')}\n`), /5000 cells/);
  assert.match(await reasonOf('bomb.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a><b/><b/></a>'), /cannot be read/);
});

test('of a file of 200 MB only the beginning is looked at', async () => {
  const path = join(folder, 'large.csv');
  await writeFile(path, `nom;ville\n${rows(50_000, (n) => `Le Bocal ${n};Caen`)}\n`);
  await truncate(path, 200 * 1024 * 1024);
  const head = await headOfFile(path);
  assert.ok(!('reason' in head) && head.cut);
  const found = await sniff(head, [], undefined);
  assert.ok(!('reason' in found));
  assert.match(found.notes.join(), /first 16 MB/);
  const sample = await readSample(head.path, found.format, head.cut);
  assert.ok(!('reason' in sample) && sample.more && sample.rows.length <= 20_001);
  await head.drop();
  assert.equal(largestHead, 16 * 1024 * 1024);
});

test('a packed file is looked into, one that is cut as far as it goes', async () => {
  const table = `nom;ville\n${rows(5000, (n) => `Le Bocal ${n};Caen ${(n * 7919) % 5000}`)}\n`;
  const bytes = gzipSync(table);
  assert.deepEqual(await formatOf('lieux.csv.gz', bytes), { type: 'csv', skip: 0, headerLines: 1 });
  assert.deepEqual(await formatOf('half.csv.gz', bytes.subarray(0, bytes.length / 2)), {
    ...{ type: 'csv', skip: 0, headerLines: 1 },
  });
  const path = join(folder, 'damaged.csv.gz');
  await writeFile(path, Buffer.concat([bytes.subarray(0, 12), Buffer.alloc(200, 0xff)]));
  const head = await headOfFile(path);
  assert.ok('reason' in head && /packed \(gzip\), and damaged/.test(head.reason));
});

test('columns of one name are told apart, and a JSON list that is cut gives its whole items', async () => {
  const path = join(folder, 'twice.csv');
  await writeFile(path, 'nom;nom;ville\na1;b;Caen\nc;d;Brest\n');
  const sample = await readSample(path, { type: 'csv', skip: 0, headerLines: 1 }, false);
  assert.ok(!('reason' in sample));
  assert.deepEqual(sample.columns, ['nom', 'nom (2)', 'ville']);
  const list = join(folder, 'half.json');
  await writeFile(list, '{"data":[{"nom":"a"},{"nom":"b"},{"nom":"c"},{"no');
  const half = await readSample(list, { type: 'json', items: 'data' }, true);
  assert.ok(!('reason' in half) && half.more && half.rows.length >= 2);
});
