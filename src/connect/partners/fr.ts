/** The letters about who speaks for a catalogue, in French. */

export const fr = {
  somebody: 'Une personne',
  asks: {
    subject: (name: string) => `${name} : quelqu’un demande à parler pour ce catalogue`,
    text: (name: string, who: string) =>
      `${who} demande à parler pour le catalogue « ${name} ». Si c’est une personne de chez vous, acceptez ; sinon, laissez l’équipe de curation répondre, ou refusez.`,
    action: 'Voir la demande',
    why: 'Vous recevez ce message parce que vous administrez l’équipe de ce catalogue.',
  },
  admitted: {
    subject: (name: string) => `Vous parlez pour le catalogue : ${name}`,
    text: (name: string, _who: string) =>
      `Votre demande est acceptée : vous parlez pour le catalogue « ${name} », répondez aux corrections et soutenez des projets en son nom.`,
    action: 'Voir l’équipe',
    why: 'Vous recevez ce message parce que vous l’avez demandé.',
  },
  notAdmitted: {
    subject: (name: string) => `Votre demande au sujet du catalogue : ${name}`,
    text: (name: string, _who: string) =>
      `L’équipe du catalogue « ${name} » n’a pas pu dire que vous parlez pour elle. Si c’est une méprise, écrivez-lui, puis demandez de nouveau.`,
    action: 'Voir la page',
    why: 'Vous recevez ce message parce que vous l’avez demandé.',
  },
};

/** The shape of a language: every key. */
export type AdmissionLetters = typeof fr;
