/** What each parameter means and accepts: said in the OpenAPI document, and again to whoever got it wrong. */
import { fewestCorners, mostCorners } from '#model/area.ts';
import { deepestResult, defaultPageSize, facets, largestPageSize, sorts } from '#model/criteria.ts';
import { qualityLevels } from '#model/quality.ts';
import { territoryLevels } from '#model/territory.ts';

interface Sentence {
  fr: string;
  en: string;
}

const facetSentences: Record<string, Sentence> = Object.fromEntries(
  Object.values(facets).map(({ parameter, vocabulary }) => [
    parameter,
    vocabulary === undefined
      ? { fr: '', en: '' }
      : {
          fr: `des codes du vocabulaire ${vocabulary} (/api/v1/vocabularies/${vocabulary}), répétés ou séparés par des virgules, 50 au plus`,
          en: `codes of the vocabulary ${vocabulary} (/api/v1/vocabularies/${vocabulary}), repeated or separated by commas, 50 at most`,
        },
  ]),
);

/** By parameter, what it accepts. */
export const sentences: Readonly<Record<string, Sentence>> = {
  ...facetSentences,
  partenaire: {
    fr: 'des identifiants de catalogues (/api/v1/sources), répétés ou séparés par des virgules, 50 au plus',
    en: 'ids of catalogues (/api/v1/sources), repeated or separated by commas, 50 at most',
  },
  langue: {
    fr: 'des codes de langue de deux ou trois lettres (ISO 639), répétés ou séparés par des virgules',
    en: 'language codes of two or three letters (ISO 639), repeated or separated by commas',
  },
  qualite: {
    fr: `l’un de ${qualityLevels.join(', ')} : la part, en pour cent, de ce qu’une fiche peut dire et qu’elle dit au moins`,
    en: `one of ${qualityLevels.join(', ')}: the share, in percent, of what a sheet could say that it says at least`,
  },
  q: { fr: 'des mots, 300 caractères au plus', en: 'words, 300 characters at most' },
  territoire: {
    fr: 'des territoires (/api/v1/territories) : un identifiant (commune-44109, departement-2A), un code de commune, un SIREN d’EPCI, un code de département, R et le code d’une région',
    en: 'territories (/api/v1/territories): an id (commune-44109, departement-2A), a commune’s code, an EPCI’s SIREN, a département’s code, R and a région’s code',
  },
  de: {
    fr: 'une année de 1000 à 2200, au plus tard celle de « a »',
    en: 'a year from 1000 to 2200, not after that of `a`: projects that began in it or later',
  },
  a: {
    fr: 'une année de 1000 à 2200, au plus tôt celle de « de »',
    en: 'a year from 1000 to 2200, not before that of `de`: projects that began in it or earlier',
  },
  pres: {
    fr: 'un point : latitude,longitude en degrés (47.218,-1.554)',
    en: 'a point: latitude,longitude in degrees (47.218,-1.554)',
  },
  rayon: {
    fr: 'des kilomètres autour de « pres », plus de 0 et 1000 au plus ; seulement avec « pres »',
    en: 'kilometres around `pres`, more than 0 and at most 1000 (20 when not said); only with `pres`',
  },
  cadre: {
    fr: 'un cadre : ouest,sud,est,nord en degrés, l’ouest avant l’est et le sud avant le nord',
    en: 'a box: west,south,east,north in degrees, west before east and south before north',
  },
  zone: {
    fr: `une zone dessinée : lat,lon,lat,lon,… de ${fewestCorners} à ${mostCorners} coins en degrés, sans faire le tour d’un pôle`,
    en: `a drawn area: lat,lon,lat,lon,… of ${fewestCorners} to ${mostCorners} corners in degrees; what its line goes around, though it may cross itself or lie across the antimeridian, but not around a pole`,
  },
  tri: {
    fr: `l’un de ${sorts.join(', ')} ; « distance » seulement avec « pres »`,
    en: `one of ${sorts.join(', ')}; \`distance\` only with \`pres\``,
  },
  page: {
    fr: `un nombre entier à partir de 1 ; page × pageSize ne dépasse pas ${deepestResult} : au-delà, l’export donne tout`,
    en: `a whole number from 1; page × pageSize is at most ${deepestResult}: an export gives everything`,
  },
  pageSize: {
    fr: `un nombre entier de 1 à ${largestPageSize}`,
    en: `a whole number from 1 to ${largestPageSize} (${defaultPageSize} when not said)`,
  },
  lang: {
    fr: 'fr ou en : la langue des libellés et des messages',
    en: 'fr (when not said) or en: of labels and messages',
  },
  level: {
    fr: `l’un de ${territoryLevels.join(', ')}`,
    en: `one of ${territoryLevels.join(', ')}; without \`q\`, \`within\` and \`level\`: the régions`,
  },
  within: {
    fr: 'l’identifiant d’un territoire qui contient ceux que vous cherchez',
    en: 'the id of a territory that holds those you look for; an EPCI is within a département or a région when it lies in it wholly',
  },
};

/** Parameters of the list of territories that mean something else than in a search. */
export const territoryTextSentence = 'the beginning of a name, a code or a postcode, 300 characters at most';
