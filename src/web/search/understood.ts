/** What is understood of the words of a search: a place that becomes a criterion, and criteria that are offered. */
import { tokens } from '#lib/text/tokens.ts';
import { type Criteria, type FacetName, noCriteria } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { conceptsInWords, unlessEmpty } from '#search/understand/concepts-in-words.ts';
import { type PlaceInWords, placeInWords } from '#search/understand/place-in-words.ts';
import type { Rooms } from '../rooms.ts';
import { changed } from './address.ts';

/** Parameters of the page alone. */
export const understoodParameters = {
  /** The words as they were typed, of which the address has the reading. */
  typed: 'lu',
  /** `mots=tels`: the words are to be searched as they are. */
  asTyped: 'mots',
} as const;

type Understanding = Pick<Rooms, 'engine' | 'projects' | 'territories'>;

/** Kilometres around a place that is said with `près de`. */
const aroundKm = 20;

/** The search that the words mean, when they surely name a place and no place is chosen; else what may be meant. */
export async function understandPlace(
  rooms: Understanding,
  criteria: Criteria,
): Promise<{ is: 'read'; criteria: Criteria; near: Territory | undefined } | { is: 'offered'; offers: PlaceOffer[] }> {
  const read = placeOf(rooms, criteria);
  if (read === undefined) return { is: 'offered', offers: [] };
  const [first] = read.places;
  if (read.sure && first !== undefined) {
    const meant = withPlace(criteria, read, first);
    if (!(await isSaidOtherwise(rooms, criteria, read, meant.criteria))) return { is: 'read', ...meant };
  }
  const offers = read.places.map((territory) => ({ territory, ...withPlace(criteria, read, territory) }));
  return { is: 'offered', offers: await counted(rooms, offers) };
}

export interface PlaceOffer {
  territory: Territory;
  criteria: Criteria;
  near: Territory | undefined;
  total: number;
}

/** The place that the words as they were typed name, when it is the one of the address: else nothing was read of them. */
export function readFrom(rooms: Understanding, criteria: Criteria, typed: string): Territory | undefined {
  const read = placeOf(rooms, { ...noCriteria, q: typed });
  const [place] = read?.places ?? [];
  if (read === undefined || place === undefined) return undefined;
  const asRead = withPlace({ ...noCriteria, q: typed }, read, place).criteria;
  const { q, territories, near } = criteria;
  const same = q === asRead.q && territories.join() === asRead.territories.join() && near?.lat === asRead.near?.lat;
  return same ? place : undefined;
}

export interface ConceptOffer {
  facet: FacetName;
  id: string;
  criteria: Criteria;
  total: number;
}

/** Criteria that stand for some of the words, with what choosing them gives: only those that give something. */
export async function conceptOffers(rooms: Understanding, criteria: Criteria): Promise<ConceptOffer[]> {
  const offers = conceptsInWords(criteria.q, vocabularies)
    .filter(({ facet, id }) => !criteria.chosen[facet]?.includes(id))
    .map(({ facet, id, rest }) => {
      const chosen = { ...criteria.chosen, [facet]: [...(criteria.chosen[facet] ?? []), id] };
      return { facet, id, criteria: changed(criteria, { q: rest, chosen }) };
    });
  return (await counted(rooms, offers)).filter(({ total }) => total > 0);
}

function placeOf({ territories }: Understanding, criteria: Criteria): PlaceInWords | undefined {
  const { territories: chosen, near, box, area } = criteria;
  const placed = chosen.length > 0 || near !== undefined || box !== undefined || area !== undefined;
  return placed ? undefined : placeInWords(criteria.q, territories.find);
}

function withPlace(criteria: Criteria, { rest, how }: PlaceInWords, place: Territory) {
  const q = unlessEmpty(rest.split(' '));
  if (how === 'near' && place.centre !== undefined)
    return { criteria: changed(criteria, { q, near: { ...place.centre, radiusKm: aroundKm } }), near: place };
  return { criteria: changed(criteria, { q, territories: [place.id] }), near: undefined };
}

/**
 * Whether the words are a project's very title, a number is part of what projects say (`agenda 21`), or the words as
 * typed find projects that say them all and the reading finds nothing.
 */
async function isSaidOtherwise(
  { engine, projects }: Understanding,
  criteria: Criteria,
  { unless }: PlaceInWords,
  meant: Criteria,
): Promise<boolean> {
  const ask = (asked: Criteria) => engine.search({ criteria: { ...asked, page: 1, pageSize: 1 } });
  const says = async (q: string) => (await ask({ ...noCriteria, q })).total > 0;
  if (unless !== undefined && ((await says(unless.together)) || !(await says(unless.word)))) return true;
  const { hits } = await ask({ ...noCriteria, q: criteria.q });
  const [project] = await projects.load(hits.map(({ id }) => id));
  if (project !== undefined && tokens(project.title).join(' ') === tokens(criteria.q).join(' ')) return true;
  if ((await ask(meant)).total > 0) return false;
  const typed = await ask(criteria);
  return typed.total > 0 && typed.reading?.all === true;
}

async function counted<T extends { criteria: Criteria }>(
  { engine }: Understanding,
  offers: readonly T[],
): Promise<(T & { total: number })[]> {
  const totals = await engine.count(offers.map(({ criteria }) => criteria));
  return offers.map((offer, i) => ({ ...offer, total: totals[i]!.total }));
}
