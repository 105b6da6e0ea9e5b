/** Pages that scripts make, read by a real Chromium; and pages that try to get out through it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { recordsWithRows } from '#harvest/testing.ts';
import { findChromium } from '#lib/chromium.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from '../run.ts';
import { type BrowserLimits, browserLimits, createBrowserPages } from './browser.ts';
import { startChromium } from './start-browser.ts';

type Answer = (url: URL, response: ServerResponse, request: IncomingMessage) => unknown;

async function serve(t: TestContext, answer: Answer) {
  const asked: string[] = [];
  const { server, host, close } = await onLoopback((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const given = answer(new URL(request.url!, 'http://a'), response, request);
    if (given === undefined) return void response.writeHead(404).end();
    if (given === null) return;
    const isText = typeof given === 'string';
    response.setHeader('content-type', isText ? 'text/html; charset=utf-8' : 'application/json');
    response.end(isText ? given : JSON.stringify(given));
  });
  server.on('upgrade', (request, socket) => {
    asked.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  t.after(close);
  return { asked, host };
}

const start = startChromium(findChromium(process.env.CHROMIUM_PATH));
const format = { type: 'web', items: 'li.lieu', fields: { nom: 'h2' }, page: {}, browser: true } as const;
const shell = '<!doctype html><title>Lieux</title><div id="app"></div>';
const places = [
  { id: 1, nom: 'Épicerie du port' },
  { id: 2, nom: 'Jardin partagé' },
];
/** Asks for the places, then shows them with links to their own pages. */
const script = `const places = await (await fetch('/api/lieux')).json();
document.querySelector('#app').innerHTML =
  places.map(({ id, nom }) => '<li class="lieu"><h2>' + nom + '</h2><a href="/lieu/' + id + '">voir</a></li>').join('');`;

async function render(
  t: TestContext,
  html: string,
  more: Answer = () => undefined,
  limits: Partial<BrowserLimits> = {},
) {
  const site = await serve(t, (url, response, request) => (url.pathname === '/' ? html : more(url, response, request)));
  const fetch = createPoliteFetch({ limits: { allow: [site.host] }, robots: false, pause: 0 });
  const pages = createBrowserPages(fetch, format, start, { ...browserLimits, timeout: 10_000, ...limits });
  t.after(pages.close);
  const page = await pages.open(`http://${site.host}/`);
  if ('failed' in page) return { ...site, failed: page.failed, html: '' };
  assert.ok('path' in page);
  const text = await readFile(page.path, 'utf8');
  await page.drop();
  return { ...site, failed: '', html: text };
}

test('a list that a script makes is told to be so, and read where the manifest says so', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const site = await serve(t, (url) => {
    if (url.pathname === '/') return `${shell}<script type="module">${script}</script>`;
    if (url.pathname === '/api/lieux') return places;
    const place = places.find(({ id }) => url.pathname === `/lieu/${id}`);
    return (
      place && `${shell}<script>document.querySelector('#app').innerHTML = '<p class="horaires">lundi</p>'</script>`
    );
  });
  const run = (browser: boolean, robots: 'obeyed' | 'ignored' = 'obeyed') =>
    harvestSource({
      db,
      source: testSource({
        id: `scripts-${browser}`,
        robots,
        format: { ...format, link: 'a', page: { horaires: '.horaires' }, browser },
        key: ['@url'],
      }),
      input: { kind: 'address', address: `http://${site.host}/` },
      now: () => new Date(),
      fetching: { allow: [site.host] },
      manners: { pause: 0 },
      startBrowser: start,
    });
  const without = await run(false);
  assert.equal(without.state, 'failed');
  assert.match(without.failure!, /made by scripts in the browser.*browser: true/);
  const report = await run(true);
  assert.deepEqual([report.state, report.failure, report.records], ['done', null, 2]);
  const rows = await recordsWithRows(db, 'scripts-true');
  assert.deepEqual(
    rows.map(({ rows: [row] }) => row),
    places.map(({ id, nom }) => ({ '@url': `/lieu/${id}`, nom, horaires: 'lundi' })),
  );
});

test('a page cannot reach inside the machine through the browser, by any way', async (t) => {
  const inside = await serve(t, () => ({ secret: 'trouvé' }));
  const target = `http://${inside.host}`;
  const attack = `${shell}
<link rel="preconnect" href="${target}/preconnect"><link rel="prefetch" href="${target}/prefetch">
<link rel="stylesheet" href="${target}/style.css"><script src="${target}/script.js"></script>
<img src="${target}/image"><iframe src="${target}/frame"></iframe><object data="${target}/object"></object>
<video src="${target}/video"></video><a id="ping" href="#" ping="${target}/ping">x</a><a id="file" download href="${target}/download">x</a>
<iframe srcdoc="<script>fetch('${target}/srcdoc')</script>"></iframe>
<script>
const tries = [];
const attempt = (name, work) => tries.push(Promise.resolve().then(work).then((v) => name + ': ' + v, () => name + ': no'));
attempt('fetch', async () => (await fetch('${target}/fetch')).text());
attempt('fetch no-cors', async () => (await fetch('${target}/nocors', { mode: 'no-cors' })).type);
attempt('redirect', async () => (await fetch('/vers-dedans')).text());
attempt('decimal', async () => (await fetch('http://2130706433:${inside.host.split(':')[1]}/decimal')).text());
attempt('post', async () => (await fetch('${target}/post', { method: 'POST', body: 'x' })).text());
attempt('beacon', () => navigator.sendBeacon('${target}/beacon', 'x'));
attempt('file', async () => (await fetch('file:///etc/passwd')).text());
attempt('socket', () => new Promise((done, no) => {
  const socket = new WebSocket('${target.replace('http', 'ws')}/socket');
  socket.onopen = () => done('open'); socket.onerror = no; socket.onclose = no; }));
attempt('events', () => new Promise((done, no) => {
  const source = new EventSource('${target}/events'); source.onopen = () => done('open'); source.onerror = no; }));
attempt('worker', () => new Promise((done, no) => {
  const code = "fetch('${target}/worker', { mode: 'no-cors' }).then(() => postMessage('yes'), () => postMessage('no'))";
  const worker = new Worker(URL.createObjectURL(new Blob([code])));
  worker.onmessage = ({ data }) => data === 'yes' ? done('yes') : no(); worker.onerror = no; }));
attempt('service worker', async () => (await navigator.serviceWorker.register('/sw.js')).scope);
attempt('rtc', async () => {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'turn:${inside.host}?transport=tcp', username: 'a', credential: 'b' }] });
  peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer());
  await new Promise((done) => setTimeout(done, 500)); throw new Error('no'); });
attempt('popup', () => { if (window.open('${target}/popup') === null) throw new Error('no'); return 'opened'; });
document.querySelector('#file').click(); document.querySelector('#ping').click();
const late = new Promise((done) => setTimeout(done, 3000)).then(() => []);
Promise.race([Promise.all(tries), late]).then((told) => {
  document.querySelector('#app').innerHTML = '<li class="lieu"><h2>' + told.join(' | ') + '</h2></li>';
  location.href = '${target}/location';
});
</script>`;
  const { html, failed } = await render(t, attack, (url, response) => {
    if (url.pathname === '/vers-dedans') {
      response.writeHead(302, { location: `${target}/redirige` }).end();
      return null;
    }
    return url.pathname === '/sw.js' ? 'self.addEventListener("fetch", () => {})' : undefined;
  });
  assert.equal(failed, '');
  t.diagnostic(/<h2>(.*?)<\/h2>/s.exec(html)?.[1] ?? 'nothing was shown');
  assert.match(html, /fetch: no/);
  assert.doesNotMatch(html, /trouvé/);
  assert.deepEqual(inside.asked, []);
});

test('a page that never rests, asks for too much, or leads elsewhere is taken as it is, or told', async (t) => {
  const items = '<li class="lieu"><h2>Lieu</h2></li>';
  const restless = await render(t, `${items}<script>setInterval(() => fetch('/encore'), 100)</script>`, () => ({}), {
    timeout: 2000,
  });
  assert.match(restless.html, /<h2>Lieu/);
  const greedy = await render(t, `${items}<script>for (let i = 0; i < 300; i++) fetch('/' + i)</script>`, () => ({}), {
    requests: 10,
  });
  assert.match(greedy.html, /<h2>Lieu/);
  assert.equal(greedy.asked.length, 10);
  const heavy = await render(t, `${items}<script src="/lourd.js"></script>`, () => '/'.repeat(3_000_000), {
    bytes: 1_000_000,
  });
  assert.match(heavy.html, /<h2>Lieu/);
  const leaves = await render(t, `${items}<script>location.href = '/ailleurs'</script>`, () => '<h1>Ailleurs</h1>');
  assert.match(leaves.html, /<h2>Lieu/);
  assert.deepEqual(leaves.asked, ['GET /']);
});

test('a script that holds the browser for good is ended, and the next page is read', async (t) => {
  const site = await serve(t, (url) =>
    url.pathname === '/' ? `${shell}<script>for (;;);</script>` : '<li class="lieu"><h2>Suivant</h2></li>',
  );
  const fetch = createPoliteFetch({ limits: { allow: [site.host] }, robots: false, pause: 0 });
  const pages = createBrowserPages(fetch, format, start, { ...browserLimits, timeout: 1500 });
  t.after(pages.close);
  const held = await pages.open(`http://${site.host}/`);
  assert.ok('failed' in held);
  assert.match(held.failed, /took the browser longer|could not be shown/);
  const next = await pages.open(`http://${site.host}/suite`);
  assert.ok('path' in next, JSON.stringify(next));
  await next.drop();
});

test('where there is no Chromium, or none that starts, a sentence says so', async () => {
  const fetch = createPoliteFetch({ limits: {}, robots: false });
  const why = async (starting: Parameters<typeof createBrowserPages>[2]) => {
    const pages = createBrowserPages(fetch, format, starting);
    const page = await pages.open('http://partenaire.example/');
    await pages.close();
    return 'failed' in page ? page.failed : 'opened';
  };
  assert.match(await why(startChromium(undefined)), /no Chromium was found.*apt install chromium/);
  assert.match(await why(startChromium('/nowhere/chromium')), /browser \/nowhere\/chromium does not start/);
  assert.match(await why(undefined), /none is at hand/);
});

test('the browser itself has no way out, even where nothing intercepts it', async (t) => {
  const inside = await serve(t, () => '<h1>trouvé</h1>');
  const browser = await start();
  assert.ok(!('failed' in browser));
  t.after(() => browser.close());
  const tab = await browser.newPage();
  for (const host of [inside.host, inside.host.replace('127.0.0.1', 'localhost')])
    await assert.rejects(tab.goto(`http://${host}/`, { timeout: 5000 }), /ERR_|Timeout/);
  assert.deepEqual(inside.asked, []);
});
