/** What a partner is proposed for invented catalogues of the shapes that partners send. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { names, towns } from './invented-places.fixture.ts';
import { type ProposedSource, proposeSource, type Wish } from './propose-source.ts';

let folder: string;
let gazetteer: Gazetteer;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'propose-test-'));
  gazetteer = loadGazetteer();
});
after(() => rm(folder, { recursive: true, force: true }));

const nothing = createPoliteFetch({ limits: {} });

async function proposed(name: string, content: unknown, wish: Partial<Wish> = {}): Promise<ProposedSource> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  const found = await proposeSource(
    { fetch: nothing, gazetteer, platforms: [], now: () => new Date('2026-03-14') },
    { from: path, ...wish },
  );
  assert.ok(!('reason' in found), 'reason' in found ? found.reason : '');
  return found;
}

describe('from rows to a manifest', () => {
  test('names, codes checked in the gazetteer, points, links, dates, and the column that says not to publish', async () => {
    const { manifest, trial, toSay } = await proposed(
      'lieux.json',
      towns.map(([ville, cp, insee, lat, lon], n) => ({
        id_lieu: `L${n * 7}`,
        nom: names[n],
        description: `Un atelier ouvert à tous, où l’on répare et l’on partage, numéro ${n}.`,
        adresse: `${n + 1} rue des Prés`,
        cp: Number(cp),
        ville,
        code_insee: insee,
        geo: { lat, lng: lon },
        site_web: `https://lieu-${n}.example.org`,
        courriel: `contact@lieu-${n}.example.org`,
        a_publier: n === 2 ? 'NON' : 'OUI',
        date_maj: `2026-03-0${n + 1}`,
      })),
    );
    assert.deepEqual(manifest.format, { type: 'json', items: '' });
    assert.deepEqual(manifest.key, ['id_lieu']);
    assert.deepEqual(manifest.withhold, { a_publier: 'NON' });
    assert.deepEqual(manifest.uncounted, ['date_maj']);
    const { title, summary, body, sites, links, mails, updatedAt } = manifest.map;
    assert.deepEqual([title, summary, body], ['nom', 'description', undefined]);
    assert.deepEqual([mails, updatedAt], ['courriel', 'date_maj']);
    assert.deepEqual(links, [{ url: 'site_web' }]);
    const [site] = sites!;
    assert.deepEqual(
      [site!.address, site!.postcode, site!.city, site!.inseeCode],
      ['adresse', 'cp', 'ville', 'code_insee'],
    );
    assert.deepEqual([site!.latitude, site!.longitude], ['geo.lat', 'geo.lng']);
    assert.deepEqual([trial.records, trial.withheld, trial.withPlace, trial.sheets.length], [5, 1, 1, 5]);
    // A harvest holds all that it found against `expect`: 4 of 6.
    assert.equal(manifest.expect.count?.min, 4);
    assert.deepEqual(toSay, ['name', 'organisation.name', 'attribution', 'licence']);
  });

  test('coordinates that are turned round, in one column, or in Lambert-93 metres', async () => {
    const turned = await proposed(
      'turned.json',
      towns.map(([, , , lat, lon], n) => ({ nom: names[n], lat: lon, lon: lat })),
    );
    assert.deepEqual([turned.manifest.map.sites![0]!.latitude, turned.trial.withPlace], ['lon', 1]);
    const pair = await proposed(
      'pair.json',
      towns.map(([, , , lat, lon], n) => ({ nom: names[n], point: `${lat}, ${lon}` })),
    );
    assert.deepEqual([pair.manifest.map.sites![0]!.latitude, pair.trial.withPlace], ['point', 1]);
    const metres = await proposed(
      'metres.csv',
      `nom;x;y\nLe Bocal;454300,5;6903000,2\nLa Serre;498000,1;6897000,9\nLe Fil;430100;6914900\n`,
    );
    assert.deepEqual([metres.manifest.map.sites![0]!.latitude, metres.trial.withPlace], ['y', 1]);
  });

  test('an address that holds its postcode and its town is cut', async () => {
    const { manifest, trial } = await proposed(
      'adresses.json',
      towns.map(([ville, cp], n) => ({
        structure: names[n],
        adresse: `${n + 2} rue Haute ${cp} ${ville.toUpperCase()}`,
      })),
    );
    assert.deepEqual(manifest.map.sites![0]!.postcode, { from: 'adresse', extract: '\\b(\\d{5})\\b' });
    assert.equal(trial.withPlace, 1);
    assert.equal(manifest.map.holder?.name, 'structure');
  });

  test('lists of words become themes and publics, with a table for what the vocabulary says otherwise', async () => {
    const themes = ['Alimentation;Emploi', 'Culture', 'Emploi', 'Logement;Culture', 'Alimentation', 'Mobilité'];
    const publics = ['Seniors, Jeunes', 'Jeunes', 'Tout public', 'Seniors', 'Tout public', 'Jeunes, Seniors'];
    const { manifest } = await proposed(
      'mots.json',
      towns.map((_, n) => ({ titre: `Projet ${names[n]}`, thematiques: themes[n], public: publics[n] })),
    );
    assert.deepEqual(manifest.map.themes, { from: 'thematiques', split: ';' });
    assert.deepEqual(manifest.map.audiences, { from: 'public', split: ',' });
  });

  test('numbers of organisations are checked, and one column of two kinds is told apart', async () => {
    const pivots = ['21140118100014', 'W142000123', 'W142000456', '21140366000011', 'W142000789', '21140047200016'];
    const { manifest, trial } = await proposed(
      'pivots.json',
      towns.map(([ville], n) => ({
        nom: names[n],
        pivot: pivots[n],
        commune: ville,
        structure_parente: n < 3 ? 'Mairie' : '',
      })),
    );
    assert.deepEqual(manifest.map.holder?.name, ['structure_parente', 'nom']);
    assert.deepEqual(manifest.map.holder?.rna, { from: 'pivot', extract: '^W\\w{9}$' });
    assert.equal(trial.records, 6);
  });

  test('the geocoder’s columns count where it was sure, and are otherwise left', async () => {
    const { manifest } = await proposed(
      'geocode.json',
      towns.map(([ville, cp, insee, lat, lon], n) => ({
        nom: names[n],
        ville,
        cp,
        latitude: lat,
        longitude: lon,
        result_score: 0.5 + n / 10,
        result_type: 'street',
        result_citycode: insee,
        result_label: `${ville} ${cp}`,
        result_status: 'ok',
        result_id: `x${n}`,
      })),
    );
    const [site] = manifest.map.sites!;
    assert.ok(
      typeof site!.latitude === 'object' && !Array.isArray(site!.latitude) && site!.latitude.keepWhen !== undefined,
    );
    assert.deepEqual(manifest.unread, ['result_*']);
  });

  test('rows of one identifier are one item with several places; empty rows and totals are refused', async () => {
    const lines = towns.flatMap(([ville, cp], n) =>
      n < 4 ? [`${Math.floor(n / 2)};${names[Math.floor(n / 2)]};${cp};${ville}`] : [],
    );
    const grouped = await proposed('groupes.csv', `identifiant;nom;cp;ville\n${lines.join('\n')}\n`);
    assert.deepEqual(
      [grouped.manifest.key, grouped.manifest.group, grouped.trial.records, grouped.trial.grouped],
      [['identifiant'], true, 2, 2],
    );
    const rows = towns.map(([ville, cp], n) => `r${n * n + 3};${names[n]};${cp};${ville}`);
    const totals = await proposed('totaux.csv', `ref;nom;cp;ville\n${rows.join('\n')}\nr99;TOTAL;;\n`);
    assert.equal(totals.trial.refused.count, 1);
    const bare = await proposed('vides.csv', `ref;nom;cp;ville\n${rows.join('\n')}\nr99;;;\n`);
    assert.deepEqual(bare.manifest.refuse, { nom: '', ville: '', cp: '' });
    assert.deepEqual(bare.manifest.key, ['ref']);
    assert.match(bare.yaml, /1 row has nothing in “nom”, “ville”, “cp”: no item/);
    const placed = await proposed('sans-nom.csv', `ref;nom;cp;ville\n${rows.join('\n')}\nr99;;14000;Caen\n`);
    assert.deepEqual([placed.manifest.refuse, placed.manifest.key], [undefined, ['ref']]);
  });

  test('a row number is no identifier: what tells items apart is', async () => {
    const { manifest, yaml } = await proposed(
      'numeros.csv',
      `n°;nom;adresse;ville\n${towns.map(([ville], n) => `${n + 1};${names[n]};${n} rue Haute;${ville}`).join('\n')}\n`,
    );
    assert.deepEqual(manifest.key, ['nom']);
    assert.deepEqual(manifest.uncounted, ['n°']);
    assert.match(yaml, /“n°” looks like the number of the line; together these tell 6 of 6 rows apart/);
  });

  test('a column called like an identifier is the key, also in sequence, and is never left uncounted', async () => {
    const keyed = async (column: string, id: (n: number) => string | number) => {
      const lines = towns.map(([ville], n) => `${id(n)};${names[n]};${ville}`).join('\n');
      return proposed('suite.csv', `${column};nom;ville\n${lines}\n`);
    };
    for (const [column, id] of [
      ['id', (n: number) => `L-00${n + 1}`],
      ['id', (n: number) => n + 1],
      ['code', (n: number) => `TL${n + 1}`],
      ['numero', (n: number) => `00${n + 1}`],
      ['n°', (n: number) => 900 - 7 * n],
    ] as const) {
      const { manifest, yaml } = await keyed(column, id);
      assert.deepEqual([manifest.key, manifest.uncounted], [[column], []], `${column} ${id(0)}`);
      assert.match(yaml, /unlike in all 6 rows/);
    }
    const repeated = await keyed('id', (n) => (n === 5 ? 'L-001' : `L-00${n + 1}`));
    assert.deepEqual([repeated.manifest.key, repeated.manifest.uncounted], [['nom'], []]);
    assert.match(repeated.yaml, /“id” has 5 values for 6 rows/);
    const empty = await keyed('id', (n) => (n === 5 ? '' : `L-00${n + 1}`));
    assert.match(empty.yaml, /“id” is empty in 1 of 6 rows/);
  });

  test('the number of a door and the code of a commune are no identifiers', async () => {
    const { manifest } = await proposed(
      'portes.json',
      towns.map(([ville, , code], n) => ({ nom: names[n], numero: 90 - 7 * n, voie: 'rue Haute', code, ville })),
    );
    assert.deepEqual(manifest.key, ['nom']);
  });

  test('texts of a sentence are a summary; paragraphs, tags and long texts are a body', async () => {
    const told = async (description: (n: number) => string, more = {}) => {
      const rows = towns.map(([ville], n) => ({ nom: names[n], ville, description: description(n), ...more }));
      const { summary, body } = (await proposed('textes.json', rows)).manifest.map;
      return [summary, body];
    };
    const short = (n: number) => `Un atelier où l’on répare ce que les voisins apportent, numéro ${n}.`;
    assert.deepEqual(await told(short), ['description', undefined]);
    assert.deepEqual(await told(short, { accroche: 'Réparer ensemble, tous les jeudis.' }), [
      'accroche',
      'description',
    ]);
    assert.deepEqual(await told((n) => `<p>${short(n)}</p>`), [undefined, 'description']);
    assert.deepEqual(await told((n) => `${short(n)}\n\nOuvert le jeudi.`), [undefined, 'description']);
    assert.deepEqual(await told((n) => short(n).repeat(8)), [undefined, 'description']);
  });

  test('the YAML says above each guess why and how sure, is read back whole, and names what is left', async () => {
    const { yaml, manifest, left } = await proposed(
      'aveugle.csv',
      `nom;ville;horaires_lundi;horaires_mardi;horaires_jeudi\n${towns.map(([ville], n) => `${names[n]};${ville};9h;10h;1${n}h`).join('\n')}\n`,
      { name: 'Les lieux de la côte', organisation: 'Réseau', licence: 'LO-2.0', id: 'cote' },
    );
    assert.match(yaml, /# sure: by its name; .*\n {2}title: nom/);
    const read = parse(yaml) as { map: object; licence: string; unread: string[] };
    assert.deepEqual([read.map, read.licence, read.unread], [manifest.map, 'LO-2.0', ['horaires_*']]);
    assert.deepEqual(
      left.map(({ column }) => column),
      ['horaires_lundi', 'horaires_mardi', 'horaires_jeudi'],
    );
    assert.deepEqual(left[0]!.examples, ['9h']);
  });

  test('a handful of rows says nothing of all that are to come, and that is said', async () => {
    const rows = towns.map(([ville], n) => ({
      nom: names[n],
      ville,
      activite: `Médiation numérique, atelier ${n}`,
      horaires: '9h-12h',
    }));
    const few = await proposed('peu.json', rows.slice(0, 3));
    assert.deepEqual([few.manifest.map.themes, few.manifest.map.approaches], [undefined, undefined]);
    assert.match(few.notes.join(' '), /3 rows are too few to say what all the items have in common/);
    assert.match(few.yaml, /# A GUESS: it has opening hours[^\n]*\n {2}kind:/);
    const more = await proposed(
      'assez.json',
      [...rows, ...rows].map((row, n) => ({ ...row, nom: `${row.nom} ${n}` })),
    );
    assert.ok(JSON.stringify(more.manifest.map.themes).includes('numerique'));
    assert.deepEqual(more.notes, []);
    const named = await proposed('peu-nommes.json', rows.slice(0, 3), { name: 'Les jardins partagés de la côte' });
    assert.deepEqual(named.manifest.map.placeKinds, { constant: 'jardin-partage' });
  });

  test('the name of a column says what all are about, though a tool took its spaces away', async () => {
    const rows = [...towns, ...towns].map(([Ville], n) => ({
      Nomdelieu: `${names[n % 6]} ${n}`,
      Ville,
      Leshorairesdenotrelieu: '9h-12h',
      Decrivezvosactionsdinclusionnumerique: `Nous aidons chacun, ${n} fois par an.`,
      Accesauxdroits: n % 2 ? 'Souvent' : 'Pas du tout',
      Collectivement: n % 3 ? 'X' : '',
    }));
    const { manifest } = await proposed('colles.json', rows);
    assert.deepEqual(manifest.map.themes, { constant: 'numerique' });
    assert.deepEqual(manifest.map.placeKinds, { constant: 'mediation-numerique' });
    assert.deepEqual(manifest.map.approaches, { constant: 'mediation' });
  });

  test('names that are only those of towns get what the catalogue calls its items', async () => {
    const rows = [...towns, ...towns].map(([Commune, , insee], n) => ({
      Nom: n < 6 ? Commune : `${Commune} gare`,
      Commune,
      insee,
      horaires: '9h-12h',
    }));
    const alone = await proposed('etapes-numeriques.json', rows);
    assert.deepEqual(alone.manifest.map.title, { from: 'Nom', template: 'Etape numérique {value}' });
    const named = await proposed('export.json', rows, { name: 'Les étapes numériques de la Poste' });
    assert.deepEqual(named.manifest.map.title, { from: 'Nom', template: 'Étape numérique {value}' });
    assert.equal(named.trial.sheets[0]!.title, 'Étape numérique Caen');
    const own = await proposed(
      'ateliers.json',
      rows.map((row, n) => ({ ...row, Nom: `Atelier ${n} de ${row.Commune}` })),
    );
    assert.equal(own.manifest.map.title, 'Nom');
  });

  test('who keeps it and its licence are taken from columns that say the same of all, and from the lines of a title', async () => {
    const rows = towns.map(([ville], n) => ({
      nom: names[n],
      ville,
      quartier: ['Centre', 'Gare', 'Le Port'][n % 3],
      source: 'Mairie de Caen',
      licence: 'Licence Ouverte v2.0 (Etalab)',
    }));
    const inColumns = await proposed('colonnes.json', rows);
    const { organisation, licence, map } = inColumns.manifest;
    assert.deepEqual([organisation.name, licence, map.sites![0]!.name], ['Mairie de Caen', 'LO-2.0', 'quartier']);
    assert.deepEqual(inColumns.toSay, ['name']);
    const lines = rows.map(({ nom, ville }) => `${nom};${ville};14000`).join('\n');
    const above = await proposed(
      'titre.csv',
      `Annuaire des ateliers de la côte;;\nSource : Réseau de la côte;;\nLicence ODbL;;\nnom;ville;cp\n${lines}\n`,
    );
    assert.deepEqual(
      [above.manifest.name.fr, above.manifest.organisation.name, above.manifest.licence, above.toSay],
      ['Annuaire des ateliers de la côte', 'Réseau de la côte', 'ODbL-1.0', []],
    );
  });

  test('where every SIRET is of one organisation, its places are not their own holders', async () => {
    const sirets = ['35600000063516', '35600000060857', '35600000035012', '35600000054822'];
    const { manifest, toSay, yaml } = await proposed(
      'agences.json',
      sirets.map((SIRET, n) => ({ Nom: names[n], SIRET, Ville: towns[n]![0] })),
    );
    assert.deepEqual(manifest.map.holder, { name: { constant: 'TODO' }, siret: 'SIRET' });
    assert.ok(toSay.includes('map.holder.name'));
    assert.match(yaml, /# A GUESS: every SIRET is of one and the same organisation: which\?/);
  });

  test('a feed is mapped without a word: title, text, page, day', async () => {
    const item = (n: number) =>
      `<item><title>${names[n]} ouvre ses portes</title><link>https://reseau.example.org/${n}</link><guid>g${n}</guid><description>Un lieu où l’on répare, numéro ${n}, vient d’ouvrir près de chez vous.</description><pubDate>Sat, 0${n + 1} Mar 2026 10:00:00 GMT</pubDate></item>`;
    const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Nouvelles du réseau</title><link>https://reseau.example.org/</link><language>fr</language>${[0, 1, 2, 3].map(item).join('')}</channel></rss>`;
    const { manifest, trial } = await proposed('flux.xml', feed);
    assert.deepEqual([manifest.format, manifest.key, manifest.map.title], [{ type: 'feed' }, ['id'], 'title']);
    assert.deepEqual([manifest.name.fr, manifest.homepage], ['Nouvelles du réseau', 'https://reseau.example.org/']);
    assert.deepEqual(manifest.map.links, [{ url: 'link' }]);
    assert.equal(trial.sheets[0]!.title, 'Le Bocal ouvre ses portes');
  });

  test('records of a repository kept as a file are read where they are', async () => {
    const record = (n: number) =>
      `<record><header><identifier>oai:a:${n}</identifier><datestamp>2026-03-0${n + 1}</datestamp></header><metadata><dc><title>Récit ${names[n]}</title></dc></metadata></record>`;
    const answer = `<OAI-PMH><responseDate>2026-03-14T00:00:00Z</responseDate><request verb="ListRecords">https://a.example.org/oai</request><ListRecords>${[0, 1, 2].map(record).join('')}</ListRecords></OAI-PMH>`;
    const { manifest, trial } = await proposed('oai.xml', answer);
    assert.deepEqual([manifest.format.type, manifest.key, trial.records], ['oai-pmh', ['@identifier'], 3]);
  });

  test('a table in which nothing could be a title is told so', async () => {
    const path = join(folder, 'chiffres.csv');
    await writeFile(path, 'a;b\n1;2\n3;4\n5;6\n');
    const found = await proposeSource(
      { fetch: nothing, gazetteer, platforms: [], now: () => new Date('2026-03-14') },
      { from: path },
    );
    assert.ok('reason' in found && /no column could be a title/.test(found.reason));
  });
});
