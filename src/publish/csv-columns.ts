/** The columns of the CSV export, each with its meaning: the header, the rows and the Table Schema come from here. */
import type { Coded, ProjectView, SiteView } from './project-view.ts';

export interface Column {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean';
  description: string;
  required?: true;
  /** `many`: several values, joined by `|`. */
  many?: true;
  value(project: ProjectView): string | number | boolean | undefined | readonly (string | undefined)[];
}

const codes = (list: readonly Coded[]) => list.map(({ code }) => code);
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

function bySite(name: string, description: string, value: (site: SiteView) => string | undefined): Column {
  return {
    name,
    type: 'string',
    many: true,
    description: `${description}. One value for each site, in the same order in every \`site_\` column; empty where not known.`,
    value: ({ sites }) => sites.map(value),
  };
}

function byTelling(
  name: string,
  description: string,
  value: (telling: ProjectView['tellings'][number]) => string | undefined,
): Column {
  return {
    name,
    type: 'string',
    many: true,
    description: `${description}. One value for each catalogue that tells of the project, in the order of \`sources\`.`,
    value: ({ tellings }) => tellings.map(value),
  };
}

function coded(name: string, vocabulary: string, value: (project: ProjectView) => readonly Coded[]): Column {
  return {
    name,
    type: 'string',
    many: true,
    description: `Codes of the vocabulary \`${vocabulary}\``,
    value: (project) => codes(value(project)),
  };
}

function text(name: string, description: string, value: (project: ProjectView) => string | undefined): Column {
  return { name, type: 'string', description, value };
}

function list(name: string, description: string, value: (project: ProjectView) => readonly string[]): Column {
  return { name, type: 'string', many: true, description, value };
}

export const columns: readonly Column[] = [
  { ...text('id', 'Ten characters, for ever', (project) => project.id), required: true },
  { ...text('url', 'Absolute address of the project’s page', (project) => project.url), required: true },
  { ...text('title', 'Title', (project) => project.title), required: true },
  text('summary', 'One paragraph of plain text', (project) => project.summary),
  text('body', 'Safe HTML: paragraphs, lists, emphasis, links', (project) => project.body),
  { ...text('kind', 'Code of the vocabulary `kinds`', (project) => project.kind.code), required: true },
  coded('themes', 'themes', (project) => project.themes),
  coded('audiences', 'audiences', (project) => project.audiences),
  coded('approaches', 'approaches', (project) => project.approaches),
  coded('place_kinds', 'place-kinds', (project) => project.placeKinds),
  coded('sdgs', 'sdgs', (project) => project.sdgs),
  text('stage', 'Code of the vocabulary `stages`', (project) => project.stage?.code),
  { name: 'start_year', type: 'integer', description: 'Year of its beginning', value: ({ startYear }) => startYear },
  { name: 'end_year', type: 'integer', description: 'Year of its end', value: ({ endYear }) => endYear },
  text('holder_name', 'Who carries it', (project) => project.holder?.name),
  text('holder_kind', 'Code of the vocabulary `holder-kinds`', (project) => project.holder?.kind?.code),
  text('holder_siren', 'SIREN of the holder (9 digits)', (project) => project.holder?.siren),
  text('holder_siret', 'SIRET of the holder (14 digits)', (project) => project.holder?.siret),
  text(
    'holder_rna',
    'Number of the holder in the Répertoire national des associations',
    (project) => project.holder?.rna,
  ),
  text('holder_url', 'Web address of the holder', (project) => project.holder?.url),
  list('partners', 'Names of its partners', (project) => names(project.partners)),
  list('funders', 'Names of its funders', (project) => names(project.funders)),
  bySite('site_names', 'Names of the sites', (site) => site.name),
  bySite('site_addresses', 'Postal addresses, without the commune', (site) => site.address),
  bySite('site_postcodes', 'Postcodes', (site) => site.postcode),
  bySite('site_cities', 'Communes as written', (site) => site.city),
  bySite('site_communes', 'Codes of today’s communes (INSEE, COG)', (site) => site.commune),
  bySite('site_points', 'Points as `latitude,longitude` in degrees, WGS 84', (site) =>
    site.point === undefined ? undefined : `${site.point.lat},${site.point.lon}`,
  ),
  bySite(
    'site_precisions',
    'How exactly the place is known: site, street, commune, area, none',
    (site) => site.precision,
  ),
  list('territories', 'Ids of every territory around its sites', (project) => [
    ...new Set(project.sites.flatMap((site) => site.territories)),
  ]),
  text(
    'area_reach',
    'Area of action: commune, epci, departement, region, nation, world',
    (project) => project.area?.reach,
  ),
  list(
    'area_territories',
    'Ids of the territories of its area of action',
    (project) => project.area?.territories ?? [],
  ),
  list('links', 'Web addresses', (project) => project.links.map(({ url }) => url)),
  list('contacts', 'Contacts that may be published', (project) => project.contacts.map(({ value }) => value)),
  text('results', 'What came of it', (project) => project.results),
  text('needed', 'What it took', (project) => project.needed),
  text('lessons', 'What was learnt', (project) => project.lessons),
  list('tags', 'The partners’ own words', (project) => project.tags),
  { ...text('language', 'Language of the texts, ISO 639-1', (project) => project.language), required: true },
  text('created_at', 'Date of creation at the source, ISO 8601', (project) => project.createdAt),
  text('updated_at', 'Date of the last change at the source, ISO 8601', (project) => project.updatedAt),
  byTelling('sources', 'Ids of the catalogues', (telling) => telling.source),
  byTelling('telling_urls', 'Pages of the project at the partners’', (telling) => telling.url),
  byTelling('licence', 'Ids of the licences under which the catalogues share it', (telling) => telling.licence.id),
  text(
    'licence_whole',
    'Id of the licence under which the line may be given on, each attribution kept',
    (project) => project.licence?.id,
  ),
  byTelling('attribution', 'What is to be shown beside what is reused', (telling) => telling.attribution),
  {
    name: 'fictitious',
    type: 'boolean',
    required: true,
    description: 'Invented for the demonstration',
    value: (project) => project.fictitious,
  },
];
