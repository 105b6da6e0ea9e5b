/** Every way of giving pages, on a real server, down to the records. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { recordsWithRows } from '#harvest/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource, type RunReport } from '../run.ts';

const items = [1, 2, 3, 4, 5].map((id) => ({ id, nom: `Lieu ${id}` }));
let runs = 0;

async function harvest(
  t: TestContext,
  { db }: TestDatabase,
  format: object,
  answer: (url: URL, response: ServerResponse, request: IncomingMessage) => unknown,
): Promise<{ report: RunReport; details: unknown[] }> {
  const server = await onLoopback((request, response) => {
    const given = answer(new URL(request.url!, 'http://a'), response, request);
    if (given === undefined) response.writeHead(404).end();
    else response.end(JSON.stringify(given));
  });
  t.after(server.close);
  const { host } = server;
  const id = `pages-${++runs}`;
  const report = await harvestSource({
    db,
    source: testSource({ id, format: { type: 'json', ...format } }),
    input: { kind: 'address', address: `http://${host}/lieux` },
    now: () => new Date(),
    fetching: { allow: [host] },
    manners: { pause: 0 },
  });
  const records = await recordsWithRows(db, id);
  return { report, details: records.map(({ rows }) => rows[0]!.detail) };
}

const part = (start: number) => items.slice(start, start + 2);
const number = (url: URL, name: string) => Number(url.searchParams.get(name));

test('pages by number, offset, cursor, header and next address are all read to the end', async (t) => {
  const database = await testDatabase();
  t.after(database.close);
  const ends = async (format: object, answer: Parameters<typeof harvest>[3]) => {
    const { report } = await harvest(t, database, format, (url, response, request) =>
      url.pathname === '/lieux' ? answer(url, response, request) : undefined,
    );
    return [report.state, report.failure, report.records, report.pages];
  };
  const data = (start: number, more = {}) => ({ data: part(start), ...more });
  const byNumber = { items: 'data', pages: { by: 'number', parameter: 'page' } };
  const page = (url: URL) => Math.max(1, number(url, 'page'));
  assert.deepEqual(await ends(byNumber, (url) => data(page(url) * 2 - 2)), ['done', null, 5, 4]);
  assert.deepEqual(await ends(byNumber, (url) => (page(url) > 3 ? undefined : data(page(url) * 2 - 2))), [
    'done',
    null,
    5,
    3,
  ]);
  const byOffset = { items: 'data', pages: { by: 'offset', parameter: 'start', step: 2 } };
  assert.deepEqual(await ends(byOffset, (url) => data(number(url, 'start'))), ['done', null, 5, 4]);
  const byCursor = { items: 'data', pages: { by: 'cursor', parameter: 'after', path: 'meta.next' } };
  const cursor = (start: number) => data(start, { meta: { next: start < 4 ? start + 2 : null } });
  assert.deepEqual(await ends(byCursor, (url) => cursor(number(url, 'after'))), ['done', null, 5, 3]);
  const linked = (url: URL, response: ServerResponse) => {
    const at = number(url, 'p');
    const first = '</lieux>; rel="first"';
    response.setHeader('link', at < 4 ? `${first}, </lieux?p=${at + 2}>; rel="next"` : first);
    return part(at);
  };
  assert.deepEqual(await ends({ pages: { by: 'link' } }, linked), ['done', null, 5, 3]);
  const named = (url: URL) =>
    data(number(url, 'p'), { next: number(url, 'p') < 4 ? `?p=${number(url, 'p') + 2}` : null });
  assert.deepEqual(await ends({ items: 'data', next: 'next' }, named), ['done', null, 5, 3]);
  const [state, failure] = await ends(byNumber, () => data(0));
  assert.equal(state, 'failed');
  assert.match(String(failure), /gives the same page again/);
});

test('each item has its own page; a page that is gone leaves its item, a broken one stops the run', async (t) => {
  const database = await testDatabase();
  t.after(database.close);
  const answer = (third: unknown) => (url: URL, response: ServerResponse) => {
    if (url.pathname === '/lieux') return items.slice(0, 3);
    if (url.pathname === '/lieu/1') return { horaires: 'lundi' };
    if (url.pathname === '/lieu/3' && third === 500) response.statusCode = 500;
    return url.pathname === '/lieu/3' ? third : undefined;
  };
  const good = await harvest(t, database, { detail: '/lieu/{id}' }, answer({ horaires: 'mardi' }));
  assert.equal(good.report.state, 'done');
  assert.deepEqual(good.details, [{ horaires: 'lundi' }, undefined, { horaires: 'mardi' }]);
  const ill = await harvest(t, database, { detail: '/lieu/{id}' }, answer(500));
  assert.equal(ill.report.state, 'failed');
  assert.match(ill.report.failure!, /lieu\/3 answers with the status 500/);
});
