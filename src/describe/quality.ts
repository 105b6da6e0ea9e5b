/** How good a sheet is: a score per criterion (`model/quality.ts`) and their total. */
import { type QualityCriterion, qualityCriteria, qualityWeights } from '#model/quality.ts';
import type { Sheet } from '#model/sheet.ts';
import { htmlToText } from './clean/html.ts';

export interface Quality {
  /** From 0 to 1: the scores by their weights. */
  quality: number;
  /** For each criterion from 0 to 1. */
  scores: Record<QualityCriterion, number>;
}

const placed = { site: 1, street: 0.9, commune: 0.7, area: 0.4, none: 0 } as const;

/** By how many years ago the partner last said that the sheet is true; what is older scores nothing. */
const freshness = [1, 1, 0.7, 0.4, 0.2] as const;

/** Assesses a sheet as it stands in a year; pure, and the same sheet scores the same until the year ends. */
export function assessQuality(sheet: Omit<Sheet, 'id' | 'quality' | 'scores'>, year: number): Quality {
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
    told: round([sheet.results, sheet.needed, sheet.lessons].filter(Boolean).length / 3),
  };
  let total = 0;
  for (const name of qualityCriteria) total += scores[name] * qualityWeights[name];
  return { quality: round(total), scores };
}

const round = (share: number): number => Math.round(share * 1000) / 1000;

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
  return all === 0 ? 0 : round(Math.max(0, all - gone) / all);
}

function described({ title, summary, body }: Pick<Sheet, 'title' | 'summary' | 'body'>): number {
  if (title === '') return 0;
  const length = summary.length + htmlToText(body).length;
  return Math.round((0.1 + 0.9 * Math.min(1, length / 300)) * 100) / 100;
}
