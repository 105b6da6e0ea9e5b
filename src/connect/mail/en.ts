/** The letters, in English. */
import type { Letters } from './fr.ts';

export const en: Letters = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'If the button does not work, copy this address into your browser:',
  signIn: {
    subject: 'Your link to sign in to the Carrefour',
    hello: 'Hello,',
    text: 'Here is the link to sign in to the Carrefour des innovations sociales. It can be used once.',
    lasts: (minutes) => `It is valid for ${minutes} minutes.`,
    action: 'Sign in',
    notYou:
      'Didn’t ask for this? Do nothing: without this link nobody gets in with your address, and no account is created.',
    never: 'Do not forward this message. Nobody at the Carrefour will ever ask you for it.',
  },
  run: {
    held: {
      subject: (name) => `${name}: your catalogue needs a look`,
      text: (name) =>
        `We read your catalogue, “${name}”, and it is very different from last time. So we changed nothing: what was online stays there until somebody at the Carrefour has looked.`,
      todo: 'If the change is intended, there is nothing for you to do. If not, correct your file or your site: it will be picked up at the next reading.',
    },
    failed: {
      subject: (name) => `${name}: we can no longer read your catalogue`,
      text: (name) =>
        `We tried several times to read your catalogue, “${name}”, and could not. What was online stays there.`,
      todo: 'Has your site changed, or your file moved? Reply to this message, or give us the new address: we will try again at the next reading.',
    },
    action: 'See what we read',
    access: 'That page is for those who speak for the catalogue: sign in to see it.',
    stop: 'You receive this message, one a day at most, because yours is the contact address of the catalogue. To receive no more, ask for it to be removed.',
  },
  matter: {
    accept: {
      subject: (title) => `Accepted: ${title}`,
      text: (title) => `Somebody at the Carrefour read what you sent, “${title}”, and accepted it.`,
      action: 'See what is online',
      ownText: 'See and change your text',
    },
    ask: {
      subject: (title) => `A question about: ${title}`,
      text: (title) => `Somebody at the Carrefour read what you sent, “${title}”, and asks you:`,
      action: 'Answer',
    },
    refuse: {
      subject: (title) => `About: ${title}`,
      text: (title) => `Somebody at the Carrefour read what you sent, “${title}”, and did not accept it:`,
      action: 'See what you had written',
    },
    why: 'You receive this message because you sent this to the Carrefour with this address.',
  },
  contribution: {
    subject: 'Confirm your address to send your project',
    text: (title) =>
      `You wrote a project for the Carrefour, “${title}”. So that somebody can read and publish it, confirm that this address is yours.`,
    lasts: 'This link also brings you back to what you wrote, from any device, for a month.',
    action: 'Confirm and send',
    notYou: 'Didn’t write anything? Do nothing: that text will be erased, and your address with it.',
  },
};
