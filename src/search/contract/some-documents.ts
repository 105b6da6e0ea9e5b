/** Invented documents and questions for the contract: small vocabularies, so that words and values often meet. */
import { areaOf } from '#model/area.ts';
import { type Criteria, facetNames, noCriteria, sorts } from '#model/criteria.ts';
import { emptyDocument, type SearchDocument } from '../engine.ts';

export type Random = () => number;

/** A linear congruence: enough to shuffle words, the same for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

const words = (
  'jardin jardins jardinage partagé partagée partagés épicerie épiceries solidaire solidarité solidarités tiers-lieu ' +
  "tiers-lieux l'insertion d'économie sociale sociaux AMAP ESS cœur œuvre 13ème mobilité vélo vélos bicyclette réparation " +
  'café associatif association asso habitants habitat participatif groupé senior aînés âgées personnes numérique médiation ' +
  'inclusion la le les de et pour avec ressourcerie recyclerie QPV quartier prioritaire E.S.S. co-working coworking ' +
  'printing printed prints gardens gardening the of format formation ' +
  'video surveillance vidéosurveillance l’alimentation été forêt Nantes Lille Saint-Denis 2024 collectif communautaire'
).split(' ');

export function someDocument(random: Random, id: string): SearchDocument {
  const text = (least: number, most: number) =>
    Array.from({ length: least + Math.floor(random() * (most - least)) }, () => pick(random, words)).join(' ');
  const facets: SearchDocument['facets'] = {};
  for (const name of facetNames) {
    const values = Array.from({ length: Math.floor(random() * 3) }, () => `${name}-${Math.floor(random() * 6)}`);
    if (values.length > 0) facets[name] = [...new Set(values)];
  }
  const sites = Array.from({ length: Math.floor(random() * 3) }, () => ({
    departement: Math.floor(random() * 8),
    lat: 43 + random() * 7,
    lon: -4 + random() * 11,
  }));
  if (random() < 0.25) facets.language = ['en'];
  return {
    id,
    title: text(1, 5),
    summary: text(0, 8),
    body: text(0, 25),
    organisations: random() < 0.5 ? `Association ${text(1, 2)}` : '',
    keywords: text(0, 3),
    facets,
    territories: [
      ...new Set(sites.flatMap(({ departement }) => [`departement-0${departement}`, `region-1${departement % 3}`])),
    ],
    points: sites.map(({ lat, lon }) => ({ lat, lon })),
    startYear: random() < 0.7 ? 2000 + Math.floor(random() * 25) : undefined,
    updatedDay: 18_000 + Math.floor(random() * 50),
    quality: Math.floor(random() * 5) / 4,
  };
}

export function someDocuments(seed: number, count: number): SearchDocument[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) => someDocument(random, `doc${String(i).padStart(4, '0')}`));
}

export function someCriteria(random: Random): Criteria {
  const criteria: Criteria = { ...noCriteria, chosen: {}, sort: pick(random, sorts) };
  criteria.q = someText(random);
  for (let i = Math.floor(random() * 3); i > 0; i--) {
    const name = pick(random, facetNames);
    criteria.chosen[name] = [
      ...new Set([`${name}-${Math.floor(random() * 7)}`, `${name}-${Math.floor(random() * 7)}`]),
    ];
  }
  if (random() < 0.25)
    criteria.territories = pick(random, [['departement-01'], ['region-10'], ['departement-02', 'region-11']]);
  if (random() < 0.2) criteria.yearFrom = 2000 + Math.floor(random() * 20);
  if (random() < 0.1) criteria.yearTo = 2010 + Math.floor(random() * 15);
  const at = { lat: 43 + random() * 7, lon: -4 + random() * 11 };
  if (random() < 0.2) criteria.near = { ...at, radiusKm: 50 + random() * 400 };
  if (random() < 0.15) criteria.box = [at.lon - 3, at.lat - 2, at.lon + 3, at.lat + 2];
  if (random() < 0.15) {
    const corners = Array.from({ length: 3 + Math.floor(random() * 9) }, () => ({
      lat: 42 + random() * 9,
      lon: -5 + random() * 14,
    }));
    criteria.area = areaOf(corners);
  }
  return criteria;
}

function someText(random: Random): string {
  const parts: string[] = [];
  for (let i = Math.floor(random() * 4); i > 0; i--) {
    let word = pick(random, words);
    const roll = random();
    if (roll < 0.1 && word.length > 5) word = word.slice(0, 2) + word.slice(3);
    else if (roll < 0.2) word = word.slice(0, 4);
    else if (roll < 0.25) word = `-${word}`;
    else if (roll < 0.32) word = `"${word} ${pick(random, words)}"`;
    else if (roll < 0.34) word = 'zzyzx';
    else if (roll < 0.36) word = pick(random, ['réparatoire', 'jardiste', 'solidisme']);
    else if (roll < 0.45) word = word.toUpperCase();
    parts.push(word);
  }
  return random() < 0.1 ? `Comment ${parts.join(' ')} ?` : parts.join(' ');
}

/** Documents by id, each told by what differs from nothing. */
export function documents(some: Record<string, Partial<SearchDocument>>): SearchDocument[] {
  return Object.entries(some).map(([id, given]) => ({ ...emptyDocument, ...given, id }));
}
