/**
 * How the cost of matching grows, as a picture: reads what `bench matching --json` printed, one object a line, from the
 * standard input, and writes an SVG to the standard output.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { panel, panelSize, picture } from './growth/picture.ts';

const line = z.object({ size: z.number().positive(), processor: z.number(), megabytes: z.number() });
const figures = (await text(process.stdin))
  .split('\n')
  .filter((one) => one.trim() !== '')
  .map((one) => line.parse(JSON.parse(one)))
  .sort((a, b) => a.size - b.size);

if (figures.length < 2) {
  console.error('Two lines of `bench matching --json` at least are needed on the standard input.');
  process.exitCode = 2;
} else {
  const { left, width } = panelSize;
  const of = (value: (one: (typeof figures)[number]) => number) => [
    { name: '', isOurs: true, points: figures.map((one) => [one.size, value(one)] as const) },
  ];
  console.log(
    picture(680, 'Time and memory of matching by the number of sheets', [
      panel(
        left,
        'Processor, seconds',
        's',
        of(({ processor }) => processor / 1000),
      ),
      panel(
        left + width + 80,
        'Memory, megabytes',
        'MB',
        of(({ megabytes }) => megabytes),
      ),
    ]),
  );
}
