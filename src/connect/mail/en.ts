/** The letters, in English. */
import type { Letters } from './fr.ts';

export const en: Letters = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'If the button does not answer, copy this address into your browser:',
  signIn: {
    subject: 'Your link to sign in to the Carrefour',
    hello: 'Hello,',
    text: 'Here is the link to sign in to the Carrefour des innovations sociales. It can be used once.',
    lasts: (minutes) => `It is valid for ${minutes} minutes.`,
    action: 'Sign in',
    notYou:
      'You asked for nothing? Do nothing: without this link nobody gets in with your address, and no account is made.',
    never: 'Do not pass this message on. Nobody at the Carrefour will ask you for it.',
  },
};
