import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load } from 'cheerio';
import { readStructured } from './structured.ts';

const extract = (html: string, base?: string) => readStructured(load(html), base);

test('JSON-LD is read with the mistakes that people make in it', () => {
  const { jsonld } = extract(`<script type="application/ld+json">// page
    {"name": "Café // rue\tdu port", /* note */ "tags": ["a", "b",],}</script>
    <script type="application/ld+json"><!-- [{"n": 1}, {"n": 2}] --></script><script type="application/ld+json">{"cut": </script>`);
  assert.deepEqual(jsonld, [{ name: 'Café // rue\tdu port', tags: ['a', 'b'] }, { n: 1 }, { n: 2 }]);
});

test('microdata nests, refers, and never turns in circles', () => {
  const { microdata, opengraph } =
    extract(`<meta property="og:title" content="Titre"><meta property="og:image" content="/a"><meta property="og:image" content="/b">
    <div itemscope itemtype="https://schema.org/Place" itemref="plus"><h1 itemprop="name">Le <b>Lieu</b></h1><div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="addressLocality">Brest</span></div>
    <time itemprop="foundingDate" datetime="2020-02-01">février</time></div><p id="plus"><a itemprop="url" href="/lieu">voir</a></p>
    <div itemscope itemref="ring"></div><div id="ring"><div itemprop="x" itemscope itemref="ring"></div></div>`);
  assert.deepEqual(opengraph, { 'og:title': 'Titre', 'og:image': ['/a', '/b'] });
  assert.deepEqual(microdata[0], {
    '@type': 'https://schema.org/Place',
    name: 'Le Lieu',
    address: { '@type': 'https://schema.org/PostalAddress', addressLocality: 'Brest' },
    foundingDate: '2020-02-01',
    url: '/lieu',
  });
  assert.equal(microdata.length, 2);
});

const samples = fileURLToPath(
  new URL('../../../../../shared/data/formats/jsonld-extruct/tests/samples', import.meta.url),
);
const skip = existsSync(samples) ? false : 'needs the real data in ../shared/data';

/** Where the pages stood whose expected results hold whole addresses. */
const bases: Record<string, string> = {
  'w3c/microdata.7.1.json': 'http://blog.example.com/progress-report',
  'w3c/microdata.object.json': 'http://www.example.com/microdata/',
};
/** Microformats are not read; an `<input>` of a search box is no property of an item. */
const leftOut = /microformat|SearchAction/;

/** The page that an expected result is of. */
function pageOf(name: string): string | undefined {
  const page = `${samples}/${name.replace(/\.\w+$/, '.html')}`;
  return existsSync(page) ? readFileSync(page, 'utf8') : undefined;
}
const expectedOf = (name: string): unknown => JSON.parse(readFileSync(`${samples}/${name}`, 'utf8'));
const names = skip === false ? (readdirSync(samples, { recursive: true }) as string[]).sort() : [];

test('extruct: the JSON-LD of every page is as expected', { skip }, (t) => {
  let compared = 0;
  for (const name of names.filter((one) => one.endsWith('.jsonld'))) {
    const page = pageOf(name);
    if (page === undefined) continue;
    compared++;
    // Some hold a list of lists at `items`.
    const items = [expectedOf(name)].flat().flatMap((one) => {
      const { items: inner } = one as { items?: unknown[][] };
      return inner === undefined ? [one] : inner.flat();
    });
    assert.deepEqual(extract(page).jsonld, items, name);
  }
  for (const name of names.filter((one) => /^songkick\/.*\.json$/.test(one))) {
    const expected = expectedOf(name) as Record<string, unknown>;
    if (!('json-ld' in expected)) continue;
    compared++;
    assert.deepEqual(extract(pageOf(name)!).jsonld, expected['json-ld'], name);
  }
  t.diagnostic(`${compared} pages`);
  assert.ok(compared >= 12);
});

/** An expected item as ours are written: one value for a list of one, no white space at the ends. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  if (value === null || typeof value !== 'object') return value;
  const { type, id, properties, ...rest } = value as Record<string, unknown>;
  if (properties === undefined && type !== undefined)
    return { '@type': plain(type), ...(id !== undefined && { '@id': id }), '@value': plain(rest.value) };
  if (properties === undefined) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  const named = Object.entries(properties as object).map(([key, one]) => [key, plain(one)]);
  return {
    ...(type !== undefined && { '@type': plain(type) }),
    ...(id !== undefined && { '@id': id }),
    ...Object.fromEntries(named),
    ...rest,
  };
}

test('extruct: the microdata and Open Graph of its pages are as expected', { skip }, (t) => {
  const [right, wrong]: [string[], string[]] = [[], []];
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const page = pageOf(name);
    const expected = page === undefined ? undefined : expectedOf(name);
    const first = Array.isArray(expected) ? (expected[0] as Record<string, unknown>) : undefined;
    if (page === undefined || first === undefined || !('properties' in first) || leftOut.test(name)) continue;
    const isGraph = 'namespace' in first;
    const { microdata, opengraph } = extract(page, bases[name]);
    const [got, wanted] = isGraph
      ? [opengraph, grouped(first.properties as [string, string][])]
      : [microdata.map(plain), (expected as unknown[]).map(plain)];
    try {
      assert.deepEqual(got, wanted);
      right.push(name);
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message.slice(0, 900)}`);
    }
  }
  t.diagnostic(`${right.length} right, ${wrong.length} not`);
  for (const line of wrong) t.diagnostic(line);
  assert.deepEqual(wrong, []);
  assert.ok(right.length >= 15);
});

function grouped(pairs: [string, string][]): Record<string, string | string[]> {
  const groups: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) groups[name] = groups[name] === undefined ? value : [groups[name], value].flat();
  return groups;
}
