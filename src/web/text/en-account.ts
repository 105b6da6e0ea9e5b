/** Signing in, one's own account, the curators' frame, in English. */
import type { account as french } from './fr-account.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const account: typeof french = {
  link: 'Account',
  signIn: {
    title: 'Sign in',
    lead: 'An account is for writing only: proposing, correcting, reviewing. You need none to search and read.',
    closed: 'This page asks you to sign in. You will be back here at once.',
    mail: 'Your email address',
    mailHint: 'We send a link that opens your account, or makes one. No password.',
    submit: 'Send me a link',
    provider: (name) => `Sign in with ${name}`,
    or: 'or',
    noMail: 'The operator of this site has not set up mail: signing in by link is not possible here.',
    personal: 'What we keep of you',
    refusals: {
      'not-an-address': 'This address cannot be read: check it, it looks like name@example.org.',
      'too-many':
        'Too many links were asked for from here or for this address. Wait an hour, or use the last link you received.',
      'no-mail': 'The operator of this site has not set up mail: the link was not sent.',
    },
    providerFailed:
      'Your identity could not be confirmed: the provider does not answer, or did not say that the address is yours. Try again, or ask for a link.',
  },
  sent: {
    title: 'Look at your mail',
    lead: (mail) => `A link to sign in is on its way to ${mail}.`,
    lasts:
      'It is valid for twenty minutes and can be used once. You may open it on another device: that is where you will be signed in.',
    missing: 'Nothing after a few minutes? Look among the unwanted mail, or check the address:',
    again: 'Start again',
    mailbox: 'Open the development mailbox',
  },
  confirm: {
    title: 'One more step',
    lead: (mail) => `This link opens the account of ${mail} on this device.`,
    submit: 'Sign in',
    notYou: 'Not your address? Close this page: somebody passed their link on to you.',
    refused: {
      title: 'This link is of no use any more',
      'used-or-expired': 'It was used, it is more than twenty minutes old, or it was cut on its way. Ask for another.',
      'too-many': 'Too many tries from your network. Wait an hour.',
    },
    another: 'Ask for another link',
  },
  own: {
    title: 'Your account',
    lead: (mail) => `Signed in with ${mail}`,
    welcome: 'Your account is open.',
    saved: 'Saved.',
    ended: 'Session ended.',
    name: 'Your name',
    nameHint: 'Shown beside what you write. You may leave it empty.',
    nameTooLong: 'This name is too long: a hundred characters at most.',
    language: 'Language of our mails',
    languages: { fr: 'French', en: 'English' },
    save: 'Save',
    roles: {
      member: 'Member',
      curator: 'Curator: you decide on what waits.',
      administrator: 'Administrator: you decide on what waits.',
    },
    partner: {
      editor: (name) => `You speak for ${name}.`,
      admin: (name) => `You speak for ${name} and may invite others.`,
    },
    curation: 'What waits for a decision',
    sessions: 'Your sessions',
    session: (since, until) => `since ${since}, until ${until} at the latest`,
    here: 'this device',
    end: 'End',
    endWhich: (name, since) => `End the session: ${name}, since ${since}`,
    endAll: 'Sign out everywhere',
    signOut: 'Sign out',
    data: 'Your data',
    dataText: 'Everything that we keep of you, in one file.',
    download: 'Download (JSON)',
    leave: 'Delete this account',
    unknownBrowser: 'Unknown browser',
    browserOn: (browser, system) => `${browser}, ${system}`,
  },
  leave: {
    title: 'Delete your account',
    lead: 'Your name, your address, your sessions and the mails that waited for you are erased, at once and for good.',
    takeFirst: 'You may download your data first.',
    confirm: (mail) => `To confirm, write your address: ${mail}`,
    field: 'Your address',
    wrong: 'This is not the address of this account. Nothing was deleted.',
    submit: 'Delete my account',
    back: 'Keep my account',
    done: {
      title: 'Your account is deleted',
      lead: 'Nothing here bears your name any more. You remain welcome to search and read.',
    },
  },
  forbidden: {
    title: 'This page is the curators’',
    lead: 'They review what waits for a human decision. Your account is not one of theirs: if you would like to be, write to the operator of the site.',
  },
  elsewhere: {
    title: 'This request does not come from our pages',
    lead: 'Your browser says that another site sent it, or does not say where it comes from. Nothing was done. Go back to the page and try again.',
  },
  curation: {
    title: 'What waits for a decision',
    lead: 'Rules decide when they are sure. The rest waits here for a person.',
    queues: {
      pairs: { name: 'Pairs of sheets', about: 'Do they tell of the same project?' },
      words: { name: 'Suggested words', about: 'Should the vocabularies take them in?' },
      runs: { name: 'Held harvests', about: 'A catalogue changed so much that a person must look.' },
      contributions: { name: 'Contributions', about: 'Projects and corrections that people wrote.' },
      reports: { name: 'Reported abuse', about: 'Conversations that one of the two people reported.' },
    },
    waiting: (n, written) => (n === 0 ? 'nothing waits' : `${written} wait${n === 1 ? 's' : ''}`),
    unknown: 'could not be counted',
    none: 'No queue is open for now.',
  },
  mailbox: {
    title: 'Mailbox',
    lead: 'No mail server is set: the messages that this site would have sent arrive here. This page exists on your machine only.',
    empty: 'No message yet.',
    count: (n, written) => `${written} message${s(n)}, latest first`,
    to: 'To',
    links: 'Links of the message',
  },
};
