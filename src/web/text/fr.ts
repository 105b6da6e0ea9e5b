/** What the site says in French: the reference, whose keys every other language must have. */
import { about } from './fr-about.ts';
import { account } from './fr-account.ts';
import { alerts } from './fr-alerts.ts';
import { collections } from './fr-collections.ts';
import { communities } from './fr-communities.ts';
import { concepts } from './fr-concepts.ts';
import { contribute } from './fr-contribute.ts';
import { corrections } from './fr-corrections.ts';
import { curation } from './fr-curation.ts';
import { curationConcepts } from './fr-curation-concepts.ts';
import { design } from './fr-design.ts';
import { embed } from './fr-embed.ts';
import { feeds } from './fr-feeds.ts';
import { holders } from './fr-holders.ts';
import { introductions } from './fr-introductions.ts';
import { matters } from './fr-matters.ts';
import { observatory } from './fr-observatory.ts';
import { partners } from './fr-partners.ts';
import { picture } from './fr-picture.ts';
import { places } from './fr-places.ts';
import { runs } from './fr-runs.ts';
import { sheets } from './fr-sheets.ts';
import { thesaurus } from './fr-thesaurus.ts';

const s = (n: number) => (n >= 2 ? 's' : '');

export const fr = {
  siteName: 'Carrefour des innovations sociales',
  siteNameLines: { first: 'Carrefour des', second: 'innovations sociales' },
  tagline: 'Les initiatives de tous les réseaux, réunies en un lieu pour que les bonnes idées circulent.',
  skip: 'Aller au contenu',
  otherLanguage: { short: 'EN', long: 'Read this page in English', code: 'en' },
  nav: {
    label: 'Navigation principale',
    menu: 'Menu',
    menuLabel: 'Toutes les rubriques',
    explore: 'Explorer',
    map: 'Carte',
    themes: 'Thèmes',
    partners: 'Partenaires',
    home: 'Accueil du Carrefour des innovations sociales',
  },
  footer: {
    about:
      'Le Carrefour est un commun : un partenaire, une voix. Aucune définition de l’innovation sociale n’est imposée ; chaque partenaire répond de ce qu’il partage.',
    explore: 'Explorer',
    all: 'Tous les projets',
    byTheme: 'Par thème',
    byPartner: 'Par partenaire',
    code: 'Code libre, licence AGPL 3.0',
    maps: 'Contours : IGN Admin Express, Licence Ouverte 2.0. Codes et noms : INSEE.',
    privacy: 'Aucun traceur, aucun contenu de tiers, aucun compte pour lire.',
    privacyWithTiles: 'Aucun traceur, aucun compte pour lire ; seul le fond de la carte interactive vient d’ailleurs.',
  },
  demonstration: {
    short: 'démonstration',
    card: 'fictif',
    project: 'Projet fictif, inventé pour la démonstration du site.',
    catalogue: 'catalogue fictif de démonstration',
    all: (n: number): string =>
      n === 1
        ? 'Ce catalogue est fictif : il montre ce que le site sait faire.'
        : 'Les catalogues marqués « démonstration » sont fictifs : ils montrent ce que le site sait faire.',
  },
  box: {
    label: 'Chercher des projets',
    what: 'Quoi ?',
    whatHint: 'jardin partagé, garage solidaire, habitat…',
    where: 'Où ?',
    whereHint: 'une commune, un département…',
    submit: 'Chercher',
    clear: 'Effacer',
    suggestions: 'Suggestions',
    suggested: (n: number) =>
      n === 0
        ? 'Aucune suggestion'
        : `${n} suggestion${s(n)}. Flèches haut et bas pour parcourir, Entrée pour choisir.`,
    kinds: { project: 'Projet', concept: 'Critère', territory: 'Lieu', holder: 'Porteur' },
  },
  count: {
    projects: (n: number, written: string) => `${written} projet${s(n)}`,
    partners: (n: number, written: string) => `${written} partenaire${s(n)}`,
    toldBy: (n: number, written: string) => `raconté par ${written} partenaire${s(n)}`,
  },
  home: {
    title: 'La France invente. Voyez où, comment, avec qui.',
    headline: { before: 'La France ', mark: 'invente', after: '. Voyez où, comment, avec qui.' },
    lead: (projects: number, writtenProjects: string, partners: number, writtenPartners: string) =>
      projects === 0
        ? 'Les projets des réseaux, associations, fondations et collectivités, réunis en un lieu pour que les bonnes idées circulent.'
        : `${writtenProjects} projet${s(projects)}, ${partners <= 1 ? `raconté${s(projects)} par ${writtenPartners} partenaire` : `raconté${s(projects)} par ${writtenPartners} réseaux, associations, fondations et collectivités`}, réuni${s(projects)} en un lieu pour que les bonnes idées circulent.`,
    ideas: 'Quelques pistes',
    mapTitle: 'Où cela se passe',
    mapAll: 'Ouvrir la carte et la liste',
    figures: 'Le Carrefour en chiffres',
    figureProjects: (n: number) => `projet${s(n)}, chacun sur une seule page`,
    figureTold: (n: number): string =>
      n >= 2 ? 'racontés par plusieurs partenaires' : 'raconté par plusieurs partenaires',
    figurePartners: (n: number): string => (n >= 2 ? 'partenaires, à voix égales' : 'partenaire'),
    figureCommunes: (n: number) => `commune${s(n)} où il se passe quelque chose`,
    themes: 'Par où commencer ?',
    themesLead: 'À chaque thème son trait, à chaque projet son visage.',
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
    partners: 'Ceux qui racontent',
    partnersLead: 'Un partenaire, une voix. Chacun reste maître de ses fiches, sous sa licence.',
    partnerProjects: 'Voir ses projets',
    nothingYet: 'Aucun projet pour l’instant : les catalogues arrivent.',
  },
  search: {
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
    remove: (label: string) => `Retirer le critère : ${label}`,
    words: (q: string) => `« ${q} »`,
    around: (km: string, place: string) => `à ${km} km de ${place}`,
    aroundPoint: (km: string) => `à ${km} km du point choisi`,
    inFrame: 'dans le cadre de la carte',
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
    },
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
    facetCount: (n: number, written: string) => `${written} projet${s(n)}`,
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
    nothingAtAll: 'Il n’y a encore aucun projet ici.',
    nothingHelp: 'Au plus près de votre recherche, on trouve :',
    nothingSpell: 'Un mot de moins, une orthographe plus simple ou un lieu plus large aident souvent.',
    nothingAlone: 'En ne gardant qu’un critère, on trouve :',
    without: (label: string) => `sans ${label}`,
    withoutQuotes: 'sans les guillemets',
    widened: (place: string) => `en élargissant à ${place}`,
    onlyWith: (label: string) => `avec ${label} seulement`,
    everything: 'Voir tous les projets',
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
      fair: 'Jamais plus de trois projets de suite d’un même partenaire quand d’autres valent presque autant.',
      found: (word: string, field: string, exact: boolean, weight: number) =>
        `${word} ${field}${exact ? '' : ', sous une autre forme'} (${weight})`,
      nowhere: (word: string) => `${word} : pas dans ce projet`,
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
      n === 1
        ? `Aucun projet ne dit ${list} : ce mot est laissé de côté.`
        : `Aucun projet ne dit ${list} : ces mots sont laissés de côté.`,
    nearestOnly: 'Aucun projet ne contient tous ces mots : voici les plus proches.',
    nearestToQuestion: 'Voici les projets les plus proches de votre question.',
    nearby: 'Proches de votre recherche',
    nearbyLead: 'Ils ne contiennent qu’une partie de vos mots et ne sont pas comptés.',
    noMap: (n: number, written: string) =>
      `${written} projet${s(n)} sans lieu précis : ${n >= 2 ? 'ils sont' : 'il est'} dans la liste seulement.`,
  },
  map: {
    title: 'Carte des résultats',
    of: (n: number, written: string) => `Carte : ${written} projet${s(n)}. La liste dit la même chose.`,
    cluster: (n: number, written: string, place: string) =>
      `${written} projet${s(n)}${place === '' ? '' : `, ${place}`} : agrandir`,
    one: (place: string) => `1 projet${place === '' ? '' : `, ${place}`} : ouvrir`,
    whole: 'Voir toute la France',
    live: 'Carte interactive',
    liveLoading: 'Chargement de la carte…',
    liveFailed: 'La carte interactive n’a pas pu se charger : celle-ci reste utilisable.',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    here: 'Chercher dans ce cadre',
    draw: 'Dessiner une zone',
    drawHow: 'Tracez un cadre d’un coin à l’autre. Échap pour renoncer.',
    around: 'Autour du centre',
    go: 'Aller à',
    close: 'Fermer',
    open: 'Ouvrir la fiche',
    overseas: 'Outre-mer',
  },
  card: {
    themes: 'Thèmes',
    several: (n: number) => `et ${n} autre${s(n)} lieu${n >= 2 ? 'x' : ''}`,
    everywhere: 'France entière',
    reach: {
      commune: 'dans sa commune',
      epci: 'dans son intercommunalité',
      departement: 'dans son département',
      region: 'dans sa région',
      nation: 'dans toute la France',
      world: 'au-delà des frontières',
    },
  },
  project: {
    what: 'Ce que c’est',
    results: 'Ce que cela a donné',
    needed: 'Ce qu’il a fallu',
    takenUp: 'Repris ailleurs',
    inspired: 'Inspiré de',
    lessons: 'Ce qu’on en a appris',
    brief: 'En bref',
    themes: 'Thèmes',
    audiences: 'Pour qui',
    approaches: 'Comment',
    placeKinds: 'Lieu',
    sdgs: 'Objectifs de développement durable',
    stage: 'Étape',
    kind: 'Nature',
    since: (year: number) => `depuis ${year}`,
    between: (from: number, to: number) => (from === to ? `en ${from}` : `de ${from} à ${to}`),
    until: (year: number) => `jusqu’en ${year}`,
    when: 'Quand',
    holder: 'Porté par',
    partners: 'Avec',
    funders: 'Financé par',
    identifiers: { siren: 'SIREN', siret: 'SIRET', rna: 'RNA' },
    where: 'Où',
    sites: (n: number, written: string) => `${written} lieu${n >= 2 ? 'x' : ''}`,
    area: 'Rayonnement',
    precision: {
      point: 'au point donné par le partenaire',
      site: 'à l’adresse exacte',
      street: 'à la rue près',
      commune: 'au centre de la commune',
      area: 'à l’échelle du territoire',
      none: 'lieu non localisé',
    },
    nearHere: 'Voir aux alentours',
    links: 'Liens',
    site: 'Le site du projet',
    contacts: 'Joindre',
    contactKinds: { mail: 'Courriel', phone: 'Téléphone', form: 'Formulaire' },
    tags: 'Mots-clés des partenaires',
    told: (n: number, written: string) =>
      n === 1 ? 'Raconté par un partenaire' : `Raconté par ${written} partenaires`,
    toldTitle: (title: string) => `sous le titre « ${title} »`,
    tells: 'dit :',
    toldOn: (day: string) => `fiche du ${day}`,
    original: 'Fiche d’origine',
    originalOf: (source: string) => `Fiche d’origine chez ${source}`,
    provenance: 'Qui dit quoi, champ par champ',
    provenanceField: 'Champ',
    provenanceFrom: 'Vient de',
    provenanceRule: 'Choisi parce que',
    saidBy: (names: string) => `dit par ${names}`,
    rules: {
      longest: 'le plus complet',
      union: 'tout est gardé',
      'most-precise': 'le plus précis',
      latest: 'le plus récent',
      first: 'le premier reçu',
      earliest: 'le plus ancien',
      only: 'le seul à le dire',
      majority: 'le plus souvent dit',
      'best-described': 'le mieux décrit',
      'most-telling': 'le plus parlant',
      decision: 'décidé par une personne',
      correction: 'corrigé par le partenaire',
      set: 'écrit par une personne',
    } as Record<string, string>,
    fields: {
      title: 'titre',
      summary: 'résumé',
      body: 'description',
      themes: 'thèmes',
      audiences: 'publics',
      approaches: 'façons de faire',
      placeKinds: 'lieu',
      sdgs: 'ODD',
      stage: 'étape',
      startYear: 'année de début',
      endYear: 'année de fin',
      holder: 'porteur',
      partners: 'partenaires du projet',
      funders: 'financeurs',
      sites: 'lieux',
      area: 'rayonnement',
      links: 'liens',
      images: 'images',
      contacts: 'contacts',
      results: 'résultats',
      needed: 'moyens',
      inspiredBy: 'inspirations',
      takenUpBy: 'reprises',
      lessons: 'leçons',
      tags: 'mots',
      kind: 'nature',
      language: 'langue',
      createdAt: 'création de la fiche',
      updatedAt: 'mise à jour de la fiche',
    } as Record<string, string>,
    quality: 'Complétude de la fiche',
    qualityOf: (percent: string) => `${percent} de ce qu’un lecteur attend`,
    qualityMissing: (list: string) => `Il manque : ${list}.`,
    qualityWhole: 'Tout ce qu’un lecteur attend est là.',
    missing: {
      body: 'une description plus longue',
      themes: 'un thème',
      audiences: 'le public',
      sites: 'un lieu précis',
      when: 'une date',
      results: 'des résultats',
      contacts: 'un contact public',
      links: 'un lien',
      images: 'une image',
    },
    similar: 'Dans le même esprit',
    related: 'Projets liés',
    relatedNote: 'Ce ne sont pas les mêmes : ils partagent une adresse, un site ou un porteur.',
    relatedBy: { address: 'à la même adresse', site: 'sur le même site web', holder: 'du même porteur' },
    similarAll: 'Tous ceux du même thème',
    alsoHere: 'Au même endroit',
    alsoHereAll: (place: string) => `Tout ce qui se passe : ${place}`,
    elsewhere: [
      'Le même thème, dans d’autres villages',
      'Le même thème, dans d’autres petites villes',
      'Le même thème, dans d’autres villes moyennes',
      'Le même thème, dans d’autres grandes villes',
      'Le même thème, dans d’autres métropoles',
    ],
    actions: 'Actions',
    share: 'Partager',
    shareMail: 'Envoyer par courriel',
    shareBody: (title: string, url: string) => `${title}\n${url}`,
    copy: 'Copier l’adresse',
    copied: 'Adresse copiée',
    print: 'Imprimer',
    visit: 'Voir le site',
    picture: 'Une image chez le partenaire',
    credit: (name: string) => `crédit : ${name}`,
    newTab: 'site extérieur',
    breadcrumb: 'Fil d’Ariane',
    updated: (day: string) => `Mis à jour le ${day}`,
    arrived: (day: string) => `arrivé le ${day}`,
    cite: 'Citer',
  },
  errors: {
    notFound: {
      title: 'Cette page n’existe pas',
      text: 'L’adresse est peut-être incomplète, ou le projet n’a jamais été ici. Cherchez-le par son nom :',
    },
    gone: {
      title: 'Ce projet n’est plus publié',
      text: 'Le partenaire qui le racontait l’a retiré. D’autres lui ressemblent peut-être :',
    },
    broken: {
      title: 'Quelque chose s’est cassé de notre côté',
      text: 'Ce n’est pas vous. La page reviendra ; la recherche marche peut-être déjà :',
    },
  },
  about,
  account,
  alerts,
  collections,
  communities,
  concepts,
  corrections,
  design,
  curationConcepts,
  thesaurus,
  curation,
  embed,
  feeds,
  introductions,
  holders,
  observatory,
  picture,
  places,
  partners,
  contribute,
  matters,
  runs,
  sheets,
};

/** The shape of a language: every key, every plural function. */
export type Words = typeof fr;
