/** What makes a sheet good: the criteria, what each weighs, and what a partner can do about it. */

export const qualityCriteria = [
  'described',
  'located',
  'classified',
  'dated',
  'fresh',
  'contactable',
  'reachable',
  'illustrated',
  'licensed',
  'told',
] as const;
export type QualityCriterion = (typeof qualityCriteria)[number];

/** What a reader needs most weighs most; together 1. */
export const qualityWeights: Record<QualityCriterion, number> = {
  described: 0.25,
  located: 0.2,
  classified: 0.15,
  dated: 0.08,
  fresh: 0.07,
  contactable: 0.1,
  reachable: 0.05,
  illustrated: 0.04,
  licensed: 0.03,
  told: 0.03,
};

/** How much a sheet says at least, in percent of all that it could: what a reader may ask for. */
export const qualityLevels = ['50', '70', '85'] as const;
export type QualityLevel = (typeof qualityLevels)[number];
/** A sheet of this level says what a reader needs. */
export const goodQuality: QualityLevel = '70';

/** Every level that a quality, from 0 to 1, reaches: asking for one finds what reaches a higher one too. */
export function levelsReached(quality: number): QualityLevel[] {
  return qualityLevels.filter((level) => Math.round(100 * quality) >= Number(level));
}

/** What to do when a criterion is not met, for those who keep the catalogue. */
export const qualityAdvices: Record<QualityCriterion, { fr: string; en: string }> = {
  described: {
    fr: 'Racontez en quelques phrases ce que fait le projet, pour qui et comment : 300 caractères ou plus.',
    en: 'Tell in a few sentences what the project does, for whom and how: 300 characters or more.',
  },
  located: {
    fr: 'Donnez l’adresse ou, au moins, le code INSEE de la commune.',
    en: 'Give the address or, at least, the INSEE code of the commune.',
  },
  classified: {
    fr: 'Indiquez le thème et à qui le projet s’adresse.',
    en: 'State the theme and whom the project is for.',
  },
  dated: {
    fr: 'Indiquez l’année de début et la date de la dernière mise à jour.',
    en: 'State the year it started and the date of the last update.',
  },
  contactable: {
    fr: 'Ajoutez une adresse générique (contact@…) ou le téléphone de la structure.',
    en: 'Add a generic mail address (contact@…) or the organisation’s phone number.',
  },
  fresh: {
    fr: 'Relisez la fiche et datez sa mise à jour : au-delà d’un an, on doute qu’elle soit encore vraie.',
    en: 'Read the sheet again and date its update: after a year, people doubt that it is still true.',
  },
  reachable: {
    fr: 'Donnez l’adresse du site ou de la page du projet, et vérifiez que chaque lien répond.',
    en: 'Give the address of the project’s site or page, and check that every link answers.',
  },
  illustrated: {
    fr: 'Ajoutez une photo, avec son texte de remplacement.',
    en: 'Add a picture, with its alternative text.',
  },
  licensed: {
    fr: 'Choisissez une licence ouverte (Licence Ouverte 2.0, ODbL ou CC BY) pour que la fiche puisse être reprise.',
    en: 'Choose an open licence (Licence Ouverte 2.0, ODbL or CC BY) so that the sheet can be reused.',
  },
  told: {
    fr: 'Dites les résultats, les moyens qu’il a fallu et ce que vous en avez appris : c’est ce qui fait essaimer une idée.',
    en: 'Tell the results, what it took and what you learnt: that is what makes an idea travel.',
  },
};
