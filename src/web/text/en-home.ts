/** The home page, in English. */
import type { home as french } from './fr-home.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const home: typeof french = {
  title: 'France invents. See where, how, with whom.',
  named: (site, title) => `${site}: ${title}`,
  headline: { before: 'France ', mark: 'invents', after: '. See where, how, with whom.' },
  lead: (projects, writtenProjects, partners, writtenPartners) =>
    projects === 0
      ? 'The projects of networks, associations, foundations and local authorities, gathered in one place so that good ideas travel.'
      : `${writtenProjects} project${s(projects)} told by ${writtenPartners} ${partners === 1 ? 'partner' : 'networks, associations, foundations and local authorities'}, gathered in one place so that good ideas travel.`,
  ideas: 'A few ideas',
  mapTitle: 'Where it happens',
  figures: 'The Carrefour in figures',
  figureProjects: (n) => `project${s(n)}, each with one address`,
  figureTold: () => 'told by several partners',
  figurePartners: (n) => `partner${s(n)}, one vote each`,
  figureCommunes: (n) => `commune${s(n)} where something is going on`,
  themes: 'Where to begin?',
  themesLead: 'Each theme has its page: its projects, where they are, who tells of them.',
  fresh: 'Just in',
  freshAll: 'All projects, newest first',
  verbs: {
    title: 'Four gestures, one commons',
    items: [
      {
        verb: 'Harvest',
        says: 'Each partner keeps its catalogue; the Carrefour reads it often and never loses anything.',
      },
      { verb: 'Describe', says: 'One vocabulary for all; two sheets about the same project become one.' },
      { verb: 'Locate', says: 'By commune, group of communes, département and région, and on the map.' },
      { verb: 'Connect', says: 'Find, understand, compare, get in touch, and do elsewhere what worked here.' },
    ],
  },
  partners: 'The partners',
  partnersLead: 'One partner, one vote. Each stays in charge of its sheets, under its licence.',
  nothingYet: 'No projects yet: the catalogues are on their way.',
};
