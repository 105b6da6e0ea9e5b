/** What a maintainer would notice: a known fault passed over, or "nothing known" said when nobody was asked. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as {
  packages: Record<string, { version: string; dev?: boolean }>;
};

describe('npm run dependencies', () => {
  let registry: Server;
  let known: Record<string, object[]> = {};
  before(async () => {
    registry = createServer((request, response) => {
      request.resume();
      const path = decodeURIComponent(request.url ?? '');
      const json = (value: object, status = 200) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (path === '/-/npm/v1/security/advisories/bulk') return json(known);
      const name = path.slice(1);
      const version = lock.packages[`node_modules/${name}`]?.version;
      if (version === undefined) return json({}, 404);
      return json({ name, 'dist-tags': { latest: version }, versions: { [version]: { name, version } } });
    });
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  });
  after(() => registry?.close());

  async function look(address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`) {
    const asked = spawn(process.execPath, ['scripts/dependencies.mjs'], {
      cwd: root,
      env: { ...process.env, npm_config_registry: address, npm_config_cache: `${root}/node_modules/.cache/npm-looked` },
    });
    let out = '';
    for (const stream of [asked.stdout, asked.stderr]) stream.setEncoding('utf8').on('data', (text) => (out += text));
    const [code] = (await once(asked, 'close')) as [number];
    return { code, out };
  }
  const fault = (severity: string) => ({
    id: 1,
    url: 'https://advisories.example/1',
    title: `A ${severity} fault`,
    severity,
    vulnerable_versions: '*',
    cwe: [],
    cvss: { score: 0, vectorString: null },
  });

  test('says what is known, the gravest first, and until when: sooner for what runs than for what the work needs', async () => {
    known = { hono: [fault('high')], 'fast-check': [fault('high')], kysely: [fault('critical')] };
    const { code, out } = await look();
    assert.equal(code, 1, out);
    assert.match(
      out,
      /critical {2}kysely [\d.]+ {2}runs: within 2 days[\s\S]*high {2}hono [\d.]+ {2}runs: within 7 days/,
    );
    assert.match(out, /high {2}fast-check [\d.]+ {2}for the work alone: within 30 days/);
    assert.match(out, /A critical fault {2}https:\/\/advisories\.example\/1/);
    assert.match(out, /3 with a known fault/);
  });

  test('says so when nothing is known', async () => {
    known = {};
    const { code, out } = await look();
    assert.equal(code, 0, out);
    assert.match(out, /\d{2,} packages looked at, 0 with a known fault/);
  });

  test('without a network says that nothing is known, and does not call that well', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { code, out } = await look(`http://127.0.0.1:${port}/`);
    assert.equal(code, 2, out);
    assert.match(out, /could not be asked[\s\S]*Nothing is known/);
    assert.doesNotMatch(out, /looked at/);
  });
});
