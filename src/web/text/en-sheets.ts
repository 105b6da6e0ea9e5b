/** What a catalogue’s sheets could do better, in English. */
import type { Words } from './fr.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const sheets: Words['sheets'] = {
  criteria: {
    described: 'Description',
    located: 'Place',
    classified: 'Theme and audience',
    dated: 'Dates',
    fresh: 'Freshness',
    contactable: 'Contact',
    reachable: 'Links',
    illustrated: 'Picture',
    licensed: 'Licence',
    told: 'Results and lessons',
  },
  below: (n, written) => (n === 0 ? 'every sheet' : `${written} sheet${s(n)} to complete`),
  title: (name) => `The sheets of ${name}`,
  linkOf: (name) => `The sheets of ${name}, and what would make them better`,
  lead: 'What we read in your catalogue, what is missing there and what you can do about it. Correct it at home: the next reading will see it.',
  mean: (share) => `On average, a sheet says ${share} of what a reader looks for.`,
  gains: 'Where to begin',
  gainsLead: 'First what your readers would gain most from.',
  problems: 'What we could not read',
  noProblems: 'Nothing: all that your sheets say was understood.',
  forExample: 'for example',
  on: (n, written) => `${written} sheet${s(n)}`,
  all: 'All the sheets, from the least complete to the most',
  only: (name) => `The sheets to complete, for “${name}”`,
  having: 'The sheets that have this trouble',
  everything: 'See all the sheets again',
  file: 'All of it in a table (CSV)',
  none: 'No sheet answers.',
  key: 'Your identifier',
  atYours: 'At yours',
  hidden: 'It is not shown.',
  whole: 'Nothing is missing.',
};
