/** What the site says in English. A key that is missing here does not compile. */
import { about } from './en-about.ts';
import { account } from './en-account.ts';
import { alerts } from './en-alerts.ts';
import { collections } from './en-collections.ts';
import { communities } from './en-communities.ts';
import { concepts } from './en-concepts.ts';
import { contribute } from './en-contribute.ts';
import { corrections } from './en-corrections.ts';
import { curation } from './en-curation.ts';
import { curationConcepts } from './en-curation-concepts.ts';
import { design } from './en-design.ts';
import { embed } from './en-embed.ts';
import { feeds } from './en-feeds.ts';
import { forms } from './en-forms.ts';
import { holders } from './en-holders.ts';
import { home } from './en-home.ts';
import { introductions } from './en-introductions.ts';
import { map } from './en-map.ts';
import { matters } from './en-matters.ts';
import { observatory } from './en-observatory.ts';
import { partners } from './en-partners.ts';
import { picture } from './en-picture.ts';
import { places } from './en-places.ts';
import { card, project } from './en-project.ts';
import { runs } from './en-runs.ts';
import { search } from './en-search.ts';
import { sheets } from './en-sheets.ts';
import { team } from './en-team.ts';
import { thesaurus } from './en-thesaurus.ts';
import type { Words } from './fr.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const en: Words = {
  siteName: 'Carrefour des innovations sociales',
  siteNameLines: { first: 'Carrefour des', second: 'innovations sociales' },
  tagline: 'Every network’s initiatives, gathered in one place so that good ideas travel.',
  skip: 'Skip to content',
  otherLanguage: { short: 'FR', long: 'Lire cette page en français', code: 'fr' },
  nav: {
    label: 'Main navigation',
    menu: 'Menu',
    menuLabel: 'All sections',
    explore: 'Explore',
    map: 'Map',
    themes: 'Themes',
    partners: 'Partners',
    home: 'Home of the Carrefour des innovations sociales',
  },
  footer: {
    about:
      'The Carrefour is a commons: one partner, one vote. No definition of social innovation is imposed; each partner vouches for what it shares.',
    explore: 'Explore',
    carrefour: 'The Carrefour',
    all: 'All projects',
    byTheme: 'By theme',
    byPartner: 'By partner',
    code: 'Free software, AGPL 3.0 licence',
    maps: 'Outlines: IGN Admin Express, Licence Ouverte 2.0. Codes and names: INSEE.',
    privacy: 'No tracker, no third-party content, no account needed to read.',
    privacyWithTiles:
      'No tracker, no account needed to read; only the background of the interactive map comes from elsewhere.',
  },
  demonstration: {
    short: 'demonstration',
    card: 'fictitious',
    project: 'A fictitious project, invented to demonstrate the site.',
    catalogue: 'fictitious demonstration catalogue',
    circle: 'Fictitious: invented to demonstrate the site, its people included.',
    all: (n) =>
      n === 1
        ? 'This catalogue is fictitious: it shows what the site can do.'
        : 'The catalogues marked “demonstration” are fictitious: they show what the site can do.',
  },
  box: {
    label: 'Search projects',
    what: 'What?',
    whatHint: 'community garden, repair café, housing…',
    where: 'Where?',
    whereHint: 'a town, a département…',
    submit: 'Search',
    suggestions: 'Suggestions',
    suggested: {
      none: 'No suggestions',
      one: '1 suggestion, down arrow to reach it',
      many: '{n} suggestions, down arrow to reach them',
    },
    kinds: { project: 'Project', concept: 'Criterion', territory: 'Place', holder: 'Run by' },
  },
  count: {
    projects: (n, written) => (n === 0 ? 'no projects' : `${written} project${s(n)}`),
    toldBy: (n, written) => `told by ${written} partner${s(n)}`,
  },
  home,
  search,
  map,
  card,
  project,
  errors: {
    notFound: {
      title: 'This page does not exist',
      text: 'The address may be incomplete, or the project was never here. Search for it by name:',
    },
    gone: {
      title: 'This project is no longer published',
      text: 'The partner that told of it has withdrawn it. These may be similar:',
    },
    broken: {
      title: 'Something broke on our side',
      text: 'It is not your fault. The page will be back; search may already work:',
    },
    busy: {
      title: 'The site is very busy',
      text: 'What you asked for waited for something else, and was left. Go back and try again in a few seconds: a form that is sent twice counts once. The search may work already:',
    },
  },
  about,
  account,
  alerts,
  forms,
  collections,
  communities,
  concepts,
  corrections,
  design,
  curationConcepts,
  team,
  thesaurus,
  curation,
  embed,
  feeds,
  introductions,
  holders,
  observatory,
  picture,
  places,
  partners,
  contribute,
  matters,
  runs,
  sheets,
};
