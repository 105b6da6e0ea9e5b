/** Catalogues and projects for tests: invented, of every licence, with the texts that break files. */
import fc from 'fast-check';
import type { z } from 'zod';
import { sha256, shortId } from '#lib/hash.ts';
import { type Project, projectSchema } from '#model/project.ts';
import { type Manifest, manifestSchema } from '#model/source.ts';
import { vocabularies } from '#model/vocabulary.ts';

function manifest(id: string, licence: string, more: object = {}): Manifest {
  return manifestSchema.parse({
    id,
    name: { fr: `Catalogue ${id}`, en: `Catalogue of ${id}` },
    organisation: { name: `Réseau ${id}`, url: `https://${id}.example` },
    contact: `interne@${id}.example`,
    licence,
    attribution: `Réseau ${id}, 2025`,
    format: { type: 'csv' },
    key: 'content',
    map: { title: 'titre' },
    ...more,
  });
}

/** `ouvert` and `partage` share, `ferme` does not, `demo` is invented. */
export const testSources: ReadonlyMap<string, Manifest> = new Map(
  [
    manifest('ouvert', 'LO-2.0'),
    manifest('partage', 'ODbL-1.0'),
    manifest('ferme', 'closed'),
    manifest('demo', 'CC-BY-4.0', { demonstration: true }),
  ].map((one) => [one.id, one]),
);

type Given = Partial<Omit<z.input<typeof projectSchema>, 'tellings' | 'sources'>> & {
  title: string;
  toldBy?: readonly string[];
};

/** A project told by the catalogues named, one sheet each. */
export function testProject({ toldBy = ['ouvert'], ...given }: Given): Project {
  const id = given.id ?? shortId(given.title);
  return projectSchema.parse({
    id,
    slug: 'un-projet',
    kind: 'projet',
    ...given,
    sources: toldBy,
    tellings: toldBy.map((source) => ({
      sheet: `${source}/cle-interne-${id}`,
      source,
      title: `${given.title}, selon ${source}`,
      url: `https://${source}.example/${id}`,
      licence: testSources.get(source)!.licence,
      attribution: testSources.get(source)!.attribution,
    })),
    provenance: given.provenance ?? {},
  });
}

/** Texts such as partners send: quotes, line ends, formulas, separators, other scripts. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom('=', '+', '-', '@', "'", '"', '|', '¦', ',', ';', '\r', '\n', '\t', 'é', '🌱', 'a', '1', ' '),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
);

const concepts = (name: keyof typeof vocabularies) =>
  fc.subarray([...vocabularies[name].byId.keys()], { maxLength: 4 });

const site = fc.record(
  {
    name: anyText,
    address: anyText,
    postcode: fc.constant('44000'),
    city: anyText,
    commune: fc.constantFrom('44109', '2A004', '97411'),
    territories: fc.subarray(['commune-44109', 'departement-44', 'region-52']),
    point: fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
    precision: fc.constantFrom('site', 'commune', 'none'),
  },
  { requiredKeys: ['precision', 'territories'] },
);

/** Any project at all, with contacts published and withheld. */
export const anyProject: fc.Arbitrary<Project> = fc
  .record({
    title: anyText,
    summary: anyText,
    body: anyText,
    themes: concepts('themes'),
    sdgs: concepts('sdgs'),
    stage: fc.option(fc.constantFrom(...vocabularies.stages.byId.keys()), { nil: undefined }),
    startYear: fc.option(fc.integer({ min: 1800, max: 2100 }), { nil: undefined }),
    holder: fc.option(fc.record({ name: anyText, siren: fc.constant('552100554') }), { nil: undefined }),
    sites: fc.array(site, { maxLength: 3 }),
    tags: fc.array(anyText, { maxLength: 3 }),
    partners: fc.array(fc.record({ name: anyText }), { maxLength: 2 }),
    links: fc.array(fc.record({ url: fc.webUrl() }), { maxLength: 2 }),
    contacts: fc.array(
      fc.record({
        kind: fc.constantFrom('mail', 'phone'),
        value: fc.uuid().map((id) => `personne-${id}@exemple.fr`),
        published: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    toldBy: fc.subarray([...testSources.keys()], { minLength: 1 }),
  })
  .map(({ toldBy, ...given }) => testProject({ ...given, id: shortId(sha256(JSON.stringify(given))), toldBy }));
