/** Which character separates the cells of a CSV file. */

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/**
 * The delimiter under which the first lines hold the most cells most regularly. `sample` starts at the header; its last
 * line may be cut. A file of one column has none: the comma is given.
 */
export function findDelimiter(sample: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = cellCounts(sample, delimiter);
    const header = counts[0] ?? 1;
    if (header < 2) continue;
    const regular = counts.filter((count) => count === header).length / counts.length;
    const score = regular * Math.log2(header);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The number of cells of each complete line, quotes obeyed, empty lines left out; at most 100 lines. */
function cellCounts(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let [cells, quoted, cellStart, empty] = [1, false, true, true];
  for (const character of sample) {
    if (character === '"' && (quoted || cellStart)) quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) {
      if (!empty) counts.push(cells);
      if (counts.length === 100) return counts;
      [cells, cellStart, empty] = [1, true, true];
      continue;
    } else if (!quoted && character === delimiter) {
      cells++;
      [cellStart, empty] = [true, false];
      continue;
    }
    [cellStart, empty] = [false, false];
  }
  return counts.length === 0 && !empty ? [cells] : counts;
}
