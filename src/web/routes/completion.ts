/** `/recherche/completion?q=`: what begins like the words being typed: projects, criteria, places. JSON for the island. */
import type { Handler } from 'hono';
import { foldToWords } from '#lib/text/fold.ts';
import { type FacetName, facetNames, facets, noCriteria } from '#model/criteria.ts';
import { projectPath } from '#model/project.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { pageCache } from '../headers.ts';
import type { Rooms } from '../rooms.ts';
import { changed, only, searchPath } from '../search/address.ts';
import { fullName } from '../search/place.ts';
import type { Desk } from '../site.ts';
import type { Voice } from '../text/language.ts';

export interface Completion {
  kind: 'project' | 'concept' | 'territory';
  label: string;
  /** What tells homonyms apart: the facet of a concept, the level of a place. */
  detail: string;
  /** Where choosing it leads. */
  href: string;
  /** A territory's id, for the “where” field. */
  value?: string;
}

const most = 8;

export const completionRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const text = (c.req.query('q') ?? '').slice(0, 100).trim();
    c.header('Cache-Control', pageCache);
    if (text.length < 2) return c.json([]);
    if (c.req.query('lieu') !== undefined) return c.json(places(voice, rooms, text, most));
    const concepts = conceptsLike(voice, text, 3);
    const territories = places(voice, rooms, text, 2);
    const suggestions = await rooms.engine.complete(text, most - concepts.length - territories.length);
    const ids = suggestions.flatMap(({ kind, value }) => (kind === 'project' ? [value] : []));
    const projects = (await rooms.projects.load(ids)).map(
      (project): Completion => ({
        kind: 'project',
        label: voice.set(project.title),
        detail: voice.words.box.kinds.project,
        href: voice.path(`/projets/${projectPath(project)}`),
      }),
    );
    return c.json([...concepts, ...territories, ...projects]);
  };

function places(voice: Voice, rooms: Rooms, text: string, count: number): Completion[] {
  return rooms.territories.find(text, count).map((territory) => ({
    kind: 'territory',
    label: fullName(territory, rooms.territories),
    detail: voice.words.search.levelOne[territory.level],
    href: searchPath(voice, changed(noCriteria, { territories: [territory.id] })),
    value: territory.id,
  }));
}

/** Concepts of which a label or a synonym has a word that begins like the text; labels first. */
function conceptsLike(voice: Voice, text: string, count: number): Completion[] {
  const wanted = foldToWords(text);
  if (wanted === '') return [];
  const begins = (words: string) => words.startsWith(wanted) || words.includes(` ${wanted}`);
  const found: { rank: number; completion: Completion }[] = [];
  for (const facet of facetNames) {
    const name = facets[facet].vocabulary;
    if (name === undefined || facet === 'sdg') continue;
    for (const concept of vocabularies[name].concepts) {
      const label = concept.label[voice.language];
      const byLabel = begins(foldToWords(label));
      const synonyms = concept.synonyms?.[voice.language] ?? [];
      if (!byLabel && !synonyms.some((synonym) => begins(foldToWords(synonym)))) continue;
      found.push({ rank: byLabel ? 0 : 1, completion: completionOf(voice, facet, concept.id, label) });
    }
  }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ completion }) => completion);
}

const completionOf = (voice: Voice, facet: FacetName, id: string, label: string): Completion => ({
  kind: 'concept',
  label: voice.set(label),
  detail: voice.words.search.facets[facet],
  href: searchPath(voice, only(facet, id)),
});
