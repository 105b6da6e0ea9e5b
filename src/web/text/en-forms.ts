/** What all forms say alike, in English. */
import type { Words } from './fr.ts';

export const forms: Words['forms'] = {
  trap: 'Do not fill in this field',
  held: {
    title: 'Thank you, somebody will read it first',
    lead: 'What you wrote is saved, and has not been sent yet. Somebody at the Carrefour reads it first and, if all is well, sends it on. There is nothing else for you to do.',
    why: 'This happens when something looks, by its form or its speed, like what programs send. Our guard is sometimes wrong: nothing is thrown away before somebody has read it.',
    back: 'Back to where you were',
  },
};
