/** A country of synthetic projects of any size, each made from its number when it is asked for: nothing is kept. */
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { ProjectStore } from '#match/project-store.ts';
import { type Project, projectSchema } from '#model/project.ts';
import { type Manifest, manifestSchema } from '#model/source.ts';
import type { Territory } from '#model/territory.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { documentAt, randomFrom } from '../search/corpus.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const catalogues = 40;
/** The share of projects that stand in one of the communes with most inhabitants. */
const inTowns = 0.6;
const towns = 300;

/** A number as an id of ten characters, and back. */
export const idOf = (number: number) =>
  Array.from({ length: 10 }, (_, at) => alphabet[Math.floor(number / 32 ** (9 - at)) % 32]).join('');
export const numberOf = (id: string) => [...id].reduce((sum, letter) => sum * 32 + alphabet.indexOf(letter), 0);

export const benchSources: ReadonlyMap<string, Manifest> = new Map(
  Array.from({ length: catalogues }, (_, at) => {
    const id = `catalogue-${at + 1}`;
    const manifest = manifestSchema.parse({
      id,
      name: `Catalogue ${at + 1}`,
      organisation: { name: `Réseau ${at + 1}` },
      licence: at % 3 === 0 ? 'ODbL-1.0' : 'LO-2.0',
      attribution: `Réseau ${at + 1}`,
      format: { type: 'csv' },
      key: ['id'],
      map: { title: { from: 'titre' } },
    });
    return [id, manifest];
  }),
);

export interface BenchCountry {
  at(number: number): Project;
  store: ProjectStore;
}

export function benchCountry(gazetteer: Gazetteer, size: number): BenchCountry {
  const communes = gazetteer.all('commune').filter((commune) => commune.centre !== undefined);
  const largest = [...communes].sort((a, b) => (b.population ?? 0) - (a.population ?? 0)).slice(0, towns);
  const concepts = (name: 'themes' | 'audiences' | 'place-kinds' | 'approaches' | 'stages' | 'sdgs') =>
    vocabularies[name].concepts.map(({ id }) => id);
  const themes = concepts('themes');
  const audiences = concepts('audiences');
  const placeKinds = concepts('place-kinds');
  const approaches = concepts('approaches');
  const stages = concepts('stages');
  const sdgs = concepts('sdgs');

  function at(number: number): Project {
    const random = randomFrom(number + 1);
    const text = documentAt(number, random);
    const among = <T>(list: readonly T[]) => list[Math.floor(random() ** 1.6 * list.length)]!;
    const commune = random() < inTowns ? among(largest) : among(communes);
    const near = () => (random() - 0.5) / 20;
    const source = `catalogue-${1 + Math.floor(random() ** 2 * catalogues)}`;
    const sheet = `${source}/${number}`;
    return projectSchema.parse({
      id: idOf(number),
      slug: '',
      kind: 'projet',
      title: text.title,
      summary: text.summary,
      body: `<p>${text.body}</p>`,
      language: 'fr',
      themes: [among(themes), among(themes)],
      audiences: [among(audiences)],
      placeKinds: random() < 0.5 ? [among(placeKinds)] : [],
      approaches: [among(approaches)],
      sdgs: [among(sdgs)],
      stage: among(stages),
      startYear: text.startYear,
      holder: { name: text.organisations.split('\n')[0]!, kind: 'association' },
      sites: [siteIn(commune, near(), near())],
      links: [{ url: `https://exemple.org/${number}` }],
      quality: text.quality,
      licence: benchSources.get(source)!.licence,
      updatedAt: new Date(text.updatedDay * 86_400_000).toISOString().slice(0, 10),
      sources: [source],
      tellings: [{ sheet, source, title: text.title, licence: 'LO-2.0', attribution: source }],
      provenance: { title: { sheets: [sheet], rule: 'first' } },
    });
  }

  const day = new Date('2026-05-03');
  const within = (id: string) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(id) && numberOf(id) < size;
  const store: ProjectStore = {
    find: async (id) =>
      within(id) ? { is: 'here', project: at(numberOf(id)), firstSeen: day, updatedAt: day } : { is: 'unknown' },
    load: async (ids) => ids.filter(within).map((id) => at(numberOf(id))),
    latest: async (most) => Array.from({ length: Math.min(most, size) }, (_, back) => at(size - 1 - back)),
    figures: async () => ({ projects: size, toldBySeveral: 0, partners: catalogues, communes: communes.length }),
    related: async () => [],
    dates: async (ids) => new Map(ids.filter(within).map((id) => [id, { firstSeen: day, updatedAt: day }])),
    async *addresses(skip, most) {
      for (let number = skip; number < Math.min(size, skip + most); number++)
        yield { id: idOf(number), title: at(number).title, updatedAt: day };
    },
  };
  return { at, store };
}

function siteIn(commune: Territory, lat: number, lon: number): unknown {
  const { centre } = commune;
  return {
    address: '1 rue de la République',
    commune: commune.code,
    city: commune.name,
    territories: [commune.id, ...commune.within],
    point: { lat: centre!.lat + lat, lon: centre!.lon + lon },
    precision: 'commune',
    how: ['insee'],
  };
}
