/** The charts of the observatory as data: the same rows for the drawing, the table and the file. */
import type { FacetName } from '#model/criteria.ts';
import { vocabularies } from '#model/vocabulary.ts';
import type { Rooms } from '../rooms.ts';
import { only, searchPath } from '../search/address.ts';
import { labelOfValue } from '../search/criteria-shown.ts';
import type { Observatory } from '../search/observatory.ts';
import type { Voice } from '../text/language.ts';

export const chartNames = ['themes', 'partenaires', 'natures', 'etapes', 'debuts', 'arrivees'] as const;
export type ChartName = (typeof chartNames)[number];

export interface Row {
  /** A concept, a source, a year, a month; empty for what is not said. */
  id: string;
  label: string;
  projects: number;
  href?: string;
}

export interface Chart {
  name: ChartName;
  /** Bars lie beside their names; columns stand in the order of time. */
  form: 'bars' | 'columns';
  rows: Row[];
}

export function chartsOf(voice: Voice, rooms: Pick<Rooms, 'sources' | 'territories'>, figures: Observatory): Chart[] {
  const { whole } = figures;
  const ofFacet = (facet: FacetName, ids: readonly string[]): Row[] =>
    ids
      .map((id) => ({
        id,
        label: labelOfValue(voice, rooms, facet, id),
        projects: whole.counts[facet].get(id) ?? 0,
        href: searchPath(voice, only(facet, id)),
      }))
      .filter(({ projects }) => projects > 0)
      .sort((a, b) => b.projects - a.projects || a.label.localeCompare(b.label, 'fr'));
  /** Each project has one of these at most: the others say nothing. */
  const withUnsaid = (rows: Row[]): Row[] => {
    const unsaid = whole.total - rows.reduce((sum, { projects }) => sum + projects, 0);
    return unsaid > 0 ? [...rows, { id: '', label: voice.words.observatory.unsaid, projects: unsaid }] : rows;
  };
  const themes = vocabularies.themes.concepts.filter(({ broader }) => broader === undefined).map(({ id }) => id);
  return [
    { name: 'themes', form: 'bars', rows: ofFacet('theme', themes) },
    { name: 'partenaires', form: 'bars', rows: ofFacet('partner', [...whole.counts.partner.keys()]) },
    {
      name: 'natures',
      form: 'bars',
      rows: withUnsaid(
        ofFacet(
          'kind',
          vocabularies.kinds.concepts.map(({ id }) => id),
        ),
      ),
    },
    {
      name: 'etapes',
      form: 'bars',
      rows: withUnsaid(
        ofFacet(
          'stage',
          vocabularies.stages.concepts.map(({ id }) => id),
        ),
      ),
    },
    { name: 'debuts', form: 'columns', rows: startYears(voice, figures) },
    { name: 'arrivees', form: 'columns', rows: arrivals(voice, figures) },
  ];
}

/** Years drawn one by one; those before are one column. */
const yearsShown = 30;

function startYears(voice: Voice, { counts }: Observatory): Row[] {
  const last = counts.startYears.at(-1)?.year;
  const earliest = counts.startYears[0]?.year;
  if (last === undefined || earliest === undefined) return [];
  const from = Math.max(earliest, last - yearsShown + 1);
  const byYear = new Map(counts.startYears.map(({ year, projects }) => [year, projects]));
  const before = counts.startYears.filter(({ year }) => year < from).reduce((sum, { projects }) => sum + projects, 0);
  const rows: Row[] =
    before === 0 ? [] : [{ id: `before-${from}`, label: voice.words.observatory.before(from), projects: before }];
  for (let year = from; year <= last; year++)
    rows.push({
      id: String(year),
      label: String(year),
      projects: byYear.get(year) ?? 0,
      href: `${voice.path('/recherche')}?de=${year}&a=${year}`,
    });
  return rows;
}

/** Months in a row that can still be told apart; past that, years. */
const monthsShown = 36;

function arrivals(voice: Voice, { counts, at }: Observatory): Row[] {
  const [first] = counts.arrivals;
  if (first === undefined) return [];
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const [from, to] = [number(first.month), number(at.toISOString().slice(0, 7))];
  const byMonth = new Map(counts.arrivals.map(({ month, projects }) => [month, projects]));
  const rows: Row[] = [];
  for (let month = from; month <= Math.max(from, to); month++) {
    const id = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    rows.push({
      id,
      label: voice.words.observatory.month((month % 12) + 1, Math.floor(month / 12)),
      projects: byMonth.get(id) ?? 0,
    });
  }
  if (rows.length <= monthsShown) return rows;
  const byYear = new Map<string, number>();
  for (const { id, projects } of rows) byYear.set(id.slice(0, 4), (byYear.get(id.slice(0, 4)) ?? 0) + projects);
  return [...byYear].map(([id, projects]) => ({ id, label: id, projects }));
}
