import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { columns } from './csv-columns.ts';
import type { ProjectView } from './project-view.ts';
import { tableSchema } from './table-schema.ts';
import { anyProject, anyText, testProject, testSources } from './testing.ts';
import { viewProject } from './view-project.ts';
import { calm, calmed, csvHeader, csvLine, writeCsv } from './write-csv.ts';

const publication = { sources: testSources, baseUrl: 'https://carrefour.example', language: 'fr' as const };

async function* each(views: readonly ProjectView[]): AsyncGenerator<ProjectView> {
  yield* views;
}

async function written(views: readonly ProjectView[]): Promise<string> {
  let text = '';
  for await (const piece of writeCsv(each(views))) text += piece;
  return text;
}

/** As a reader does who follows the documentation. */
function readCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n', cast: (cell) => calmed(cell) });
}

test('what a reader of the CSV finds is what the JSON says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyProject, { maxLength: 4 }), async (projects) => {
      const views = projects.map((project) => viewProject(project, publication));
      const rows = readCsv(await written(views));
      assert.equal(rows.length, views.length);
      const joined = (values: readonly (string | undefined)[]) => {
        const cells = values.map((value) => (value ?? '').replaceAll('|', '¦'));
        return cells.some((cell) => cell !== '') ? cells.join('|') : '';
      };
      for (const [i, row] of rows.entries()) {
        const view = views[i]!;
        assert.equal(row.id, view.id);
        assert.equal(row.title, view.title);
        assert.equal(row.summary, view.summary);
        assert.equal(row.body, view.body);
        assert.equal(row.stage, view.stage?.code ?? '');
        assert.equal(row.start_year, String(view.startYear ?? ''));
        assert.equal(row.holder_name, view.holder?.name ?? '');
        assert.equal(row.themes, view.themes.map(({ code }) => code).join('|'));
        assert.equal(row.tags, joined(view.tags));
        assert.equal(row.site_names, joined(view.sites.map(({ name }) => name)));
        assert.equal(row.site_points, joined(view.sites.map(({ point }) => point && `${point.lat},${point.lon}`)));
        assert.equal(row.contacts, joined(view.contacts.map(({ value }) => value)));
        assert.equal(row.sources, view.tellings.map(({ source }) => source).join('|'));
        assert.equal(row.licence, view.tellings.map(({ licence }) => licence.id).join('|'));
        assert.equal(row.fictitious, String(view.fictitious));
      }
    }),
  );
});

test('no text can run as a formula in a spreadsheet, and the text comes back exactly', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.doesNotMatch(calm(text), /^[=+\-@\t\r\n]/);
      assert.equal(calmed(calm(text)), text);
    }),
  );
  assert.equal(calm('=HYPERLINK("https://piege.example")'), '\'=HYPERLINK("https://piege.example")');
  assert.equal(calm('Épicerie'), 'Épicerie');
});

test('cells with commas, quotes and line ends are quoted as RFC 4180 says', () => {
  const view = viewProject(testProject({ title: 'Le « Bocal », dit "le pot"', summary: 'un\ndeux' }), publication);
  const line = csvLine(view);
  assert.ok(line.includes('"Le « Bocal », dit ""le pot"""'));
  assert.ok(line.includes('"un\ndeux"'));
  assert.ok(line.endsWith('\r\n'));
});

test('the Table Schema tells of every column, in the order of the header', () => {
  const { fields } = tableSchema('https://carrefour.example');
  assert.equal(`${fields.map(({ name }) => name).join(',')}\r\n`, csvHeader);
  assert.equal(new Set(fields.map(({ name }) => name)).size, columns.length);
});

test('every cell has the type that the Table Schema promises', () => {
  fc.assert(
    fc.property(anyProject, (project) => {
      const [row] = readCsv(csvHeader + csvLine(viewProject(project, publication)));
      for (const { name, type, constraints } of tableSchema('https://carrefour.example').fields) {
        const cell = row![name]!;
        if (constraints.required && project.title !== '') assert.notEqual(cell, '', name);
        if (type === 'integer' && cell !== '') assert.match(cell, /^-?\d+$/);
        if (type === 'boolean') assert.match(cell, /^(true|false)$/);
      }
    }),
  );
});
