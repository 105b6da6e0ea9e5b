import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { readContent, readOutcome } from '../reading.fixture.ts';
import { XmlScanner } from './scan.ts';

const xml = (content: string | Uint8Array, items = 'catalogue.fiche') => readContent(content, { type: 'xml', items });

test('elements, attributes, lists and passages of HTML become columns that a mapping can name', async () => {
  const { rows, lines, failed } = await xml(`<?xml version="1.0"?>
<catalogue xmlns:dc="http://purl.org/dc/elements/1.1/">
  <editeur>Réseau</editeur>
  <fiche id="7" xmlns="urn:x">
    <dc:title lang="fr">Épicerie &amp; café &#233;t&#xE9;</dc:title>
    <geo lat="48.39" lon='-4.48'/>
    <tag>aide</tag><tag>vélo</tag>
    <lieu type="siège"><ville>Brest</ville></lieu>
    <texte>Un <b>bon</b> lieu, 2 &lt; 3</texte>
    <html><![CDATA[<p>Là</p>]]></html>
    <!-- rien -->
  </fiche><fiche/>
  <fiche id="8">tout court</fiche>
</catalogue>`);
  assert.equal(failed, '');
  assert.deepEqual(rows, [
    {
      '@id': '7',
      'dc:title': 'Épicerie & café été',
      'dc:title@lang': 'fr',
      geo: '',
      'geo@lat': '48.39',
      'geo@lon': '-4.48',
      tag: ['aide', 'vélo'],
      lieu: { '@type': 'siège', ville: 'Brest' },
      texte: 'Un <b>bon</b> lieu, 2 &lt; 3',
      html: '<p>Là</p>',
    },
    {},
    { '@id': '8', '#text': 'tout court' },
  ]);
  assert.deepEqual(lines, [4, 12, 13]);
});

test('the encoding that the file declares is the one it is read in', async () => {
  const text = '<?xml version="1.0" encoding="ISO-8859-15"?><a><b><c>15 € à Évry</c></b></a>';
  const bytes = Uint8Array.from(text, (character) => (character === '€' ? 0xa4 : character.charCodeAt(0)));
  assert.deepEqual((await xml(bytes, 'a.b')).rows, [{ c: '15 € à Évry' }]);
  assert.deepEqual((await xml(Buffer.from(`\ufeff${text}`, 'utf16le'), 'a.b')).rows, [{ c: '15 € à Évry' }]);
  assert.match((await xml('<?xml version="1.0" encoding="klingon"?><a/>')).failed, /klingon, which is not known/);
});

test('a text that is cut, is no XML, or has no such items is told', async () => {
  assert.match((await xml('<catalogue><fiche><a>x</a></fiche><fiche>')).failed, /Line 1: the XML is cut: <fiche>/);
  assert.match((await xml('<catalogue>\n<fiche></autre>')).failed, /Line 2: <fiche> is closed by <\/autre>/);
  assert.match((await xml('nom;ville')).failed, /not XML/);
  assert.match((await xml('')).failed, /not XML/);
  assert.match((await xml('<a><b/><b/></a>')).failed, /no element at `catalogue.fiche`.*`a.b` stands 2 times/);
  assert.match((await xml('<a>'.repeat(200))).failed, /deeper than 100 levels/);
  assert.match(
    (await xml(`<catalogue><fiche><a>${'x'.repeat(9e6)}</a></fiche></catalogue>`)).failed,
    /larger than 8 MB/,
  );
  const large = `<catalogue><fiche>${`<a>${'x'.repeat(1e6)}</a>`.repeat(9)}</fiche><fiche><a>y</a></fiche></catalogue>`;
  const { rows, refused } = await xml(large);
  assert.deepEqual([rows, refused], [[{ a: 'y' }], ['The item is larger than 8 MB.']]);
});

test('however a text is cut into pieces, it gives the same elements', () => {
  const text = '<a x="1>2"><!-- < --><b>é &amp; è</b><![CDATA[<c>]]><?p q?><d/>f</a>';
  const events = (pieces: string[]) => {
    const seen: string[] = [];
    let run = '';
    const flush = () => {
      if (run !== '') seen.push(run);
      run = '';
    };
    const scanner = new XmlScanner({
      open: (name, attributes) => {
        flush();
        seen.push(`<${name} ${JSON.stringify(attributes)}>`);
      },
      text: (piece) => {
        run += piece;
      },
      close: (name) => {
        flush();
        seen.push(`</${name}>`);
      },
    });
    for (const piece of pieces) assert.equal(scanner.push(piece), undefined);
    assert.equal(scanner.end(), undefined);
    return seen;
  };
  const whole = events([text]);
  assert.deepEqual(whole, ['<a {"x":"1>2"}>', '<b {}>', 'é & è', '</b>', '<c>', '<d {}>', '</d>', 'f', '</a>']);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      assert.deepEqual(events(places.slice(1).map((end, index) => text.slice(places[index], end))), whole);
    }),
  );
});

test('a sitemap gives its addresses, an index leads to its sitemaps', async () => {
  const map =
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://a.example/1 </loc><lastmod>2026-01-02</lastmod></url></urlset>';
  assert.deepEqual((await readContent(map, { type: 'sitemap' })).rows, [
    { loc: 'https://a.example/1', lastmod: '2026-01-02' },
  ]);
  const index =
    '<s:sitemapindex xmlns:s="x"><s:sitemap><s:loc>https://a.example/s1.xml</s:loc></s:sitemap><s:sitemap><s:loc>s2.xml</s:loc></s:sitemap></s:sitemapindex>';
  const { readings } = await readContent(index, { type: 'sitemap' });
  assert.deepEqual(readings, [{ next: 'https://a.example/s1.xml' }, { next: 's2.xml' }]);
  assert.match((await readContent('<html/>', { type: 'sitemap' })).failed, /no sitemap/);
});

const bombs = fileURLToPath(
  new URL('../../../../../shared/data/formats/xml-security-defusedxml/xmltestdata', import.meta.url),
);
const skip = existsSync(bombs) ? false : 'needs the real data in ../shared/data';

test('defusedxml: every file that declares a type or entities is refused, the plain ones are read', {
  skip,
}, async () => {
  let refused = 0;
  for (const name of readdirSync(bombs)) {
    const { failed, rows } = await readOutcome(`${bombs}/${name}`, { type: 'xml', items: 'root.element' });
    if (readFileSync(`${bombs}/${name}`, 'latin1').includes('<!DOCTYPE')) {
      assert.match(failed, /declares a document type \(DTD\) or entities/, name);
      refused++;
    } else assert.doesNotMatch(failed, /not XML|DTD/, name);
    if (name.startsWith('simple')) assert.deepEqual(rows[0], { '@key': 'value', '#text': 'text' });
  }
  assert.equal(refused, 8);
});

test('a bomb of entities as large as 100 MB is refused within a heap of 64 MB', () => {
  const program = `
    import { XmlScanner } from ${JSON.stringify(new URL('./scan.ts', import.meta.url).href)};
    const scanner = new XmlScanner({ open() {}, text() {}, close() {} });
    let fault = scanner.push('<!DOCTYPE bomb [<!ENTITY a "');
    for (let n = 0; n < 100 && fault === undefined; n++) fault = scanner.push('B'.repeat(1_000_000));
    console.log(fault?.failed);`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--max-old-space-size=64', '--import', 'tsx', '--input-type=module', '-e', program],
    { encoding: 'utf8' },
  );
  assert.match(stdout, /declares a document type/);
});
