/** Markers that overlap are pushed a little apart, so that each can be read and touched. */
export interface Disc {
  x: number;
  y: number;
  /** Its radius and half the gap it wants, in the unit of x and y. */
  room: number;
}

const rounds = 24;

/** Moves the discs themselves; `step` is the farthest that one goes in one of the 24 rounds. Deterministic. */
export function pushApart(discs: readonly Disc[], step: number): void {
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < discs.length; i++)
      for (let j = i + 1; j < discs.length; j++) {
        const [one, two] = [discs[i]!, discs[j]!];
        const [dx, dy] = [two.x - one.x, two.y - one.y];
        const distance = Math.hypot(dx, dy);
        const overlap = one.room + two.room - distance;
        if (overlap <= 0) continue;
        const push = Math.min(overlap / 2, step);
        // Two at the very same place part along a diagonal.
        const [ux, uy] = distance < step / 100 ? [i % 2 ? 0.7 : -0.7, 0.7] : [dx / distance, dy / distance];
        one.x -= ux * push;
        one.y -= uy * push;
        two.x += ux * push;
        two.y += uy * push;
      }
}
