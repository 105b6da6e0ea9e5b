/** Which character separates the cells of a CSV file. */

const usual = [',', ';', '\t', '|'] as const;
/** Some write tables so; in most texts they stand for something else. */
const unusual = ['\u001f', '\u0001', '^', '~', '¦', '§', '#', ':', '/', '*', '!', '&'] as const;
/** Of these, what also stands in texts that are no tables (`SUMMARY:Fête`) is believed from three cells on. */
const inTexts = /[#:/*!&]/;

/**
 * The delimiter under which the first lines hold the most cells most regularly. `sample` starts at the header; its last
 * line may be cut. A file of one column has none: the comma is given.
 */
export function findDelimiter(sample: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of usual) {
    const counts = cellCounts(sample, delimiter);
    const header = counts[0] ?? 1;
    if (header < 2) continue;
    const regular = counts.filter((count) => count === header).length / counts.length;
    const score = regular * Math.log2(header);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Lines under which an unusual delimiter is not believed. */
const fewest = 3;

/** One of the rarer delimiters, when every line holds it as often as the header; undefined when none does. */
export function findUnusualDelimiter(sample: string): string | undefined {
  return unusual.find((delimiter) => {
    const counts = cellCounts(sample, delimiter);
    const least = inTexts.test(delimiter) ? 3 : 2;
    return counts.length >= fewest && counts[0]! >= least && counts.every((count) => count === counts[0]);
  });
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
