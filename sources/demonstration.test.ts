import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { unreadColumns } from '#describe/columns-read.ts';
import { type Description, describeRecord } from '#describe/describe-record.ts';
import { createColumnsSeen } from '#harvest/columns-seen.ts';
import { keyOf } from '#harvest/identity.ts';
import { loadSources } from '#harvest/manifests.ts';
import { readPages } from '#harvest/read-pages.ts';
import { fold } from '#lib/text/fold.ts';
import { fulfils } from '#model/condition.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { vocabularies } from '#model/vocabulary.ts';

interface CogCommune {
  code: string;
  nom: string;
  codesPostaux?: string[];
}

const folder = import.meta.dirname;
const cog = createRequire(import.meta.url)('@etalab/decoupage-administratif/data/communes.json') as CogCommune[];
const namesByCode = new Map<string, Set<string>>();
const byPostcode = new Map<string, Set<string>>();
for (const { code, nom, codesPostaux } of cog) {
  // a new commune and the old one whose code it took both stand in the list
  namesByCode.set(code, (namesByCode.get(code) ?? new Set()).add(fold(nom)));
  for (const postcode of codesPostaux ?? [])
    byPostcode.set(postcode, (byPostcode.get(postcode) ?? new Set()).add(fold(nom)));
}

const { sources: all, problems } = loadSources(folder);
const demonstrations = all.filter(({ demonstration }) => demonstration);
const taken = new Map<string, { source: Source; records: Map<string, Row[]>; rows: number; columns: string[] }>();
const described: { source: Source; key: string; description: Description }[] = [];

const nothingFromOutside = (): never => assert.fail('a demonstration catalogue stands in its folder');

before(async () => {
  for (const source of demonstrations) {
    const records = new Map<string, Row[]>();
    const columns = createColumnsSeen();
    let rows = 0;
    const path = join(source.folder, source.files[0]!);
    for await (const reading of readPages(source, { kind: 'file', path }, nothingFromOutside)) {
      if ('page' in reading || 'header' in reading) continue;
      assert.ok('row' in reading, `${source.id}: ${JSON.stringify(reading)}`);
      rows++;
      columns.add(reading.row);
      const key = keyOf(reading.row, source);
      assert.ok(key !== undefined, `${source.id}: a row without a key`);
      assert.ok(source.group || !records.has(key), `${source.id}: ${key} stands twice`);
      records.set(key, [...(records.get(key) ?? []), reading.row]);
    }
    taken.set(source.id, { source, records, rows, columns: columns.all() });
    for (const [key, group] of records) {
      if (source.withhold !== undefined && fulfils(group[0]!, source.withhold)) continue;
      described.push({ source, key, description: describeRecord(group, source) });
    }
  }
});

/** How many sheets carry each concept of a vocabulary. */
function tally(field: 'themes' | 'audiences' | 'approaches' | 'placeKinds' | 'sdgs'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { description } of described)
    for (const concept of description.sheet[field]) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  return counts;
}

test('every demonstration manifest is valid, and says that it is fictitious', () => {
  assert.deepEqual(
    problems.filter(({ file }) => file.includes('demo-')),
    [],
  );
  assert.equal(demonstrations.length, readdirSync(folder).filter((name) => name.startsWith('demo-')).length);
  for (const { organisation, schedule, address } of demonstrations) {
    assert.match(organisation.about?.fr ?? '', /fictif/);
    assert.match(organisation.about?.en ?? '', /fictitious/);
    assert.equal(schedule, 'manual');
    assert.equal(address, undefined, 'a demonstration fetches nothing');
  }
});

test('a newcomer meets at least 300 rows in at least seven catalogues, each column mapped or left out knowingly', () => {
  assert.ok(taken.size >= 7);
  const rows = [...taken.values()].reduce((sum, one) => sum + one.rows, 0);
  assert.ok(rows >= 300 && rows <= 330, `${rows} rows`);
  for (const { source, columns } of taken.values()) {
    assert.deepEqual(unreadColumns(columns, source), [], source.id);
  }
});

/** What the demonstration does not show yet. */
const notShown = new Set([
  'justice',
  'quartiers',
  'gouvernance',
  'evaluation',
  'mecenat',
  'mediatheque',
  'maison-sante',
  'boite-partage',
]);

test('every first theme and stage can be found, and the audiences, approaches and kinds of place but a few', () => {
  for (const [field, name] of [
    ['themes', 'themes'],
    ['audiences', 'audiences'],
    ['approaches', 'approaches'],
    ['placeKinds', 'place-kinds'],
    ['sdgs', 'sdgs'],
  ] as const) {
    const counts = tally(field);
    for (const { id, broader } of vocabularies[name].concepts)
      if (broader === undefined && !notShown.has(id))
        assert.ok((counts.get(id) ?? 0) > 0, `${name}: no sheet has ${id}`);
  }
  const stages = new Set(described.map(({ description }) => description.sheet.stage));
  for (const { id } of vocabularies.stages.concepts) assert.ok(stages.has(id), `no sheet is at ${id}`);
});

test('every sheet has a title and a summary, and half of them a story of 40 words or more', () => {
  for (const { source, key, description } of described) {
    const { title, summary, themes } = description.sheet;
    assert.ok(title.length > 3 && summary.length > 40 && themes.length > 0, `${source.id}/${key}`);
  }
  const told = described.filter(({ description }) => description.sheet.body.split(/\s+/).length >= 40).length;
  assert.ok(told * 2 >= described.length, `${told} stories of ${described.length}`);
});

test('only the few faults that were put in on purpose are told', () => {
  const told = described.flatMap(({ source, key, description }) =>
    description.problems.map(({ code }) => ({ code, where: `${source.id}/${key}` })),
  );
  const expected = ['contact-withheld', 'address-not-web', 'point-repaired', 'text-damaged'];
  assert.deepEqual(
    told.filter(({ code }) => !expected.includes(code)),
    [],
  );
  assert.ok(told.some(({ code }) => code === 'contact-withheld'));
  assert.ok(told.length < 15, `${told.length} faults`);
});

test('every INSEE code and postcode exists and goes with its commune', () => {
  let codes = 0;
  let postcodes = 0;
  for (const { source, key, description } of described) {
    for (const { clues } of description.places) {
      const where = `${source.id}/${key}: ${JSON.stringify(clues)}`;
      const city = fold((clues.city ?? '').replace(/ cedex$/i, ''));
      if (clues.inseeCode !== undefined) {
        codes++;
        const names = [...(namesByCode.get(clues.inseeCode) ?? [])];
        assert.ok(
          names.some((name) => name === city || name.startsWith(`${city} `)),
          where,
        );
      }
      if (clues.postcode !== undefined) {
        postcodes++;
        const communes = [...(byPostcode.get(clues.postcode) ?? [])];
        assert.ok(
          communes.some((name) => name === city || name.startsWith(`${city} `)),
          where,
        );
      }
    }
  }
  assert.ok(codes > 100 && postcodes > 100);
});

test('no web page, mail or phone can be anyone’s', () => {
  const reserved = /\.(?:example|invalid)$/;
  for (const { source, key, description } of described) {
    const { links, contacts, images, holder, recordUrl } = description.sheet;
    const urls = [...links, ...images].map(({ url }) => url);
    for (const url of [...urls, holder?.url, recordUrl])
      if (url !== undefined) assert.match(new URL(url).hostname, reserved, `${source.id}/${key}: ${url}`);
    for (const { kind, value } of contacts) {
      if (kind === 'mail') assert.match(value, reserved);
      // the ranges that the French regulator (Arcep) keeps for works of fiction
      if (kind === 'phone') assert.match(value, /^(?:01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98)/);
    }
  }
  for (const { source } of taken.values()) {
    for (const name of readdirSync(source.folder)) {
      const text = readFileSync(join(source.folder, name), 'latin1');
      for (const [, host] of text.matchAll(/(?:https?:\/\/|@)([a-z0-9][a-z0-9.-]*\.[a-z]+)/gi))
        assert.match(host!, reserved, `${source.id}/${name}`);
    }
  }
});

test('several partners tell of the same projects, and some names mislead', () => {
  const tellings = new Map<string, { sources: Set<string>; places: Set<string> }>();
  for (const { source, description } of described) {
    const name = fold(description.sheet.title)
      .replace(/^(?:la|le|les|l)[ ’']/, '')
      .replace(/\W+/g, ' ')
      .trim();
    const telling = tellings.get(name) ?? { sources: new Set(), places: new Set() };
    telling.sources.add(source.id);
    for (const { clues } of description.places.slice(0, 1))
      telling.places.add(
        fold(clues.city ?? clues.address ?? '')
          .replace(/^.*?(?:\d{5} )?(?=\D*$)/, '')
          .trim(),
      );
    tellings.set(name, telling);
  }
  const shared = [...tellings.values()].filter(({ sources }) => sources.size > 1);
  assert.ok(shared.filter(({ sources }) => sources.size >= 3).length >= 4);
  assert.ok(shared.length >= 20, `${shared.length} names are told by several`);
  assert.ok(shared.filter(({ places }) => places.size >= 2).length >= 4, 'one name in several towns');
});
