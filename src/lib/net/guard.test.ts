/** The guard as an attacker sees it: each trick known to reach inside a machine through a fetcher, refused before anything is sent. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { guardedFetch } from './guarded-fetch.ts';
import { isWebPort } from './ports.ts';
import { isLocalAddress, isPublicAddress } from './public-address.ts';
import { onLoopback } from './testing.ts';

/** A server on loopback that counts who came, on IPv4. */
async function inside(t: TestContext) {
  const seen: string[] = [];
  const server = await onLoopback((request, response) => {
    seen.push(request.url!);
    response.end('secret');
  });
  t.after(server.close);
  return { port: server.port, seen };
}

async function why(address: string, limits: Parameters<typeof guardedFetch>[1] = {}): Promise<string> {
  const answer = await guardedFetch(address, limits);
  if ('failed' in answer) return answer.failed;
  if ('body' in answer) answer.body.destroy();
  return 'fetched';
}

/** A trick, and the host as an attacker writes it. */
const disguises: Record<string, string> = {
  'plain loopback': '127.0.0.1',
  'another loopback': '127.8.9.10',
  decimal: '2130706433',
  octal: '0177.0.0.1',
  'octal in one number': '017700000001',
  hexadecimal: '0x7f000001',
  'hexadecimal in parts': '0x7f.0x0.0x0.0x1',
  'few parts': '127.1',
  zero: '0',
  'this host': '0.0.0.0',
  'digits in circles': '①②⑦.⓪.⓪.①',
  'ideographic full stops': '127。0。0。1',
  'escaped digits': '%31%32%37.0.0.1',
  'a dot at the end': '127.0.0.1.',
  'a name': 'localhost',
  'a name in capitals': 'LOCALHOST',
  'a name with a dot at the end': 'localhost.',
  'a name in circled letters': 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'IPv6 loopback': '[::1]',
  'IPv6 loopback in full': '[0:0:0:0:0:0:0:1]',
  'IPv6 unspecified': '[::]',
  'IPv4-mapped': '[::ffff:127.0.0.1]',
  'IPv4-mapped in hexadecimal': '[::ffff:7f00:1]',
  'IPv4-compatible': '[::127.0.0.1]',
  NAT64: '[64:ff9b::127.0.0.1]',
  'NAT64 of a house': '[64:ff9b:1::7f00:1]',
  '6to4': '[2002:7f00:1::]',
  Teredo: '[2001:0:7f00:1::]',
  'link-local': '[fe80::1]',
  'unique local': '[fd12:3456::1]',
  'the secrets of a cloud': '169.254.169.254',
  'the secrets of a cloud, in decimal': '2852039166',
  'the secrets of a cloud, in IPv6': '[fd00:ec2::254]',
  'RFC 1918, 10': '10.0.0.1',
  'RFC 1918, 172': '172.31.255.254',
  'RFC 1918, 192': '192.168.0.1',
  'carrier-grade NAT': '100.100.100.200',
  benchmarks: '198.18.0.1',
  multicast: '224.0.0.1',
  broadcast: '255.255.255.255',
};

test('an address inside is refused in every disguise', async (t) => {
  const { port, seen } = await inside(t);
  for (const [trick, host] of Object.entries(disguises))
    assert.match(await why(`http://${host}:${port}/`), /is not on the public internet/, trick);
  // No address at all: a zone, a port that is none.
  for (const address of [
    `http://[fe80::1%25eth0]:${port}/`,
    `http://[fe80::1%eth0]:${port}/`,
    'http://127.0.0.1:99999/',
  ])
    assert.match(await why(address), /is not an address/, address);
  assert.deepEqual(seen, []);
});

test('another scheme, a password, a port of another protocol are refused', async (t) => {
  const { port, seen } = await inside(t);
  for (const address of [
    'file:///etc/passwd',
    'ftp://a.example/',
    'gopher://127.0.0.1:6379/_',
    'data:text/plain,a',
    'blob:null',
  ])
    assert.match(await why(address), /only http and https/, address);
  for (const address of [`http://partenaire.example@127.0.0.1:${port}/`, `http://u:p@127.0.0.1:${port}/`])
    assert.match(await why(address, { allow: [`127.0.0.1:${port}`] }), /must not hold a password/, address);
  const resolve = async () => [{ address: '1.1.1.1', family: 4 }];
  for (const other of [22, 25, 110, 465, 6667])
    assert.match(await why(`http://partenaire.example:${other}/`, { resolve }), /nothing is fetched from the port/);
  assert.ok(['', '80', '443', '8080', '8443', '5000'].every(isWebPort));
  assert.deepEqual(seen, []);
});

test('a name that means another thing at each question is connected to as it was checked', async (t) => {
  const { port, seen } = await inside(t);
  let questions = 0;
  const rebinding = async () => {
    questions++;
    // First public, then inside. 192.0.2.0/24 would be refused: this address is public and nothing answers on it here.
    return questions === 1 ? [{ address: '8.8.8.8', family: 4 }] : [{ address: '127.0.0.1', family: 4 }];
  };
  assert.doesNotMatch(await why(`http://rebind.example:${port}/`, { resolve: rebinding, timeout: 300 }), /^fetched$/);
  assert.equal(questions, 1);
  const mixed = async () => [
    { address: '2a00:1450:4007::1', family: 6 },
    { address: '::ffff:127.0.0.1', family: 6 },
  ];
  assert.match(await why(`http://mixed.example:${port}/`, { resolve: mixed }), /not on the public internet/);
  assert.deepEqual(seen, []);
});

test('a house may be allowed by name, its neighbours and the secrets of clouds are not', async (t) => {
  const { port, seen } = await inside(t);
  const allow = [`127.0.0.1:${port}`, 'donnees.example', '169.254.169.254', '[fd00:ec2::254]', '0.0.0.0'];
  assert.equal(await why(`http://127.0.0.1:${port}/a`, { allow }), 'fetched');
  const leads = (address: string) => async () => [{ address, family: address.includes(':') ? 6 : 4 }];
  assert.equal(await why(`http://donnees.example:${port}/b`, { allow, resolve: leads('127.0.0.1') }), 'fetched');
  for (const other of ['127.0.0.1:1', 'localhost', `127.0.0.2:${port}`])
    assert.match(await why(`http://${other}/`, { allow }), /not on the public internet/, other);
  for (const address of ['169.254.169.254', 'fd00:ec2::254', '0.0.0.0', 'fe80::1', '::'])
    assert.match(
      await why('http://donnees.example/', { allow, resolve: leads(address) }),
      /not on the public/,
      address,
    );
  assert.match(await why('http://169.254.169.254/latest/meta-data/', { allow }), /not on the public internet/);
  assert.deepEqual(seen, ['/a', '/b']);
  assert.ok(isLocalAddress('192.168.1.10') && isLocalAddress('::1') && isLocalAddress('1.1.1.1'));
  assert.ok(!isLocalAddress('::ffff:10.0.0.1') && !isLocalAddress('nonsense') && !isPublicAddress('nonsense'));
});
