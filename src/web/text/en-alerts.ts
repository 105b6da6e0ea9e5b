/** Following searches, in English. */
import type { Words } from './fr.ts';

export const alerts: Words['alerts'] = {
  follow: 'Follow this search',
  ask: {
    title: 'Follow a search',
    lead: 'An email when new projects match it, or when one of them changes.',
    search: 'The search to follow',
    everything: 'Every project',
    rhythm: 'How often?',
    mail: 'Your email address',
    mailHint:
      'We send a link there to confirm. Without an answer within seven days, the address is forgotten. It is used for nothing else.',
    signedIn: (mail) => `The news will go to ${mail}, the address of your account.`,
    submit: 'Follow',
    feed: 'Prefer a feed reader? This search has a feed (Atom).',
    question:
      'An alert only covers projects that contain every word of the search. Rather than a question, keep only the words that matter.',
    refusals: {
      'not-an-address': 'This address does not have the expected form: check it, for example name@example.org.',
      'too-many':
        'Too many requests from here or for this address, or fifty alerts already. Wait an hour, or delete one.',
      'no-mail': 'The operator of this site has not set up email: follow the feed instead.',
    },
  },
  sent: {
    title: 'Check your email',
    lead: (mail) => `A link is on its way to ${mail}: nothing is followed until you have opened it.`,
    back: 'Back to the search',
  },
  confirm: {
    title: 'One more step',
    lead: (label, mail) => `The search: ${label}. The news will go to ${mail}.`,
    submit: 'Confirm',
  },
  list: {
    title: 'Your alerts',
    lead: (mail) => `The searches whose news goes to ${mail}.`,
    none: 'You are not following any search.',
    search: 'Search for projects',
    done: 'Done.',
    followed: 'Done: you are following this search.',
    gone: 'This alert is no longer there.',
    since: (day) => `Since ${day}`,
    told: (day) => `last news on ${day}`,
    states: {
      asked: 'waiting for you to open the link you received',
      on: 'followed',
      paused: 'paused',
      bounced: 'stopped: our emails came back',
    },
    rhythm: 'How often',
    rhythmOf: (label) => `How often, for the alert: ${label}`,
    save: 'Change',
    pause: 'Pause',
    resume: 'Resume',
    remove: 'Delete',
    which: (what, label) => `${what}: ${label}`,
    keep: 'Keep this address to yourself: it opens your alerts to whoever has it.',
  },
  rhythms: {
    'at-once': 'at once (one email an hour at most)',
    daily: 'every morning, if there is something new',
    weekly: 'on Monday mornings, if there is something new',
  },
  stop: {
    title: 'Stop an alert',
    lead: (label) => `Receive nothing more about this search: ${label}.`,
    submit: 'Stop this alert',
    done: {
      title: 'It is stopped',
      lead: 'Nothing more will be sent to you for this search. The alert is erased.',
      again: 'Follow it again',
    },
  },
  broken: {
    title: 'This link opens nothing',
    lead: 'It is incomplete, or the alert is no longer there. Copy it whole from your message.',
  },
};
