import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readContent, readOutcome } from '../reading.fixture.ts';

const oai = (inner: string) =>
  readContent(
    `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T00:00:00Z</responseDate><request verb="ListRecords">http://a.example/oai</request>${inner}</OAI-PMH>`,
    { type: 'oai-pmh' },
  );
const header = (id: string, more = '') =>
  `<header${more}><identifier>${id}</identifier><datestamp>2026-02-01</datestamp><setSpec>lieux</setSpec></header>`;

test('records of any form become rows; deleted ones are gone; a token leads on', async () => {
  const { rows, readings, next } = await oai(`<ListRecords>
    <record>${header('oai:a:1')}<metadata><oai_dc:dc xmlns:oai_dc="x" xmlns:dc="y"><dc:title>Café</dc:title><dc:subject>lien</dc:subject><dc:subject>repas</dc:subject><dc:identifier>https://a.example/1</dc:identifier></oai_dc:dc></metadata></record>
    <record>${header('oai:a:2')}<metadata><m:mods xmlns:m="z"><m:titleInfo><m:title>Atelier</m:title></m:titleInfo></m:mods></metadata></record>
    <record>${header('oai:a:3', ' status="deleted"')}</record>
    <resumptionToken cursor="0">a b&amp;c</resumptionToken></ListRecords>`);
  const head = { '@datestamp': '2026-02-01', '@sets': ['lieux'] };
  assert.deepEqual(rows, [
    { '@identifier': 'oai:a:1', ...head, title: 'Café', subject: ['lien', 'repas'], identifier: 'https://a.example/1' },
    { '@identifier': 'oai:a:2', ...head, titleInfo: { title: 'Atelier' } },
  ]);
  assert.deepEqual(
    readings.filter((reading) => 'gone' in reading),
    [{ line: 4, gone: { '@identifier': 'oai:a:3', ...head } }],
  );
  assert.equal(next, '?verb=ListRecords&resumptionToken=a%20b%26c');
});

test('what a server refuses is told in a sentence', async () => {
  const error = (code: string) => oai(`<error code="${code}">No.</error>`);
  assert.match(
    (await error('cannotDisseminateFormat')).failed,
    /say another one in `format.prefix` \(cannotDisseminateFormat: No\.\)/,
  );
  assert.match((await error('inventedHere')).failed, /answers with an error \(inventedHere/);
  assert.deepEqual((await error('noRecordsMatch')).readings, [{ nothing: 'No record matches.' }]);
  assert.match(
    (await oai('<Identify><repositoryName>A</repositoryName></Identify>')).failed,
    /not a list .* it holds Identify/,
  );
  assert.match((await readContent('<html><body/></html>', { type: 'oai-pmh' })).failed, /it holds <html>/);
});

const folder = fileURLToPath(
  new URL('../../../../../shared/data/formats/oai-sickle/sickle/tests/sample_data', import.meta.url),
);
const skip = existsSync(folder) ? false : 'needs the real data in ../shared/data';

test('sickle: every answer gives its records or the right error', { skip }, async () => {
  const told: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const { rows, failed, readings } = await readOutcome(`${folder}/${name}`, { type: 'oai-pmh' });
    const gone = readings.filter((reading) => 'gone' in reading).length;
    const nothing = readings.some((reading) => 'nothing' in reading) ? 'nothing' : '';
    told[name.replace('.xml', '')] =
      nothing || /\((\w+)[:)]/.exec(failed)?.[1] || failed || `${rows.length} rows, ${gone} gone`;
  }
  const other = (verb: string) => `The answer is not a list of OAI-PMH records: it holds ${verb}.`;
  assert.deepEqual(told, {
    GetRecord: '1 rows, 0 gone',
    GetRecord_utf8test: '1 rows, 0 gone',
    Identify: other('Identify'),
    ListIdentifiers: other('ListIdentifiers'),
    ListIdentifiers2: other('ListIdentifiers'),
    ListMetadataFormats: other('ListMetadataFormats'),
    ListRecords: '1 rows, 1 gone',
    ListRecords2: '1 rows, 1 gone',
    ListRecords3: '1 rows, 1 gone',
    ListRecords4: '1 rows, 0 gone',
    ListRecordsBroken: 'Line 1: the text is not XML.',
    ListSets: other('ListSets'),
    badArgument: 'badArgument',
    badResumptionToken: 'badResumptionToken',
    cannotDisseminateFormat: 'cannotDisseminateFormat',
    idDoesNotExist: 'idDoesNotExist',
    noRecordsMatch: 'nothing',
    noSetHierarchy: 'noSetHierarchy',
    undefinedError: 'undefinedError',
  });
});
