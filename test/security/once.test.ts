/** What a form makes, it makes once: the same form pressed twice, one after the other or at the same moment. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { load } from 'cheerio';
import { sql } from 'kysely';
import { type WholeSite, wholeSite } from './testing.ts';

type Browser = Awaited<ReturnType<WholeSite['signedIn']>>;

let house: WholeSite;
let lia: Browser;
let first: { id: string; path: string };
let second: { id: string; path: string };
before(async () => {
  house = await wholeSite();
  lia = await house.signedIn('lia@exemple.fr', { source: 'a' });
  first = await house.projectOf('a/1');
  second = await house.projectOf('c/2');
  const founded = await lia.post('/communautes/nouvelle', { ...aCommunity, nom: 'Les meuniers' });
  circle = new URL(founded.headers.get('location') ?? '/', 'http://x').pathname;
});
after(() => house?.close());
beforeEach(() => house.anew());

const aCommunity = {
  phrase: 'Ceux qui tournent.',
  texte: '',
  rejoindre: 'open',
  ecrire: 'members',
  recherche: '/recherche?q=moulin',
};
const aMeeting = {
  faire: 'rencontre',
  lieu: 'Arras',
  debut: '2031-05-03T10:00',
  fin: '2031-05-03T12:00',
  texte: '',
};
let circle = '';

const count = async (table: string) =>
  Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(house.db)).rows[0]!.n);

/** The stamp of the form on a page that holds this field. */
async function stampOn(browser: Browser, page: string, field: string): Promise<string> {
  const $ = load(await (await browser.get(page)).text());
  const stamp = $(`form:has([name="${field}"]) [name=stamp]`).first().attr('value');
  assert.ok(stamp, `${page} draws a stamp for its form`);
  return stamp;
}

interface Once {
  what: string;
  table: string;
  page: string;
  /** A field of the form. */
  field: string;
  to: string;
  fields: Record<string, string>;
  /** Other words under the same stamp, after the browser's way back: another thing. */
  otherwise?: Record<string, string>;
  by?: () => Browser;
  /** How many rows a sending makes. */
  rows?: number;
}

const forms = (): Once[] => [
  {
    what: 'a collection',
    table: 'collection',
    page: '/compte/carnets',
    field: 'titre',
    to: '/compte/carnets',
    fields: { titre: 'Mes moulins', texte: '' },
    otherwise: { titre: 'Mes jardins', texte: '' },
  },
  {
    what: 'a collection begun with a project',
    table: 'collection',
    page: `/compte/carnets/ajouter?projet=${first.id}`,
    field: 'titre',
    to: '/compte/carnets/ajouter',
    fields: { projet: first.id, titre: 'Pour ce projet', texte: '' },
    otherwise: { projet: first.id, titre: 'Pour un autre jour', texte: '' },
  },
  {
    what: 'a community',
    table: 'community',
    page: '/communautes/nouvelle',
    field: 'nom',
    to: '/communautes/nouvelle',
    fields: { ...aCommunity, nom: 'Moulins d’Artois' },
    otherwise: { ...aCommunity, nom: 'Moulins de Flandre' },
  },
  {
    what: 'a need',
    table: 'community_need',
    page: circle,
    field: 'mots',
    to: circle,
    fields: { faire: 'besoin', titre: 'Une meule', mots: 'meule', texte: '' },
    otherwise: { faire: 'besoin', titre: 'Une roue', mots: 'roue', texte: '' },
  },
  {
    what: 'a meeting',
    table: 'community_meeting',
    page: circle,
    field: 'lieu',
    to: circle,
    fields: { ...aMeeting, titre: 'Au moulin' },
    otherwise: { ...aMeeting, titre: 'À la roue' },
  },
  {
    what: 'a collection of a community',
    table: 'collection',
    page: circle,
    field: 'titre',
    to: circle,
    fields: { faire: 'nouveau-carnet', titre: 'Nos moulins' },
    otherwise: { faire: 'nouveau-carnet', titre: 'Nos roues' },
  },
  {
    what: 'a message without an account',
    table: 'introduction',
    page: `/projets/${first.path}/contact`,
    field: 'message',
    to: `/projets/${first.path}/contact`,
    fields: {
      motif: 'learn',
      message: 'Bonjour, comment faites-vous ?',
      nom: 'Zoé',
      mail: 'z@exemple.fr',
      accord: 'oui',
    },
    otherwise: { motif: 'join', message: 'Bonjour, puis-je venir ?', nom: 'Zoé', mail: 'z@exemple.fr', accord: 'oui' },
    by: () => house.visitor(),
  },
];

test('sent twice at once, and once more, it is one; other words under the same form are another', async () => {
  for (const { what, table, page, field, to, fields, otherwise, by = () => lia, rows = 1 } of forms()) {
    await house.anew();
    const browser = by();
    const stamp = await stampOn(browser, page, field);
    const before = await count(table);
    const mails = await count('mail');
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(to, { ...fields, stamp })));
    answers.push(await browser.post(to, { ...fields, stamp }));
    for (const { status } of answers) assert.ok(status < 400, `${what}: ${status}`);
    assert.equal(new Set(answers.map(({ headers }) => headers.get('location'))).size, 1, `${what}: one answer`);
    assert.equal((await count(table)) - before, rows, what);
    assert.ok((await count('mail')) - mails <= 1, `${what}: one letter`);
    if (otherwise === undefined) continue;
    await house.anew();
    assert.ok((await browser.post(to, { ...otherwise, stamp })).status < 400, what);
    assert.equal((await count(table)) - before, 2 * rows, `${what}: other words`);
  }
});

test('what was made and removed is made again by the same form, and once', async () => {
  const gone: Record<string, () => Promise<unknown>> = {
    'a collection': () => removeFrom('collection', lia, (id) => [`/compte/carnets/${id}`, { faire: 'supprimer' }]),
    'a community': () => removeFrom('community', lia, (id) => [`/communautes/${id}`, { faire: 'quitter' }]),
    'a need': () => removeFrom('community_need', lia, (id) => [circle, { faire: 'retirer-besoin', id }]),
    'a meeting': () => removeFrom('community_meeting', lia, (id) => [circle, { faire: 'retirer-rencontre', id }]),
    'a collection of a community': () =>
      removeFrom('collection', lia, (id) => [`/compte/carnets/${id}`, { faire: 'supprimer' }]),
  };
  /** What was made last. */
  const removeFrom = async (
    table: 'collection' | 'community' | 'community_need' | 'community_meeting',
    browser: Browser,
    how: (id: string) => [to: string, fields: Record<string, string>],
  ) => {
    const { id } = await house.db
      .selectFrom(table)
      .select('id')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const [to, fields] = how(id);
    assert.ok((await browser.post(to, fields)).status < 400, `${table} is removed`);
  };
  for (const { what, table, page, field, to, fields } of forms()) {
    const remove = gone[what];
    if (remove === undefined) continue;
    await house.anew();
    const stamp = await stampOn(lia, page, field);
    const words = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        ['titre', 'nom'].includes(name) ? `${value} encore` : value,
      ]),
    );
    const before = await count(table);
    const press = () => lia.post(to, { ...words, stamp });
    assert.ok((await press()).status < 400, what);
    assert.equal((await count(table)) - before, 1, what);
    await remove();
    assert.equal((await count(table)) - before, 0, `${what} is gone`);
    for (const answer of await Promise.all([press(), press(), press()])) assert.ok(answer.status < 400, what);
    await press();
    assert.equal((await count(table)) - before, 1, `${what}, made again, once`);
  }
  assert.deepEqual(house.complaints, []);
});

test('a holder’s news, told twice at once, are there once', async () => {
  const noa = await house.signedIn('noa@bocal.example');
  await noa.post(`/projets/${first.path}/revendiquer`, { par: 'courriel', mail: 'noa@bocal.example' });
  const { id } = await house.db
    .selectFrom('claim')
    .select('id')
    .where('person', '=', await house.personId('noa@bocal.example'))
    .executeTakeFirstOrThrow();
  const stamp = await stampOn(noa, '/compte/projets', 'nouvelle');
  const news = { acte: 'nouvelle', demande: id, nouvelle: 'Nous ouvrons le samedi.', stamp };
  const answers = await Promise.all([1, 2, 3].map(() => noa.post('/compte/projets', news)));
  for (const { status } of answers) assert.equal(status, 303);
  assert.equal(await count('holder_news'), 1);
  // Something else, then the first page sent anew from the browser's history.
  await noa.post('/compte/projets', { ...news, nouvelle: 'Et le dimanche.' });
  await noa.post('/compte/projets', news);
  assert.equal(await count('holder_news'), 2);
  await house.db.deleteFrom('holder_news').where('text', '=', news.nouvelle).execute();
  await Promise.all([1, 2].map(() => noa.post('/compte/projets', news)));
  assert.equal(await count('holder_news'), 2, 'taken back, it is told again');
});

test('a message of a conversation, pressed twice at once, passes once', async () => {
  const { id: person } = await house.db
    .selectFrom('person')
    .select('id')
    .where('mail', '=', 'lia@exemple.fr')
    .executeTakeFirstOrThrow();
  house.answersFor(second.id, 'lia@exemple.fr', person);
  const ned = await house.signedIn('ned@exemple.fr');
  const asked = { motif: 'learn', message: 'Bonjour, comment faites-vous ?', nom: 'Ned', accord: 'oui' };
  const begun = await ned.post(`/projets/${second.path}/contact`, asked);
  const at = `/contacts/${/contacts\/([0-9a-f-]{36})/.exec(begun.headers.get('location') ?? '')![1]!}`;
  const stamp = await stampOn(lia, at, 'texte');
  const before = await count('introduction_message');
  const mails = await count('mail');
  const said = { fait: 'write', texte: 'Passez mardi.', nom: 'Lia', stamp };
  const answers = await Promise.all([1, 2, 3].map(() => lia.post(at, said)));
  for (const { status } of answers) assert.equal(status, 303);
  assert.equal((await count('introduction_message')) - before, 1);
  assert.equal((await count('mail')) - mails, 1);
});

test('what is one by what it says stays one: vouches, ties, alerts, reports, corrections, claims', async () => {
  const olga = await house.signedIn('olga@exemple.fr');
  const cases: [table: string, browser: Browser, to: string, fields: Record<string, string>][] = [
    ['decision', lia, '/partenaires/a/soutiens', { projet: first.id, raison: 'Vu sur place.' }],
    ['decision', lia, `/projets/${first.path}/essaimage`, { projet: second.id, comme: 'model', acte: 'dire' }],
    ['alert', olga, '/alertes/suivre?q=poulailler', { rythme: 'daily' }],
    ['matter', olga, `/projets/${first.path}/signaler`, { motif: 'outdated', texte: 'Fermé.' }],
    [
      'correction_proposal',
      olga,
      `/projets/${first.path}/corriger`,
      { champ: 'other', raison: 'Faux.', valeur: 'Vrai.' },
    ],
    ['claim', olga, `/projets/${first.path}/revendiquer`, { par: 'parole', message: 'C’est nous.' }],
  ];
  for (const [table, browser, to, fields] of cases) {
    await house.anew();
    const before = await count(table);
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(to, fields)));
    for (const { status } of answers) assert.ok(status < 400, `${to}: ${status}`);
    assert.equal((await count(table)) - before, 1, to);
  }
  assert.deepEqual(house.complaints, []);
});
