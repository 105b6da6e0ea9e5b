/** The letters about claims, in English. */
import type { ClaimLetters } from './letters-fr.ts';

export const en: ClaimLetters = {
  subject: (title) => `Confirm that you run this project: ${title}`,
  text: (title, mail) =>
    `The person whose account is ${mail} says they run the project “${title}”. If it is you, open this link while signed in to that account.`,
  lasts: 'It is valid for one day.',
  action: 'Confirm',
  notYou: 'Not you? Do nothing: without that account the link opens nothing, and the request lapses.',
};
