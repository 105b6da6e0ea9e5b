/** Searching: the results, the criteria, the order and what to do when nothing is found, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const search = {
  title: 'Recherche',
  titleOf: (q: string) => `« ${q} »`,
  announce: (n: number, written: string) => (n === 0 ? 'Aucun projet' : `${written} projet${s(n)}`),
  all: 'Tous les projets',
  list: 'Liste',
  map: 'Carte',
  atOnce: 'Cocher une case change aussitôt les résultats.',
  filters: 'Critères',
  views: 'Affichage',
  apply: 'Appliquer les critères',
  showResults: (n: number, written: string) => `Voir ${n <= 1 ? 'le résultat' : `les ${written} résultats`}`,
  reset: 'Tout effacer',
  criteria: 'Critères choisis',
  chosen: (n: number) => `choisi${s(n)}`,
  remove: (label: string) => `Retirer le critère : ${label}`,
  words: (q: string) => `« ${q} »`,
  around: (km: string, place: string) => `à ${km} km de ${place}`,
  aroundPoint: (km: string) => `à ${km} km du point choisi`,
  inFrame: 'dans le cadre de la carte',
  inArea: 'dans la zone dessinée',
  years: (from: number | undefined, to: number | undefined) =>
    from !== undefined && to !== undefined
      ? from === to
        ? `commencé en ${from}`
        : `commencé entre ${from} et ${to}`
      : from !== undefined
        ? `commencé en ${from} ou après`
        : `commencé en ${to} ou avant`,
  sortBy: 'Trier',
  sorts: { pertinence: 'pertinence', distance: 'distance', date: 'plus récents', nom: 'nom' },
  facets: {
    theme: 'Thème',
    audience: 'Pour qui',
    placeKind: 'Lieu',
    approach: 'Façon de faire',
    stage: 'Étape',
    kind: 'Nature',
    holderKind: 'Porté par',
    partner: 'Raconté par',
    sdg: 'Objectif de développement durable',
    language: 'Langue',
    quality: 'Ce que la fiche dit',
  },
  atLeast: (percent: string) => `${percent} % ou plus de ce qu’on attend`,
  territory: 'Territoire',
  levels: { region: 'Régions', departement: 'Départements', commune: 'Commune', epci: 'Intercommunalité' },
  levelOne: { region: 'région', departement: 'département', commune: 'commune', epci: 'intercommunalité' },
  started: 'Année de début',
  yearFrom: 'depuis',
  yearTo: 'jusqu’en',
  radius: 'Rayon',
  widen: (place: string) => `Autour de ${place}`,
  km: (written: string) => `${written} km`,
  narrower: (n: number) => `préciser (${n})`,
  more: (n: number) => `${n} de plus`,
  facetUnit: (n: number) => `projet${s(n)}`,
  pages: 'Pages de résultats',
  page: (n: string, of: string) => `page ${n} sur ${of}`,
  previous: 'Page précédente',
  next: 'Page suivante',
  deepest: (written: string) =>
    `Seuls les ${written} premiers résultats se parcourent page à page : ajoutez un critère.`,
  beyond: (page: string, n: number, last: string): string =>
    n === 1
      ? `Il n’y a pas de page ${page} : tous les résultats tiennent sur une seule.`
      : `Il n’y a pas de page ${page} : les résultats s’arrêtent à la page ${last}.`,
  onPage: (page: string) => `page ${page}`,
  firstPage: 'Revenir à la première page',
  lastPage: (last: string) => `Aller à la dernière (${last})`,
  nothing: 'Rien ne répond à tous ces critères à la fois.',
  nothingOne: 'Rien ne répond à cette recherche.',
  nothingAtAll: 'Il n’y a encore aucun projet ici.',
  nothingHelp: 'Au plus près de votre recherche, on trouve :',
  nothingSpell: 'Un mot de moins, une orthographe plus simple ou un lieu plus large aident souvent.',
  nothingAlone: 'En ne gardant qu’un critère, on trouve :',
  without: (label: string) => `sans ${label}`,
  withoutQuotes: 'sans les guillemets',
  widened: (place: string) => `en élargissant à ${place}`,
  onlyWith: (label: string) => `avec ${label} seulement`,
  everything: 'Voir tous les projets',
  download: 'Télécharger en CSV',
  unreadable: (parameter: string, value: string) =>
    `Le critère « ${parameter} » n’a pas été compris (« ${value} ») : il est laissé de côté.`,
  unknownPlace: (text: string) =>
    `Aucun lieu ne s’appelle « ${text} » : les résultats sont pour toute la France. Essayez le nom d’une commune, d’un département ou d’une région.`,
  severalPlaces: (text: string) => `Plusieurs lieux répondent à « ${text} ». Lequel ?`,
  explain: {
    ask: 'Pourquoi cet ordre ?',
    hide: 'Masquer les explications',
    words: 'Plus un mot est rare, plus il compte :',
    saidBy: (word: string, n: number, written: string) => `${word} : dans ${written} projet${s(n)}`,
    fields:
      'Un mot compte pour 8 dans un titre, pour 3 dans un résumé ou le nom d’un organisme, pour 2 dans une description ou un mot-clé. Le mot exact compte plus qu’un mot de sa famille, deux mots côte à côte comptent davantage, un titre identique passe devant.',
    withoutWords: 'Sans mots, les fiches les plus complètes et les plus récentes viennent d’abord.',
    sorted: (sort: string) => `Les projets sont triés par : ${sort}.`,
    fair: 'Jamais plus de trois projets de suite d’un même partenaire, ni d’un même nom que vous n’avez pas demandé, quand d’autres valent presque autant.',
    chance:
      'Chaque jour, la dixième place est tirée au sort parmi les fiches bien remplies qui valent presque autant et que peu de gens voient, au-delà de la vingtième.',
    drawn: 'tiré au sort aujourd’hui parmi les projets qu’on voit peu',
    found: (word: string, field: string, exact: boolean, weight: number) =>
      `${word} ${field}${exact ? '' : ', sous une autre forme'} (${weight})`,
    nowhere: (word: string) => `${word} : pas dans ce projet`,
    together: (first: string, second: string) => `${first} et ${second} l’un près de l’autre`,
    itsName: 'c’est son nom',
    share: (percent: string) => `pertinence : ${percent} % du premier`,
    inField: {
      title: 'dans le titre',
      summary: 'dans le résumé',
      body: 'dans la description',
      organisations: 'chez un organisme',
      keywords: 'dans les mots-clés',
    },
  },
  understood: (q: string, place: string) =>
    q === '' ? `Lu comme : tous les projets, lieu : ${place}.` : `Lu comme : « ${q} », lieu : ${place}.`,
  offers: 'Préciser par un critère :',
  offered: (kind: string, label: string) => `${kind} : ${label}`,
  readAs: (from: string, to: string) => `« ${from} » lu comme « ${to} ».`,
  meant: 'Vouliez-vous dire :',
  keepWord: (word: string) => `Chercher « ${word} » tel quel`,
  unknownWords: (n: number, list: string): string =>
    n === 1 ? `Ce mot n’est dans aucun projet : ${list}.` : `Ces mots ne sont dans aucun projet : ${list}.`,
  leftOut: (n: number): string => (n === 1 ? 'Il est laissé de côté.' : 'Ils sont laissés de côté.'),
  notTogether: 'Aucun projet ne contient tous ces mots à la fois.',
  nearestOnly: 'Aucun projet ne contient tous ces mots : voici les plus proches.',
  nearestToQuestion: 'Voici les projets les plus proches de votre question.',
  nearby: 'Proches de votre recherche',
  nearbyLead: 'Ils ne contiennent qu’une partie de vos mots et ne sont pas comptés.',
  noMap: (n: number, written: string) =>
    `${written} projet${s(n)} sans lieu précis : ${n >= 2 ? 'ils sont' : 'il est'} dans la liste seulement.`,
};
