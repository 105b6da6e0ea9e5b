/** For tests: an invented country, its four catalogues and about sixty projects, over the real gazetteer. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { shortId } from '#lib/hash.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { loadOutlines, type Outlines } from '#locate/outlines.ts';
import { type Project, projectSchema } from '#model/project.ts';
import { type Manifest, manifestSchema } from '#model/source.ts';

let gazetteer: Gazetteer | undefined;
let outlines: Outlines | undefined;
/** Read once in a process: half a second. */
export const places = () => (gazetteer ??= loadGazetteer());
export const borders = () => (outlines ??= loadOutlines());

const source = (id: string, name: string, organisation: string, licence: string, demonstration = true): Manifest =>
  manifestSchema.parse({
    id,
    name,
    organisation: { name: organisation },
    licence,
    attribution: organisation,
    demonstration,
    format: { type: 'csv' },
    key: ['id'],
    map: { title: { from: 'titre' } },
  });

export const inventedSources: ReadonlyMap<string, Manifest> = new Map(
  [
    source('reseau-reemploi', 'Annuaire du réemploi', 'Réseau Seconde Main (inventé)', 'LO-2.0'),
    source('fondation-horizon', 'Lauréats Horizon', 'Fondation Horizon (inventée)', 'CC-BY-4.0'),
    source('tiers-lieux-ouest', 'Tiers-lieux de l’Ouest', 'Collectif Ouest ouvert (inventé)', 'ODbL-1.0'),
    source('jardins-en-ville', 'Jardins en ville', 'Fédération Racines communes (inventée)', 'LO-2.0'),
  ].map((manifest) => [manifest.id, manifest]),
);

/** What is told of a project beside its title and where it stands. */
const sketchSchema = z.looseObject({ title: z.string(), commune: z.string(), summary: z.string() });
type Sketch = z.infer<typeof sketchSchema>;

const sketches = z
  .array(sketchSchema)
  .parse(parse(readFileSync(new URL('./testing-country.yaml', import.meta.url), 'utf8')));

/** Towns in which each sketch is told again, in short, so that lists have pages and maps have clusters. */
const echoes = [
  '35238',
  '06088',
  '34172',
  '76540',
  '49007',
  '87085',
  '21231',
  '37261',
  '14118',
  '2A004',
  '64445',
  '54395',
  '80021',
  '66136',
  '72181',
];

function site(commune: string, rank: number): Project['sites'][number] {
  const territory = places().territory(`commune-${commune}`);
  if (territory === undefined) throw new Error(`an invented project stands in an unknown commune: ${commune}`);
  const { centre } = territory;
  const step = rank * 0.004;
  return {
    address: `${rank + 1} rue de la République`,
    commune,
    city: territory.name,
    territories: [territory.id, ...territory.within],
    point: centre && { lat: centre.lat + step, lon: centre.lon - step },
    precision: rank % 3 === 0 ? 'site' : 'commune',
    how: ['insee'],
  };
}

function invent({ title, commune, ...about }: Sketch, rank: number): Project {
  const ids = [...inventedSources.keys()];
  const sources = [ids[rank % 4]!, ...(rank % 3 === 0 ? [ids[(rank + 1) % 4]!] : []), ...(rank === 0 ? [ids[2]!] : [])];
  const tellings = sources.map((id, at) => ({
    sheet: `${id}/${rank}`,
    source: id,
    title: at === 0 ? title : `${title} (${places().territory(`commune-${commune}`)?.name})`,
    url: `https://exemple.org/${id}/${rank}`,
    licence: inventedSources.get(id)!.licence,
    attribution: inventedSources.get(id)!.attribution,
    updatedAt: `202${3 + (rank % 3)}-0${1 + (rank % 9)}-12`,
  }));
  const [first, ...others] = tellings.map(({ sheet }) => sheet);
  return projectSchema.parse({
    id: shortId(`invented ${rank}`),
    slug: '',
    kind: 'projet',
    title,
    body: `<p>${about.summary}</p>`,
    holder: { name: `Association ${title}`, kind: 'association', rna: `W59100${1000 + rank}` },
    sites: rank === 4 ? [site(commune, rank), site('62041', rank), site('59392', rank)] : [site(commune, rank)],
    links: [{ url: `https://exemple.org/${rank}`, label: `exemple.org/${rank}` }],
    contacts: [
      { kind: 'mail', value: 'bonjour@exemple.org', published: rank % 2 === 0 },
      { kind: 'phone', value: '06 12 34 56 78', published: false },
    ],
    quality: about.results === undefined ? 0.5 + (rank % 4) / 10 : 0.9,
    licence: 'LO-2.0',
    updatedAt: tellings[0]!.updatedAt,
    tags: ['quartier', 'entraide'],
    ...about,
    sources,
    tellings,
    provenance: {
      title: { sheets: [first], rule: 'best-described' },
      summary: { sheets: [first], rule: 'best-described' },
      ...(others.length > 0 && {
        results: { sheets: others.slice(0, 1), rule: 'longest' },
        themes: { sheets: [first, ...others], rule: 'union' },
        sites: { sheets: others.slice(-1), rule: 'most-precise' },
        holder: { sheets: [first], rule: 'best-described' },
        body: { sheets: [first], rule: 'longest' },
      }),
    },
  });
}

/** About sixty projects, the first of which is told in full by three partners. */
export function inventProjects(): Project[] {
  const echoed = sketches.slice(1, 16).flatMap((sketch, rank): Sketch[] => [
    { ...sketch, title: `${sketch.title}, bis`, commune: echoes[rank]! },
    { ...sketch, title: `${sketch.title}, ter`, commune: echoes[(rank + 5) % echoes.length]! },
  ]);
  return [...sketches, ...echoed].map(invent);
}
