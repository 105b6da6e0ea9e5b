/** Who is taken for somebody else: another host, another address of the same page, another's session beside one's own. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { siteRules } from './routes.ts';
import { baseUrl, ofZelie, type WholeSite, wholeSite, zelie, zelieUsesEverything } from './testing.ts';
import { behindOf } from './testing-behind.ts';

let house: WholeSite;
let used: Awaited<ReturnType<typeof zelieUsesEverything>>;
let addresses: string[];
before(async () => {
  house = await wholeSite();
  used = await zelieUsesEverything(house);
  const behind = await behindOf(house, used);
  addresses = Object.entries(siteRules)
    .filter(([route]) => route.startsWith('GET '))
    .map(([route, rule]) => rule.at?.(behind) ?? route.slice(4).replace(/:\w+\??/g, 'a'));
});
after(() => house?.close());

const cookieOf = ({ jar }: ReturnType<WholeSite['visitor']>) => [...jar].map((pair) => pair.join('=')).join('; ');

test('another host, however it is named, stands in no page, no address and no letter', async () => {
  const evil = 'voleur.example';
  const ways: readonly Record<string, string>[] = [
    { host: evil, 'x-forwarded-host': evil },
    {
      'x-forwarded-host': evil,
      forwarded: `host=${evil};proto=https`,
      'x-original-url': `//${evil}/`,
      'x-rewrite-url': '/curation',
    },
    {
      'x-forwarded-proto': 'javascript',
      'x-forwarded-prefix': `//${evil}`,
      'x-host': evil,
      referer: `https://x//${evil}/`,
    },
  ];
  for (const path of addresses)
    for (const headers of ways) {
      await house.anew();
      const answer = await house.site.request(`http://${evil}${path}`, {
        headers: { ...headers, cookie: cookieOf(used.her) },
      });
      assert.ok(answer.status < 500, `${path}: ${answer.status}`);
      const told = `${[...answer.headers].join('\n')}\n${/html|xml|json/.test(answer.headers.get('content-type') ?? '') ? await answer.text() : ''}`;
      assert.ok(
        !told.includes(`//${evil}`) && !told.includes('javascript:'),
        `${path} ${JSON.stringify(headers)}\n${told.slice(Math.max(0, told.indexOf(evil) - 200), told.indexOf(evil) + 60)}`,
      );
    }
  await house.site.request(`http://${evil}/connexion`, {
    method: 'POST',
    headers: { host: evil, 'x-forwarded-host': evil, 'sec-fetch-site': 'same-origin', origin: baseUrl },
    body: new URLSearchParams({ mail: 'neuve@exemple.fr' }),
  });
  await house.people.sendDue();
  for (const { text, html } of await house.db.selectFrom('mail').selectAll().execute())
    assert.ok(!(text + html).includes(evil));
});

test('a page of hers is kept by no cache, under whatever name it is asked for', async () => {
  const own = [
    '/compte',
    '/compte/alertes',
    '/compte/carnets',
    '/compte/projets',
    '/compte/contacts',
    `/contacts/${used.received}`,
  ];
  const tricks = [
    '/x.css',
    '.css',
    ';x.css',
    '%2Fx.css',
    '%0Ax.css',
    '%23x.js',
    '/../assets/x.css',
    '/%2e%2e/assets/x.js',
    '?x.css',
    '//x.png',
    '/.png',
    '%3Fx.ico',
  ];
  for (const path of own)
    for (const trick of tricks)
      for (const method of ['GET', 'HEAD']) {
        const headers = {
          cookie: cookieOf(used.her),
          accept: 'text/css,*/*',
          range: 'bytes=0-99',
          'if-none-match': '*',
        };
        const answer = await house.site.request(baseUrl + path + trick, { method, headers });
        const body = await answer.text();
        const kept = !/no-store/.test(answer.headers.get('cache-control') ?? '');
        assert.ok(
          !(kept && ofZelie.test(body)),
          `${method} ${path}${trick}: ${answer.status} ${answer.headers.get('cache-control')}`,
        );
      }
});

test('pages for everyone are the same whoever asks, whatever they say of themselves', async () => {
  for (const path of [
    '/',
    '/partenaires',
    '/partenaires/a',
    `/projets/${used.first.path}`,
    '/communautes',
    '/carnets',
    '/connexion',
  ]) {
    const plain = await house.site.request(baseUrl + path);
    const hers = await house.site.request(baseUrl + path, {
      headers: {
        cookie: cookieOf(used.her),
        'accept-language': 'en',
        'user-agent': '<script>',
        'x-forwarded-for': '<b>',
        'x-http-method-override': 'POST',
      },
    });
    const less = (text: string) => text.replace(/value="[\w.-]{20,}"/g, '');
    assert.equal(hers.status, plain.status, path);
    if (/no-store/.test(hers.headers.get('cache-control') ?? '')) continue;
    assert.equal(less(await hers.text()), less(await plain.text()), path);
    assert.deepEqual(hers.headers.getSetCookie(), [], path);
  }
});

test('of two sessions in one request, and of one cut, doubled or signed by another, none is hers', async () => {
  const [[name, value] = ['', '']] = [...used.her.jar];
  const neighbour = await house.signedIn('voisine@exemple.fr');
  const [[, theirs] = ['', '']] = [...neighbour.jar];
  const [token = '', signature = ''] = decodeURIComponent(value).split('.');
  const [other = ''] = decodeURIComponent(theirs).split('.');
  const forged = [
    token,
    `${token}.`,
    `${token}.${signature.slice(0, -4)}`,
    `${other}.${signature}`,
    `${token}.${signature}x`,
    `.${signature}`,
    `${token}..${signature}`,
    '%',
    '\u0000',
    'null',
    '[object Object]',
    'x'.repeat(8_000),
  ];
  for (const one of forged) {
    const answer = await house.site.request(`${baseUrl}/compte`, {
      headers: { cookie: `${name}=${encodeURIComponent(one)}` },
    });
    assert.equal(answer.status, 401, one.slice(0, 40));
  }
  const both = await house.site.request(`${baseUrl}/compte`, {
    headers: { cookie: `${name}=${theirs}; ${name}=${value}` },
  });
  const said = await both.text();
  assert.ok(!(said.includes('voisine@') && said.includes(zelie.mail)), 'one person at a time');
  assert.deepEqual(house.complaints, []);
});

test('a name and a message hold nothing that turns text round or hides', async () => {
  const kim = await house.signedIn('kim@exemple.fr');
  const ada = await house.signedIn('ada@exemple.fr', { source: 'c' });
  await house.db.updateTable('person_partner').set({ role: 'admin' }).where('source', '=', 'c').execute();
  const hidden = /[\u200b\u202a-\u202e\u2066-\u2069\ufeff\u2028]/;
  await kim.post('/compte', { nom: 'Ada\u202e elpmaxe.esoac\u2066\u200b', langue: 'fr' });
  await kim.post('/partenaires/c/equipe', { faire: 'demander', message: 'Je suis \u202eada\u202c, du r\u200béseau.' });
  await kim.post('/compte/carnets', { titre: 'Carnet\u202e caché', texte: 'Un\u2066 texte' });
  await kim.post(`/projets/${used.first.path}/corriger`, {
    champ: 'other',
    raison: 'Faux\u202e.',
    valeur: 'Vrai\u202e.',
  });
  await kim.post(`/projets/${used.first.path}/revendiquer`, { par: 'parole', message: 'C’est\u202e nous.' });
  await kim.post(`/projets/${used.first.path}/signaler`, { motif: 'outdated', texte: 'Fermé\u202e.' });
  const cura = await house.signedIn('cura@exemple.fr', { role: 'curator' });
  for (const [browser, path] of [
    [ada, '/partenaires/c/equipe'],
    [kim, '/compte'],
    [kim, '/compte/carnets'],
    [kim, '/compte/corrections'],
    [cura, '/curation/moderation?genre=admission'],
    [cura, '/curation/moderation?genre=report'],
    [cura, '/partenaires/a/porteurs'],
  ] as const)
    assert.doesNotMatch(await (await browser.get(path)).text(), hidden, path);
});
