/** What is proposed of a catalogue at an address: its pages, its platform, the pages of its items. */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { before, describe, type TestContext, test } from 'node:test';
import type { Platform } from '#harvest/sniff/platform.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { names, towns } from './invented-places.fixture.ts';
import { proposeSource } from './propose-source.ts';

let gazetteer: Gazetteer;
before(() => {
  gazetteer = loadGazetteer();
});

const nothing = createPoliteFetch({ limits: {} });

async function serve(t: TestContext, listener: RequestListener) {
  const server = await onLoopback(listener);
  t.after(server.close);
  const { host } = server;
  const fetch = createPoliteFetch({ limits: { allow: [host] }, pause: 0 });
  const from = (path: string, platforms: readonly Platform[] = []) =>
    proposeSource(
      { fetch, gazetteer, platforms, now: () => new Date('2026-03-14') },
      { from: `http://${host}${path}` },
    );
  return { host, from };
}

describe('from an address', () => {
  const items = towns.map(([ville], n) => ({ id: `a${n}`, nom: names[n], ville }));

  test('pages are recognised: by the header, by the text, or by asking for others', async (t) => {
    const { from } = await serve(t, (request, response) => {
      const url = new URL(request.url!, 'http://x');
      if (url.pathname === '/robots.txt') return void response.writeHead(404).end();
      const offset = Number(url.searchParams.get('offset') ?? 0);
      if (url.pathname === '/link') response.setHeader('link', '</link?page=2>; rel="next"');
      response.setHeader('content-type', 'application/json');
      const page = items.slice(offset, offset + 3);
      response.end(JSON.stringify(url.pathname === '/link' ? page : { total_count: 6, results: page }));
    });
    const linked = await from('/link');
    assert.ok(!('reason' in linked) && linked.manifest.format.type === 'json');
    assert.deepEqual(linked.manifest.format.pages, { by: 'link' });
    const counted = await from('/records');
    assert.ok(!('reason' in counted) && counted.manifest.format.type === 'json');
    assert.deepEqual(counted.manifest.format.pages, { by: 'offset', parameter: 'offset', step: 3 });
  });

  test('a platform that knows the answer is believed, and its list is read where it says', async (t) => {
    const { from, host } = await serve(t, (request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      response.end(
        request.url === '/api' ? JSON.stringify({ list: items }) : '<!doctype html><title>Chez nous</title>',
      );
    });
    const platform: Platform = {
      id: 'chez-nous',
      name: 'Chez nous',
      recognise: async ({ text }) =>
        text.includes('Chez nous')
          ? { address: `http://${host}/api`, format: { type: 'json', items: 'list' }, key: ['id'], title: 'Nos lieux' }
          : undefined,
    };
    const found = await from('/', [platform]);
    assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
    assert.deepEqual(
      [found.manifest.address, found.manifest.key, found.manifest.name.fr],
      [`http://${host}/api`, ['id'], 'Nos lieux'],
    );
    assert.equal(found.trial.records, 6);
  });

  test('what the pages of items say for machines is what the proposal rests on', async (t) => {
    const visits: string[] = [];
    const own = (n: number) => {
      const [ville, cp, , lat, lon] = towns[n % towns.length]!;
      const place = {
        '@type': 'LocalBusiness',
        name: `${names[n % names.length]} ${n}`,
        description: `Un atelier où l’on répare ensemble, ouvert à tous, tous les samedis de l’année, numéro ${n}.`,
        address: {
          '@type': 'PostalAddress',
          streetAddress: `${n + 1} rue Haute`,
          postalCode: cp,
          addressLocality: ville,
        },
        geo: { latitude: lat, longitude: lon },
        telephone: `02 31 00 00 0${n % 10}`,
        url: `https://atelier-${n}.example.org/`,
      };
      const trail = { '@type': 'BreadcrumbList', itemListElement: [{ '@type': 'ListItem', name: `Fiche ${n}` }] };
      const site = { '@type': 'Organization', name: 'Le réseau des ateliers', url: 'https://reseau.example.org/' };
      return `<!doctype html><title>Fiche ${n}</title><meta property="og:image" content="https://reseau.example.org/${n}.jpg">
        <script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@graph': [site, trail, place] })}</script><p>…</p>`;
    };
    const { from, host } = await serve(t, (request, response) => {
      visits.push(request.url!);
      if (request.url === '/robots.txt') return void response.end('User-agent: *\nDisallow: /ateliers/7');
      const n = /^\/ateliers\/(\d+)$/.exec(request.url!)?.[1];
      if (n === '9') return void response.writeHead(404).end();
      const list = Array.from(
        { length: 24 },
        (_, at) =>
          `<article class="fiche"><h2><a href="/ateliers/${at}">Voir la fiche de cet atelier</a></h2><p>À la une ce mois-ci.</p></article>`,
      );
      response.setHeader('content-type', 'text/html');
      response.end(
        n === undefined ? `<!doctype html><title>Ateliers</title><main>${list.join('')}</main>` : own(Number(n)),
      );
    });
    const found = await from('/ateliers');
    assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
    const pages = visits.filter((path) => path.startsWith('/ateliers/'));
    assert.ok(pages.length <= 10, `${pages.length} pages were asked for`);
    const { map, format, expect, unread } = found.manifest;
    assert.equal(format.type, 'web');
    const [site] = map.sites!;
    assert.deepEqual(
      [map.title, map.body, site!.address, site!.postcode, site!.city],
      [
        'jsonld[0].@graph[2].name',
        ...['description', 'address.streetAddress', 'address.postalCode', 'address.addressLocality'].map(
          (name) => `jsonld[].@graph[].${name}`,
        ),
      ],
    );
    assert.deepEqual(
      [map.recordUrl, map.links, map.images],
      [
        { from: '@url', template: `http://${host}{value}` },
        [{ url: 'jsonld[0].@graph[2].url' }],
        [{ url: 'opengraph.og:image' }],
      ],
    );
    assert.deepEqual(unread.filter((name) => !name.includes('.')).slice(-2), ['jsonld', 'opengraph']);
    assert.equal(found.trial.withPlace, 1);
    assert.match(found.notes.join(' '), /The pages of \d+ of 24 items were looked at/);
    assert.equal(expect.count?.min, 19);
  });

  test('of a sitemap the pages are what the proposal rests on', async (t) => {
    const { from, host } = await serve(t, (request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      const n = /^\/lieux\/(\d+)$/.exec(request.url!)?.[1];
      if (n !== undefined) {
        const [ville, cp] = towns[Number(n) % towns.length]!;
        response.setHeader('content-type', 'text/html');
        return void response.end(
          `<!doctype html><title>${names[Number(n) % 6]} ${n}</title><div itemscope itemtype="https://schema.org/Place"><h1 itemprop="name">${names[Number(n) % 6]} ${n}</h1>
          <p itemprop="description">Un atelier où l’on répare ensemble, ouvert à tous, tous les samedis de l’année, numéro ${n}.</p>
          <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="postalCode">${cp}</span> <span itemprop="addressLocality">${ville}</span></div></div>`,
        );
      }
      const paths = ['/mentions', '/blog/a', ...Array.from({ length: 12 }, (_, at) => `/lieux/${at}`)];
      response.setHeader('content-type', 'application/xml');
      response.end(`<urlset>${paths.map((path) => `<url><loc>http://${host}${path}</loc></url>`).join('')}</urlset>`);
    });
    const found = await from('/sitemap.xml');
    assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
    const { map, format, key } = found.manifest;
    assert.deepEqual([format, key, map.recordUrl], [{ type: 'sitemap', only: '/lieux/', page: {} }, ['loc'], 'loc']);
    assert.deepEqual(
      [map.title, map.summary, map.sites![0]!.postcode, map.sites![0]!.city],
      ['name', 'description', 'address.postalCode', 'address.addressLocality'].map((name) => `microdata[].${name}`),
    );
    assert.deepEqual([found.trial.records, found.trial.withPlace], [10, 1]);
  });

  test('a list that does not want its links followed is not, and says so', async (t) => {
    const visits: string[] = [];
    const { from } = await serve(t, (request, response) => {
      visits.push(request.url!);
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>Lieux</title><meta name="robots" content="nofollow">${names
          .map(
            (name, n) =>
              `<article class="fiche"><h2><a href="/l/${n}">${name} vous ouvre ses portes</a></h2></article>`,
          )
          .join('')}`,
      );
    });
    const found = await from('/lieux');
    assert.ok(!('reason' in found));
    assert.match(found.notes.join(' '), /A harvest will refuse this page/);
    assert.deepEqual(
      visits.filter((path) => path.startsWith('/l')),
      ['/lieux'],
    );
  });

  test('a page without items offers the file and the feed that it links to', async (t) => {
    const { from, host } = await serve(t, (request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      response.setHeader('content-type', 'text/html');
      response.end(
        '<!doctype html><title>Données</title><p>Bonjour, voici tout.</p><a href="/lieux.csv">Télécharger</a>',
      );
    });
    const found = await from('/');
    assert.ok('reason' in found);
    assert.deepEqual(found.offers, [{ address: `http://${host}/lieux.csv`, what: 'a CSV file' }]);
  });

  test('what leads inside, is refused, or is no address is told in a sentence', async (t) => {
    const { from } = await serve(t, (request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      if (request.url === '/inside')
        return void response.writeHead(302, { location: 'http://10.0.0.1/secrets.csv' }).end();
      response.writeHead(500).end();
    });
    const inside = await from('/inside');
    assert.ok('reason' in inside && /10\.0\.0\.1/.test(inside.reason), JSON.stringify(inside));
    const broken = await from('/broken');
    assert.ok('reason' in broken && /500/.test(broken.reason));
    const strange = await proposeSource(
      { fetch: nothing, gazetteer, platforms: [], now: () => new Date('2026-03-14') },
      { from: 'ftp://example.org/a.csv' },
    );
    assert.ok('reason' in strange && /begins with http/.test(strange.reason));
  });
});
