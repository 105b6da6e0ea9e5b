/** How good a sheet is: a score per criterion, each with what would make it better. */
import type { Sheet } from '#model/sheet.ts';
import { htmlToText } from './clean/html.ts';

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

export interface Quality {
  /** From 0 to 1: the scores by their weights. */
  total: number;
  /** For each criterion a score from 0 to 1, and what to do when it is below 1. */
  criteria: Record<QualityCriterion, { score: number; advice: { fr: string; en: string } | undefined }>;
}

/** What a reader needs most weighs most; together 1. */
const weights: Record<QualityCriterion, number> = {
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

const advices: Record<QualityCriterion, { fr: string; en: string }> = {
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

const placed = { site: 1, street: 0.9, commune: 0.7, area: 0.4, none: 0 } as const;

/** By how many years ago the partner last said that the sheet is true; what is older scores nothing. */
const freshness = [1, 1, 0.7, 0.4, 0.2] as const;

/** Assesses a sheet as it stands in a year; pure, and the same sheet scores the same until the year ends. */
export function assessQuality(sheet: Omit<Sheet, 'id' | 'quality'>, year: number): Quality {
  const scores: Record<QualityCriterion, number> = {
    described: described(sheet),
    located:
      sheet.sites.length > 0 ? Math.max(...sheet.sites.map((site) => placed[site.precision])) : sheet.area ? 0.4 : 0,
    classified:
      (sheet.themes.length > 0 ? 0.7 : 0) +
      (sheet.audiences.length + sheet.approaches.length + sheet.placeKinds.length > 0 ? 0.3 : 0),
    fresh: fresh(sheet, year),
    dated: (sheet.startYear === undefined ? 0 : 0.6) + ((sheet.updatedAt ?? sheet.createdAt) ? 0.4 : 0),
    contactable: sheet.contacts.some((contact) => contact.published)
      ? 1
      : sheet.contacts.length > 0 || sheet.holder
        ? 0.5
        : 0,
    reachable: reachable(sheet),
    illustrated: sheet.images.length === 0 ? 0 : sheet.images.some((image) => image.alt !== '') ? 1 : 0.7,
    licensed: sheet.licence === 'closed' || sheet.licence === '' ? 0 : 1,
    told: [sheet.results, sheet.needed, sheet.lessons].filter(Boolean).length / 3,
  };
  let total = 0;
  for (const name of qualityCriteria) total += scores[name] * weights[name];
  return {
    total: Math.round(total * 1000) / 1000,
    criteria: Object.fromEntries(
      qualityCriteria.map((name) => [
        name,
        { score: scores[name], advice: scores[name] < 1 ? advices[name] : undefined },
      ]),
    ) as Quality['criteria'],
  };
}

function fresh(
  { updatedAt, createdAt, endYear }: Pick<Sheet, 'updatedAt' | 'createdAt' | 'endYear'>,
  year: number,
): number {
  // What has ended stays as true as it was.
  if (endYear !== undefined && endYear < year) return 1;
  const told = updatedAt ?? createdAt;
  return told === undefined ? 0 : (freshness[Math.max(0, year - Number(told.slice(0, 4)))] ?? 0);
}

/** The share of the links that lead somewhere, as far as was looked. */
function reachable({ links, recordUrl, problems }: Pick<Sheet, 'links' | 'recordUrl' | 'problems'>): number {
  const all = links.length + (recordUrl === undefined ? 0 : 1);
  const gone = problems.filter(({ code }) => code === 'link-gone').length;
  return all === 0 ? 0 : Math.max(0, all - gone) / all;
}

function described({ title, summary, body }: Pick<Sheet, 'title' | 'summary' | 'body'>): number {
  if (title === '') return 0;
  const length = summary.length + htmlToText(body).length;
  return Math.round((0.1 + 0.9 * Math.min(1, length / 300)) * 100) / 100;
}
