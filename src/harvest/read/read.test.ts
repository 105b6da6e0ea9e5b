import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Row } from '#model/record.ts';
import { type Format, formatSchema } from '#model/source.ts';
import { readFile } from './read.ts';
import type { Reading } from './reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrefour-read-'));
after(() => rmSync(folder, { recursive: true }));

async function read(content: string | Uint8Array, format: Record<string, unknown>): Promise<Reading[]> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const readings: Reading[] = [];
  for await (const reading of readFile(path, formatSchema.parse(format) as Format)) readings.push(reading);
  return readings;
}

const csv = (content: string | Uint8Array, format = {}) => read(content, { type: 'csv', ...format });
const json = (content: string, format = {}) => read(content, { type: 'json', ...format });
const rowsOf = (readings: Reading[]): Row[] => readings.flatMap((reading) => ('row' in reading ? [reading.row] : []));
const failureOf = (readings: Reading[]) => readings.flatMap((one) => ('failed' in one ? [one.failed] : [])).join();

const narrow = (text: string): Uint8Array => {
  const high: Record<string, number> = { œ: 0x9c, '’': 0x92, '€': 0x80 };
  return Uint8Array.from(text, (character) => high[character] ?? character.charCodeAt(0));
};
const wide = (text: string, swap: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};

const accented = 'nom;lieu\nL’épicerie du cœur;Orléans\nGarage à 5 €;Épinal\n';
const expected = [
  { nom: 'L’épicerie du cœur', lieu: 'Orléans' },
  { nom: 'Garage à 5 €', lieu: 'Épinal' },
];

test('accents survive in every encoding that partners use, without its being said', async () => {
  assert.deepEqual(rowsOf(await csv(accented)), expected);
  assert.deepEqual(rowsOf(await csv(`\ufeff${accented}`)), expected);
  assert.deepEqual(rowsOf(await csv(narrow(accented))), expected);
  assert.deepEqual(rowsOf(await csv(wide(`\ufeff${accented}`, false))), expected);
  assert.deepEqual(rowsOf(await csv(wide(`\ufeff${accented}`, true))), expected);
  assert.deepEqual(rowsOf(await csv(wide(accented, false))), expected);
  assert.deepEqual(rowsOf(await csv(wide(accented, true))), expected);
});

test('an accent far down the file still tells its encoding', async () => {
  const plain = 'a;b\n'.repeat(100_000);
  const rows = rowsOf(await csv(Buffer.concat([Buffer.from(`nom;lieu\n${plain}`), narrow('é;è\n')])));
  assert.deepEqual(rows.at(-1), { nom: 'é', lieu: 'è' });
});

test('one damaged character does not spoil the others', async () => {
  const bytes = Buffer.concat([Buffer.from(`nom\n${'é'.repeat(50)}\né`), Buffer.from([0x41, 0xe9, 0x0a])]);
  assert.deepEqual(rowsOf(await csv(bytes)), [{ nom: 'é'.repeat(50) }, { nom: 'éA\ufffd' }]);
});

test('a manifest that states the wrong encoding stops the reading', async () => {
  assert.match(
    failureOf(await csv(narrow(accented), { encoding: 'utf-8' })),
    /says .* utf-8, but it is in windows-1252 \(see line 2\)/,
  );
  assert.match(
    failureOf(await csv(accented, { encoding: 'windows-1252' })),
    /says .* windows-1252, but it is in utf-8/,
  );
  assert.match(failureOf(await csv(accented, { encoding: 'utf-16le' })), /utf-16le/);
});

test('the delimiter is found, even when cells hold the others', async () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const text =
      ['nom', 'adresse', 'note'].join(delimiter) +
      '\n' +
      ['"a, b; c"', '1 rue, Metz; bis', '4|5']
        .map((cell) => (cell.includes(delimiter) ? `"${cell.replaceAll('"', '')}"` : cell))
        .join(delimiter) +
      '\n';
    assert.equal(rowsOf(await csv(text))[0]?.note, '4|5', delimiter);
  }
  assert.deepEqual(rowsOf(await csv('nom\nun seul\n')), [{ nom: 'un seul' }]);
});

test('headers are trimmed, repeated and empty ones named', async () => {
  const [reading] = await csv(' nom ,ville,ville,,ville\na,b,c,d,e\n');
  assert.deepEqual(reading, { header: ['nom', 'ville', 'ville (2)', 'column 4', 'ville (3)'] });
  assert.deepEqual(rowsOf(await csv('__proto__,constructor\na,b\n')), [
    JSON.parse('{"__proto__":"a","constructor":"b"}'),
  ]);
});

test('missing cells are empty; cells too many are refused unless they are empty', async () => {
  const readings = await csv('a,b\n1\n1,2,,\n1,2,3\n\n,\n4,5\n');
  assert.deepEqual(readings.slice(1), [
    { line: 2, row: { a: '1', b: '' } },
    { line: 3, row: { a: '1', b: '2' } },
    { line: 4, refused: 'The line has 3 cells where the header has 2 columns.', value: '1 | 2 | 3' },
    { line: 7, row: { a: '4', b: '5' } },
  ]);
});

test('the line of a row is the line of the file, after skipped lines and cells of several lines', async () => {
  const readings = await csv('un titre\r\n\r\na;b\r\n"x\r\ny";1\r\nz;2\r\n', { skip: 2 });
  assert.deepEqual(readings.slice(1), [
    { line: 4, row: { a: 'x\r\ny', b: '1' } },
    { line: 6, row: { a: 'z', b: '2' } },
  ]);
});

test('a quotation mark that is never closed is a cut file', async () => {
  const readings = await csv('a,b\n1,2\n"3,4\n5,6\n');
  assert.deepEqual(rowsOf(readings), [{ a: '1', b: '2' }]);
  assert.match(failureOf(readings), /opened at line 3 or after is never closed/);
});

test('a row without end is given up', async () => {
  const readings = await csv(`a,b\n1,"${'x'.repeat(5_000_000)}"\n`);
  assert.match(failureOf(readings), /line 2 is longer than 4 MB/);
});

test('any rows written as CSV are read back', async () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\0]/g, '').replace(/\ufffd/g, ''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1 }),
      fc.constantFrom(',', ';', '\t'),
      async (rows, delimiter) => {
        const write = (cells: string[]) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
        const found = rowsOf(await csv(`${['a', 'b'].join(delimiter)}\n${rows.map(write).join('\n')}`));
        const filled = rows.filter((cells) => cells.some((text) => text.trim() !== ''));
        assert.deepEqual(
          found,
          filled.map(([a, b]) => ({ a, b })),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('JSON is read as a list, a list at a path, an object of items, lines', async () => {
  assert.deepEqual(await json('[\n {"a": 1},\n {"a": {"b": ["x"]}}\n]'), [
    { line: 2, row: { a: 1 } },
    { line: 3, row: { a: { b: ['x'] } } },
  ]);
  assert.deepEqual(rowsOf(await json('{"total": 1, "data": {"n": "x", "list": [{"a": 1}]}}', { items: 'data.list' })), [
    { a: 1 },
  ]);
  assert.deepEqual(rowsOf(await json('{"x": {"a": 1}, "y": {"a": 2}}')), [
    { '@key': 'x', a: 1 },
    { '@key': 'y', a: 2 },
  ]);
  assert.deepEqual(rowsOf(await json('{\n "x": {"a": 1}\n}')), [{ '@key': 'x', a: 1 }]);
  assert.deepEqual(await json('{"a": 1}\n\n{"a": 2}\nnon\n{"a": 3}'), [
    { line: 1, row: { a: 1 } },
    { line: 3, row: { a: 2 } },
    { line: 4, refused: 'The item is not JSON.', value: 'non' },
    { line: 5, row: { a: 3 } },
  ]);
});

test('the next page is found beside the list, before or after it', async () => {
  const next = async (text: string, path: string) => (await json(text, { items: 'list', next: path })).at(-1);
  assert.deepEqual(await next('{"next": "/2", "list": [{"a": 1}]}', 'next'), { next: '/2' });
  assert.deepEqual(await next('{"list": [{"a": 1}], "links": {"next": "/2"}}', 'links.next'), { next: '/2' });
  assert.deepEqual(await next('{"list": [{"a": 1}], "next": null}', 'next'), { line: 1, row: { a: 1 } });
});

test('an empty page of a list is empty, whatever other lists stand beside it; what the server counts is told', async () => {
  const format = { type: 'json', items: 'result.records', total: 'result.total' };
  const text = '{"result": {"fields": [{"id": "a"}], "records": [], "total": 12}}';
  assert.deepEqual(await read(text, format), [{ total: 12 }]);
  const map = { type: 'json', items: 'entities' };
  assert.deepEqual(await read('{"meta": {"lists": [{}]}, "entities": {}}', map), []);
  for (const total of ['"beaucoup"', '-1', 'null', '1.5', '{}'])
    assert.deepEqual(await read(`{"result": {"records": [], "total": ${total}}}`, format), []);
});

test('numbers longer than a double are kept to the digit', async () => {
  const [row] = rowsOf(
    await json('[{"id": 12345678901234567890, "siret": 35600000063516, "x": 1e400, "y": 0.1, "z": 1e3}]'),
  );
  assert.deepEqual(row, { id: '12345678901234567890', siret: 35600000063516, x: '1e400', y: 0.1, z: 1000 });
});

test('a JSON text cut anywhere is never taken for whole', async () => {
  const whole = '{"total": 3, "list": [{"a": "x}]"}, {"a": [1, {"b": 2}]}, {"a": null}], "next": null}';
  for (let end = 1; end < whole.length; end++) {
    const readings = await json(whole.slice(0, end), { items: 'list' });
    assert.match(failureOf(readings), /cut|not JSON/, whole.slice(0, end));
  }
  assert.equal(failureOf(await json(whole, { items: 'list' })), '');
  assert.match(failureOf(await json('{"a": 1}\n{"a": 2')), /last line, 2, is not complete/);
});

test('what is not the list that was announced is told', async () => {
  assert.match(
    failureOf(await json('{"meta": {}, "data": {"rows": [{"a": 1}]}}', { items: 'data.results' })),
    /none at|one at `data.rows`/,
  );
  assert.match(failureOf(await json('{"total": 1, "rows": [{"a": 1}]}')), /there is one at `rows`/);
  assert.match(failureOf(await json('[{"a": 1}]', { items: 'rows' })), /the file itself is the list/);
  assert.match(failureOf(await json('<!doctype html><p>Erreur')), /not JSON/);
  assert.match(failureOf(await json('[{"a": 1}] [{"a": 2}]')), /goes on after its end/);
});

test('an item that is no object, too deep or too large is refused alone', async () => {
  const text = `[1, {"a": ${'['.repeat(200)}${']'.repeat(200)}}, {"a": "${'x'.repeat(9_000_000)}"}, {"a" 1}, {"a": 2}]`;
  const readings = await json(text);
  assert.deepEqual(rowsOf(readings), [{ a: 2 }]);
  assert.deepEqual(
    readings.flatMap((one) => ('refused' in one ? [one.refused] : [])),
    [
      'The item is not an object with named values.',
      'The item is nested deeper than 100 levels.',
      'The item is larger than 8 MB.',
      'The item is not JSON.',
    ],
  );
});

test('any list written as JSON is read back, however it is laid out', async () => {
  const item = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1 }), fc.constantFrom(0, 1, '\t'), async (items, space) => {
      const wanted = JSON.parse(JSON.stringify(items)) as Row[];
      assert.deepEqual(rowsOf(await json(JSON.stringify(items, null, space))), wanted);
      assert.deepEqual(
        rowsOf(await json(JSON.stringify({ n: 1, list: items }, null, space), { items: 'list' })),
        wanted,
      );
    }),
    { numRuns: 60 },
  );
});

test('what is taken without a word from a damaged JSON text is what JSON says it is', async () => {
  const small = fc.oneof(fc.string(), fc.integer({ min: -99, max: 99 }), fc.constant(null), fc.array(fc.boolean()));
  const item = fc.dictionary(fc.string(), fc.oneof(small, fc.dictionary(fc.string(), small)), { maxKeys: 3 });
  const damage = fc.record({
    at: fc.nat(),
    cut: fc.nat(2),
    put: fc.constantFrom('', ',', '}', ']', '{', '[', '"', ':', '1'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 4 }), damage, async (items, { at, cut, put }) => {
      const sound = JSON.stringify({ n: [1], list: items, m: null });
      const place = at % sound.length;
      const text = sound.slice(0, place) + put + sound.slice(place + cut);
      const readings = await json(text, { items: 'list' });
      if (readings.some((one) => 'failed' in one || 'refused' in one)) return;
      const parsed = JSON.parse(text) as { list?: Row[] };
      assert.deepEqual(rowsOf(readings), parsed.list ?? []);
    }),
    { numRuns: 200 },
  );
});

test('GeoJSON gives properties and a point in degrees', async () => {
  const feature = (geometry: unknown, properties: unknown = { nom: 'x' }) => ({
    type: 'Feature',
    id: 7,
    properties,
    geometry,
  });
  const square = [
    [2, 48],
    [4, 48],
    [4, 50],
    [2, 50],
    [2, 48],
  ];
  const features = [
    feature({ type: 'Point', coordinates: [5.7, 45.2, 210] }),
    feature({ type: 'Polygon', coordinates: [square] }),
    feature({
      type: 'LineString',
      coordinates: [
        [0, 0],
        [0, 2],
        [0, 2.0],
      ],
    }),
    feature(null),
  ];
  const rows = rowsOf(await read(JSON.stringify({ type: 'FeatureCollection', features }), { type: 'geojson' }));
  assert.deepEqual(rows[0], {
    '@id': 7,
    nom: 'x',
    'geometry.type': 'Point',
    'geometry.lon': 5.7,
    'geometry.lat': 45.2,
  });
  assert.deepEqual([rows[1]?.['geometry.lon'], rows[1]?.['geometry.lat']], [3, 49]);
  assert.deepEqual([rows[2]?.['geometry.lon'], rows[2]?.['geometry.lat']], [0, 1]);
  assert.deepEqual(rows[3], { '@id': 7, nom: 'x' });
});

test('coordinates that are not degrees stop the reading', async () => {
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2154' } };
  const text = JSON.stringify({ type: 'FeatureCollection', crs, features: [] });
  assert.match(failureOf(await read(text, { type: 'geojson' })), /EPSG::2154: they must be in degrees/);
});

const real = new URL('../../../../shared/data/formats/csv-spectrum/', import.meta.url);
const names = [
  'comma_in_quotes',
  'empty',
  'empty_crlf',
  'escaped_quotes',
  'json',
  'newlines',
  'quotes_and_newlines',
  'simple',
  'simple_crlf',
  'utf8',
];

test('the torture tests of csv-spectrum', {
  skip: exists(real) ? false : 'needs the real data in ../shared/data',
}, async () => {
  for (const name of names) {
    const text = readFileSync(new URL(`csvs/${name}.csv`, real));
    const wanted = JSON.parse(readFileSync(new URL(`json/${name}.json`, real), 'utf8')) as Row[];
    assert.deepEqual(rowsOf(await csv(text)), wanted, name);
  }
});

function exists(url: URL): boolean {
  try {
    readFileSync(new URL('csvs/simple.csv', url));
    return true;
  } catch {
    return false;
  }
}
