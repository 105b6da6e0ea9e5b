/** The observatory, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');
const months = ['janv.', 'févr.', 'mars', 'avril', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'];

export const observatory = {
  title: 'Observatoire',
  heading: 'L’innovation sociale en chiffres',
  lead: 'Ce que les partenaires ont déclaré, compté par le moteur de recherche : par thème, par étape, par année, par territoire. Chaque chiffre est daté et peut être cité.',
  caution:
    'Ces chiffres parlent de ce qui a été déclaré, pas de tout ce qui existe : « aucune donnée » ne veut pas dire « rien ».',
  total: (n: number, written: string) => `${written} projet${s(n)}`,
  counted: (day: string, time: string) => `relevé du ${day} à ${time} (temps universel)`,
  cite: 'Pour citer :',
  citation: (day: string, address: string) =>
    `Carrefour des innovations sociales, observatoire, chiffres du ${day}, ${address}`,
  link: 'Observatoire : les projets en chiffres',
  unsaid: 'non dit',
  before: (year: number) => `avant ${year}`,
  month: (month: number, year: number) => `${months[month - 1]} ${year}`,
  noData: 'pas de donnée',
  from: (least: string) => `${least} et plus`,
  between: (least: string, most: string) => `de ${least} à moins de ${most}`,
  empty: 'Rien à compter pour l’instant.',
  table: 'Les mêmes chiffres en tableau',
  file: 'Télécharger en CSV',
  fileOf: (title: string) => `Télécharger en CSV : ${title}`,
  source: (day: string) =>
    `Source : Carrefour des innovations sociales, d’après ses partenaires, ${day}. Licence Ouverte 2.0.`,
  drawing: (title: string, said: string) => `${title}. ${said} Le tableau dit la même chose.`,
  first: (label: string, n: number, written: string) => `En tête : ${label}, ${written} projet${s(n)}.`,
  columns: {
    projects: 'Projets',
    share: 'Part',
    population: 'Habitants',
    rate: 'Pour 100 000 habitants',
    partners: 'Partenaires',
    territory: 'Département',
  },
  charts: {
    themes: {
      title: 'Par thème',
      says: 'Un projet peut avoir plusieurs thèmes : les parts dépassent 100 % ensemble.',
      head: 'Thème',
    },
    natures: {
      title: 'Par nature',
      says: 'Ce que la fiche raconte : un projet, un lieu, une organisation, une ressource.',
      head: 'Nature',
    },
    etapes: { title: 'Par étape', says: 'Où en est le projet, quand un partenaire le dit.', head: 'Étape' },
    debuts: {
      title: 'Par année de début',
      says: 'L’année où le projet a commencé, quand un partenaire la dit.',
      head: 'Année',
    },
    partenaires: {
      title: 'Par partenaire',
      says: 'Un projet raconté par plusieurs partenaires compte chez chacun.',
      head: 'Catalogue',
    },
    arrivees: {
      title: 'Arrivées au Carrefour',
      says: 'Quand chaque projet a été lu ici pour la première fois : cela dit la vie du Carrefour, pas celle des projets.',
      head: 'Arrivés en',
    },
  },
  withoutStart: (n: number, written: string) =>
    `${written} projet${s(n)} ne ${n >= 2 ? 'disent pas leur' : 'dit pas son'} année de début et n’y ${n >= 2 ? 'sont' : 'est'} pas.`,
  coverage: {
    title: 'Où l’on sait, où l’on ne sait pas',
    says: 'Projets déclarés pour 100 000 habitants, par département et collectivité d’outre-mer. Hachures : aucun partenaire n’y a déclaré de projet, ce qui ne veut pas dire qu’il ne s’y passe rien.',
    name: (covered: string, all: string) =>
      `Carte de la couverture : ${covered} territoires sur ${all} où un partenaire au moins a déclaré un projet. Le tableau dit la même chose.`,
    covered: (n: number, written: string, all: string) =>
      `${written} territoire${s(n)} sur ${all} ${n >= 2 ? 'ont' : 'a'} au moins un projet déclaré.`,
    silent: (names: string) => `Aucun partenaire n’a déclaré de projet dans : ${names}.`,
    origin: 'Populations : INSEE. Contours : IGN Admin Express. Classes : autant de départements dans chacune.',
  },
};
