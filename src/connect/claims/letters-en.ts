/** The letters about claims, in English. */
import type { ClaimLetters } from './letters-fr.ts';

export const en: ClaimLetters = {
  subject: (title) => `Confirm that you hold this project: ${title}`,
  text: (title, mail) =>
    `The person whose account is ${mail} says that they hold the project “${title}”. If it is you, open this link while signed in to that account.`,
  lasts: 'It is valid for one day.',
  action: 'Confirm',
  notYou: 'It is not you? Do nothing: without that account the link opens nothing, and the request lapses.',
};
