/** A whole and an incremental harvest of an OAI-PMH server on loopback, down to the records. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource, type RunReport } from '../../run.ts';

interface Held {
  id: string;
  title: string;
  day: string;
  deleted?: boolean;
}

/** Two records a page, as the protocol says; `asked` keeps the questions. */
async function serveOai(t: { after(stop: () => void): void }, held: Held[]) {
  const asked: string[] = [];
  const server = await onLoopback((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://a');
    if (request.url === '/robots.txt' || request.url!.startsWith('/.well-known/')) {
      response.writeHead(404).end();
      return;
    }
    asked.push(searchParams.toString());
    const [start, from] = (searchParams.get('resumptionToken') ?? `0|${searchParams.get('from') ?? ''}`).split('|');
    const matching = held.filter(({ day }) => day >= from!);
    const page = matching.slice(Number(start), Number(start) + 2);
    const rest = matching.length > Number(start) + 2 ? `${Number(start) + 2}|${from}` : '';
    const records = page.map(
      ({ id, title, day, deleted }) =>
        `<record><header${deleted ? ' status="deleted"' : ''}><identifier>${id}</identifier><datestamp>${day}</datestamp></header>${deleted ? '' : `<metadata><oai_dc:dc xmlns:oai_dc="a" xmlns:dc="b"><dc:title>${title}</dc:title></oai_dc:dc></metadata>`}</record>`,
    );
    const list = `<ListRecords>${records.join('')}<resumptionToken>${rest}</resumptionToken></ListRecords>`;
    const answer = page.length === 0 ? '<error code="noRecordsMatch"/>' : list;
    response.end(`<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">${answer}</OAI-PMH>`);
  });
  t.after(server.close);
  const { host } = server;
  return { address: `http://${host}/oai`, host, asked };
}

test('a repository is read page by page, then only what changed; what it deleted is gone', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const held: Held[] = [1, 2, 3, 4, 5].map((n) => ({ id: `oai:a:${n}`, title: `Lieu ${n}`, day: '2026-01-01' }));
  const { address, host, asked } = await serveOai(t, held);
  const source = testSource({
    id: 'oai',
    format: { type: 'oai-pmh', changes: true, set: 'lieux' },
    key: ['@identifier'],
    uncounted: ['@datestamp'],
    map: { title: 'title' },
    expect: { count: { min: 4 } },
  });
  let day = Date.UTC(2026, 1, 1);
  const run = (later = 1): Promise<RunReport> => {
    day += later * 86_400_000;
    const fetching = { allow: [host] };
    const manners = { pause: 0 };
    return harvestSource({
      db,
      source,
      input: { kind: 'address', address },
      now: () => new Date(day),
      fetching,
      manners,
    });
  };
  const moves = ({ state, failure, new: fresh, changed, unchanged, gone, deleted, since }: RunReport) => ({
    state,
    failure,
    moves: [fresh, changed, unchanged, gone, deleted],
    since,
  });
  const done = { state: 'done', failure: null };

  assert.deepEqual(moves(await run()), { ...done, moves: [5, 0, 0, 0, 0], since: null });
  assert.deepEqual(asked, [
    'verb=ListRecords&metadataPrefix=oai_dc&set=lieux',
    'verb=ListRecords&resumptionToken=2%7C',
    'verb=ListRecords&resumptionToken=4%7C',
  ]);

  assert.deepEqual(moves(await run()), { ...done, moves: [0, 0, 0, 0, 0], since: '2026-02-01' });

  held[0] = { id: 'oai:a:1', title: 'Lieu un', day: '2026-02-04' };
  held[1] = { id: 'oai:a:2', title: '', day: '2026-02-04', deleted: true };
  held.push({ id: 'oai:a:9', title: '', day: '2026-02-04', deleted: true });
  const third = await run();
  assert.deepEqual(moves(third), { ...done, moves: [0, 1, 0, 1, 2], since: '2026-02-02' });
  assert.deepEqual(third.goneKeys, ['oai:a:2']);
  assert.match(asked.at(-2)!, /^verb=ListRecords&metadataPrefix=oai_dc&set=lieux&from=2026-02-02$/);

  for (const record of held.slice(2, 5)) Object.assign(record, { deleted: true, day: '2026-02-05' });
  const fourth = await run();
  assert.equal(fourth.state, 'held');
  assert.match(fourth.failure!, /3 of 4 items are no longer there/);

  for (const record of held.slice(2, 5)) Object.assign(record, { deleted: false });
  assert.deepEqual(moves(await run(40)), { ...done, moves: [0, 0, 4, 0, 2], since: null });
});
