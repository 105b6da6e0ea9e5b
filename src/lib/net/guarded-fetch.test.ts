import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type FetchLimits, guardedFetch } from './guarded-fetch.ts';
import { isPublicAddress } from './public-address.ts';
import { onLoopback } from './testing.ts';

/** A server on loopback that stops with the test; its address and its `host:port`. */
async function serve(t: TestContext, listener: RequestListener): Promise<{ address: string; host: string }> {
  const server = await onLoopback(listener);
  t.after(server.close);
  const { port } = server;
  return { address: `http://127.0.0.1:${port}/`, host: `127.0.0.1:${port}` };
}

async function fetched(address: string, limits: FetchLimits): Promise<string> {
  const answer = await guardedFetch(address, limits);
  if ('failed' in answer) return `failed: ${answer.failed}`;
  if ('unchanged' in answer) return 'unchanged';
  return text(answer.body).catch((error: Error) => `body failed: ${error.message}`);
}

test('only addresses of the public internet are public', () => {
  for (const address of ['1.1.1.1', '194.0.0.1', '2001:4860:4860::8888', '2a00:1450:4007::1']) {
    assert.ok(isPublicAddress(address), address);
  }
  const closed =
    '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 ' +
    '224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 ' +
    '2002:7f00:1:: 2001::1 2001:db8::1 ff02::1 localhost 127.1 nonsense';
  for (const address of closed.split(' ')) assert.ok(!isPublicAddress(address), address);
});

test('an address inside the machine is refused, however it is written', async (t) => {
  let asked = 0;
  const { address, host } = await serve(t, (_, response) => {
    asked++;
    response.end('secret');
  });
  const port = new URL(address).port;
  const written = [
    address,
    `http://localhost:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f.1:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
  ];
  for (const one of written) assert.match(await fetched(one, {}), /failed: .* is not on the public internet/, one);
  assert.equal(asked, 0);
  assert.equal(await fetched(address, { allow: [host] }), 'secret');
});

test('a name that leads inside is refused, even when one of its addresses is public', async () => {
  const resolve = async () => [
    { address: '1.1.1.1', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];
  assert.match(await fetched('http://partner.example/', { resolve }), /is not on the public internet/);
});

test('the connection goes to the address that was checked', async (t) => {
  const { address } = await serve(t, (request, response) => response.end(request.headers.host));
  const host = `partner.example:${new URL(address).port}`;
  let lookups = 0;
  const resolve = async () => {
    lookups++;
    return [{ address: '127.0.0.1', family: 4 }];
  };
  assert.equal(await fetched(`http://${host}/`, { resolve, allow: [host] }), host);
  assert.equal(lookups, 1);
});

test('redirects are followed, checked and counted', async (t) => {
  const inside = await serve(t, (_, response) => response.end('secret'));
  const outside = await serve(t, (request, response) => {
    const to: Record<string, string> = {
      '/in': inside.address,
      '/file': 'file:///etc/passwd',
      '/loop': '/loop',
      '/ok': '/end',
    };
    const location = to[request.url ?? ''];
    if (location === undefined) response.end('arrived');
    else response.writeHead(302, { location }).end();
  });
  const limits = { allow: [outside.host] };
  assert.match(await fetched(`${outside.address}in`, limits), /not on the public internet/);
  assert.match(await fetched(`${outside.address}file`, limits), /only http and https/);
  assert.match(await fetched(`${outside.address}loop`, limits), /redirects more than 5 times/);
  assert.equal(await fetched(`${outside.address}ok`, limits), 'arrived');
});

test('an answer too large, as sent or once decompressed, is cut off', async (t) => {
  const bomb = gzipSync(Buffer.alloc(2_000_000));
  const { address, host } = await serve(t, (request, response) => {
    if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    else response.end(Buffer.alloc(2_000_000));
  });
  const limits = { allow: [host], maxBytes: 1_000_000 };
  assert.ok(bomb.length < 10_000);
  assert.match(await fetched(`${address}bomb`, limits), /body failed: .* is larger than 1 MB/);
  assert.match(await fetched(address, limits), /body failed: .* is larger than 1 MB/);
});

test('compressed answers are read, damaged ones are not', async (t) => {
  const { address, host } = await serve(t, (request, response) => {
    const name = request.url?.slice(1) ?? '';
    const whole = name === 'br' ? brotliCompressSync('été') : gzipSync('été');
    const encoding = name === 'cut' ? 'gzip' : name;
    response.writeHead(200, { 'content-encoding': encoding }).end(name === 'cut' ? whole.subarray(0, 12) : whole);
  });
  const limits = { allow: [host] };
  assert.equal(await fetched(`${address}gzip`, limits), 'été');
  assert.equal(await fetched(`${address}br`, limits), 'été');
  assert.match(await fetched(`${address}cut`, limits), /body failed: .* damaged or cut/);
  assert.match(await fetched(`${address}rot13`, limits), /failed: .* not known here \(rot13\)/);
});

test('a server that says nothing, or stops in the middle, is given up', async (t) => {
  const { address, host } = await serve(t, (request, response) => {
    if (request.url === '/mute') return;
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    if (request.url === '/cut') setImmediate(() => response.destroy());
  });
  assert.match(await fetched(`${address}mute`, { allow: [host], idleTimeout: 200 }), /sent nothing for 0.2 seconds/);
  assert.match(await fetched(`${address}mute`, { allow: [host], timeout: 200 }), /took longer than 0.2 seconds/);
  assert.match(
    await fetched(`${address}slow`, { allow: [host], timeout: 400 }),
    /body failed: .* took longer than 0.4 seconds/,
  );
  assert.match(
    await fetched(`${address}slow`, { allow: [host], idleTimeout: 200 }),
    /body failed: .* sent nothing for 0.2 s/,
  );
  assert.match(await fetched(`${address}cut`, { allow: [host] }), /body failed: .* connection was cut/);
});

test('other protocols, passwords, error statuses and unknown hosts are told', async (t) => {
  const { address, host } = await serve(t, (_, response) => response.writeHead(503).end('later'));
  assert.match(await fetched('ftp://example.org/a', {}), /only http and https/);
  assert.match(await fetched('pas une adresse', {}), /is not an address/);
  assert.match(await fetched('http://a:b@example.org/', {}), /must not hold a password/);
  assert.match(await fetched(address, { allow: [host] }), /answers with the status 503/);
  const resolve = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  assert.match(await fetched('http://nulle-part.example/', { resolve }), /its host is not known/);
});

test('who asks is said', async (t) => {
  const { address, host } = await serve(t, (request, response) => response.end(request.headers['user-agent']));
  assert.match(await fetched(address, { allow: [host] }), /^Carrefour-des-innovations-sociales\//);
});
