/** The observatory, in English. */
import type { observatory as french } from './fr-observatory.ts';

const s = (n: number) => (n === 1 ? '' : 's');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

export const observatory: typeof french = {
  title: 'Observatory',
  heading: 'Social innovation in figures',
  lead: 'What the partners have declared, counted by the search engine: by theme, by stage, by year, by territory. Each figure has its date and can be cited.',
  caution: 'These figures are about what was declared, not about all that exists: “no data” does not mean “nothing”.',
  total: (n, written) => `${written} project${s(n)}`,
  counted: (day, time) => `as of ${day} at ${time} (universal time)`,
  cite: 'To cite:',
  citation: (day, address) => `Carrefour des innovations sociales, observatory, figures of ${day}, ${address}`,
  link: 'Observatory: the projects in figures',
  unsaid: 'not stated',
  before: (year) => `before ${year}`,
  month: (month, year) => `${months[month - 1]} ${year}`,
  noData: 'no data',
  from: (least) => `${least} or more`,
  between: (least, most) => `from ${least} to less than ${most}`,
  empty: 'Nothing to count yet.',
  table: 'The same figures as a table',
  file: 'Download as CSV',
  fileOf: (title) => `Download as CSV: ${title}`,
  source: (day) => `Source: Carrefour des innovations sociales, from its partners, ${day}. Licence Ouverte 2.0.`,
  drawing: (title, said) => `${title}. ${said} The table says the same.`,
  first: (label, n, written) => `Most frequent: ${label}, ${written} project${s(n)}.`,
  columns: {
    projects: 'Projects',
    share: 'Share',
    population: 'Inhabitants',
    rate: 'Per 100,000 inhabitants',
    partners: 'Partners',
    territory: 'Département',
  },
  charts: {
    themes: {
      title: 'By theme',
      says: 'A project may have several themes: the shares add up to more than 100%.',
      head: 'Theme',
    },
    natures: {
      title: 'By kind',
      says: 'What the sheet tells of: a project, a place, an organisation, a resource.',
      head: 'Kind',
    },
    etapes: { title: 'By stage', says: 'How far along the project is, when a partner says so.', head: 'Stage' },
    debuts: {
      title: 'By start year',
      says: 'The year in which the project began, when a partner says so.',
      head: 'Year',
    },
    partenaires: {
      title: 'By partner',
      says: 'A project told by several partners counts for each.',
      head: 'Catalogue',
    },
    arrivees: {
      title: 'Arrivals at the Carrefour',
      says: 'When each project was first read here: this is about the life of the Carrefour, not of the projects.',
      head: 'Arrived in',
    },
  },
  withoutStart: (n, written) =>
    `${written} project${s(n)} ${n === 1 ? 'does not say its' : 'do not say their'} start year and ${n === 1 ? 'is' : 'are'} not in it.`,
  coverage: {
    title: 'Where we know, where we don’t',
    says: 'Declared projects per 100,000 inhabitants, by département and overseas collectivity. Hatched: no partner has declared a project there, which does not mean that nothing is happening.',
    name: (covered, all) =>
      `Map of coverage: ${covered} territories out of ${all} where at least one partner has declared a project. The table says the same.`,
    covered: (n, written, all) =>
      `${written} territor${n === 1 ? 'y' : 'ies'} out of ${all} ${n === 1 ? 'has' : 'have'} at least one declared project.`,
    silent: (names) => `No partner has declared a project in: ${names}.`,
    origin: 'Populations: INSEE. Outlines: IGN Admin Express. Classes: an equal number of départements in each.',
  },
};
