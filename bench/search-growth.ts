/**
 * How the time of a mixed question grows, as a picture: reads what `bench search --json` printed, one object a line,
 * from the standard input, and writes an SVG to the standard output: medians at the left, 95 in a hundred at the right.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { panel, panelSize, picture, type Series } from './growth/picture.ts';

const line = z
  .object({ size: z.number().positive() })
  .catchall(z.object({ msMedian: z.number().positive(), msP95: z.number().positive() }));
const runs = (await text(process.stdin))
  .split('\n')
  .filter((one) => one.trim() !== '')
  .map((one) => line.parse(JSON.parse(one)))
  .sort((a, b) => a.size - b.size);

if (runs.length < 2) {
  console.error('Two lines of `bench search --json` at least are needed on the standard input.');
  process.exitCode = 2;
} else {
  const engines = [...new Set(runs.flatMap((run) => Object.keys(run)))].filter((name) => name !== 'size');
  const of = (part: 'msMedian' | 'msP95'): Series[] =>
    engines.map((name) => ({
      name,
      isOurs: name === 'ours',
      points: runs.flatMap((run) => {
        const engine = run[name];
        return typeof engine === 'object' ? [[run.size, engine[part]] as const] : [];
      }),
    }));
  const { left, width } = panelSize;
  console.log(
    picture(820, 'Milliseconds of a mixed question by the number of sheets, for each engine', [
      panel(left, 'Median, ms', 'ms', of('msMedian')),
      panel(left + width + 150, '95 in a hundred, ms', 'ms', of('msP95')),
    ]),
  );
}
