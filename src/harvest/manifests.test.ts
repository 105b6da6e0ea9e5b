import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { formatSchema } from '#model/source.ts';
import { loadSources } from './manifests.ts';

const root = mkdtempSync(join(tmpdir(), 'carrefour-manifests-'));
after(() => rmSync(root, { recursive: true }));

/** Loads one manifest that stands alone in a folder; the problems as `line path: message`. */
function load(name: string, text: string) {
  const folder = mkdtempSync(join(root, 'sources-'));
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'source.yaml'), text);
  const { sources, problems } = loadSources(folder);
  return { sources, told: problems.map(({ line, path, message }) => `${line} ${path}: ${message}`) };
}

const good = `id: jardins
name: Les jardins
organisation:
  name: Les Amis des jardins
licence: LO-2.0
attribution: Les Amis des jardins
files: [jardins.csv]
format: { type: csv }
key: [nom]
map:
  title: nom
`;

test('a good manifest is a source with its defaults and its folder', () => {
  const { sources, told } = load('jardins', good);
  assert.deepEqual(told, []);
  assert.equal(sources[0]?.name.en, 'Les jardins');
  assert.equal(sources[0]?.schedule, 'manual');
  assert.match(sources[0]?.folder ?? '', /sources-\w+[\\/]jardins$/);
});

const types = formatSchema.options.map(({ shape }) => `\`${shape.type.value}\``).join(', ');

test('every mistake is told in a sentence, on its line', () => {
  const { sources, told } = load(
    'jardins',
    `id: jardins
nom: Les jardins
organisation:
  name: 3
licence: LO-3
attribution: ''
address: ftp://example.org/a
files: a.csv
format: { type: papier }
key: []
group: oui
map:
  title: nom
  themes: { from: tags, otherwise: garder }
  sites:
    - ville: Nom
      city: [a, 3]
expect:
  dropAtMost: 12
`,
  );
  assert.deepEqual(sources, []);
  assert.deepEqual(told, [
    '1 name: `name` is missing: it must be a text, or a group of entries.',
    '2 nom: `nom` is not an entry that a manifest has here.',
    '4 organisation.name: `name` must be a text.',
    '5 licence: `licence` must be one of `LO-2.0`, `ODbL-1.0`, `CC-BY-4.0`, `CC-BY-SA-4.0`, `CC0-1.0`, `MIT`, `closed`.',
    '6 attribution: `attribution` must not be empty.',
    '7 address: `address` must be a full web address, such as https://example.org/.',
    '8 files: `files` must be a list.',
    `9 format.type: \`type\` must be one of ${types}.`,
    '10 key: `key` must not be empty.',
    '11 group: `group` must be `true` or `false`.',
    '14 map.themes.otherwise: `otherwise` must be `keep`, or `drop`, or `report`.',
    '16 map.sites.0.ville: `ville` is not an entry that a manifest has here.',
    '17 map.sites.0.city.1: Element 2 must be a text, or a group of entries.',
    '19 expect.dropAtMost: `dropAtMost` must be at most 1.',
  ]);
});

test('parts that contradict each other are told', () => {
  const text = `${good.replace('[jardins.csv]', '[../jardins.csv]')}  themes:
    from: tags
    extract: '(un'
  tags: { from: mots, keepWhen: { a: { matches: '[' } } }
unread:
  - mots
  - tags
uncounted: [nom]
`;
  assert.deepEqual(load('potagers', text).told, [
    '1 id: `id` is “jardins”, but the folder is named “potagers”: they must be the same.',
    '7 files.0: “../jardins.csv” leads out of the folder: name files inside it.',
    '9 key.0: “nom” tells items apart: it cannot be `uncounted`.',
    '14 map.themes.extract: This is not a regular expression: /(un/iu: Unterminated group.',
    '15 map.tags.keepWhen.a.matches: This is not a regular expression: /[/iu: Unterminated character class.',
    '17 unread.0: “mots” is listed as unread, but `map.tags` reads it.',
    '18 unread.1: “tags” is listed as unread, but `map.themes` reads it.',
  ]);
});

test('what is not YAML, or means harm, is refused with a sentence', () => {
  const first = (text: string) => load('x', text).told[0];
  assert.equal(first(`${good}id: again\n`), '12 : This entry stands twice.');
  assert.equal(first('id: x\n\tname: y\n'), '2 : A tab is no indentation in YAML: use spaces.');
  assert.equal(first(good.replace('Les jardins', 'a : b')), '2 : This value holds `: `: put it in quotation marks.');
  assert.match(first('id: x\nname: "y\n') ?? '', /^\d :/);
  assert.equal(first(''), '1 : The manifest must be a group of entries.');
  assert.equal(first('- a\n'), '1 : The manifest must be a group of entries.');
  const bomb = [
    'a: &a [x]',
    ...Array.from('bcdefghi', (name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]},`.repeat(9)}]`),
  ];
  assert.match(first(bomb.join('\n')) ?? '', /aliases of aliases/);
  assert.match(first(`a: ${'['.repeat(5000)}`) ?? '', /nested deeper/);
  assert.match(first('x'.repeat(300_000)) ?? '', /larger than 256 kB/);
});

test('a value written once may be used twice', () => {
  const { sources } = load('jardins', `${good}  tags: &mots { from: mots, split: ',' }\n  themes: *mots\n`);
  assert.deepEqual(sources[0]?.map.themes, { from: 'mots', split: ',' });
});

test('a missing folder has no sources and no problems', () => {
  assert.deepEqual(loadSources(join(root, 'nowhere')), { sources: [], problems: [] });
});
