/** `/recherche/completion?q=`: what begins like the words being typed: criteria, holders, places, projects. JSON for the island. */
import type { Handler } from 'hono';
import { foldToWords } from '#lib/text/fold.ts';
import { type Criteria, type FacetName, facetNames, facets, noCriteria } from '#model/criteria.ts';
import { projectPath } from '#model/project.ts';
import type { Territory } from '#model/territory.ts';
import { labelOf } from '#model/vocabulary.ts';
import type { Suggestion } from '#search/engine.ts';
import { pageCache } from '../headers.ts';
import type { Rooms } from '../rooms.ts';
import { changed, only, searchPath } from '../search/address.ts';
import { fullName } from '../search/place.ts';
import type { Desk } from '../site.ts';
import type { Voice } from '../text/language.ts';

export interface Completion {
  kind: 'project' | 'concept' | 'territory' | 'holder';
  label: string;
  /** What tells homonyms apart, the facet of a concept, the level of a place; and how many projects choosing it gives. */
  detail: string;
  /** Where choosing it leads. */
  href: string;
  /** A territory's id, for the “where” field. */
  value?: string;
}

const most = 8;
const mostPlaces = 2;

export const completionRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const text = (c.req.query('q') ?? '').slice(0, 100).trim();
    c.header('Cache-Control', pageCache);
    if (text.length < 2) return c.json([]);
    if (c.req.query('lieu') !== undefined) return c.json(places(voice, rooms, text, most));
    const suggestions = await rooms.engine.complete(text, most);
    const first = await withCounts(desk, [
      ...suggestions.flatMap((one) => (one.kind === 'concept' ? [conceptOf(voice, one)] : [])),
      ...suggestions.flatMap((one) => (one.kind === 'holder' ? [holderOf(voice, one)] : [])),
      ...places(voice, rooms, text, mostPlaces).map((place) => ({ completion: place, asked: inPlace(place) })),
    ]);
    const ids = suggestions.flatMap(({ kind, value }) => (kind === 'project' ? [value] : []));
    const projects = (await rooms.projects.load(ids.slice(0, Math.max(0, most - first.length)))).map(
      (project): Completion => ({
        kind: 'project',
        label: voice.set(project.title),
        detail: voice.words.box.kinds.project,
        href: voice.path(`/projets/${projectPath(project)}`),
      }),
    );
    return c.json([...first, ...projects]);
  };

function places(voice: Voice, rooms: Rooms, text: string, count: number): Completion[] {
  return likeliest(rooms.territories.find(text, placesWeighed), text)
    .slice(0, count)
    .map((territory) => ({
      kind: 'territory',
      label: fullName(territory, rooms.territories),
      detail: voice.words.search.levelOne[territory.level],
      href: searchPath(voice, changed(noCriteria, { territories: [territory.id] })),
      value: territory.id,
    }));
}

/** How many places are looked at to find the one most likely meant. */
const placesWeighed = 12;
/** How many times more people a town must have to come before a place that bears the letters as its whole name. */
const clearlyLarger = 12;

/** While one types, `nant` is rather Nantes than Nant (Aveyron): the largest town that begins so comes first. */
function likeliest(found: readonly Territory[], text: string): Territory[] {
  const [first] = found;
  const typed = foldToWords(text);
  const towns = found.filter(({ level, name }) => level !== 'epci' && foldToWords(name).startsWith(typed));
  const largest = towns.reduce<Territory | undefined>(
    (most, one) => ((one.population ?? 0) > (most?.population ?? 0) ? one : most),
    undefined,
  );
  if (first === undefined || largest === undefined) return [...found];
  const before = first.level === 'epci' || (largest.population ?? 0) > clearlyLarger * (first.population ?? 0);
  return before ? [largest, ...found.filter((one) => one !== largest)] : [...found];
}

const inPlace = ({ value }: Completion): Partial<Criteria> => ({ territories: value === undefined ? [] : [value] });

/** What choosing it asks: to be told how many projects that gives. */
interface Choice {
  completion: Completion;
  asked: Partial<Criteria>;
}

/** The engine says `theme:habitat`; the label is that of the reader's language, whatever led to it. */
function conceptOf(voice: Voice, { value }: Suggestion): Choice {
  const at = value.indexOf(':');
  const facet = facetNames.find((name) => name === value.slice(0, at)) ?? 'theme';
  const id = value.slice(at + 1);
  const { vocabulary } = facets[facet];
  const completion: Completion = {
    kind: 'concept',
    label: vocabulary === undefined ? id : voice.set(labelOf(vocabulary, id, voice.language)),
    detail: voice.words.search.facets[facet as FacetName],
    href: searchPath(voice, only(facet, id)),
  };
  return { completion, asked: { chosen: { [facet]: [id] } } };
}

/** A holder is searched by its name in quotes. */
function holderOf(voice: Voice, { label }: Suggestion): Choice {
  const q = `"${label
    .replace(/["«»“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()}"`;
  const completion: Completion = {
    kind: 'holder',
    label: voice.set(label),
    detail: voice.words.box.kinds.holder,
    href: searchPath(voice, changed(noCriteria, { q })),
  };
  return { completion, asked: { q } };
}

/** Each with the number of projects that choosing it gives. */
async function withCounts({ rooms, voice }: Desk, choices: readonly Choice[]): Promise<Completion[]> {
  const counts = await rooms.engine.count(choices.map(({ asked }) => ({ ...noCriteria, ...asked })));
  return choices.map(({ completion }, i) => {
    const { total } = counts[i]!;
    return {
      ...completion,
      detail: `${completion.detail}\u00a0· ${voice.words.count.projects(total, voice.number(total))}`,
    };
  });
}
