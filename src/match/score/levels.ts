/** Likenesses cut into ordered levels, and weights that never fall as the likeness rises. */

const cuts = [0.15, 0.3, 0.45, 0.6, 0.75, 0.88, 0.97];

export const levelCount = cuts.length + 1;
/** The level of what one side does not say. */
export const silent = -1;

/** 0 (nothing in common) to 7 (the same), or `silent`. */
export function levelOf(likeness: number): number {
  if (Number.isNaN(likeness)) return silent;
  let level = 0;
  while (level < cuts.length && likeness >= cuts[level]!) level++;
  return level;
}

/**
 * The nearest sequence that never falls, each value counting for its mass (pool adjacent violators): a better
 * agreement is never worse evidence, however few pairs showed it.
 */
export function neverFalling(values: readonly number[], masses: readonly number[]): number[] {
  const pools: { value: number; mass: number; length: number }[] = [];
  values.forEach((value, i) => {
    let pool = { value, mass: masses[i]!, length: 1 };
    for (let last = pools.at(-1); last !== undefined && last.value > pool.value; last = pools.at(-1)) {
      pools.pop();
      const mass = last.mass + pool.mass;
      pool = {
        value: mass === 0 ? last.value : (last.value * last.mass + pool.value * pool.mass) / mass,
        mass,
        length: last.length + pool.length,
      };
    }
    pools.push(pool);
  });
  return pools.flatMap(({ value, length }) => Array.from({ length }, () => value));
}
