import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readContent, readOutcome } from '../reading.fixture.ts';
import { zipOf } from './zip.fixture.ts';

const expected = [
  { Nom: 'Épicerie du port', Ville: 'Brest', Places: '12', Ouverture: '2021-03-14', Note: '0.5' },
  { Nom: 'Atelier « vélo »', Ville: '', Places: '', Ouverture: '', Note: 'deux\nlignes' },
];

const odsCell = (text: string, more = '') => `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
const odsOf = (rows: string) =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o"><office:body>
      <office:spreadsheet><table:table table:name="Lisez-moi"><table:table-row>${odsCell('rien')}</table:table-row></table:table>
      <table:table table:name="Liste">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
  });
const odsRows = `
  <table:table-row>${odsCell('Export du 14 mars')}</table:table-row>
  <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
  <table:table-row>${['Nom', 'Ville', 'Places', 'Ouverture', 'Note'].map((name) => odsCell(name)).join('')}<table:table-cell table:number-columns-repeated="16379"/></table:table-row>
  <table:table-row>${odsCell('Épicerie du port')}${odsCell('Brest')}${odsCell('12,0', 'office:value-type="float" office:value="12"')}
    ${odsCell('14/03/21', 'office:value-type="date" office:date-value="2021-03-14"')}${odsCell('0,5', 'office:value-type="float" office:value="0.5"')}</table:table-row>
  <table:table-row><table:table-cell><office:annotation><text:p>à vérifier</text:p></office:annotation><text:p>Atelier<text:s/>«<text:s text:c="1"/>vélo »</text:p></table:table-cell>
    <table:table-cell table:number-columns-repeated="3"/><table:table-cell><text:p>deux</text:p><text:p>lignes</text:p></table:table-cell></table:table-row>
  <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;

const xlsxOf = (rows: string, more: Record<string, string | Buffer> = {}) =>
  zipOf({
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Lisez-moi" sheetId="1" r:id="rId1"/><sheet name="Liste" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst><si><t>Nom</t></si><si><t>Ville</t></si><si><r><t>Épicerie </t></r><r><t xml:space="preserve">du port</t></r><rPh><t>epi</t></rPh></si><si><t>Atelier « vélo »</t></si><si><t>deux_x000A_lignes</t></si></sst>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd&quot; mai &quot;yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>rien</t></is></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  });
const xlsxRows = `
  <row r="1"><c r="A1" t="inlineStr"><is><t>Export du 14 mars</t></is></c></row>
  <row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" t="s"><v>1</v></c><c r="C4" t="str"><v>Places</v></c><c r="D4" t="inlineStr"><is><t>Ouverture</t></is></c><c t="inlineStr"><is><t>Note</t></is></c></row>
  <row r="5"><c r="A5" t="s"><v>2</v></c><c r="B5" t="inlineStr"><is><t>Brest</t></is></c><c r="C5"><v>12</v></c><c r="D5" s="1"><v>44269</v></c><c r="E5" s="2"><v>0.5</v></c></row>
  <row r="6"><c r="A6" t="s"><v>3</v></c><c r="C6" t="e"><v>#N/A</v></c><c r="D6" s="1"/><c r="E6" t="s"><v>4</v></c></row>`;

const sheet = { type: 'spreadsheet', sheet: 'Liste', skip: 1 };

test('a sheet of LibreOffice or of Excel gives the same rows, days as days and numbers as they are', async () => {
  for (const content of [odsOf(odsRows), xlsxOf(xlsxRows)]) {
    const { rows, lines, failed } = await readContent(content, sheet);
    assert.deepEqual([failed, rows, lines], ['', expected, [5, 6]]);
  }
});

test('the first sheet is read when none is named, and a wrong name is told with the right ones', async () => {
  for (const content of [odsOf(odsRows), xlsxOf(xlsxRows)]) {
    const first = await readContent(content, { type: 'spreadsheet' });
    assert.deepEqual(first.readings, [{ header: ['rien'] }]);
    const { failed } = await readContent(content, { type: 'spreadsheet', sheet: 'Feuil1' });
    assert.equal(failed, 'There is no sheet “Feuil1” in the file. It has “Lisez-moi”, “Liste”.');
  }
});

test('several header lines make one name, under merged cells too', async () => {
  const csv = 'Lieu;;Contact;\nNom;Ville;Nom;Nom\nA;Brest;x;y\n';
  const { rows } = await readContent(csv, { type: 'csv', headerLines: 2 });
  assert.deepEqual(rows, [
    { 'Lieu / Nom': 'A', 'Lieu / Ville': 'Brest', 'Contact / Nom': 'x', 'Contact / Nom (2)': 'y' },
  ]);
});

test('lines pasted from another encoding are read as what they are', async () => {
  const sound = Buffer.from('nom\nÉpicerie\nCafé\n');
  const pasted = Buffer.from('Garage à vélos\nThéâtre\nÉté\n', 'latin1');
  const { rows } = await readContent(Buffer.concat([sound, pasted]), { type: 'csv' });
  assert.deepEqual(
    rows.map(({ nom }) => nom),
    ['Épicerie', 'Café', 'Garage à vélos', 'Théâtre', 'Été'],
  );
});

test('an archive that unfolds without end, a sheet repeated a million times and a cut file are refused', async () => {
  const huge = Buffer.concat([
    Buffer.from('<sst>'),
    Buffer.alloc(140 * 1024 * 1024, `<a>${' '.repeat(1_000_000)}</a>`),
  ]);
  const bomb = xlsxOf(xlsxRows, { 'xl/sharedStrings.xml': huge });
  assert.ok(bomb.length < 1_000_000);
  const failures: string[] = [];
  const repeated = `<table:table-row>${odsCell('nom')}</table:table-row><table:table-row table:number-rows-repeated="1000000">${odsCell('x')}</table:table-row>`;
  const wide = `<table:table-row>${odsCell('nom')}</table:table-row><table:table-row>${odsCell('x', 'table:number-columns-repeated="1000000000"')}</table:table-row>`;
  for (const content of [
    bomb,
    odsOf(repeated),
    xlsxOf(xlsxRows).subarray(0, 900),
    zipOf({ 'a.txt': 'x' }),
    'nom;ville',
  ]) {
    failures.push((await readContent(content, sheet)).failed);
  }
  assert.match(failures[0]!, /sharedStrings.xml unfolds to more than 128 MB/);
  assert.match(failures[1]!, /one line is repeated 1000000 times/);
  assert.match(failures[2]!, /not a zip archive, or is cut/);
  assert.match(failures[3]!, /neither .xlsx nor .ods/);
  assert.match(failures[4]!, /not a zip archive/);
  assert.match(
    (await readContent(odsOf(wide), { ...sheet, skip: 0 })).refused[0]!,
    /16384 cells where the header has 1/,
  );
  const damaged = xlsxOf(xlsxRows);
  damaged.fill(7, 60, 90);
  assert.match((await readContent(damaged, sheet)).failed, /damaged or cut/);
  const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]);
  assert.match((await readContent(old, sheet)).failed, /old Excel file/);
});

const spectrum = fileURLToPath(new URL('../../../../../shared/data/formats/csv-spectrum', import.meta.url));
const skip = existsSync(spectrum) ? false : 'needs the real data in ../shared/data';
/** Their JSON contradicts their CSV: another phone number; line ends that the CSV does not have. */
const contradictory = ['location_coordinates', 'newlines_crlf'];

test('csv-spectrum: every file that does not contradict itself is read as its JSON says', { skip }, async () => {
  const names = readdirSync(`${spectrum}/csvs`).map((name) => name.replace(/\.csv$/, ''));
  const equal: string[] = [];
  for (const name of names.filter((one) => !contradictory.includes(one))) {
    const { rows } = await readOutcome(`${spectrum}/csvs/${name}.csv`, { type: 'csv' });
    const [got, wanted] = [rows, JSON.parse(readFileSync(`${spectrum}/json/${name}.json`, 'utf8')) as unknown];
    assert.deepEqual(got, wanted, name);
    equal.push(name);
  }
  assert.equal(equal.length, 10);
});
