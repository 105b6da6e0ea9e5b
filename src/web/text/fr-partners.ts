/** Partners, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const partners = {
  index: {
    title: 'Partenaires',
    heading: 'Les partenaires',
    lead: 'Les réseaux et organisations qui racontent les projets, par ordre alphabétique : un partenaire, une voix. Chacun reste maître de ses fiches, sous sa licence.',
    read: (day: string) => `lu le ${day}`,
    waiting: 'Catalogues connus, sans projet ici pour l’instant',
    waitingLead: 'Décrits, mais pas encore lus, ou lus sans rien qui puisse être montré.',
  },
  description: (name: string, organisation: string, n: number, written: string) =>
    `${name}, par ${organisation} : ${written} projet${s(n)}, licence, fraîcheur, territoires et qualité du catalogue.`,
  kicker: 'Catalogue partenaire',
  by: 'Par',
  licence: 'Licence',
  closed: 'À lire ici, pas à reprendre : les projets de ce catalogue ne sont dans aucun fichier.',
  shareAlike: 'partage à l’identique',
  attribution: 'À citer ainsi',
  homepage: 'Son site',
  visit: 'Voir le catalogue d’origine',
  read: 'Dernière lecture complète',
  never: 'jamais encore',
  turn: 'Dernier passage',
  outcomes: {
    done: (day: string) => `${day} : lu en entier`,
    unchanged: (day: string) => `${day} : rien n’avait changé`,
    held: (day: string) => `${day} : lu, puis mis en attente d’une vérification`,
    failed: (day: string) => `${day} : il n’a pas pu être lu ; ce qui était en ligne le reste`,
  },
  next: 'Prochain passage',
  soon: 'dès que possible',
  schedule: 'Fréquence de lecture',
  schedules: {
    manual: 'quand l’exploitant le demande',
    daily: 'chaque jour',
    weekly: 'chaque semaine',
    monthly: 'chaque mois',
  },
  shared: 'Racontés aussi par d’autres',
  sharedCount: (n: number, written: string, total: string) =>
    n === 0 ? 'aucun projet pour l’instant' : `${written} projet${s(n)} sur ${total}`,
  sharedTitle: 'Qui raconte les mêmes projets',
  where: 'Où',
  quality: {
    title: 'Ce que ses fiches disent, et ne disent pas',
    mean: (share: string) => `En moyenne, une fiche dit ${share} de ce qu’on attend d’elle.`,
    criteria: 'Ce qui ferait gagner le plus, d’abord',
    rule: 'Compté sur les fiches que ce partenaire partage, avant que d’autres ne les complètent.',
  },
};
