/** The letters of communities, in French. */
export const fr = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :',
  hello: 'Bonjour,',
  somebody: 'Une personne',
  subject: (name: string, meetings: number, needs: number) =>
    `${name} : ${[
      ...(meetings > 0 ? [meetings > 1 ? `${meetings} rencontres` : 'une rencontre'] : []),
      ...(needs > 0 ? [needs > 1 ? `${needs} recherches` : 'une recherche'] : []),
    ].join(', ')}`,
  text: (name: string) => `Voici ce qui s’annonce dans la communauté « ${name} ».`,
  meetings: (n: number) => (n > 1 ? `${n} rencontres annoncées` : 'Une rencontre annoncée'),
  needs: 'On y cherche',
  open: 'Voir la communauté',
  rhythms: {
    'at-once': 'dès que quelque chose s’annonce',
    daily: 'chaque matin où quelque chose s’annonce',
    weekly: 'le lundi matin, quand quelque chose s’annonce',
  },
  why: (rhythm: string) =>
    `Vous recevez ce message parce que vous êtes membre de cette communauté et avez choisi ses nouvelles, ${rhythm}.`,
  stop: 'Ne plus recevoir ces nouvelles',
  asks: {
    subject: (name: string) => `${name} : quelqu’un demande à rejoindre`,
    text: (name: string, who: string) => `${who} demande à rejoindre la communauté « ${name} ».`,
    action: 'Accepter ou non',
    why: 'Vous recevez ce message parce que vous administrez cette communauté.',
  },
  accepted: {
    subject: (name: string) => `Vous avez rejoint : ${name}`,
    text: (name: string) => `Votre demande est acceptée : vous êtes membre de la communauté « ${name} ».`,
    action: 'Voir la communauté',
    why: 'Vous recevez ce message parce que vous avez demandé à la rejoindre.',
  },
};

export type CommunityLetters = typeof fr;
