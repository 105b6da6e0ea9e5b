/** Projects like one, and projects that go with it: the same place with another theme, the same theme in a like place. */
import { tokens } from '#lib/text/tokens.ts';
import { type Criteria, noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import type { Territory } from '#model/territory.ts';
import { stopWords } from '../analysis/stop-words.ts';
import type { Hit, SearchEngine } from '../engine.ts';

export interface Neighbours {
  /** Shared rare words, kind of place, themes, publics: the likest first. */
  similar: Project[];
  /** In its commune, else around: none of its themes. */
  here: Project[];
  /** Its main theme in another département, in a commune of the same size. */
  elsewhere: Project[];
}

interface Means {
  engine: Pick<SearchEngine, 'first' | 'like'>;
  load(ids: string[]): Promise<Project[]>;
  territory(id: string): Territory | undefined;
}

/** How many hits are looked at for each list: enough to choose from, few to load. */
const looked = { words: 40, kind: 20, here: 40, elsewhere: 60 };
/** Of the words of a project, those of its title and the first of its summary ask for its like. */
const mostWords = 14;
const longestAsked = 280;
/** What likeness is made of; words that answer as well as the project's own weigh the most. */
const weights = {
  words: 1.5,
  placeKinds: 0.5,
  themes: 0.4,
  mainTheme: 0.2,
  audiences: 0.2,
  approaches: 0.1,
  kind: 0.1,
};
/** Below, there is likeness in the words only by chance, or one theme in common and nothing else. */
const leastLike = 0.5;
/** Upper bounds of the population of a village, a small town, a town, a city; above, a metropolis. */
const sizes = [2_000, 10_000, 50_000, 200_000];

/** At most `most` of each list; a project stands in one list only, and never beside itself. The same for the same index. */
export async function neighboursOf(means: Means, project: Project, most = 4): Promise<Neighbours> {
  const kinds =
    project.placeKinds.length > 0 ? { placeKind: project.placeKinds } : { theme: project.themes.slice(0, 1) };
  const [theme] = project.themes;
  const [place, ...around] = placesOf(project);
  const [words, alike, beside, elsewhere] = await Promise.all([
    means.engine.like(askedLike(project), looked.words),
    Object.values(kinds).flat().length > 0 ? hitsOf(means, { chosen: kinds }, looked.kind) : [],
    place === undefined ? [] : hitsOf(means, { territories: [place] }, looked.here),
    theme === undefined ? [] : hitsOf(means, { chosen: { theme: [theme] } }, looked.elsewhere),
  ]);
  const known = new Map<string, Project>();
  /** Those of these hits that can be shown, in their order: read once for all lists. */
  const those = async (hits: readonly Hit[]) => {
    const ids = hits.map(({ id }) => id);
    const missing = [...new Set(ids)].filter((id) => !known.has(id) && id !== project.id);
    if (missing.length > 0) for (const one of await means.load(missing)) known.set(one.id, one);
    return ids.flatMap((id) => known.get(id) ?? []);
  };
  await those([...words, ...alike, ...beside, ...elsewhere]);
  const taken = new Set([project.id]);
  const take = (projects: readonly Project[]) => {
    for (const { id } of projects) taken.add(id);
    return [...projects];
  };
  const free = async (hits: readonly Hit[]) => (await those(hits)).filter(({ id }) => !taken.has(id));

  const similar = take(likest(project, await free([...words, ...alike]), words, most));
  let here = otherThemes(project, await free(beside), most);
  for (const wider of around) {
    if (here.length >= most) break;
    const further = await free(await hitsOf(means, { territories: [wider] }, looked.here));
    here = otherThemes(project, further, most, here);
  }
  take(here);
  return { similar, here, elsewhere: sameThemeElsewhere(means, project, await free(elsewhere), most) };
}

function likest(project: Project, others: readonly Project[], words: readonly Hit[], most: number): Project[] {
  const byWords = new Map(words.map(({ id, score }) => [id, score]));
  // It answers its own words best: the measure of the others.
  const best = Math.max(...byWords.values(), Number.MIN_VALUE);
  return [...new Set(others)]
    .map((other) => ({ other, like: likeness(project, other, (byWords.get(other.id) ?? 0) / best) }))
    .filter(({ like }) => like >= leastLike)
    .sort((a, b) => b.like - a.like || (a.other.id < b.other.id ? -1 : 1))
    .slice(0, most)
    .map(({ other }) => other);
}

function askedLike({ title, summary }: Project): string {
  const content = [...new Set(tokens(`${title} ${summary}`))].filter((word) => word.length > 1 && !stopWords.has(word));
  let asked = '';
  for (const word of content.slice(0, mostWords)) if (asked.length + word.length < longestAsked) asked += `${word} `;
  return asked;
}

function likeness(one: Project, other: Project, words: number): number {
  const sameMain = one.themes[0] !== undefined && one.themes[0] === other.themes[0];
  return (
    weights.words * words +
    weights.placeKinds * shared(one.placeKinds, other.placeKinds) +
    weights.themes * shared(one.themes, other.themes) +
    weights.audiences * shared(one.audiences, other.audiences) +
    weights.approaches * shared(one.approaches, other.approaches) +
    (sameMain ? weights.mainTheme : 0) +
    (one.kind === other.kind ? weights.kind : 0)
  );
}

/** The part of two sets that is in both (Jaccard's index); 0 for two empty ones. */
function shared(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  return all.size === 0 ? 0 : one.filter((value) => other.includes(value)).length / all.size;
}

/** From its commune outwards; a région is too far. */
const placesOf = ({ sites }: Project) =>
  (sites.find(({ commune }) => commune !== undefined)?.territories ?? []).filter((id) => !id.startsWith('region-'));

/** Those with none of its themes, after those `already` found; one of each theme first: what goes with it is what differs. */
function otherThemes(
  project: Project,
  others: readonly Project[],
  most: number,
  already: readonly Project[] = [],
): Project[] {
  const found = new Set(already);
  const themesShown = new Set(already.map(({ themes }) => themes[0]));
  for (const again of [false, true])
    for (const other of others) {
      const [main] = other.themes;
      if (found.size >= most || main === undefined) continue;
      if (other.themes.some((theme) => project.themes.includes(theme))) continue;
      if (!again && themesShown.has(main)) continue;
      themesShown.add(main);
      found.add(other);
    }
  return [...found];
}

function sameThemeElsewhere(means: Means, project: Project, others: readonly Project[], most: number): Project[] {
  const size = sizeOf(means, project);
  if (size === undefined) return [];
  const departements = new Set(departementsOf(project));
  const alike = others.filter(
    (other) => sizeOf(means, other) === size && !departementsOf(other).some((id) => departements.has(id)),
  );
  return onePerCommuneFirst(alike).slice(0, most);
}

/** In the same order, but the second of a commune comes after the first of every other. */
function onePerCommuneFirst(projects: readonly Project[]): Project[] {
  const communeOf = ({ sites }: Project) => sites.find(({ commune }) => commune !== undefined)?.commune;
  const isFirst = (one: Project) =>
    projects.findIndex((other) => communeOf(other) === communeOf(one)) === projects.indexOf(one);
  return [...projects.filter(isFirst), ...projects.filter((one) => !isFirst(one))];
}

const departementsOf = ({ sites }: Project) =>
  sites.flatMap(({ territories }) => territories.filter((id) => id.startsWith('departement-')));

/** From 0, a village, to 4, a metropolis: the commune of the first site that has one. */
export function sizeOf({ territory }: Pick<Means, 'territory'>, { sites }: Project): number | undefined {
  const commune = sites.find((site) => site.commune !== undefined)?.commune;
  const population = commune === undefined ? undefined : territory(`commune-${commune}`)?.population;
  if (population === undefined) return undefined;
  const size = sizes.findIndex((least) => population < least);
  return size < 0 ? sizes.length : size;
}

function hitsOf({ engine }: Means, asked: Partial<Criteria>, pageSize: number): Promise<Hit[]> {
  return engine.first({ ...noCriteria, ...asked, pageSize });
}
