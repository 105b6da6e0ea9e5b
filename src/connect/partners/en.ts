/** The letters about who speaks for a catalogue, in English. */
import type { AdmissionLetters } from './fr.ts';

export const en: AdmissionLetters = {
  somebody: 'Somebody',
  asks: {
    subject: (name) => `${name}: somebody asks to speak for this catalogue`,
    text: (name, who) =>
      `${who} asks to speak for the catalogue “${name}”. If they are one of yours, accept; otherwise leave it to the curators, or refuse.`,
    action: 'See the request',
    why: 'You receive this because you run the team of this catalogue.',
  },
  admitted: {
    subject: (name) => `You speak for the catalogue: ${name}`,
    text: (name) =>
      `Your request is accepted: you speak for the catalogue “${name}”, answer corrections and endorse projects in its name.`,
    action: 'See the team',
    why: 'You receive this because you asked for it.',
  },
  notAdmitted: {
    subject: (name) => `Your request about the catalogue: ${name}`,
    text: (name) =>
      `The team of the catalogue “${name}” could not say that you speak for it. If that is a mistake, write to them, then ask again.`,
    action: 'See the page',
    why: 'You receive this because you asked for it.',
  },
};
