/** The letters about followed searches, in English. */
import type { AlertLetters } from './fr.ts';

export const en: AlertLetters = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'If the button does not work, copy this address into your browser:',
  hello: 'Hello,',
  rhythms: {
    'at-once': 'as soon as something appears',
    daily: 'every morning when something has appeared',
    weekly: 'on Monday mornings, when something has appeared',
  },
  confirm: {
    subject: 'Confirm: following a search at the Carrefour',
    text: (label, rhythm) =>
      `You asked to follow a search: ${label}. News would come ${rhythm}. Confirm it: otherwise nothing will be sent to you.`,
    action: 'Follow this search',
    notYou:
      'Didn’t ask for this? Do nothing: your address will be forgotten in seven days, and we will not write again.',
  },
  news: {
    subject: (label, fresh, changed) =>
      fresh > 0
        ? `${label}: ${fresh} new project${fresh > 1 ? 's' : ''}`
        : `${label}: ${changed} updated project${changed > 1 ? 's' : ''}`,
    text: (label) => `Here is what has appeared for your search: ${label}.`,
    fresh: (n) => (n > 1 ? `${n} new projects` : 'A new project'),
    changed: (n) => (n > 1 ? `${n} updated projects` : 'An updated project'),
    more: (n) => (n > 1 ? `And ${n} others: the page shows them all.` : 'And one more: the page shows them all.'),
    action: 'See the whole search',
    why: (rhythm) => `You receive this message because you follow this search, ${rhythm}.`,
    stop: 'Stop this alert',
    list: 'Change how often, see my alerts',
  },
};
