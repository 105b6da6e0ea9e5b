/** The letters about claims, in French. */

export const fr = {
  subject: (title: string) => `Confirmez que vous portez ce projet : ${title}`,
  text: (title: string, mail: string) =>
    `La personne dont le compte est ${mail} dit porter le projet « ${title} ». Si c’est vous, ouvrez ce lien depuis ce compte.`,
  lasts: 'Il est valable un jour.',
  action: 'Confirmer',
  notYou: 'Ce n’est pas vous ? Ne faites rien : sans ce compte, le lien n’ouvre rien, et la demande s’éteint.',
};

/** The shape of a language: every key. */
export type ClaimLetters = typeof fr;
