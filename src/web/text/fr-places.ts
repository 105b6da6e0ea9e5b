/** Territories, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const places = {
  index: {
    title: 'Territoires',
    heading: 'Les territoires',
    lead: 'Chaque commune, intercommunalité, département et région a sa page : ce qui s’y trouve, qui le raconte, ce qui l’entoure.',
    regions: 'Régions et départements',
    collectivities: 'Collectivités d’outre-mer',
    collectivitiesLead: 'Ni départements ni régions : chacune a son statut, et sa page ici comme les autres.',
    find: 'Une commune, une intercommunalité ? Donnez son nom dans la case « Où ? ».',
  },
  level: { region: 'Région', departement: 'Département', epci: 'Intercommunalité', commune: 'Commune' },
  title: (name: string, level: string) => `${name} (${level})`,
  description: (name: string, n: number, written: string) =>
    n === 0
      ? `${name} : aucun projet déclaré pour l’instant par les partenaires du Carrefour.`
      : `${name} : ${written} projet${s(n)} d’innovation sociale, qui ${n >= 2 ? 'les raconte' : 'le raconte'}, sur quels thèmes, et les territoires voisins.`,
  breadcrumb: 'Fil d’Ariane',
  population: (n: number, written: string) => `${written} habitant${s(n)}`,
  density: (perKm2: string, degree: string | undefined) =>
    `environ ${perKm2} habitants au km²${degree === undefined ? '' : ` (${degree})`}`,
  densityClass: { sparse: 'peu dense', intermediate: 'densité intermédiaire', dense: 'dense' },
  communes: (n: number, written: string) => `${written} commune${s(n)}`,
  code: { region: 'code région', departement: 'code département', epci: 'SIREN', commune: 'code INSEE' },
  projects: (n: number, written: string) => `${written} projet${s(n)} ici`,
  see: (n: number, written: string) => (n === 1 ? 'Voir le projet dans la recherche' : `Voir les ${written} projets`),
  around: 'Chercher à 20 km à la ronde',
  nothing: {
    title: 'Aucun projet déclaré ici pour l’instant',
    text: 'Aucune donnée ne veut pas dire qu’il ne se passe rien : aucun partenaire n’a encore déclaré de projet dans ce territoire, ou la fiche ne dit pas où il a lieu.',
    wider: 'Plus largement',
  },
  best: 'Les mieux racontés',
  few: 'Les projets',
  latest: 'Les plus récents',
  latestAll: 'Tous, les plus récents d’abord',
  themes: {
    title: 'Les thèmes',
    more: 'Plus qu’ailleurs',
    less: 'Moins qu’ailleurs',
    compared: (here: string, everywhere: string) => `${here} des projets d’ici, ${everywhere} de tous`,
    fewer: (least: string) => `À moins de ${least} projets, comparer avec l’ensemble n’aurait pas de sens.`,
    alike: 'Aucun écart avec l’ensemble n’est assez net pour être dit.',
    rule: 'Un écart est dit quand le hasard l’explique mal (trois écarts types), et que cinq projets au moins étaient attendus. Il parle de ce que les partenaires ont déclaré, pas de tout ce qui existe.',
    all: 'Les thèmes, les plus fréquents d’abord',
  },
  covered: {
    title: 'Qui raconte ce territoire',
    lead: (n: number, some: string, all: string) =>
      `${some} catalogue${s(n)} sur ${all} ${n >= 2 ? 'ont' : 'a'} déclaré des projets ici.`,
    silent: (n: number, written: string) => `${written} catalogue${s(n)} sans donnée ici`,
    silentMeans: 'Cela ne veut pas dire qu’il ne se passe rien : ces catalogues n’ont pas déclaré de projet situé ici.',
  },
  children: {
    region: 'Ses départements',
    departement: 'Ses intercommunalités',
    epci: 'Ses communes',
    communes: 'Ses communes qui ont des projets',
    without: (n: number, written: string) =>
      n >= 2
        ? `${written} autres communes n’ont pas encore de projet déclaré.`
        : `${written} autre commune n’a pas encore de projet déclaré.`,
  },
  neighbours: 'Autour',
  alike: {
    title: {
      region: 'Une région comme elle',
      departement: 'Un département comme lui',
      epci: 'Une intercommunalité comme elle',
      commune: 'Une commune comme elle',
    },
    lead: 'Une population et une densité proches, et des projets : de quoi comparer, ou s’inspirer.',
    none: 'Aucun territoire du même niveau et de population proche n’a encore de projet déclaré.',
  },
  map: 'Sur la carte',
  exports: {
    title: 'Reprendre ces données',
    lead: 'Le même choix, en fichiers, sous les licences de chaque catalogue :',
    csv: 'CSV (tableur)',
    geojson: 'GeoJSON (carte)',
    jsonl: 'JSON Lines (tout)',
  },
  sourceNote:
    'Codes, noms et populations : INSEE, code officiel géographique 2026. Contours : IGN Admin Express 2022. Densité : calculée sur ces contours simplifiés ; ce n’est pas la grille de l’INSEE.',
};
