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
};

/** The shape of a language: every key. */
export type Letters = typeof fr;
