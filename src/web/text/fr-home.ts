/** The home page, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const home = {
  title: 'La France invente. Voyez où, comment, avec qui.',
  /** The home page’s title for browsers. */
  named: (site: string, title: string) => `${site} : ${title}`,
  headline: { before: 'La France ', mark: 'invente', after: '. Voyez où, comment, avec qui.' },
  lead: (projects: number, writtenProjects: string, partners: number, writtenPartners: string) =>
    projects === 0
      ? 'Les projets des réseaux, associations, fondations et collectivités, réunis en un lieu pour que les bonnes idées circulent.'
      : `${writtenProjects} projet${s(projects)}, ${partners <= 1 ? `raconté${s(projects)} par ${writtenPartners} partenaire` : `raconté${s(projects)} par ${writtenPartners} réseaux, associations, fondations et collectivités`}, réuni${s(projects)} en un lieu pour que les bonnes idées circulent.`,
  ideas: 'Quelques pistes',
  mapTitle: 'Où cela se passe',
  figures: 'Le Carrefour en chiffres',
  figureProjects: (n: number) => `projet${s(n)}, chacun sur une seule page`,
  figureTold: (n: number): string =>
    n >= 2 ? 'racontés par plusieurs partenaires' : 'raconté par plusieurs partenaires',
  figurePartners: (n: number): string => (n >= 2 ? 'partenaires, à voix égales' : 'partenaire'),
  figureCommunes: (n: number) => `commune${s(n)} où il se passe quelque chose`,
  themes: 'Par où commencer ?',
  themesLead: 'Chaque thème a sa page : ses projets, où ils sont, qui les raconte.',
  fresh: 'Fraîchement arrivés',
  freshAll: 'Tous les projets, les plus récents d’abord',
  verbs: {
    title: 'Quatre gestes, un commun',
    items: [
      {
        verb: 'Recenser',
        says: 'Chaque partenaire garde son catalogue ; le Carrefour le relit souvent et ne perd jamais rien.',
      },
      {
        verb: 'Décrire',
        says: 'Un même vocabulaire pour tous ; deux fiches qui parlent du même projet n’en font qu’une.',
      },
      {
        verb: 'Localiser',
        says: 'À la commune, à l’intercommunalité, au département, à la région, et sur la carte.',
      },
      { verb: 'Relier', says: 'Trouver, comprendre, comparer, joindre, et faire ailleurs ce qui a marché ici.' },
    ],
  },
  partners: 'Les partenaires',
  partnersLead: 'Un partenaire, une voix. Chacun reste maître de ses fiches, sous sa licence.',
  nothingYet: 'Aucun projet pour l’instant : les catalogues arrivent.',
};
