/** Who is compared with whom: every two sheets that share a key, each pair once, in little memory. */

/**
 * A key that more sheets than this have in common says nothing: they are not compared for it. So the work that one
 * sheet can cause is bounded.
 */
export const mostInBlock = 500;

/** Sheets are numbered in 22 bits, keys hashed to 31: together what a double holds exactly. */
const numbers = 2 ** 22;

/**
 * Calls `meet` once for every two lists that share a key which is not too large. `keys` of each are in ascending order
 * and distinct; at most 4 million lists. `tooLarge` names keys that are too large though few of their holders are here.
 */
export function eachMeeting(
  keys: readonly (readonly string[])[],
  meet: (i: number, j: number) => void,
  tooLarge: ReadonlySet<string> = new Set(),
): void {
  const { entries, runs } = runsOf(keys);
  const large = new Set(tooLarge);
  const blocksIn = (start: number): Map<string, number[]> => {
    const hash = Math.floor(entries[start]! / numbers);
    const blocks = new Map<string, number[]>();
    for (let at = start; at < entries.length && Math.floor(entries[at]! / numbers) === hash; at++) {
      const member = entries[at]! % numbers;
      for (const key of keys[member]!) {
        if (hashOf(key) !== hash) continue;
        const block = blocks.get(key);
        if (block === undefined) blocks.set(key, [member]);
        // Two keys of one sheet may have one hash: it stands twice in the run.
        else if (block.at(-1) !== member) block.push(member);
      }
    }
    return blocks;
  };
  for (const start of runs) for (const [key, block] of blocksIn(start)) if (block.length > mostInBlock) large.add(key);
  for (const start of runs)
    for (const [key, block] of blocksIn(start)) {
      if (large.has(key)) continue;
      for (let i = 0; i < block.length; i++)
        for (let j = i + 1; j < block.length; j++)
          if (firstShared(keys[block[i]!]!, keys[block[j]!]!, large) === key) meet(block[i]!, block[j]!);
    }
}

/** Keys by hash, then by sheet; and where each run of at least two begins, in the order of their first sheets. */
function runsOf(keys: readonly (readonly string[])[]): { entries: Float64Array; runs: number[] } {
  let count = 0;
  for (const list of keys) count += list.length;
  const entries = new Float64Array(count);
  let at = 0;
  keys.forEach((list, i) => {
    for (const key of list) entries[at++] = hashOf(key) * numbers + i;
  });
  entries.sort();
  const starts: number[] = [];
  for (let i = 0; i < count; ) {
    const hash = Math.floor(entries[i]! / numbers);
    let next = i + 1;
    while (next < count && Math.floor(entries[next]! / numbers) === hash) next++;
    if (next - i > 1) starts.push(i);
    i = next;
  }
  // Neighbours in the list are looked at together: what was made of them is then still at hand.
  return { entries, runs: starts.sort((a, b) => (entries[a]! % numbers) - (entries[b]! % numbers)) };
}

/** The first key that both have and that is not too large: there the two are compared, and nowhere else. */
function firstShared(a: readonly string[], b: readonly string[], large: ReadonlySet<string>): string | undefined {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      if (!large.has(a[i]!)) return a[i];
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return undefined;
}

/** 31 bits (FNV-1a). */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 1;
}
