/** What a manifest would make of rows: counted, and a few sheets as they would be, without writing anything. */
import { describeRecord } from '#describe/describe-record.ts';
import { assessQuality } from '#describe/quality.ts';
import { createRowTaker, type FoundRecord, repeatTeller } from '#harvest/take-rows.ts';
import { spread } from '#lib/spread.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { problemSentences } from '#model/problem.ts';
import type { Row } from '#model/record.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Source } from '#model/source.ts';
import { placeSites, resolvePlaces } from './place-sites.ts';

export interface Trial {
  rows: number;
  /** Items that would be shown; those withheld are counted beside them, as a harvest counts. */
  records: number;
  grouped: number;
  withheld: number;
  refused: { count: number; first?: string };
  /** Shares of the records that are shown: with a theme, with a place. */
  withTheme: number;
  withPlace: number;
  /** At most ten, from the beginning to the end of the catalogue. */
  sheets: TriedSheet[];
}

export interface TriedSheet {
  title: string;
  kind: string;
  themes: string[];
  place: string;
  link: string;
  summary: string;
  problems: string[];
  quality: number;
}

const shown = 10;
/** Records described for the shares: enough to be true to a hundredth or two. */
const described = 400;

/** `year` is the current one: what is old is worth less. */
export function tryManifest(source: Source, rows: readonly Row[], gazetteer: Gazetteer, year: number): Trial {
  const taker = createRowTaker(source);
  const repeats = repeatTeller(source);
  const records: FoundRecord[] = [];
  const refuse = (at: number, why: string) => {
    if (trial.refused.count++ === 0) trial.refused.first = `Row ${at + 1}: ${why}`;
  };
  const trial: Trial = {
    rows: rows.length,
    records: 0,
    grouped: 0,
    withheld: 0,
    refused: { count: 0 },
    withTheme: 0,
    withPlace: 0,
    sheets: [],
  };
  for (const [at, row] of rows.entries()) {
    const taken = taker.take(at + 1, row);
    if (taken === 'waits') continue;
    if ('record' in taken) {
      const repeat = repeats(taken.record);
      if (repeat === undefined) records.push(taken.record);
      else refuse(at, repeat);
    } else if ('refused' in taken) refuse(at, taken.refused);
  }
  records.push(...taker.grouped());
  trial.grouped = source.group ? rows.length - trial.refused.count - records.length : 0;
  const visible = records.filter(({ withheld }) => !withheld);
  trial.records = visible.length;
  trial.withheld = records.length - visible.length;
  const looked = spread(visible, described).map(({ rows: own }) => describe(source, own, gazetteer, year));
  if (looked.length === 0) return trial;
  trial.withTheme = looked.filter(({ themes }) => themes.length > 0).length / looked.length;
  trial.withPlace =
    looked.filter(({ sites }) => sites.some(({ territories }) => territories.length > 0)).length / looked.length;
  trial.sheets = spread(looked, shown).map(tell);
  return trial;
}

function describe(source: Source, rows: readonly Row[], gazetteer: Gazetteer, year: number): Sheet {
  const draft = describeRecord(rows, source);
  const placed = placeSites({ resolved: resolvePlaces(draft.places, gazetteer), reach: draft.reach }, gazetteer);
  const sheet: Sheet = {
    ...draft.sheet,
    ...placed.located,
    id: 'tried',
    quality: 0,
    problems: [...draft.problems, ...placed.problems],
  };
  return { ...sheet, ...assessQuality(sheet, year) };
}

function tell({ title, kind, themes, sites, links, summary, problems, quality }: Sheet): TriedSheet {
  const [site] = sites;
  const place = site === undefined ? '' : [site.address, site.city ?? site.commune].filter(Boolean).join(', ');
  return {
    ...{ title, kind, themes, summary, quality },
    place: `${place}${site?.point === undefined ? '' : ` (${site.precision})`}${sites.length > 1 ? `, and ${sites.length - 1} more` : ''}`,
    link: links[0]?.url ?? '',
    problems: problems.map(({ code, value, field }) => `${field}: ${problemSentences[code].en(value)}`),
  };
}
