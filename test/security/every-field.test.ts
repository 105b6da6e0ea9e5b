/**
 * Every text that people can type, each with a program in it and a mark of its own; then every page, feed, calendar and
 * letter that links lead to, as four readers see them. Each mark must be found somewhere: what was never shown was not
 * tried.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { workFor } from '#connect/spam/testing.ts';
import { correctedFields, longestText } from '#model/correction.ts';
import { aTelling } from '#web/testing-telling.ts';
import { baseUrl, type WholeSite, wholeSite } from './testing.ts';

type Browser = Awaited<ReturnType<WholeSite['signedIn']>>;

let house: WholeSite;
before(async () => {
  house = await wholeSite();
});
after(() => house?.close());

/** By mark, where it was typed. */
const typed = new Map<string, string>();
const evil = (where: string): string => {
  const mark = `zz${typed.size}zz`;
  typed.set(mark, where);
  return `${mark}"'><img src=x onerror=alert(1)></textarea></title><script>alert(2)</script>`;
};

/** Nothing of what was typed has become a part of what is shown. */
function looksThrough(body: string, type: string, where: string): void {
  for (const [mark] of body.matchAll(/zz\d+zz/g)) typed.delete(mark);
  if (/json/.test(type)) JSON.parse(body);
  else if (/calendar/.test(type)) {
    const lines = body.replaceAll('\r\n ', '').split('\r\n');
    for (const line of lines) assert.match(line, /^([A-Z-]+[;:].*)?$/, `${where}: ${line}`);
    assert.equal(
      lines.filter((line) => line === 'BEGIN:VEVENT').length,
      lines.filter((line) => /^UID:/.test(line)).length,
    );
  } else if (/csv|plain/.test(type)) return;
  else {
    const $ = load(body, /xml/.test(type) ? { xml: true } : {});
    assert.equal($('[onerror], img[src=x]').length, 0, where);
    assert.doesNotMatch($('script:not([type="application/ld+json"])').text(), /alert/, where);
    assert.equal($('a[href^="javascript:"], form[action^="javascript:"]').length, 0, where);
    for (const data of $('script[type="application/ld+json"]').toArray()) JSON.parse($(data).text());
  }
}

const followed =
  /^\/(en\/)?(compte|projets|partenaires|curation|carnets|communautes|contribuer|contacts|alertes|recherche)/;
const left = /deconnexion|\.webp|\.png|\/territoires|recherche\/(carte|completion)|supprimer/;

/** Goes wherever links lead, page by page. */
async function walk(browser: Browser, from: readonly string[]): Promise<number> {
  const seen = new Set<string>();
  const waiting = [...from];
  let searches = 0;
  for (let path = waiting.shift(); path !== undefined && seen.size < 250; path = waiting.shift()) {
    if (seen.has(path) || left.test(path) || (/recherche\?/.test(path) && ++searches > 6)) continue;
    seen.add(path);
    await house.anew();
    const answer = await browser.get(path);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    const type = answer.headers.get('content-type') ?? '';
    const body = await answer.text();
    if (body !== '') looksThrough(body, type, path);
    if (!/html/.test(type)) continue;
    const to = answer.headers.get('location');
    const links = load(body)('a[href], link[rel=alternate][href]')
      .toArray()
      .map((link) => link.attribs.href ?? '');
    for (const href of to === null ? links : [to, ...links]) {
      if (!URL.canParse(href, baseUrl + path)) continue;
      const url = new URL(href, baseUrl + path);
      if (url.origin === baseUrl && followed.test(url.pathname)) waiting.push(url.pathname + url.search);
    }
  }
  return seen.size;
}

test('a program in every text that is typed is text wherever it is shown, and each of them is shown', async () => {
  const xia = await house.signedIn('xia@exemple.fr');
  const eda = await house.signedIn('eda@exemple.fr', { source: 'a' });
  const cura = await house.signedIn('cura@exemple.fr', { role: 'curator' });
  const cora = await house.signedIn('cora@exemple.fr', { role: 'administrator' });
  await house.db.updateTable('person_partner').set({ role: 'admin' }).execute();
  const { moderation } = house.people.doors;
  const [first, second, third] = [
    await house.projectOf('a/1'),
    await house.projectOf('c/9'),
    await house.projectOf('a/2'),
  ] as const;
  const put = async (browser: Browser, path: string, fields: Record<string, string>, most = 399) => {
    await house.anew();
    const answer = await browser.post(path, fields);
    assert.ok(answer.status <= most, `${path}: ${answer.status}`);
    if (answer.status < 300) looksThrough(await answer.text(), 'text/html', path);
    return answer.headers.get('location') ?? '';
  };
  const accept = async (kind: string, by: Browser = cura) => {
    const all = await moderation.list({ kind, most: 20 });
    assert.ok(all.length > 0, `${kind} waits`);
    for (const { id } of all)
      await put(by, `/curation/moderation/${id}`, { verdict: 'accept', phrase: evil(`sentence on ${kind}`) });
  };
  const everywhere = async (pages: readonly string[]) => {
    const own = ['/compte', '/compte/donnees.json', '/compte/alertes', '/compte/corrections', '/compte/contacts'];
    const shared = ['/', '/communautes', '/carnets', '/recherche', ...pages];
    const desks = ['/curation', '/curation/moderation', '/curation/doublons', '/curation/mots', '/curation/moissons'];
    const kept = ['.atom', '.json', '.csv'].map((ending) => `/partenaires/a/corrections${ending}`);
    await walk(xia, [...own, '/compte/projets', '/compte/carnets', ...shared]);
    await walk(eda, [
      ...['corrections', 'porteurs', 'soutiens', 'equipe'].map((end) => `/partenaires/a/${end}`),
      ...kept,
    ]);
    await walk(cura, [...desks, ...shared]);
    await walk(house.visitor(), [...shared, ...shared.map((path) => `/en${path === '/' ? '' : path}`)]);
    for (const { html, text, subject, kind } of await house.db.selectFrom('mail').selectAll().execute()) {
      looksThrough(html, 'text/html', `a letter: ${kind}`);
      looksThrough(text, 'text/plain', kind);
      assert.doesNotMatch(subject, /[\r\n]/);
    }
  };

  for (const [who, browser] of Object.entries({ xia, eda, cura }))
    await put(browser, '/compte', { nom: evil(`name of ${who}`).slice(0, 100), langue: 'fr' });

  const collection = /carnets\/([0-9a-z]{10})/.exec(
    await put(xia, '/compte/carnets', { titre: evil('title of a notebook'), texte: evil('its text') }),
  )![1]!;
  await put(xia, '/compte/carnets/ajouter', { projet: first.id, carnet: collection });
  await put(xia, `/compte/carnets/${collection}`, { faire: 'noter', projet: first.id, note: evil('a note') });
  await put(xia, `/compte/carnets/${collection}`, { faire: 'partager', partage: 'public' });

  const words = { phrase: evil('a community in short'), texte: evil('its text'), rejoindre: 'request' };
  const circle = await put(xia, '/communautes/nouvelle', {
    ...{ ...words, nom: evil('its name'), ecrire: 'members' },
    recherche: `/recherche?q=${encodeURIComponent(evil('its search'))}`,
  });
  await put(xia, `/alertes/suivre?q=${encodeURIComponent(evil('a search that is followed'))}`, { rythme: 'daily' });

  for (const champ of correctedFields.filter((field) => longestText[field] !== undefined && field !== 'images')) {
    const [valeur, raison] = [evil(`corrected ${champ}`), evil(`why ${champ}`)];
    await put(xia, `/projets/${first.path}/corriger`, { champ, valeur, raison, source: evil(`proof of ${champ}`) });
  }
  await put(xia, `/projets/${third.path}/revendiquer`, { par: 'parole', message: evil('a claim') });
  await put(xia, `/projets/${second.path}/signaler`, { motif: 'outdated', texte: evil('a report') });
  await put(xia, '/partenaires/a/equipe', { faire: 'demander', message: evil('a request to speak') });
  await put(house.visitor(), `/projets/${second.path}/corriger`, {
    ...{ champ: 'other', valeur: evil('held correction'), raison: evil('why it is held') },
    ...{ source: '', mail: 'tenu@exemple.fr', adresse2: 'plein' },
  });

  house.answersFor(third.id, 'eda@exemple.fr', await house.personId('eda@exemple.fr'));
  const asked = await put(xia, `/projets/${third.path}/contact`, {
    ...{ motif: 'learn', message: evil('a message to a holder'), accord: 'oui' },
    nom: evil('name of who writes').slice(0, 78),
  });
  const talk = new URL(asked, baseUrl).pathname;
  await put(eda, talk, { fait: 'write', texte: evil('an answer'), nom: evil('name of who answers').slice(0, 78) });

  const start = '/contribuer/projet';
  const stampIn = async (path: string) =>
    /name="stamp" value="([^"]+)"/.exec(await (await xia.get(path)).text())?.[1] ?? '';
  const told = Object.fromEntries(
    ['title', 'summary', 'body', 'holder', 'results', 'needed', 'attribution'].map((name) => [
      name,
      evil(`told ${name}`),
    ]),
  );
  const begun = await put(xia, start, { ...aTelling, ...told, stamp: await stampIn(start) });
  const telling = new URL(begun, baseUrl).pathname;
  const stamp = await stampIn(`${telling}/apercu`);
  await put(xia, `${telling}/envoyer`, { stamp, work: workFor(stamp) });

  await everywhere([talk, `${telling}/apercu`, `/projets/${first.path}`, `${circle}/reglages`, start]);

  await accept('collection');
  await accept('community');
  await accept('contribution');
  await accept('held-correction');
  for (const by of [cura, cora]) await accept('admission', by);
  for (const { id } of await moderation.list({ kind: 'report', most: 9 }))
    await put(cura, `/curation/moderation/${id}`, { verdict: 'refuse', phrase: evil('a refusal') });
  const corrections = await house.db.selectFrom('correction').select('id').where('source', '=', 'a').execute();
  assert.ok(corrections.length > 5);
  for (const { id } of corrections)
    await put(
      eda,
      '/partenaires/a/corrections',
      { correction: id, reponse: 'accepted', phrase: evil('an answer') },
      409,
    );
  const claim = await house.db.selectFrom('claim').select('id').executeTakeFirstOrThrow();
  await put(eda, '/partenaires/a/porteurs', { demande: claim.id, mot: 'oui' });
  await put(xia, '/compte/projets', { acte: 'nouvelle', demande: claim.id, nouvelle: evil('news of a holder') });
  await put(eda, '/partenaires/a/soutiens', { projet: second.id, raison: evil('an endorsement') });
  await put(cura, `/curation/projets/${second.id}`, {
    ...{ act: 'set', field: 'summary', value: evil('a word of a curator') },
    reason: evil('why a curator decides'),
  });
  await put(cura, '/curation/doublons', { a: 'a/1', b: 'b/1', verdict: 'not-same', reason: evil('why they differ') });

  const meeting = { faire: 'rencontre', debut: '2031-05-03T10:00', fin: '2031-05-03T12:00' };
  const where = { titre: evil('a meeting'), lieu: evil('its place'), texte: `${evil('its text')}\r\nEND:VEVENT\rX:1` };
  await put(xia, circle, { ...meeting, ...where });
  await put(xia, circle, { faire: 'besoin', titre: evil('a need'), mots: evil('its words'), texte: evil('its text') });
  await put(xia, circle, { faire: 'nouveau-carnet', titre: evil('a notebook of a community') });
  await put(xia, `${circle}/reglages`, {
    ...{ faire: 'decrire', nom: evil('another name'), phrase: evil('another phrase'), texte: evil('another text') },
    ...{ recherche: '/recherche?q=jardin', rejoindre: 'open', ecrire: 'members' },
  });
  const need = await house.db.selectFrom('community_need').select('id').executeTakeFirstOrThrow();
  await put(cura, `${circle}/signaler?besoin=${need.id}`, { texte: evil('a report on a need') });
  await put(cura, `/carnets/${collection}/signaler`, { texte: evil('a report on a notebook') });
  await put(eda, talk, { fait: 'report', raison: evil('a report on a conversation') });

  await everywhere([circle, `${circle}/rencontres.ics`, `/carnets/${collection}`, `/carnets/${collection}/dossier`]);
  assert.deepEqual([...typed.values()], [], 'typed, and shown nowhere that was looked at');
  assert.deepEqual(house.complaints, []);
});
