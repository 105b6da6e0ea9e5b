/** Partners, in English. */
import type { partners as french } from './fr-partners.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const partners: typeof french = {
  index: {
    title: 'Partners',
    heading: 'The partners',
    lead: 'The networks and organisations that tell of the projects, in alphabetical order: one partner, one vote. Each stays in charge of its sheets, under its licence.',
    read: (day) => `read on ${day}`,
    waiting: 'Known catalogues, with no projects here yet',
    waitingLead: 'Described, but not read yet, or read and found to hold nothing that may be shown.',
  },
  description: (name, organisation, n, written) =>
    `${name}, by ${organisation}: ${written} project${s(n)}, licence, freshness, territories and quality of the catalogue.`,
  kicker: 'Partner catalogue',
  by: 'By',
  licence: 'Licence',
  closed: 'To be read here, not to be reused: the projects of this catalogue are in no file.',
  shareAlike: 'share alike',
  attribution: 'Credit it as',
  homepage: 'Its site',
  visit: 'See the original catalogue',
  read: 'Last read in full',
  never: 'not yet',
  turn: 'Last visit',
  outcomes: {
    done: (day) => `${day}: read in full`,
    unchanged: (day) => `${day}: nothing had changed`,
    held: (day) => `${day}: read, and kept back until somebody has checked it`,
    failed: (day) => `${day}: it could not be read; what was online stays`,
  },
  next: 'Next visit',
  soon: 'as soon as possible',
  schedule: 'How often it is read',
  schedules: { manual: 'when the operator asks', daily: 'every day', weekly: 'every week', monthly: 'every month' },
  shared: 'Also told by others',
  sharedCount: (n, written, total) => (n === 0 ? 'no projects yet' : `${written} project${s(n)} out of ${total}`),
  sharedTitle: 'Who tells of the same projects',
  where: 'Where',
  quality: {
    title: 'What its sheets say, and don’t',
    mean: (share) => `On average, a sheet says ${share} of what is expected of it.`,
    criteria: 'What would help most, first',
    rule: 'Counted on the sheets that this partner shares, before others complete them.',
  },
};
