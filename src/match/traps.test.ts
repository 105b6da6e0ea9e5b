/** Traps: pairs that look alike and are two. None may ever be merged; each is a mistake that matchers are known to make. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Sheet, sheetSchema } from '#model/sheet.ts';
import { blockKeys } from './block-keys.ts';
import { cluster } from './cluster.ts';

/** `title | commune | city | address | lat,lon | web addresses`; later parts may be left out. A commune `-` is unknown. */
type Telling = string;

function sheetOf(source: string, telling: Telling): Sheet {
  const [title, commune, city, address, point, urls] = telling.split('|').map((part) => part.trim());
  const [lat, lon] = (point ?? '').split(',').map(Number);
  const exact = point !== undefined && point !== '';
  const site = {
    ...(commune === '-' ? {} : { commune, city }),
    ...(address ? { address } : {}),
    ...(exact ? { point: { lat, lon } } : {}),
    precision: exact ? 'site' : 'commune',
  };
  return sheetSchema.parse({
    id: `${source}/1`,
    source,
    kind: 'lieu',
    title,
    licence: 'LO-2.0',
    sites: commune === '-' ? [] : [site],
    links: (urls ?? '')
      .split(' ')
      .filter(Boolean)
      .map((url) => ({ url: `https://${url}` })),
  });
}

function merged(one: Telling, other: Telling): boolean {
  const sheets = [sheetOf('a', one), sheetOf('b', other)];
  return (
    cluster(
      sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) })),
      [],
    ).length === 1
  );
}

const at = '47.2,-1.55';
const next = '47.2004,-1.55';
const nantes = '44109 | Nantes';
const rennes = '35238 | Rennes';

const traps: Readonly<Record<string, readonly (readonly [Telling, Telling])[]>> = {
  'a chain with two houses in one town': [
    [`Technostub | ${nantes} | | ${at} | stub.example`, `Technostub | ${nantes} | | 47.25,-1.55 | stub.example/`],
    [
      `La Boussole | ${nantes} | | ${at} | boussole.example`,
      `La Boussole Gare | ${nantes} | | ${next} | boussole.example`,
    ],
    [`Jardin Marmotte B | ${nantes} | | ${at}`, `Jardin Marmotte C | ${nantes} | | ${at}`],
    [`Jardin Marmotte A | ${nantes}`, `Jardin Marmotte B | ${nantes}`],
  ],
  'a house and what is done in it': [
    [`La Boucle | ${nantes} | | ${at}`, `La Boucle, la cantine | ${nantes} | | ${at}`],
    [`La Boucle | ${nantes} | | ${at}`, `Festival La Boucle | ${nantes} | | ${at}`],
    [`Fablab Roulotte | ${nantes} | | ${at}`, `La caravane du Fablab Roulotte | ${nantes} | | ${next}`],
    [`Refuge Tournesol | ${nantes} | | ${at}`, `Refuge Tournesol Femmes | ${nantes} | | ${at}`],
  ],
  'a chain with a site in each town': [
    [`Les Halles du Lien | ${nantes} | | | halles.example`, `Les Halles du Lien | ${rennes} | | | halles.example`],
    [`Simplix | ${nantes} | | | simplix.example`, `Simplix | ${rennes} | | | simplix.example`],
    [`Travailler Ici | ${nantes} | | | ici.example/nantes`, `Travailler Ici | ${rennes} | | | ici.example/rennes`],
    [
      `Le Village des Idées | ${nantes} | | | idees.example`,
      `Le Village des Idées | 44162 | Saint-Herblain | | | idees.example`,
    ],
    [
      `Envol Emploi | ${nantes} | | ${at} | envol.example`,
      `Envol Emploi | 44190 | Sautron | | 47.26,-1.67 | envol.example`,
    ],
    [`Clic et Puce | ${nantes} | | ${at} | clic.example/a`, `Clic et Puce | ${nantes} | | 47.25,-1.5 | clic.example/b`],
    [`Kaléido | ${nantes} | | ${at}`, `Kaléido | ${nantes} | | 47.24,-1.55`],
    [`Les Cuistots Migrants | ${nantes}`, `Les Cuistots Migrants | 75056 | Paris`],
    [
      `Banque des Graines | 29019 | Brest | | | graines.example`,
      `Banque des Graines | 29232 | Quimper | | | graines.example`,
    ],
    [`Mob’Emploi | 21231 | Dijon`, `Mob’Emploi | 21054 | Beaune`],
  ],
  'tenants of one address': [
    [`La Bulle | ${nantes} | 4 rue du Port | ${at}`, `Atelier Marmite | ${nantes} | 4 rue du Port | ${at}`],
    [`Radio Ressac | ${nantes} | 4 rue du Port | ${at}`, `Vélocampus | ${nantes} | 4 rue du Port | ${at}`],
    [
      `Cyclo Nord | ${nantes} | 2 quai Vert | ${at} | maison.example`,
      `Les Semeurs | ${nantes} | 2 quai Vert | ${at} | maison.example`,
    ],
    [
      `La Bulle | ${nantes} | 4 rue du Port | ${at} | port.example`,
      `La Capsule | ${nantes} | 4 rue du Port | ${at} | port.example`,
    ],
    [`ADIL | ${nantes} | 1 place Haute | ${at}`, `ADIE | ${nantes} | 1 place Haute | ${at}`],
    [`Compagnie du Vent | ${nantes} | 9 rue Lune | ${at}`, `Association du Phare | ${nantes} | 9 rue Lune | ${at}`],
    [`Maison des associations | ${nantes} | 9 rue Lune | ${at}`, `Les Amis du Phare | ${nantes} | 9 rue Lune | ${at}`],
    [`Fablab Ombelle | ${nantes} | 9 rue Lune | ${at}`, `Coworking Pivoine | ${nantes} | 9 rue Lune | ${at}`],
    [`Le Hangar à Idées | ${nantes} | 3 rue Mer | ${at}`, `Le Hangar à Vélos Cargo | ${nantes} | 3 rue Mer | ${at}`],
    [`Croisière Verte | ${nantes} | 3 rue Mer | ${at}`, `Crèche Verte | ${nantes} | 3 rue Mer | ${at}`],
  ],
  'an outpost and its house': [
    [`Mission locale du Sillon | ${nantes}`, `Mission locale du Sillon - antenne de Bellevue | ${nantes}`],
    [`La Croisée | ${nantes} | 1 rue A | ${at}`, `La Croisée antenne | ${nantes} | 1 rue A | ${at}`],
    [`Mairie annexe des Deux Rives | ${nantes} | | ${at}`, `Mairie des Deux Rives | ${nantes} | | ${next}`],
    [`Permanence du Sillon | ${nantes}`, `Le Sillon | ${nantes}`],
    [`Siège d’Emmaillot | ${nantes}`, `Emmaillot | ${nantes}`],
    [`Réseau La Forge | ${nantes} | | | forge.example`, `La Forge | ${nantes} | | | forge.example`],
    [`Fédération des Genêts | ${nantes} | 1 rue A | ${at}`, `Les Genêts | ${nantes} | 1 rue A | ${at}`],
    [`Agence Brique | ${nantes}`, `Brique | ${nantes}`],
    [`Union des Genêts | ${nantes}`, `Les Genêts | ${nantes}`],
  ],
  'a bus and a fixed site': [
    [`Bus des Possibles | ${nantes} | place Haute | ${at}`, `Les Possibles | ${nantes} | place Haute | ${at}`],
    [`Lab des Possibles | ${nantes}`, `Lab mobile des Possibles | ${nantes}`],
    [`Bus France Services : Verteil | 16400 | Verteil`, `Maison France Services de Verteil | 16400 | Verteil`],
    [`Camion Cric | ${nantes} | | | cric.example`, `Cric | ${nantes} | | | cric.example`],
    [`Médiathèque Ulysse | ${nantes} | | ${at}`, `Bibliobus Ulysse | ${nantes} | | ${at}`],
    [`Fablab itinérant Tournevis | ${nantes}`, `Fablab Tournevis | ${nantes}`],
    [`Bus France Services | 16400 | Verteil`, `Bus France Services | 16292 | Ruffex`],
  ],
  'namesakes in neighbouring towns': [
    [`Le Bocal | ${nantes}`, `Le Bocal | 44162 | Saint-Herblain`],
    [`La Fabrique | ${nantes} | | ${at}`, `La Fabrique | 44162 | Saint-Herblain | | 47.22,-1.64`],
    [`Café associatif L’Escale | ${nantes}`, `Café associatif L’Escale | 44020 | Bouguenais`],
    [`Épicerie Les Copains | 59350 | Lille`, `Épicerie Les Copains | 59512 | Roubaix`],
    [`La Ruche | 59350 | Lille`, `La Ruche | 59599 | Tourcoing`],
    [`L’Atelier des Possibles | 69123 | Lyon`, `L’Atelier des Possibles | 69266 | Villeurbanne`],
    [`Jardin de Cocagne | 69123 | Lyon`, `Jardin de Cocagne | 69266 | Villeurbanne`],
    [`Saint-Exupéry | 69123 | Lyon`, `Saint-Exupéry | 69266 | Villeurbanne`],
  ],
  'a programme and a project of it': [
    [`Les Restos du Quartier | - | | | | restos.example`, `Les Restos du Quartier | ${nantes} | | | restos.example`],
    [`Territoires zéro oubli | - | | | | zero.example`, `Territoires zéro oubli | ${nantes} | | | zero.example/nantes`],
    [`Repair Café | - | | | | repair.example`, `Repair Café | ${nantes} | | | repair.example`],
    [`Voisins Malins | -`, `Voisins Malins | ${nantes}`],
    [
      `Mille Jardins | - | | | | jardins.example/les-jardins`,
      `Mille Jardins de Nantes | ${nantes} | | | jardins.example/nantes`,
    ],
    [`Le Lab | - | | | | lab.example`, `Le Lab | ${nantes} | | | lab.example`],
    [`Réseau Entourage vert | - | | | | entourage.example/a`, `Entourage vert | ${nantes} | | | entourage.example/a`],
  ],
  'another house of the same name': [
    [`Médiathèque Jean Macé | ${nantes} | | ${at}`, `École Jean Macé | ${nantes} | | ${next}`],
    [`Centre social Jean Macé | ${nantes} | | ${at}`, `Maison de quartier Jean Macé | ${nantes} | | ${next}`],
    [`Collège Simone Veil | ${nantes}`, `Médiathèque Simone Veil | ${nantes}`],
    [`MJC Aragon | ${nantes} | | ${at}`, `Bibliothèque Aragon | ${nantes} | | ${at}`],
    [`Foyer Clairefontaine | ${nantes}`, `Pépinière Clairefontaine | ${nantes}`],
    [`CCAS de Sillonville | 44001 | Sillonville | | ${at}`, `Mairie de Sillonville | 44001 | Sillonville | | ${at}`],
    [`Université du Ponant | 29019 | Brest`, `Incubateur du Ponant | 29019 | Brest`],
    [`Espace Jean de la Fontaine | ${nantes}`, `Médiathèque Jean de la Fontaine | ${nantes}`],
    [`Épicerie Belle Étoile | ${nantes} | | ${at}`, `Résidence Belle Étoile | ${nantes} | | ${at}`],
    [`Square Olympe de Gouges | ${nantes}`, `Bibliothèque Olympe de Gouges | ${nantes}`],
  ],
  'a number, a side': [
    [`Tiers-lieu Halle 6 | ${nantes} | | ${at}`, `Tiers-lieu Halle 7 | ${nantes} | | ${next}`],
    [`La Cantine 1 | ${nantes}`, `La Cantine 2 | ${nantes}`],
    [`Crous Lombarderie Nord | ${nantes}`, `Crous Lombarderie Sud | ${nantes}`],
    [`Maison Départementale Loizé Ouest | ${nantes}`, `Maison Départementale Loizé Est | ${nantes}`],
    [`Pavillon Haut | ${nantes} | | ${at}`, `Pavillon Bas | ${nantes} | | ${at}`],
    [`Végétalisons la rue Mercœur - phase 1 | ${nantes}`, `Végétalisons la rue Mercœur - phase 2 | ${nantes}`],
    [`Ludo junior Pirouette | ${nantes}`, `Ludo Pirouette | ${nantes}`],
    [`Atelier II Verrerie | ${nantes}`, `Atelier Verrerie | ${nantes}`],
  ],
  'a name that names nobody': [
    [`Médiathèque de Nantes | ${nantes}`, `Médiathèque | ${nantes}`],
    [`Mairie | 44001 | Sillonville`, `Mairie de Sillonville | 44001 | Sillonville`],
    [`Repair Café | ${nantes} | | ${at}`, `Repair Café de Nantes | ${nantes} | | ${at}`],
    [`Jardin partagé | ${nantes}`, `Jardins partagés | ${nantes}`],
    [
      `Espace public numérique | ${nantes} | | | ville.example`,
      `Espace public numérique | ${nantes} | | | ville.example/epn`,
    ],
    [`Coworking Nantes | ${nantes}`, `Coworking à Nantes | ${nantes}`],
    [`Fablab | ${nantes} | | | facebook.com`, `Fablab | ${nantes} | | | facebook.com`],
    [`Tiers-lieu | 44001 | Sillonville`, `Le tiers-lieu de Sillonville | 44001 | Sillonville`],
  ],
  'one word in common': [
    [`Les Mots | ${nantes}`, `Des mots et des fleurs | ${nantes}`],
    [`La Ruche numérique | ${nantes}`, `La Ruche solaire | ${nantes}`],
    [`Vélo-école Pédale | ${nantes}`, `Pédale douce | ${nantes}`],
    [`LabFab | ${nantes} | | ${at} | labfab.example`, `LabFab Edulis | ${nantes} | | 47.21,-1.56 | labfab.example`],
    [`La Cocotte | ${nantes}`, `La Carotte | ${nantes}`],
    [`Le Marché commun | ${nantes} | 1 rue A | ${at}`, `Le Marché sur l’eau | ${nantes} | 1 rue A | ${at}`],
    [`Forêt comestible | ${nantes}`, `Forêt urbaine | ${nantes}`],
  ],
};

describe('traps: two that look like one stay two', () => {
  for (const [kind, pairs] of Object.entries(traps))
    test(kind, () => {
      for (const [one, other] of pairs) {
        assert.equal(merged(one, other), false, `${one}  ≠  ${other}`);
        assert.equal(merged(other, one), false, `${other}  ≠  ${one}`);
      }
    });

  test('there are at least eighty', () => {
    assert.ok(Object.values(traps).flat().length >= 80);
  });
});

describe('one that is written twice is one', () => {
  const twice: readonly (readonly [Telling, Telling])[] = [
    [`Le Bocal partagé | ${nantes}`, `LE BOCAL PARTAGE | ${nantes}`],
    [`Fab Lab Côte d’Opaline | ${nantes} | | ${at}`, `Fablab Cote d’Opaline | ${nantes} | | ${next}`],
    [`BerryLab36 | ${nantes} | 2 rue Vaillet | ${at}`, `BerryLab 36 | ${nantes} | 2 Allée Vaillet | ${next}`],
    [
      `Artilux | ${nantes} | | ${at} | artilux.example`,
      `Artilux FabLab Nantes | ${nantes} | | ${next} | www.artilux.example/`,
    ],
    [
      `Technostub | ${nantes} | | ${at} | stub.example/ici`,
      `Technostub | ${nantes} | | 47.25,-1.55 | stub.example/ici`,
    ],
    [`Jardin Marmotte B | ${nantes}`, `Jardin marmotte B | ${nantes}`],
    [`Fablab de Nantes | ${nantes} | | | fabnantes.example`, `FabLab Nantes | ${nantes} | | | fabnantes.example`],
    [`Maison des Jeunes et de la Culture Ulysse | ${nantes}`, `MJC Ulysse | ${nantes}`],
    [`Atelier Pernambouc | ${nantes} | | ${at}`, `Atelier Pernanbouc | ${nantes} | | ${next}`],
    [
      `FabLab Cortix | - | | | | facebook.com/fablabcortix`,
      `Fablab Cortix | ${nantes} | | | www.facebook.com/FablabCortix/`,
    ],
  ];
  for (const [one, other] of twice)
    test(`${one.split('|')[0]!.trim()}, ${other.split('|')[0]!.trim()}`, () => assert.ok(merged(one, other)));
});
