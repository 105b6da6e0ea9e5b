/** Traps of holders: who carries a project, and how they are reached, says that two may be one and never that they are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Sheet, sheetSchema } from '#model/sheet.ts';
import { blockKeys } from './block-keys.ts';
import { clusterAndAsk } from './cluster.ts';
import { judge, see } from './judge.ts';

const siret = '73282932000074';
const siren = '732829320';
const rna = 'W442001234';
const mail = 'contact@reseau.example';
const port = { address: '4 rue du Port', precision: 'site' as const, point: { lat: 47.2, lon: -1.55 } };
const quay = { address: '2 quai Vert', precision: 'site' as const, point: { lat: 47.202, lon: -1.552 } };
const nantes = { commune: '44109', city: 'Nantes', precision: 'commune' as const };
const rennes = { commune: '35238', city: 'Rennes', precision: 'commune' as const };

type Told = { title: string; site?: object; kind?: Sheet['kind']; holder?: object; contacts?: readonly string[] };

/** Told by a catalogue; a contact with `@` is a mail. */
const tell = (id: string, { title, site = nantes, kind = 'projet', holder, contacts = [] }: Told): Sheet =>
  sheetSchema.parse({
    ...{ id, source: id.split('/')[0], kind, title, licence: 'LO-2.0', sites: [{ ...nantes, ...site }] },
    ...(holder && { holder: { name: 'Association Les Possibles', ...holder } }),
    contacts: contacts.map((value) => ({ kind: value.includes('@') ? 'mail' : 'phone', value, published: true })),
  });

const found = (sheets: readonly Sheet[]) =>
  clusterAndAsk(
    sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) })),
    [],
  );
/** Pairs that stand in one project. */
const merged = (sheets: readonly Sheet[]): string[] =>
  found(sheets).groups.flatMap((group) => (group.length === 1 ? [] : [group.map(({ title }) => title).join(' = ')]));

const works = [
  'Jardin des Possibles', 'Cuisine des Possibles', 'Vélos des Possibles', 'Recyclerie Tournesol', 'Café Pirouette',
  'Radio Ressac', 'École de la mer', 'Ateliers de réparation', 'Le Hangar à Vélos', 'Fête des voisins solidaires',
]; // biome-ignore format: a list
const tenTold = (more: Omit<Told, 'title'>) => (source: string) =>
  works.map((title, i) => tell(`${source}/${i}`, { title, ...more }));

describe('traps of holders: two that share one stay two', () => {
  const seats: Record<string, Omit<Told, 'title'>> = {
    'one SIREN, one town': { holder: { siren } },
    'one number of association, one town': { holder: { rna } },
    'one SIRET, one door, one mail and phone': {
      ...{ site: port, holder: { siret, siren, rna }, contacts: [mail, '02 40 00 00 00'] },
    },
    'one mail of a network, one town': { contacts: [mail] },
  };
  for (const [name, seat] of Object.entries(seats))
    test(`an association and its ten projects: ${name}`, () => {
      const [first, second] = ['a', 'b'].map(tenTold(seat)) as [Sheet[], Sheet[]];
      const others = second.filter((_, i) => i % 2 === 1);
      assert.deepEqual(merged([...first.filter((_, i) => i % 2 === 0), ...others]), [], 'no two of the ten');
      const known = merged([...first, ...others]);
      assert.ok(known.length >= 4, 'what both tell is told once');
      for (const pair of known) assert.equal(...(pair.split(' = ') as [string, string]));
    });

  const pairs: Record<string, readonly [Told, Told]> = {
    'tenants who all give the SIRET of their house': [
      { title: 'La Bulle', site: port, holder: { siret } },
      { title: 'Atelier Marmite', site: port, holder: { siret } },
    ],
    'tenants of one house, one word in common': [
      { title: 'La Bulle verte', site: port, holder: { siret }, contacts: [mail] },
      { title: 'La Bulle sonore', site: port, holder: { siret }, contacts: [mail] },
    ],
    'branches of one association in two towns': [
      { title: 'Le Village des Idées', holder: { siren }, contacts: [mail] },
      { title: 'Le Village des Idées', site: rennes, holder: { siren }, contacts: [mail] },
    ],
    'two houses of one association in one town': [
      { title: 'Kaléido', site: port, holder: { siren }, contacts: [mail] },
      { title: 'Kaléido', site: { ...port, address: '1 rue B', point: { lat: 47.25, lon: -1.55 } }, holder: { siren } },
    ],
    'two post offices of one town': [
      { title: 'Étape numérique Chantenay', site: port, holder: { name: 'La Poste', siren: '356000000' } },
      { title: 'Étape numérique Doulon', site: quay, holder: { name: 'La Poste', siren: '356000000' } },
    ],
    'a house and its outpost, one SIRET': [
      { title: 'La Croisée', holder: { siret } },
      { title: 'La Croisée, antenne', holder: { siret } },
    ],
    'the two halves of a work': [
      { title: 'Végétalisons la rue Mercœur - phase 1', holder: { siren } },
      { title: 'Végétalisons la rue Mercœur - phase 2', holder: { siren } },
    ],
    'two gardens of a town, named for nobody': [
      { title: 'Jardin partagé', holder: { name: 'Ville de Nantes', siren } },
      { title: 'Jardins partagés', holder: { name: 'Ville de Nantes', siren } },
    ],
    'an organisation and what it does at its seat': [
      { title: 'Les Possibles', kind: 'organisation', site: port },
      { title: 'Jardin des Possibles', site: port, holder: {} },
    ],
    'namesakes of one town with two numbers': [
      { title: 'La Ruche', holder: { name: 'Les Abeilles', siren } },
      { title: 'La Ruche', holder: { name: 'Les Bourdons', siren: '552100554' } },
    ],
    'holders whose names say nothing': [
      { title: 'Forêt comestible', holder: { name: 'Association' } },
      { title: 'Forêt urbaine', holder: { name: 'Collectif' } },
    ],
    'a programme and the same number, no place said': [
      { title: 'Voisins Malins', site: { commune: undefined }, holder: { siren } },
      { title: 'Voisins Malins', holder: { siren } },
    ],
    'one mail of a network, nearly one name': [
      { title: 'Conciergerie Amarante', site: port, contacts: [mail] },
      {
        title: 'Conciergerie Aramante',
        site: { ...port, address: '9 rue Lune', point: { lat: 47.23, lon: -1.55 } },
        contacts: [mail],
      },
    ],
  };
  for (const [name, [one, other]] of Object.entries(pairs))
    test(name, () => {
      assert.deepEqual(merged([tell('a/1', one), tell('b/1', other)]), []);
      assert.deepEqual(merged([tell('b/1', one), tell('a/1', other)]), []);
    });
});

describe('what a holder brings together', () => {
  const asked = (one: Told, other: Told) => found([tell('a/1', one), tell('b/1', other)]).asked.length;

  test('a project that one partner places nowhere is found by its holder’s number, or by a mail, and asked about', () => {
    const nowhere = { title: 'Amarante et compagnie', site: { commune: undefined } };
    const here = { title: 'Conciergerie Amarante' };
    assert.equal(asked(nowhere, here), 0);
    assert.equal(asked({ ...nowhere, holder: { siren } }, { ...here, holder: { siret } }), 1);
    assert.equal(asked({ ...nowhere, holder: { rna } }, { ...here, holder: { rna } }), 1);
    assert.equal(asked({ ...nowhere, contacts: [mail] }, { ...here, contacts: [mail] }), 1);
  });

  test('a rare name is found wherever one partner places it nowhere, and asked about', () => {
    assert.equal(asked({ title: 'Fablab Netiki', site: { commune: undefined } }, { title: 'Net-Iki' }), 1);
    assert.equal(asked({ title: 'Jardin partagé', site: { commune: undefined } }, { title: 'Jardin partagé' }), 0);
  });

  test('one establishment weighs more than one holder, and that more than none; another holder weighs against', () => {
    const score = (first: object | undefined, second: object | undefined) =>
      judge(
        see(tell('a/1', { title: 'Le Moulin', ...(first && { holder: first }) })),
        see(tell('b/1', { title: 'Le Moulin', ...(second && { holder: second }) })),
      ).score;
    const scores = [
      score({ siret }, { siret }),
      score({ siret }, { siren }),
      score({ siren }, undefined),
      score({ siren }, { siren: '552100554' }),
    ];
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    );
    assert.equal(new Set(scores).size, 4);
  });

  test('a phone and a mail are known however they are written; nothing of them stands in a key', () => {
    const keys = blockKeys(
      tell('a/1', { title: 'Le Moulin', contacts: ['06 12 34 56 78', 'Jeanne.Martin@X.example'] }),
    );
    const same = blockKeys(
      tell('b/1', { title: 'Le Moulin', contacts: ['+33 6 12 34 56 78', 'jeanne.martin@x.example'] }),
    );
    assert.deepEqual(keys, same);
    assert.equal(keys.filter((key) => key.startsWith('contact ')).length, 4);
    assert.doesNotMatch(keys.join(), /martin|12.?34/i);
  });
});
