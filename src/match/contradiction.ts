/** Whether what people said of pairs can all be true: nobody may be the same as, and not the same as, one sheet. */
import type { ToldPair } from './decisions-in-force.ts';

/**
 * The ids of decisions that cannot hold together: one that parts two sheets, and the chain by which others join them;
 * undefined when all can hold.
 */
export function contradiction(pairs: readonly ToldPair[]): string[] | undefined {
  const joined = new Map<string, { to: string; decision: string }[]>();
  const note = (from: string, to: string, decision: string): void => {
    const known = joined.get(from);
    if (known === undefined) joined.set(from, [{ to, decision }]);
    else known.push({ to, decision });
  };
  for (const { kind, sheets, decision } of pairs) {
    if (kind !== 'same') continue;
    note(sheets[0], sheets[1], decision);
    note(sheets[1], sheets[0], decision);
  }
  for (const { kind, sheets, decision } of pairs) {
    if (kind !== 'not-same') continue;
    const chain = shortestChain(joined, ...(sheets as [string, string]));
    if (chain !== undefined) return [decision, ...chain];
  }
  return undefined;
}

function shortestChain(
  joined: ReadonlyMap<string, readonly { to: string; decision: string }[]>,
  from: string,
  to: string,
): string[] | undefined {
  if (!joined.has(from) || !joined.has(to)) return undefined;
  const ways = new Map<string, string[]>([[from, []]]);
  for (const [at, way] of ways) {
    if (at === to) return way;
    for (const next of joined.get(at) ?? []) if (!ways.has(next.to)) ways.set(next.to, [...way, next.decision]);
  }
  return undefined;
}
