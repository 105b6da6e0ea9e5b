/** A synthetic corpus of French sheets, and queries over it: the same for the same seed. Nothing in it is real. */
import { type Criteria, type FacetName, noCriteria } from '#model/criteria.ts';
import type { SearchDocument } from '#search/engine.ts';

/** Mulberry32: a small generator of numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const subjects =
  'jardin épicerie ressourcerie atelier tiers-lieu café crèche garage habitat ferme conserverie recyclerie fablab cantine théâtre bibliothèque école coopérative accorderie monnaie vélo logement potager verger boulangerie marché maison compost bus musée radio cinéma laverie pension écolieu forêt rivière magasin friperie outilthèque ludothèque'.split(
    ' ',
  );
const qualities =
  'partagé solidaire social participatif collectif citoyen mobile rural intergénérationnel inclusif écologique numérique coopératif populaire éphémère itinérant autogéré local gratuit pédagogique'.split(
    ' ',
  );
const words =
  "habitants bénévoles quartier insertion accompagnement formation emploi alimentation précarité isolement personnes âgées jeunes enfants familles femmes handicap santé culture mobilité énergie déchets réemploi réparation agriculture biodiversité eau climat citoyenneté démocratie éducation sport numérique territoire commune association réseau partenaires financement fondation région département mairie salariés bénéficiaires producteurs consommateurs circuits courts produits locaux vente distribution repas cuisine transmission savoir-faire rencontre échange entraide convivialité espace lieu projet activité animation création développement transition économie sociale solidarité l'accueil d'urgence l'inclusion logements chantier rénovation l'expérience partage mutualisation gouvernance".split(
    /\s+/,
  );
const cities =
  'Nantes Lille Lyon Marseille Rennes Brest Toulouse Bordeaux Strasbourg Grenoble Dijon Angers Tours Limoges Amiens Metz Nancy Caen Rouen Reims Poitiers Pau Bayonne Perpignan Nîmes Avignon Toulon Nice Bastia Ajaccio Cayenne Saint-Denis Mamoudzou Lorient Vannes Quimper Roubaix Dunkerque Valence Annecy'.split(
    ' ',
  );
const syllables =
  'ba be bi bo ca co cu da de di do fa fe fi ga go la le li lo ma me mi mo na ne ni pa pe po ra re ri ro sa se si ta te ti to va ve vi vo'.split(
    ' ',
  );
/** How many values each facet has: those that the corpus has always had, so that figures stay comparable. */
const sizes = {
  theme: 40,
  audience: 16,
  placeKind: 12,
  approach: 14,
  stage: 5,
  kind: 6,
  holderKind: 9,
  partner: 50,
  sdg: 17,
  language: 3,
} satisfies Partial<Record<FacetName, number>>;
const drawnFacets = Object.keys(sizes) as (keyof typeof sizes)[];

type Random = () => number;

/** Small numbers often, large ones seldom (Zipf's law, roughly). */
function skewed(random: Random, size: number): number {
  return Math.min(size - 1, Math.floor(size ** random()) - 1 + Math.floor(random() * 2));
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** A rare word that looks French: so that the vocabulary grows with the corpus, as real ones do. */
function rareWord(random: Random): string {
  let word = '';
  for (let i = 0; i < 3 + Math.floor(random() * 2); i++) word += pick(random, syllables);
  return word;
}

function sentence(random: Random, length: number): string {
  const written: string[] = [];
  for (let i = 0; i < length; i++) {
    const roll = random();
    if (roll < 0.4)
      written.push(pick(random, ['de', 'la', 'le', 'les', 'des', 'et', 'à', 'pour', 'un', 'une', 'dans', 'avec']));
    else if (roll < 0.85) written.push(words[skewed(random, words.length)]!);
    else if (roll < 0.95) written.push(pick(random, subjects), pick(random, qualities));
    else written.push(rareWord(random));
  }
  return `${written.join(' ')}.`;
}

export function documentAt(number: number, random: Random): SearchDocument {
  const city = skewed(random, cities.length);
  const departement = String(1 + ((city * 7) % 95)).padStart(2, '0');
  const facets: SearchDocument['facets'] = {};
  for (const name of drawnFacets) {
    const several = name === 'theme' || name === 'audience' || name === 'approach' || name === 'sdg';
    const count = several ? Math.floor(random() * 3) + (name === 'theme' ? 1 : 0) : random() < 0.9 ? 1 : 0;
    const values = new Set<string>();
    for (let i = 0; i < count; i++) values.add(`${name}-${skewed(random, sizes[name])}`);
    if (values.size > 0) facets[name] = [...values];
  }
  const commune = String(Math.floor(random() * 300)).padStart(3, '0');
  const sites = random() < 0.1 ? 0 : random() < 0.1 ? 3 : 1;
  return {
    id: `p${String(number).padStart(9, '0')}`,
    title: `${pick(random, subjects)} ${pick(random, qualities)} ${random() < 0.5 ? `de ${cities[city]}` : rareWord(random)}`,
    summary: sentence(random, 18),
    body: sentence(random, 40 + Math.floor(random() * 60)),
    organisations:
      `Association ${rareWord(random)}\n${random() < 0.3 ? `Fondation ${pick(random, subjects)}` : ''}`.trim(),
    keywords: `${cities[city]} ${pick(random, words)}`,
    facets,
    territories: [
      `commune-${departement}${commune}`,
      `epci-2000${departement}${commune}`,
      `departement-${departement}`,
      `region-${String(1 + (city % 17)).padStart(2, '0')}`,
    ],
    points: Array.from({ length: sites }, () => ({ lat: 42.5 + random() * 8.5, lon: -4.7 + random() * 12.5 })),
    startYear: random() < 0.7 ? 1990 + Math.floor(random() * 36) : undefined,
    updatedDay: 16_000 + Math.floor(random() * 4_500),
    quality: Math.round(random() * 100) / 100,
  };
}

export function* corpus(size: number, seed = 7): Generator<SearchDocument> {
  const random = randomFrom(seed);
  for (let number = 0; number < size; number++) yield documentAt(number, random);
}

/** Mixed queries: free text with typos now and then, several facets, a radius or a box. */
export function criteriaList(count: number, seed = 11): Criteria[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const criteria: Criteria = { ...noCriteria, chosen: {} };
    const roll = random();
    if (roll < 0.85) criteria.q = textFor(random);
    const chosen = Math.floor(random() * 3);
    for (let i = 0; i < chosen; i++) {
      const name = pick(random, drawnFacets);
      criteria.chosen[name] = [
        ...new Set(
          Array.from({ length: 1 + Math.floor(random() * 2) }, () => `${name}-${skewed(random, sizes[name])}`),
        ),
      ];
    }
    if (random() < 0.15) criteria.territories = [`region-${String(1 + Math.floor(random() * 17)).padStart(2, '0')}`];
    if (random() < 0.15) criteria.yearFrom = 1995 + Math.floor(random() * 20);
    const lat = 43 + random() * 7;
    const lon = -4 + random() * 11;
    const place = random();
    if (place < 0.3) criteria.near = { lat, lon, radiusKm: 20 + Math.floor(random() * 180) };
    else if (place < 0.5) criteria.box = [lon - 2, lat - 1.5, lon + 2, lat + 1.5];
    return criteria;
  });
}

function textFor(random: Random): string {
  const roll = random();
  let typed = [pick(random, subjects), pick(random, qualities)];
  if (roll < 0.25) typed = [pick(random, subjects)];
  else if (roll < 0.5) typed.push(pick(random, cities));
  else if (roll < 0.7) typed = [pick(random, words), pick(random, words), pick(random, subjects)];
  if (random() < 0.15) typed[0] = misspelt(random, typed[0]!);
  if (random() < 0.15) typed[typed.length - 1] = typed.at(-1)!.slice(0, 5);
  return typed.join(' ');
}

function misspelt(random: Random, word: string): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  return word.slice(0, at) + word.slice(at + 1);
}
