/** Searching: the results, the criteria, the order and what to do when nothing is found, in English. */
import type { search as french } from './fr-search.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const search: typeof french = {
  title: 'Search',
  titleOf: (q) => `“${q}”`,
  announce: (n, written) => (n === 0 ? 'No projects' : `${written} project${s(n)}`),
  all: 'All projects',
  list: 'List',
  map: 'Map',
  atOnce: 'Ticking a box changes the results at once.',
  filters: 'Criteria',
  views: 'View',
  apply: 'Apply the criteria',
  showResults: (n, written) => `See ${n === 1 ? 'the result' : `the ${written} results`}`,
  reset: 'Clear all',
  criteria: 'Chosen criteria',
  chosen: () => 'chosen',
  remove: (label) => `Remove the criterion: ${label}`,
  words: (q) => `“${q}”`,
  around: (km, place) => `within ${km} km of ${place}`,
  aroundPoint: (km) => `within ${km} km of the chosen point`,
  inFrame: 'inside the frame of the map',
  inArea: 'inside the drawn area',
  years: (from, to) =>
    from !== undefined && to !== undefined
      ? from === to
        ? `started in ${from}`
        : `started between ${from} and ${to}`
      : from !== undefined
        ? `started in ${from} or later`
        : `started in ${to} or earlier`,
  sortBy: 'Sort by',
  sorts: { pertinence: 'relevance', distance: 'distance', date: 'newest', nom: 'name' },
  facets: {
    theme: 'Theme',
    audience: 'For whom',
    placeKind: 'Place',
    approach: 'Approach',
    stage: 'Stage',
    kind: 'Kind',
    holderKind: 'Run by',
    partner: 'Told by',
    sdg: 'Sustainable Development Goal',
    language: 'Language',
  },
  territory: 'Territory',
  levels: { region: 'Régions', departement: 'Départements', commune: 'Commune', epci: 'Group of communes' },
  levelOne: { region: 'région', departement: 'département', commune: 'commune', epci: 'group of communes' },
  started: 'Started',
  yearFrom: 'since',
  yearTo: 'until',
  radius: 'Radius',
  widen: (place) => `Around ${place}`,
  km: (written) => `${written} km`,
  narrower: (n) => `narrow down (${n})`,
  more: (n) => `${n} more`,
  facetUnit: (n) => `project${s(n)}`,
  pages: 'Pages of results',
  page: (n, of) => `page ${n} of ${of}`,
  previous: 'Previous page',
  next: 'Next page',
  deepest: (written) => `Only the first ${written} results can be paged through: add a criterion.`,
  beyond: (page, n, last) =>
    n === 1
      ? `There is no page ${page}: all the results are on one.`
      : `There is no page ${page}: the results end on page ${last}.`,
  onPage: (page) => `page ${page}`,
  firstPage: 'Back to the first page',
  lastPage: (last) => `Go to the last one (${last})`,
  nothing: 'Nothing matches all these criteria at once.',
  nothingAtAll: 'There are no projects here yet.',
  nothingHelp: 'Closest to your search:',
  nothingSpell: 'One word fewer, a simpler spelling or a wider area often helps.',
  nothingAlone: 'With a single criterion:',
  without: (label) => `without ${label}`,
  withoutQuotes: 'without the quotes',
  widened: (place) => `by widening to ${place}`,
  onlyWith: (label) => `with ${label} alone`,
  everything: 'See all projects',
  unreadable: (parameter, value) => `The criterion “${parameter}” was not understood (“${value}”) and is ignored.`,
  unknownPlace: (text) =>
    `No place is called “${text}”: the results are for all of France. Try the name of a commune, a département or a région.`,
  severalPlaces: (text) => `Several places match “${text}”. Which one?`,
  explain: {
    ask: 'Why this order?',
    hide: 'Hide the explanations',
    words: 'The rarer a word, the more it counts:',
    saidBy: (word, n, written) => `${word}: in ${written} project${s(n)}`,
    fields:
      'A word counts 8 in a title, 3 in a summary or an organisation’s name, 2 in a description or a keyword. The exact word counts more than one of the same family, two words side by side count more still, and an identical title comes first.',
    withoutWords: 'Without words, the most complete and most recent sheets come first.',
    sorted: (sort) => `Projects are sorted by: ${sort}.`,
    fair: 'Never more than three projects in a row from one partner when others are worth nearly as much.',
    found: (word, field, exact, weight) => `${word} ${field}${exact ? '' : ', in another form'} (${weight})`,
    nowhere: (word) => `${word}: not in this project`,
    share: (percent) => `relevance: ${percent}% of the first`,
    inField: {
      title: 'in the title',
      summary: 'in the summary',
      body: 'in the description',
      organisations: 'in an organisation’s name',
      keywords: 'in the keywords',
    },
  },
  understood: (q, place) =>
    q === '' ? `Read as: all projects, place: ${place}.` : `Read as: “${q}”, place: ${place}.`,
  offers: 'Narrow it with a criterion:',
  offered: (kind, label) => `${kind}: ${label}`,
  readAs: (from, to) => `“${from}” was read as “${to}”.`,
  meant: 'Did you mean:',
  keepWord: (word) => `Search for “${word}” as typed`,
  unknownWords: (n, list) =>
    n === 1 ? `No project says ${list}: this word is ignored.` : `No project says ${list}: these words are ignored.`,
  notTogether: 'No project contains all these words.',
  nearestOnly: 'No project contains all these words: here are the closest.',
  nearestToQuestion: 'Here are the projects closest to your question.',
  nearby: 'Close to your search',
  nearbyLead: 'They contain only some of your words and are not counted.',
  noMap: (n, written) => `${written} project${s(n)} without a precise place: in the list only.`,
};
