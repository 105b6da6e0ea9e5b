import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { onLoopback } from '#lib/net/testing.ts';
import { createGeoplateforme } from './geoplateforme.ts';

type Answerer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A service on loopback that answers as it is told. */
let answerer: Answerer = (_request, response) => response.end();
const asked: string[] = [];
const { server, host, close } = await onLoopback(async (request, response) => {
  const body = await text(request).catch(() => '');
  asked.push(`${request.method} ${request.url}`);
  answerer(request, response, body);
});
after(close);
const url = `http://${host}/geocodage`;
const waits: number[] = [];
const geocoder = createGeoplateforme({
  url,
  timeout: 400,
  tries: 3,
  sleep: async (milliseconds) => void waits.push(milliseconds),
});

/** A feature in the shape of the service's answers. */
function feature(label: string, type: string, score: number, citycode: string, lon: number, lat: number) {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      label,
      score,
      type,
      citycode,
      id: `${citycode}_0001`,
      postcode: '44000',
      x: 1,
      y: 2,
      _type: 'address',
    },
  };
}

function filePart(body: string): string[][] {
  const data = body.slice(body.indexOf('\r\n\r\n') + 4, body.indexOf('\r\n--', 10));
  return parse(data) as string[][];
}

const five = ['1 rue A', '2 rue B', '3 rue C', '4 rue D', '5 rue E'].map((line) => ({ line, commune: '44109' }));
const header =
  'asked,line,commune,longitude,latitude,result_score,result_label,result_type,result_citycode,result_status';

test('one address is asked in its commune alone, and its door is found', async () => {
  answerer = (request, response) => {
    const query = new URL(request.url!, url).searchParams;
    assert.deepEqual([query.get('q'), query.get('citycode'), query.get('limit')], ['8 rue Kervégan', '44109', '1']);
    response.end(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [feature('8 Rue Kervégan 44000 Nantes', 'housenumber', 0.97, '44109', -1.5555, 47.2122)],
        query: '8 rue Kervégan',
      }),
    );
  };
  assert.deepEqual(await geocoder.geocode([{ line: '8 rue Kervégan', commune: '44109' }]), [
    {
      point: { lat: 47.2122, lon: -1.5555 },
      score: 0.97,
      type: 'housenumber',
      label: '8 Rue Kervégan 44000 Nantes',
      commune: '44109',
    },
  ]);
});

test('many addresses go as one file, and each gets its own answer though they come back in another order', async () => {
  asked.length = 0;
  answerer = (_request, response, body) => {
    assert.match(body, /name="citycode"\r\n\r\ncommune/);
    assert.match(body, /name="columns"\r\n\r\nline/);
    const rows = filePart(body).slice(1).reverse();
    const lines = rows.map(([row, line, commune]) =>
      line === '3 rue C'
        ? `${row},${line},${commune},,,,,,,not-found`
        : `${row},${line},${commune},-1.5,47.${row},0.9,"${line}, Nantes",street,${commune},ok`,
    );
    response.end(`${header}\n${lines.join('\n')}\n`);
  };
  const answers = await geocoder.geocode(five);
  assert.ok(Array.isArray(answers));
  assert.deepEqual(
    answers.map((answer) => (answer === 'none' ? answer : [answer.label, answer.point.lat])),
    [['1 rue A, Nantes', 47], ['2 rue B, Nantes', 47.1], 'none', ['4 rue D, Nantes', 47.3], ['5 rue E, Nantes', 47.4]],
  );
  assert.deepEqual(asked, ['POST /geocodage/search/csv']);
});

test('more addresses than one file holds go as several, none lost between two', async () => {
  asked.length = 0;
  answerer = (_request, response, body) => {
    const lines = filePart(body)
      .slice(1)
      .map(([row, line, commune]) => `${row},${line},${commune},-1.5,47.2,0.9,${line},housenumber,44109,ok`);
    response.end(`${header}\n${lines.join('\n')}`);
  };
  const many = Array.from({ length: 4500 }, (_, i) => ({ line: `${i} rue des Fleurs`, commune: '44109' }));
  const answers = await geocoder.geocode(many);
  assert.ok(Array.isArray(answers));
  assert.deepEqual(
    answers.map((answer) => (answer === 'none' ? answer : answer.label)),
    many.map(({ line }) => line),
  );
  assert.equal(asked.length, 3);
});

test('points lead to the nearest address, one by one and as a file', async () => {
  answerer = (request, response, body) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify({ features: [feature('Rue X', 'street', 0.99, '35238', -1.67, 48.11)] }));
      return;
    }
    const lines = filePart(body)
      .slice(1)
      .map(([row, lat, lon]) => `${row},${lat},${lon},48.1,-1.6,0.99,Rue Y,housenumber,35238,ok`);
    const names =
      'asked,latitude,longitude,result_latitude,result_longitude,result_score,result_label,result_type,result_citycode,result_status';
    response.end(`${names}\n${lines.join('\n')}`);
  };
  const point = { lat: 48.11, lon: -1.67 };
  const [one] = (await geocoder.reverse([point])) as { commune: string }[];
  assert.equal(one?.commune, '35238');
  const all = await geocoder.reverse([point, point, point, point, point]);
  assert.ok(Array.isArray(all));
  assert.deepEqual(new Set(all.map((answer) => answer !== 'none' && answer.point.lat)), new Set([48.1]));
});

test('a service that is busy is asked again after the time it says, and given up with a sentence', async () => {
  waits.length = 0;
  let turn = 0;
  answerer = (_request, response) => {
    if (turn++ === 0) response.writeHead(429, { 'retry-after': '7' }).end('<html>429</html>');
    else response.end(JSON.stringify({ features: [] }));
  };
  assert.deepEqual(await geocoder.geocode([{ line: '1 rue A' }]), ['none']);
  assert.deepEqual(waits, [7000]);
  answerer = (_request, response) => response.writeHead(503).end();
  const answer = await geocoder.geocode([{ line: '1 rue A' }]);
  assert.ok('failed' in answer);
  assert.match(answer.failed, /answers with the status 503\. It was asked 3 times\./);
});

for (const [name, answer] of [
  ['a page of HTML', '<html><body>maintenance</body></html>'],
  ['features of another shape', '{"features":[{"geometry":null,"properties":{}}]}'],
  ['nothing', ''],
] as const)
  test(`${name} instead of an answer is told, never taken for “not found”`, async () => {
    answerer = (_request, response) => response.end(answer);
    assert.deepEqual(await geocoder.geocode([{ line: '1 rue A' }]), {
      failed: 'The geocoding service answers in a form that is not known.',
    });
  });

test('half a file is no answer: the addresses that are not in it would be taken for unknown', async () => {
  answerer = (_request, response) => response.end(`${header}\n0,1 rue A,44109,-1.5,47.2,0.9,1 Rue A,street,44109,ok\n`);
  assert.deepEqual(await geocoder.geocode(five), {
    failed: 'The geocoding service answered a part of what was asked only.',
  });
});

test('a silent service is left after its time, and an aborted question ends at once', async () => {
  answerer = () => {};
  const answer = await geocoder.geocode([{ line: '1 rue A' }]);
  assert.ok('failed' in answer);
  assert.match(answer.failed, /did not answer within 0.4 seconds/);
  const stopping = new AbortController();
  const question = geocoder.geocode([{ line: '1 rue A' }], stopping.signal);
  stopping.abort();
  assert.match(((await question) as { failed: string }).failed, /was stopped/);
  server.closeAllConnections();
});

test('an address that is refused is not asked again', async () => {
  asked.length = 0;
  answerer = (_request, response) => response.writeHead(400).end('{"code":400,"message":"Failed parsing query"}');
  assert.ok('failed' in (await geocoder.geocode([{ line: 'x' }])));
  assert.equal(asked.length, 1);
});
