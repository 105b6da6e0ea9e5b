/** The places of a described record, resolved: sites with their commune, territories, point and precision. */
import type { Place } from '#describe/places.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { acceptAnswer, addressToAsk, communeOfPoint } from '#locate/geocode/accept.ts';
import { type Resolution, resolvePlace } from '#locate/resolve.ts';
import { type Problem, problem } from '#model/problem.ts';
import type { Sheet, Site } from '#model/sheet.ts';
import { Answered, type Inquiry } from './inquiries/inquiry.ts';

type PlaceOutcome = Resolution['outcome'];
export type PlacedCounts = Record<PlaceOutcome, number>;

export interface Placed {
  located: Pick<Sheet, 'sites' | 'area'>;
  problems: Problem[];
  /** The best that happened to any of its places. */
  outcome: PlaceOutcome;
}

const fromBest: readonly PlaceOutcome[] = ['located', 'ambiguous', 'abroad', 'unknown', 'missing'];

/** A place as its words alone lead to it, and what could be asked outside to know it better. */
export interface Resolved {
  place: Place;
  found: Resolution;
  inquiry: Inquiry | undefined;
}

export function resolvePlaces(places: readonly Place[], gazetteer: Gazetteer): Resolved[] {
  return places.map((place) => {
    const found = resolvePlace(place.clues, gazetteer);
    return { place, found, inquiry: inquiryOf(place, found) };
  });
}

function inquiryOf({ address, clues }: Place, found: Resolution): Inquiry | undefined {
  if (found.how.length === 1 && found.how[0] === 'point' && found.point !== undefined && found.commune !== undefined)
    return { kind: 'point', subject: found.point };
  const asked = addressToAsk({ address, postcode: clues.postcode, city: clues.city }, found);
  return asked && { kind: 'address', subject: asked };
}

/** The sites of a sheet, with what has been answered outside so far. */
export function placeSites(
  draft: { resolved: readonly Resolved[]; reach?: NonNullable<Sheet['area']>['reach'] | undefined },
  gazetteer: Gazetteer,
  answered = new Answered(),
): Placed {
  const problems: Problem[] = [];
  const outcomes = new Set<PlaceOutcome>();
  const sites: Site[] = [];
  const seen = new Set<string>();
  for (const { place, found: said, inquiry } of draft.resolved) {
    const { name, address, clues } = place;
    const found = refine(said, inquiry, gazetteer, answered, address);
    outcomes.add(found.outcome);
    problems.push(
      ...found.problems.map((told) => ({ ...told, field: told.field.replace('sites.0', `sites.${sites.length}`) })),
    );
    if (found.commune === undefined && found.point === undefined && !address) continue;
    const commune = found.commune === undefined ? undefined : gazetteer.territory(`commune-${found.commune}`);
    const site: Site = {
      name,
      address: address || undefined,
      postcode: clues.postcode,
      city: commune?.name ?? clues.city,
      commune: found.commune,
      territories: found.territories,
      point: found.point,
      precision: found.precision,
      how: found.how,
    };
    const sameness = `${site.commune}|${site.point?.lat},${site.point?.lon}|${site.address}|${site.name}`;
    if (seen.has(sameness)) continue;
    seen.add(sameness);
    sites.push(site);
  }
  const outcome = fromBest.find((one) => outcomes.has(one)) ?? 'missing';
  if (draft.resolved.length === 0 && draft.reach === undefined) problems.push(problem('sites', 'place-missing'));
  return { located: { sites, area: areaOf(draft.reach, sites) }, problems, outcome };
}

/** A resolution made more exact by what a geocoder answered; as it was when there is no answer, or none to believe. */
function refine(
  found: Resolution,
  inquiry: Inquiry | undefined,
  gazetteer: Gazetteer,
  answered: Answered,
  address = '',
): Resolution {
  if (inquiry?.kind === 'point') {
    const answer = answered.point(inquiry.subject);
    const commune = answer && communeOfPoint(inquiry.subject, answer, gazetteer);
    if (commune === undefined || commune === found.commune) return found;
    return { ...found, commune, territories: gazetteer.within(commune), how: ['point', 'geocoder'] };
  }
  if (inquiry?.kind !== 'address') return found;
  const answer = answered.address(inquiry.subject);
  if (answer === undefined) return found;
  const accepted = acceptAnswer(answer, found, gazetteer);
  if (typeof accepted === 'string') {
    return { ...found, problems: [...found.problems, problem('sites.0.address', 'address-not-found', address)] };
  }
  const { commune, point, precision } = accepted;
  return {
    ...found,
    outcome: 'located',
    commune,
    territories: gazetteer.within(commune),
    point,
    precision,
    how: [...found.how, 'geocoder'],
    candidates: [],
    problems: found.problems.filter(({ code }) => code !== 'place-ambiguous'),
  };
}

/** The territories of the reach around the sites: a project of a département's reach acts in its sites' départements. */
function areaOf(reach: NonNullable<Sheet['area']>['reach'] | undefined, sites: readonly Site[]): Sheet['area'] {
  if (reach === undefined) return undefined;
  const territories = sites.flatMap((site) => site.territories.filter((id) => id.startsWith(`${reach}-`)));
  return { reach, territories: [...new Set(territories)] };
}
