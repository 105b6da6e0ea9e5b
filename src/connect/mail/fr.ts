/** The letters, in French. Spaces before « : ; ? ! » are non-breaking. */

export const fr = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :',
  signIn: {
    subject: 'Votre lien de connexion au Carrefour',
    hello: 'Bonjour,',
    text: 'Voici le lien pour vous connecter au Carrefour des innovations sociales. Il ne sert qu’une fois.',
    lasts: (minutes: number) => `Il est valable ${minutes} minutes.`,
    action: 'Me connecter',
    notYou:
      'Vous n’avez rien demandé ? Ne faites rien : sans ce lien, personne n’entre avec votre adresse, et aucun compte n’est créé.',
    never: 'Ne transmettez ce message à personne. Personne au Carrefour ne vous le demandera.',
  },
  run: {
    held: {
      subject: (name: string) => `${name} : votre catalogue attend un regard`,
      text: (name: string) =>
        `Nous avons lu votre catalogue, « ${name} », et il diffère beaucoup de la dernière fois. Nous n’avons donc rien changé : ce qui était en ligne y reste, jusqu’à ce qu’une personne du Carrefour ait regardé.`,
      todo: 'Si le changement est voulu, vous n’avez rien à faire. Sinon, corrigez votre fichier ou votre site : il sera relu à la prochaine lecture.',
    },
    failed: {
      subject: (name: string) => `${name} : nous n’arrivons plus à lire votre catalogue`,
      text: (name: string) =>
        `Nous avons essayé plusieurs fois de lire votre catalogue, « ${name} », sans y parvenir. Ce qui était en ligne y reste.`,
      todo: 'Votre site a-t-il changé, votre fichier a-t-il été déplacé ? Répondez à ce message, ou donnez-nous la nouvelle adresse : nous réessaierons à la prochaine lecture.',
    },
    action: 'Voir ce que nous avons lu',
    access: 'Cette page est réservée à qui parle au nom du catalogue : connectez-vous pour la voir.',
    stop: 'Vous recevez ce message, un par jour au plus, parce que votre adresse est le contact du catalogue. Pour n’en plus recevoir, demandez que ce contact soit retiré.',
  },
  matter: {
    accept: {
      subject: (title: string) => `C’est accepté : ${title}`,
      text: (title: string) => `Une personne du Carrefour a lu ce que vous avez envoyé, « ${title} », et l’a accepté.`,
      action: 'Voir ce qui est en ligne',
      ownText: 'Voir et changer votre texte',
    },
    ask: {
      subject: (title: string) => `Une question sur : ${title}`,
      text: (title: string) =>
        `Une personne du Carrefour a lu ce que vous avez envoyé, « ${title} », et vous demande :`,
      action: 'Répondre',
    },
    refuse: {
      subject: (title: string) => `À propos de : ${title}`,
      text: (title: string) =>
        `Une personne du Carrefour a lu ce que vous avez envoyé, « ${title} », et ne l’a pas retenu :`,
      action: 'Voir ce que vous aviez écrit',
    },
    why: 'Vous recevez ce message parce que vous avez envoyé cela au Carrefour avec cette adresse.',
  },
  contribution: {
    subject: 'Confirmez votre adresse pour envoyer votre projet',
    text: (title: string) =>
      `Vous avez écrit un projet au Carrefour, « ${title} ». Pour qu’une personne le lise et le publie, confirmez que cette adresse est la vôtre.`,
    lasts: 'Ce lien vous ramène aussi à ce que vous avez écrit, de n’importe quel appareil, pendant un mois.',
    action: 'Confirmer et envoyer',
    notYou: 'Vous n’avez rien écrit ? Ne faites rien : ce texte sera effacé, et votre adresse avec lui.',
  },
};

/** The shape of a language: every key. */
export type Letters = typeof fr;
