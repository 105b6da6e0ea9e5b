/** What all forms say alike, in English. */
import type { Words } from './fr.ts';

export const forms: Words['forms'] = {
  trap: 'Do not fill in this field',
  held: {
    title: 'Thank you, a person will read it first',
    lead: 'What you wrote is kept, and has not gone yet. A person of the Carrefour reads it first and, if all is well, lets it go. There is nothing else for you to do.',
    why: 'This happens when what is sent looks, by its form or its speed, like what programs send. Our guard is wrong at times: nothing is thrown away that nobody has read.',
    back: 'Back to where you were',
  },
};
