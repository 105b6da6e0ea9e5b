/** The places of a described record, resolved: sites with their commune, territories, point and precision. */
import type { Place } from '#describe/places.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { type Resolution, resolvePlace } from '#locate/resolve.ts';
import { type Problem, problem } from '#model/problem.ts';
import type { Sheet, Site } from '#model/sheet.ts';

type PlaceOutcome = Resolution['outcome'];
export type PlacedCounts = Record<PlaceOutcome, number>;

export interface Placed {
  located: Pick<Sheet, 'sites' | 'area'>;
  problems: Problem[];
  /** The best that happened to any of its places. */
  outcome: PlaceOutcome;
}

const fromBest: readonly PlaceOutcome[] = ['located', 'ambiguous', 'abroad', 'unknown', 'missing'];

export function placeSites(
  draft: { places: readonly Place[]; reach?: NonNullable<Sheet['area']>['reach'] | undefined },
  gazetteer: Gazetteer,
): Placed {
  const problems: Problem[] = [];
  const outcomes = new Set<PlaceOutcome>();
  const sites: Site[] = [];
  const seen = new Set<string>();
  for (const { name, address, clues } of draft.places) {
    const found = resolvePlace(clues, gazetteer, `sites.${sites.length}`);
    outcomes.add(found.outcome);
    problems.push(...found.problems);
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
  if (draft.places.length === 0 && draft.reach === undefined) problems.push(problem('sites', 'place-missing'));
  return { located: { sites, area: areaOf(draft.reach, sites) }, problems, outcome };
}

/** The territories of the reach around the sites: a project of a département's reach acts in its sites' départements. */
function areaOf(reach: NonNullable<Sheet['area']>['reach'] | undefined, sites: readonly Site[]): Sheet['area'] {
  if (reach === undefined) return undefined;
  const territories = sites.flatMap((site) => site.territories.filter((id) => id.startsWith(`${reach}-`)));
  return { reach, territories: [...new Set(territories)] };
}
