/** Territories, in English. */
import type { places as french } from './fr-places.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const places: typeof french = {
  index: {
    title: 'Territories',
    heading: 'The territories',
    lead: 'Every commune, group of communes, département and région has its page: what goes on there, who tells of it, what is around it.',
    regions: 'Régions and départements',
    collectivities: 'Overseas collectivities',
    collectivitiesLead: 'Neither départements nor régions: each has its own status, and its page here like the others.',
    find: 'A commune, a group of communes? Give its name in the “Where?” box.',
  },
  level: { region: 'Région', departement: 'Département', epci: 'Group of communes', commune: 'Commune' },
  title: (name, level) => `${name} (${level})`,
  description: (name, n, written) =>
    n === 0
      ? `${name}: no projects declared yet by the partners of the Carrefour.`
      : `${name}: ${written} social innovation project${s(n)}, who tells of ${n === 1 ? 'it' : 'them'}, on which themes, and the neighbouring territories.`,
  breadcrumb: 'Breadcrumb',
  population: (n, written) => `${written} inhabitant${s(n)}`,
  density: (perKm2, degree) => `about ${perKm2} inhabitants per km²${degree === undefined ? '' : ` (${degree})`}`,
  densityClass: { sparse: 'sparse', intermediate: 'intermediate density', dense: 'dense' },
  communes: (n, written) => `${written} commune${s(n)}`,
  code: { region: 'région code', departement: 'département code', epci: 'SIREN number', commune: 'INSEE code' },
  projects: (n, written) => `${written} project${s(n)} here`,
  see: (n, written) => (n === 1 ? 'See the project in the search' : `See the ${written} projects`),
  around: 'Search within 20 km',
  nothing: {
    title: 'No projects declared here yet',
    text: 'No data does not mean that nothing is happening: no partner has declared a project in this territory yet, or the sheet does not say where it takes place.',
    wider: 'In the wider area',
  },
  best: 'Best told',
  few: 'The projects',
  latest: 'Most recent',
  latestAll: 'All, most recent first',
  themes: {
    title: 'The themes',
    more: 'More than elsewhere',
    less: 'Less than elsewhere',
    compared: (here, everywhere) => `${here} of the projects here, ${everywhere} of all`,
    fewer: (least) => `With fewer than ${least} projects, a comparison with the whole would mean nothing.`,
    alike: 'No difference with the whole is clear enough to be stated.',
    rule: 'A difference is stated when chance hardly explains it (three standard deviations) and at least five projects were expected. It is about what partners have declared, not about all that exists.',
    all: 'Themes, most frequent first',
  },
  covered: {
    title: 'Who tells of this territory',
    lead: (n, some, all) =>
      `${some} catalogue${s(n)} out of ${all} ${n === 1 ? 'has' : 'have'} declared projects here.`,
    silent: (n, written) => `${written} catalogue${s(n)} without data here`,
    silentMeans:
      'That does not mean that nothing is happening: these catalogues have declared no project located here.',
  },
  children: {
    region: 'Its départements',
    departement: 'Its groups of communes',
    epci: 'Its communes',
    communes: 'Its communes that have projects',
    without: (n, written) =>
      n === 1
        ? `${written} other commune has no declared project yet.`
        : `${written} other communes have no declared project yet.`,
  },
  neighbours: 'Neighbours',
  alike: {
    title: {
      region: 'A région like it',
      departement: 'A département like it',
      epci: 'A group of communes like it',
      commune: 'A commune like it',
    },
    lead: 'A similar population and density, and projects: something to compare with, or to learn from.',
    none: 'No territory of the same level and of similar population has a declared project yet.',
  },
  map: 'On the map',
  exports: {
    title: 'Reuse these data',
    lead: 'The same choice, as files, under the licences of each catalogue:',
    csv: 'CSV (spreadsheet)',
    geojson: 'GeoJSON (map)',
    jsonl: 'JSON Lines (everything)',
  },
  sourceNote:
    'Codes, names and populations: INSEE, official geographic code 2026. Outlines: IGN Admin Express 2022. Density: computed from these simplified outlines; it is not INSEE’s grid.',
};
