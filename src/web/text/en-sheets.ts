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
  lead: 'What we read in your catalogue, what is missing and what you can do about it. Correct it on your side: the next reading will pick it up.',
  mean: (share) => `On average, a sheet says ${share} of what is expected of it.`,
  gains: 'Where to begin',
  gainsLead: 'First, what your readers would gain most from.',
  problems: 'What we could not read',
  noProblems: 'Nothing: everything your sheets say was understood.',
  forExample: 'for example',
  on: (n, written) => `${written} sheet${s(n)}`,
  all: 'All the sheets, from the least complete to the most',
  only: (name) => `The sheets to complete, for “${name}”`,
  having: 'The sheets with this problem',
  everything: 'See all the sheets again',
  file: 'All of it in a table (CSV)',
  none: 'No sheet matches.',
  key: 'Your identifier',
  atYours: 'On your site',
  hidden: 'It is not shown.',
  whole: 'Nothing is missing.',
};
