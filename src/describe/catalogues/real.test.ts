/** Every real catalogue through its manifest: nothing lost, nothing dirty, nearly everything with a theme. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { pathsOf } from '#lib/path.ts';
import { findContacts } from '../clean/contact.ts';
import { unpackList } from '../clean/list-literal.ts';
import { looksDamaged } from '../clean/mojibake.ts';
import { isPlaceholder } from '../clean/placeholder.ts';
import { unreadColumns } from '../columns-read.ts';
import { type Description, describeRecord } from '../describe-record.ts';
import { filesOf, isWithheld, latestFile, readManifest, realManifests, recordsOf, rowsOf } from './rows.ts';

const folder = new URL('../../../../shared/data/catalogues/', import.meta.url);
const skip = existsSync(folder) ? false : 'needs the real data in ../shared/data';

interface Described {
  id: string;
  rows: number;
  records: number;
  columns: Set<string>;
  withheld: number;
  repeated: number;
  refused: number;
  grouped: number;
  descriptions: Description[];
}

/** Read and described once, by the first test that asks. */
let catalogues: Described[] | undefined;
function everything(): Described[] {
  catalogues ??= realManifests().map((manifest) => {
    const file = latestFile(manifest, folder);
    assert.ok(file, `${manifest.id}: no file`);
    const rows = rowsOf(manifest, file);
    const { records, ...counts } = recordsOf(manifest, rows);
    const shown = [...records.values()].filter((all) => !isWithheld(manifest, all));
    return {
      id: manifest.id,
      rows: rows.length,
      records: shown.length,
      columns: new Set(rows.flatMap((row) => pathsOf(row))),
      withheld: records.size - shown.length,
      ...counts,
      descriptions: shown.map((all) => describeRecord(all, manifest)),
    };
  });
  return catalogues;
}
const listed = () => everything().filter(({ id }) => !id.startsWith('subventions-'));

test('no row of any catalogue is lost, and no true item is taken for a repetition', { skip }, () => {
  let total = 0;
  for (const { id, rows, records, withheld, refused, repeated, grouped } of everything()) {
    assert.equal(records + withheld + refused + repeated + grouped, rows, id);
    assert.ok(repeated <= 4 && refused <= 5, `${id}: ${repeated} repeated, ${refused} refused`);
    total += records + withheld;
  }
  assert.ok(total >= 5600, String(total));
  assert.ok(listed().reduce((sum, { records, withheld }) => sum + records + withheld, 0) >= 5600);
  assert.equal(everything().find(({ id }) => id === 'la-france-s-engage')?.records, 150);
});

test('every column of every catalogue is read or left out knowingly', { skip }, () => {
  for (const manifest of realManifests()) {
    for (const file of filesOf(manifest, folder)) {
      const columns = new Set(rowsOf(manifest, file).flatMap((row) => pathsOf(row)));
      assert.deepEqual(unreadColumns(columns, manifest), [], manifest.id);
    }
  }
});

test('from 5 to 6 April ten initiatives are new and none is gone', { skip }, () => {
  const manifest = readManifest('initiatives-covid');
  const [before, after] = filesOf(manifest, folder).map((file) => recordsOf(manifest, rowsOf(manifest, file)).records);
  assert.ok(before && after);
  assert.equal([...after.keys()].filter((key) => !before.has(key)).length, 10);
  assert.equal([...before.keys()].filter((key) => !after.has(key)).length, 0);
});

test('no title or summary holds a placeholder, a list literal, mojibake, a tag, an entity or a personal contact', {
  skip,
}, () => {
  for (const { id, descriptions } of everything()) {
    for (const { sheet, problems } of descriptions) {
      if (sheet.title === '') assert.ok(problems.some(({ code }) => code === 'title-missing'));
      for (const text of [sheet.title, sheet.summary].filter(Boolean)) {
        const where = `${id}: ${text}`;
        assert.equal(isPlaceholder(text), false, where);
        assert.deepEqual(unpackList(text), [text], where);
        assert.equal(looksDamaged(text), false, where);
        assert.doesNotMatch(text, /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+);/i, where);
        assert.doesNotMatch(text, /\s{2}|^\s|\s$|\bnull\b|\bundefined\b|\bNaN\b/, where);
        assert.deepEqual(
          findContacts(text).filter(({ personal }) => personal),
          [],
          where,
        );
      }
      const { contacts: _, ...shown } = sheet;
      const texts = JSON.stringify([shown.body, shown.needed, shown.results, shown.tags, shown.holder?.name]);
      assert.deepEqual(
        findContacts(texts).filter(({ personal }) => personal),
        [],
        id,
      );
    }
  }
});

test('at least nine sheets in ten have a theme in every listed catalogue; nearly all have a title and a place', {
  skip,
}, () => {
  for (const { id, descriptions } of listed()) {
    const share = (has: (one: Description) => boolean) => descriptions.filter(has).length / descriptions.length;
    assert.ok(share(({ sheet }) => sheet.themes.length > 0) >= 0.95, id);
    assert.ok(share(({ sheet }) => sheet.title !== '') >= 0.99, id);
    if (id !== 'initiatives-covid') assert.ok(share(({ places }) => places.length > 0) >= 0.97, id);
  }
});

test('the laureates keep their sites, up to 25, each with its own point', { skip }, () => {
  const descriptions = everything().find(({ id }) => id === 'la-france-s-engage')!.descriptions;
  const sites = descriptions.map(({ places }) => places.length);
  assert.equal(Math.max(...sites), 25);
  assert.ok(
    descriptions.every(({ places }) => places.filter(({ clues }) => clues.departement !== undefined).length === 1),
  );
});
