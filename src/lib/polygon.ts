/** Closed figures on a plane, told by their corners: what they go around, whether their sides cross, fewer corners. */

export type Corner = readonly [x: number, y: number];

/** Bands across the figure: a point is held against the sides of its band only. */
const mostBands = 256;

/**
 * Tells whether points lie in the figure: whatever its line goes around, however often and whichever way (the non-zero
 * rule), its line and corners included. A figure that crosses itself holds both of its loops. Source: D. Sunday,
 * “Inclusion of a point in a polygon” (winding number).
 */
export function insideOf(corners: readonly Corner[]): (x: number, y: number) => boolean {
  const ys = corners.map(([, y]) => y);
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const bands = Math.min(mostBands, 4 * corners.length);
  const perBand = north > south ? bands / (north - south) : 0;
  const bandOf = (y: number) => Math.min(bands - 1, Math.floor((y - south) * perBand));
  const sides: number[][] = Array.from({ length: bands }, () => []);
  for (const [at, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners[(at + 1) % corners.length]!;
    for (let band = bandOf(Math.min(y1, y2)); band <= bandOf(Math.max(y1, y2)); band++)
      sides[band]!.push(x1, y1, x2, y2);
  }
  return (x, y) => {
    if (!(y >= south && y <= north)) return false;
    const near = sides[bandOf(y)]!;
    let turns = 0;
    for (let at = 0; at < near.length; at += 4) {
      const y1 = near[at + 1]!;
      const y2 = near[at + 3]!;
      if (y < Math.min(y1, y2) || y > Math.max(y1, y2)) continue;
      const x1 = near[at]!;
      const x2 = near[at + 2]!;
      const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
      if (side === 0 && x >= Math.min(x1, x2) && x <= Math.max(x1, x2)) return true;
      if (y1 <= y) {
        if (y2 > y && side > 0) turns++;
      } else if (y2 <= y && side < 0) turns--;
    }
    return turns !== 0;
  };
}

/** Whether two sides that are not neighbours meet. */
export function crossesItself(corners: readonly Corner[]): boolean {
  const count = corners.length;
  const corner = (at: number) => corners[at % count]!;
  for (let i = 0; i < count; i++)
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      if (meet(corner(i), corner(i + 1), corner(j), corner(j + 1))) return true;
    }
  return false;
}

function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const turn = ([x1, y1]: Corner, [x2, y2]: Corner, [x, y]: Corner) =>
    Math.sign((x2 - x1) * (y - y1) - (x - x1) * (y2 - y1));
  const between = ([x1, y1]: Corner, [x2, y2]: Corner, [x, y]: Corner) =>
    x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
  const [c1, d1, a1, b1] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (c1 !== d1 && a1 !== b1) return true;
  return (
    (c1 === 0 && between(a, b, c)) ||
    (d1 === 0 && between(a, b, d)) ||
    (a1 === 0 && between(c, d, a)) ||
    (b1 === 0 && between(c, d, b))
  );
}

/** The same figure with corners added so that no side is longer than `step`: to be drawn where straight lines bend. */
export function inSteps(corners: readonly Corner[], step: number): Corner[] {
  return corners.flatMap(([x1, y1], at): Corner[] => {
    const [x2, y2] = corners[(at + 1) % corners.length]!;
    const parts = Math.max(1, Math.min(200, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / step)));
    return Array.from({ length: parts }, (_, part): Corner => {
      const share = part / parts;
      return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
    });
  });
}
