/** Distances on the sphere, good to a few metres at the size of France. */
import type { Point } from '#model/sheet.ts';

/** Kilometres between two points in degrees (equirectangular around their middle). */
export function kilometres(a: Point, b: Point): number {
  const squeeze = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  const turn = Math.abs(a.lon - b.lon);
  return 111.195 * Math.hypot(a.lat - b.lat, Math.min(turn, 360 - turn) * squeeze);
}

/**
 * Square kilometres inside rings of longitude and latitude in degrees, holes wound the other way: the projection of
 * Lambert that keeps areas, on a sphere of 6,371 km.
 */
export function squareKilometres(rings: readonly (readonly (readonly [lon: number, lat: number])[])[]): number {
  const radians = Math.PI / 180;
  let doubled = 0;
  for (const ring of rings) {
    for (const [i, [lon, lat]] of ring.entries()) {
      const [nextLon, nextLat] = ring[(i + 1) % ring.length]!;
      doubled += (nextLon - lon) * radians * (Math.sin(lat * radians) + Math.sin(nextLat * radians));
    }
  }
  return (Math.abs(doubled) / 2) * 6371 ** 2;
}
