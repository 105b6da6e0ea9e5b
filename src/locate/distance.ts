/** Distances on the sphere, good to a few metres at the size of France. */
import type { Point } from '#model/sheet.ts';

/** Kilometres between two points in degrees (equirectangular around their middle). */
export function kilometres(a: Point, b: Point): number {
  const squeeze = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  const turn = Math.abs(a.lon - b.lon);
  return 111.195 * Math.hypot(a.lat - b.lat, Math.min(turn, 360 - turn) * squeeze);
}
