/** The letters about followed searches, in French. */
export const fr = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :',
  hello: 'Bonjour,',
  rhythms: {
    'at-once': 'dès que quelque chose paraît',
    daily: 'chaque matin où quelque chose est paru',
    weekly: 'le lundi matin, quand quelque chose est paru',
  },
  confirm: {
    subject: 'Confirmez : suivre une recherche au Carrefour',
    text: (label: string, rhythm: string) =>
      `Vous avez demandé à suivre une recherche : ${label}. Les nouvelles viendraient ${rhythm}. Confirmez-le : sans cela, rien ne vous sera envoyé.`,
    action: 'Suivre cette recherche',
    notYou:
      'Vous n’avez rien demandé ? Ne faites rien : votre adresse sera oubliée dans sept jours, et rien d’autre ne vous sera écrit.',
  },
  news: {
    subject: (label: string, fresh: number, changed: number) =>
      fresh > 0
        ? `${label} : ${fresh} nouveau${fresh > 1 ? 'x' : ''} projet${fresh > 1 ? 's' : ''}`
        : `${label} : ${changed} projet${changed > 1 ? 's' : ''} mis à jour`,
    text: (label: string) => `Voici ce qui est paru pour votre recherche : ${label}.`,
    fresh: (n: number) => (n > 1 ? `${n} nouveaux projets` : 'Un nouveau projet'),
    changed: (n: number) => (n > 1 ? `${n} projets mis à jour` : 'Un projet mis à jour'),
    more: (n: number) =>
      n > 1 ? `Et ${n} autres : la page les montre tous.` : 'Et un autre : la page les montre tous.',
    action: 'Voir toute la recherche',
    why: (rhythm: string) => `Vous recevez ce message parce que vous suivez cette recherche, ${rhythm}.`,
    stop: 'Ne plus recevoir cette alerte',
    list: 'Changer le rythme, voir mes alertes',
  },
};

export type AlertLetters = typeof fr;
