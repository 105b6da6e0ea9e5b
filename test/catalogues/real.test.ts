/** Every real catalogue through its manifest: nothing lost, nothing dirty, nearly everything with a theme. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { findContacts } from '#describe/clean/contact.ts';
import { unpackList } from '#describe/clean/list-literal.ts';
import { looksDamaged } from '#describe/clean/mojibake.ts';
import { isPlaceholder } from '#describe/clean/placeholder.ts';
import { cleanBody, cleanLine, cleanTitle } from '#describe/clean/text.ts';
import { unreadColumns } from '#describe/columns-read.ts';
import { type Description, describeRecord } from '#describe/describe-record.ts';
import type { Source } from '#model/source.ts';
import { dataFolder, filesOf, realSources, type TakenFile, takeFile } from './records.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';

interface Catalogue {
  source: Source;
  /** What each file gives, oldest first. */
  files: TakenFile[];
  /** The latest file's. */
  latest: TakenFile;
  descriptions: Description[];
}

describe('the real catalogues', { skip }, () => {
  const catalogues: Catalogue[] = [];
  const listed = () => catalogues.filter(({ source }) => source.listed);
  const named = (id: string) => catalogues.find(({ source }) => source.id === id)!;

  before(async () => {
    for (const source of realSources()) {
      const files: TakenFile[] = [];
      for (const file of filesOf(source, dataFolder)) files.push(await takeFile(source, file));
      const latest = files.at(-1);
      assert.ok(latest, `${source.id}: no file`);
      const shown = latest.records.filter(({ withheld }) => !withheld);
      catalogues.push({ source, files, latest, descriptions: shown.map(({ rows }) => describeRecord(rows, source)) });
    }
  });

  test('no row of any catalogue is lost, and no true item is taken for a repetition', () => {
    let total = 0;
    for (const { source, latest } of catalogues) {
      const { rows, records, grouped, refused } = latest;
      assert.equal(records.length + grouped + refused.length, rows, source.id);
      assert.ok(refused.length <= 9, `${source.id}: ${refused.length} refused: ${refused[0]}`);
      if (source.listed) total += records.length;
    }
    assert.ok(total >= 5600, String(total));
    assert.equal(named('la-france-s-engage').latest.records.length, 150);
    assert.equal(named('la-france-s-engage').latest.grouped, 153);
  });

  test('every column of every file is read or left out knowingly', () => {
    for (const { source, files } of catalogues)
      for (const { columns } of files) assert.deepEqual(unreadColumns(columns, source), [], source.id);
  });

  test('from 5 to 6 April ten initiatives are new and none is gone', () => {
    const [before, after] = named('initiatives-covid').files.map(({ records }) => records.map(({ key }) => key));
    assert.ok(before && after);
    assert.equal(after.filter((key) => !before.includes(key)).length, 10);
    assert.equal(before.filter((key) => !after.includes(key)).length, 0);
  });

  test('no title or summary holds a placeholder, a list literal, mojibake, a tag, an entity or a personal contact', {
    skip,
  }, () => {
    for (const { source, descriptions } of catalogues) {
      const { id } = source;
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

  test('cleaning a title, a summary or a text again changes nothing', { skip }, () => {
    for (const { source, descriptions } of catalogues)
      for (const { title, summary, body, language } of descriptions.map(({ sheet }) => sheet)) {
        assert.equal(cleanTitle(title, language), title, source.id);
        assert.equal(cleanLine(summary, language), summary, source.id);
        assert.equal(cleanBody(body, language), body, source.id);
      }
  });

  test('at least nine sheets in ten have a theme in every listed catalogue; nearly all have a title and a place', {
    skip,
  }, () => {
    for (const { source, descriptions } of listed()) {
      const { id } = source;
      const share = (has: (one: Description) => boolean) => descriptions.filter(has).length / descriptions.length;
      assert.ok(share(({ sheet }) => sheet.themes.length > 0) >= 0.95, id);
      assert.ok(share(({ sheet }) => sheet.title !== '') >= 0.99, id);
      if (id !== 'initiatives-covid') assert.ok(share(({ places }) => places.length > 0) >= 0.97, id);
    }
  });

  test('the laureates keep their sites, up to 25, each with its own point', () => {
    const descriptions = named('la-france-s-engage').descriptions;
    const sites = descriptions.map(({ places }) => places.length);
    assert.equal(Math.max(...sites), 25);
    assert.ok(
      descriptions.every(({ places }) => places.filter(({ clues }) => clues.departement !== undefined).length === 1),
    );
  });
});
