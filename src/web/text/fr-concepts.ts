/** Themes and kinds of place, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const concepts = {
  themes: {
    title: 'Thèmes',
    heading: 'Les thèmes',
    lead: 'Quatorze thèmes, chacun précisé par d’autres : un même vocabulaire pour tous les catalogues, sans effacer leurs mots.',
    kicker: 'Thème',
    where: 'Où ce thème ressort',
    compared: (here: string, everywhere: string) => `${here} des projets de ce thème, ${everywhere} de tous`,
    few: (least: string) => `À moins de ${least} projets, dire où ce thème ressort n’aurait pas de sens.`,
  },
  lieux: {
    title: 'Types de lieux',
    heading: 'Les types de lieux',
    lead: 'Tiers-lieux, jardins, garages, épiceries… : ce qu’on y fait, où il y en a, qui les raconte.',
    kicker: 'Type de lieu',
    where: 'Où ce type de lieu ressort',
    compared: (here: string, everywhere: string) => `${here} des projets de ce type, ${everywhere} de tous`,
    few: (least: string) => `À moins de ${least} projets, dire où ce type de lieu ressort n’aurait pas de sens.`,
  },
  description: (label: string, definition: string, n: number, written: string) =>
    `${label}. ${definition} ${written} projet${s(n)}, où et par qui.`,
  synonyms: (list: string) => `On dit aussi : ${list}.`,
  silent: 'Sans projet déclaré pour l’instant :',
  narrower: 'Plus précisément',
  broader: 'Plus largement',
  siblings: 'Voisins',
  regions: 'Par région',
  with: 'Souvent associés',
  withNote: 'Parmi ces projets, ce qui revient le plus.',
  empty: 'Aucun projet déclaré sous ce mot pour l’instant.',
};
