/** Themes and kinds of place, in English. */
import type { concepts as french } from './fr-concepts.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const concepts: typeof french = {
  themes: {
    title: 'Themes',
    heading: 'The themes',
    lead: 'Fourteen themes, each with narrower ones: one vocabulary for all catalogues, without erasing their own words.',
    kicker: 'Theme',
    where: 'Where this theme stands out',
    compared: (here, everywhere) => `${here} of the projects on this theme, ${everywhere} of all`,
    few: (least) => `With fewer than ${least} projects, saying where this theme stands out would mean nothing.`,
  },
  lieux: {
    title: 'Kinds of place',
    heading: 'Kinds of place',
    lead: 'Third places, gardens, garages, groceries…: what goes on there, where they are, who tells of them.',
    kicker: 'Kind of place',
    where: 'Where this kind of place stands out',
    compared: (here, everywhere) => `${here} of the projects of this kind, ${everywhere} of all`,
    few: (least) => `With fewer than ${least} projects, saying where this kind of place stands out would mean nothing.`,
  },
  description: (label, definition, n, written) =>
    `${label}. ${definition} ${written} project${s(n)}, where and by whom.`,
  synonyms: (list) => `Also called: ${list}.`,
  silent: 'No projects declared yet:',
  narrower: 'More specific',
  broader: 'More general',
  siblings: 'Related',
  regions: 'By région',
  with: 'Often found together',
  withNote: 'Among these projects, what comes up most.',
  empty: 'No projects declared under this word yet.',
};
