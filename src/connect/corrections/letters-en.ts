/** The letters about corrections, in English. */
import type { CorrectionLetters } from './letters-fr.ts';

export const en: CorrectionLetters = {
  fields: {
    title: 'Title',
    summary: 'Summary',
    body: 'Description',
    results: 'Results',
    needed: 'What it took',
    lessons: 'What was learnt',
    themes: 'Themes',
    audiences: 'Audiences',
    stage: 'Stage',
    startYear: 'First year',
    endYear: 'Last year',
    sites: 'Place',
    links: 'Link',
    holder: 'Holder',
    contacts: 'Contact',
    images: 'Picture',
    other: 'Something else',
  },
  states: {
    proposed: 'waiting for an answer',
    later: 'put off',
    accepted: 'accepted',
    arrived: 'in the catalogue',
    refused: 'refused',
    undone: 'taken back',
  },
  confirm: {
    subject: (title) => `Confirm your correction: ${title}`,
    text: (title, field) =>
      `You proposed a correction of “${title}” (${field}). Confirm it, so that the partner who tells of this project receives it. Your address is not passed on.`,
    lasts: 'If it is not confirmed within three days the proposal is forgotten, and your address with it.',
    action: 'Confirm my correction',
    keep: 'Keep this message: the same link will tell you what becomes of your proposal.',
    notYou: 'Didn’t propose anything? Do nothing.',
  },
  answer: {
    subject: (title) => `Your correction: ${title}`,
    accepted: (partner, title, field) => `${partner} accepted your correction of “${title}” (${field}). Thank you!`,
    refused: (partner, title, field) => `${partner} did not accept your correction of “${title}” (${field}).`,
    later: (partner, title, field) => `${partner} will answer your correction of “${title}” (${field}) later.`,
    says: (sentence) => `Its answer: “${sentence}”`,
    action: 'See the project',
    why: 'You receive this message because you proposed this correction.',
  },
  digest: {
    subject: (name, n) =>
      n === 1 ? `${name}: a correction to make or to read` : `${name}: ${n} corrections to make or to read`,
    waiting: (n) =>
      n === 1
        ? 'A correction to your catalogue has been proposed and is waiting for your answer:'
        : `${n} corrections to your catalogue have been proposed and are waiting for your answer:`,
    accepted: (n) =>
      n === 1
        ? 'A correction that you accepted is to be made in your catalogue:'
        : `${n} corrections that you accepted are to be made in your catalogue:`,
    record: 'Sheet',
    page: 'On your site',
    field: 'Field',
    old: 'What it says',
    now: 'What is proposed',
    reason: 'Reason',
    evidence: 'Source',
    nothing: '(nothing)',
    holder: 'proposed by the holder of the project',
    more: (n) => (n === 1 ? 'One more is on the page.' : `${n} more are on the page.`),
    action: 'Answer the corrections',
    also: 'The same page gives an Atom feed, a JSON feed and a CSV file, for your tools.',
    why: 'You receive this message, one a day at most, because you speak for this catalogue.',
  },
};
