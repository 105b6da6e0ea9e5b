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
import { forms } from './fr-forms.ts';
import { holders } from './fr-holders.ts';
import { home } from './fr-home.ts';
import { introductions } from './fr-introductions.ts';
import { map } from './fr-map.ts';
import { matters } from './fr-matters.ts';
import { observatory } from './fr-observatory.ts';
import { partners } from './fr-partners.ts';
import { picture } from './fr-picture.ts';
import { places } from './fr-places.ts';
import { card, project } from './fr-project.ts';
import { runs } from './fr-runs.ts';
import { search } from './fr-search.ts';
import { sheets } from './fr-sheets.ts';
import { team } from './fr-team.ts';
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
    carrefour: 'Le Carrefour',
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
    circle: 'Fictif : inventé pour la démonstration du site, personnes comprises.',
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
    suggestions: 'Suggestions',
    /** Heard when the suggestions come; `{n}` is how many. */
    suggested: {
      none: 'Aucune suggestion',
      one: '1 suggestion, flèche bas pour y aller',
      many: '{n} suggestions, flèche bas pour y aller',
    },
    kinds: { project: 'Projet', concept: 'Critère', territory: 'Lieu', holder: 'Porteur' },
  },
  count: {
    projects: (n: number, written: string) => (n === 0 ? 'aucun projet' : `${written} projet${s(n)}`),
    toldBy: (n: number, written: string) => `raconté par ${written} partenaire${s(n)}`,
  },
  home,
  search,
  map,
  card,
  project,
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
    busy: {
      title: 'Le site est très occupé',
      text: 'Ce que vous demandiez attendait autre chose, et a été laissé. Revenez en arrière et recommencez dans quelques secondes : un formulaire envoyé deux fois ne compte qu’une fois. La recherche marche peut-être déjà :',
    },
  },
  about,
  account,
  alerts,
  forms,
  collections,
  communities,
  concepts,
  corrections,
  design,
  curationConcepts,
  team,
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
