/** What else is tried: headers that are missing, forms sent twice at once, line ends in mails, programs in every field. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { sql } from 'kysely';
import { apiRules, siteRules } from './routes.ts';
import { baseUrl, type WholeSite, wholeSite } from './testing.ts';

let house: WholeSite;
let first: { id: string; path: string };
before(async () => {
  house = await wholeSite();
  first = await house.projectOf('a/1');
});
after(() => house?.close());

const filled = (path: string) => path.replace('/:id?', '').replace(/:path/, first.path).replace(/:\w+/g, 'x');

test('every answer, also that which refuses, tells browsers what not to make of it', async () => {
  let seen = 0;
  for (const [rules, ask] of [
    [siteRules, house.site],
    [apiRules, house.api],
  ] as const)
    for (const route of Object.keys(rules)) {
      const [method = '', path = ''] = route.split(' ');
      // These ask the search engine of the API, which stands apart here.
      if (ask === house.api && /projects/.test(path)) continue;
      const { headers, status } = await ask.request(baseUrl + filled(path), { method });
      const said = `${route}: ${status}`;
      const hsts = headers.get('strict-transport-security') ?? '';
      assert.ok(Number(/max-age=(\d+)/.exec(hsts)?.[1]) >= 31_536_000 && /includeSubDomains/i.test(hsts), said);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', said);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, said);
      if (!policy.includes('sandbox')) assert.match(policy, /base-uri 'none'.*frame-ancestors/, said);
      assert.doesNotMatch(policy, /unsafe|script-src[^;]*\*/, said);
      assert.ok(headers.has('referrer-policy'), said);
      seen++;
    }
  assert.ok(seen > 100);
});

test('a form that is sent eight times at once makes one thing', async () => {
  const eve = await house.signedIn('eve@exemple.fr');
  const count = async (table: string) =>
    Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(house.db)).rows[0]!.n);
  const words = { motif: 'learn', message: 'Bonjour, comment avez-vous fait ?', nom: 'Eve', accord: 'oui' };
  const forms: [table: string, path: string, fields: Record<string, string>][] = [
    ['alert', '/alertes/suivre?q=jardin', { rythme: 'daily' }],
    ['correction_proposal', `/projets/${first.path}/corriger`, { champ: 'other', raison: 'Faux.', valeur: 'Vrai.' }],
    ['claim', `/projets/${first.path}/revendiquer`, { par: 'parole', message: 'C’est nous.' }],
    ['matter', `/projets/${first.path}/signaler`, { motif: 'outdated', texte: 'Fermé depuis un an.' }],
    ['introduction_side', `/projets/${first.path}/contact`, words],
  ];
  for (const [table, path, fields] of forms) {
    await house.anew();
    const before = await count(table);
    const mails = await count('mail');
    const answers = await Promise.all(Array.from({ length: 8 }, () => eve.post(path, fields)));
    for (const { status } of answers) assert.ok(status < 500, `${path}: ${status}`);
    const made = (await count(table)) - before;
    // Both sides of one introduction stand in that table; those that were refused leave the asker's draft nowhere.
    assert.equal(made, table === 'introduction_side' ? 2 : 1, `${table}: ${made}`);
    assert.ok((await count('mail')) - mails <= 2, `${table}: no letter goes twice`);
  }
  assert.deepEqual(house.complaints, []);
});

test('enumeration: no form that takes an address says whether somebody with it has an account, an alert or a conversation', async () => {
  await house.anew();
  const known = 'habituee@exemple.fr';
  const resident = await house.signedIn(known);
  await resident.post('/alertes/suivre?q=jardin', { rythme: 'daily' });
  await resident.post(`/projets/${first.path}/revendiquer`, { par: 'parole', message: 'C’est nous.' });
  const words = { motif: 'learn', message: 'Bonjour, comment avez-vous fait ?', nom: 'H', accord: 'oui' };
  const forms: [path: string, fields: Record<string, string>][] = [
    ['/connexion', {}],
    ['/alertes/suivre?q=jardin', { rythme: 'weekly' }],
    [`/projets/${first.path}/corriger`, { champ: 'other', raison: 'Faux.', valeur: 'Vrai.' }],
    [`/projets/${first.path}/signaler`, { motif: 'outdated', texte: 'Fermé.' }],
    [`/projets/${first.path}/contact`, words],
  ];
  for (const [path, fields] of forms) {
    const seen = [];
    for (const mail of [known, 'etranger@exemple.fr']) {
      await house.anew();
      const answer = await house.visitor().post(path, { ...fields, mail });
      const body = (await answer.text()).replaceAll(mail, 'MAIL').replaceAll(/value="[\w.-]{20,}"/g, 'value');
      const to = (answer.headers.get('location') ?? '').replaceAll(/[0-9a-f-]{36}|[\w-]{30,}/g, 'ID');
      seen.push({ status: answer.status, to, body, cookies: answer.headers.getSetCookie().length });
    }
    assert.deepEqual(seen[0], seen[1], path);
  }
});

test('line ends and commas in a form add nothing to a mail: no header, no second reader', async () => {
  await house.anew();
  const evil = '\r\nBcc: victime@exemple.fr\r\n\r\nX';
  const mallory = house.visitor();
  const addresses = [
    `m@exemple.fr${evil}`,
    'm@exemple.fr,victime@exemple.fr',
    'm@exemple.fr\u2028Bcc: v@x.fr',
    'M <m@exemple.fr>',
  ];
  for (const mail of addresses) {
    await mallory.post('/connexion', { mail });
    await mallory.post('/alertes/suivre?q=jardin', { mail, rythme: 'daily' });
    await mallory.post(`/projets/${first.path}/contact`, {
      motif: 'learn',
      message: 'Bonjour, racontez-nous.',
      nom: `M${evil}`,
      mail,
      accord: 'oui',
    });
    await mallory.post(`/projets/${first.path}/corriger`, { champ: 'other', raison: evil, valeur: evil, mail });
    await mallory.post(`/projets/${first.path}/signaler`, { motif: 'outdated', texte: evil, mail });
  }
  const known = await house.signedIn('connue@exemple.fr');
  await known.post('/compte', { nom: `Connue${evil}`, langue: 'fr' });
  await known.post(`/projets/${first.path}/contact`, {
    motif: 'learn',
    message: `Bonjour, racontez.${evil}`,
    nom: `C${evil}`,
    accord: 'oui',
  });
  const mails = await house.db.selectFrom('mail').selectAll().execute();
  assert.ok(mails.length > 3);
  for (const { recipient, subject, headers } of mails) {
    assert.match(recipient, /^[^\s,<>]+@[^\s,<>@]+$/);
    assert.doesNotMatch(recipient, /victime|v@x/);
    assert.doesNotMatch(subject + Object.values(headers).join(''), /[\r\n\u2028\u2029]/);
  }
});

test('a program in any field of any form that is found on the pages is text wherever it is shown', async () => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'{{7*7}}javascript:alert(3)';
  const xia = await house.signedIn('xia@exemple.fr', { role: 'administrator', source: 'a' });
  const pages = [
    ...['/compte', '/compte/carnets', `/compte/carnets/ajouter?projet=${first.id}`, '/alertes/suivre?q=jardin'],
    ...['corriger?champ=title', 'corriger?champ=summary', 'corriger?champ=holder', 'corriger?champ=other'].map(
      (rest) => `/projets/${first.path}/${rest}`,
    ),
    ...['revendiquer', 'signaler', 'contact', 'essaimage'].map((rest) => `/projets/${first.path}/${rest}`),
    ...['/contribuer/projet', '/communautes/nouvelle', '/connexion'],
    ...['/partenaires/a/soutiens', '/partenaires/a/porteurs', '/partenaires/a/corrections'],
    ...['/curation/doublons', `/curation/projets/${first.id}`, '/curation/moderation', '/curation/mots'],
  ];
  let fields = 0;
  for (const page of pages) {
    await house.anew();
    const $ = load(await (await xia.get(page)).text());
    for (const form of $('main form[method=post]').toArray()) {
      const to = $(form).attr('action') ?? page;
      if (/supprimer|deconnexion|sessions/.test(to)) continue;
      const values: Record<string, string> = {};
      for (const input of $(form).find('[name]').toArray()) {
        const [name, type] = [$(input).attr('name')!, $(input).attr('type') ?? input.tagName];
        const typed = ['text', 'textarea', 'search', 'url', 'email', 'mail', 'input'].includes(type);
        if (typed) fields++;
        // What people do not see would have it held back, and shown to curators alone.
        if (type === 'file' || name === 'adresse2') continue;
        values[name] = typed ? evil : ($(input).attr('value') ?? $(input).find('option').last().attr('value') ?? evil);
      }
      const answer = await xia.post(to, values);
      assert.ok(answer.status < 500, `${to}: ${answer.status}`);
      if (/html/.test(answer.headers.get('content-type') ?? '')) shows(await answer.text(), to);
    }
  }
  assert.ok(fields > 30, `${fields} fields`);
  const after = [`/projets/${first.path}`, '/compte/projets', '/compte/corrections', '/compte/alertes', '/communautes'];
  for (const path of [
    ...pages,
    ...after,
    '/compte/donnees.json',
    '/partenaires/a',
    '/carnets',
    '/recherche',
    '/boite-aux-lettres',
  ]) {
    const answer = await xia.get(path);
    assert.ok(answer.status < 500, path);
    if (/html/.test(answer.headers.get('content-type') ?? '')) shows(await answer.text(), path);
  }
  for (const { html } of await house.db.selectFrom('mail').select('html').execute()) shows(html, 'a mail');
  assert.deepEqual(house.complaints, []);
});

/** Nothing of what was typed has become a part of the page. */
function shows(html: string, where: string): void {
  const $ = load(html);
  assert.equal($('[onerror], img[src=x]').length, 0, where);
  assert.doesNotMatch($('script').text(), /alert/, where);
  assert.equal($('a[href^="javascript:"], form[action^="javascript:"]').length, 0, where);
}
