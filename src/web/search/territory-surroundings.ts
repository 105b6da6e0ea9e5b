/** A territory among the others: its extent, its outline, those it touches, those like it. */
import { densityOf, type Territory } from '#model/territory.ts';
import type { Rooms, Territories } from '../rooms.ts';
import type { Country } from '../view/country.ts';
import type { Box } from './ask.ts';

export type Ring = readonly (readonly [lon: number, lat: number])[];

/** Degrees around a centre when there is no outline. */
const around = 0.12;
const longestRings = 400;

/** Rings of its outline: its own for a région or a département, those of its communes else. */
export function ringsOf(rooms: Pick<Rooms, 'territories' | 'outlines'>, territory: Territory): Ring[] {
  const { territories, outlines } = rooms;
  if (territory.level === 'region') return outlines.regions.find(({ id }) => id === territory.id)?.rings ?? [];
  if (territory.level === 'departement')
    return outlines.departements.find(({ id }) => id === territory.id)?.rings ?? [];
  return communesOf(territories, territory).flatMap((id) => territories.outline(codeOf(id)));
}

/** West, south, east, north of its outline, else of the centres in it, in degrees; undefined where nothing is known. */
export function extentOf(rooms: Pick<Rooms, 'territories' | 'outlines'>, territory: Territory): Box | undefined {
  const positions = ringsOf(rooms, territory).flat();
  if (positions.length > 0) return boxOf(positions);
  const centres = communesOf(rooms.territories, territory).flatMap((id) => {
    const centre = rooms.territories.territory(id)?.centre;
    return centre === undefined ? [] : [[centre.lon, centre.lat] as const];
  });
  if (centres.length === 0) return undefined;
  const [west, south, east, north] = boxOf(centres);
  return [west - around, south - around, east + around, north + around];
}

/** Path data of its outline in the units of the drawn country; empty where there is none. */
export function outlinePath(rooms: Pick<Rooms, 'territories' | 'outlines'>, territory: Territory, country: Country) {
  const round = (n: number) => Math.round(n * 10) / 10;
  return ringsOf(rooms, territory)
    .slice(0, longestRings)
    .map((ring) => {
      const points = ring.flatMap(([lon, lat]) => {
        const at = country.project(lat, lon);
        return at === undefined ? [] : [`${round(at.x)} ${round(at.y)}`];
      });
      return points.length < 3 ? '' : `M${points.join('L')}z`;
    })
    .join('');
}

/** Territories of its level that share a border with it, those with the longest first; none for an island. */
export function neighboursOf(territories: Territories, territory: Territory): Territory[] {
  const touching = new Map<string, number>();
  for (const commune of communesOf(territories, territory))
    for (const beyond of territories.neighbours(codeOf(commune))) {
      const other =
        territory.level === 'commune'
          ? beyond
          : territories.territory(beyond)?.within.find((id) => id.startsWith(`${territory.level}-`));
      if (other !== undefined && other !== territory.id) touching.set(other, (touching.get(other) ?? 0) + 1);
    }
  return [...touching]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .flatMap(([id]) => territories.territory(id) ?? []);
}

/** How many times its population, and its density, another's may be. */
const nearlyAs = 1.6;
const nearlyAsDense = 3;

/**
 * Territories of its level that have projects, nearly as many people and a density of the same order, the nearest in
 * both first: always the same for the same counts.
 */
export function alike(
  territories: Territories,
  territory: Territory,
  counts: ReadonlyMap<string, number>,
  most: number,
): Territory[] {
  const { population, level, id } = territory;
  if (population === undefined || population === 0) return [];
  const apart = (other: Territory) => Math.abs(Math.log((other.population ?? 0) / population));
  const density = densityOf(territory, territories.area(id))?.perKm2;
  const densityApart = (other: Territory) => {
    const its = densityOf(other, territories.area(other.id))?.perKm2;
    return density === undefined || its === undefined ? 0 : Math.abs(Math.log(its / density));
  };
  // A region's density is summed over thousands of outlines: once for each is enough.
  const distances = new Map<string, number>();
  const distance = (other: Territory) => {
    const known = distances.get(other.id) ?? apart(other) + densityApart(other) / 2;
    distances.set(other.id, known);
    return known;
  };
  return [...counts.keys()]
    .filter((one) => one !== id && one.startsWith(`${level}-`))
    .flatMap((one) => territories.territory(one) ?? [])
    .filter((other) => (other.population ?? 0) > 0 && apart(other) <= Math.log(nearlyAs))
    .filter((other) => densityApart(other) <= Math.log(nearlyAsDense))
    .sort((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

const codeOf = (id: string) => id.slice(id.indexOf('-') + 1);

function communesOf(territories: Territories, territory: Territory): string[] {
  if (territory.level === 'commune') return [territory.id];
  const children = territories.children(territory.id);
  return territory.level === 'region' ? children.flatMap((id) => territories.children(id)) : children;
}

function boxOf(positions: readonly (readonly [number, number])[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of positions) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return [west, south, east, north];
}
