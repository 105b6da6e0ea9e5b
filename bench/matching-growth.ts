/**
 * How the cost of matching grows, as a picture: reads what `bench matching --json` printed, one object a line, from the
 * standard input, and writes an SVG to the standard output.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const line = z.object({ size: z.number().positive(), processor: z.number(), megabytes: z.number() });
const figures = (await text(process.stdin))
  .split('\n')
  .filter((one) => one.trim() !== '')
  .map((one) => line.parse(JSON.parse(one)))
  .sort((a, b) => a.size - b.size);

const [width, height, left, top] = [680, 300, 64, 44];
const inner = { width: 230, height: 200 };

/** Both axes by powers of ten, so that what grows in proportion is a straight line at 45 degrees. */
function panel(at: number, title: string, unit: string, of: (one: (typeof figures)[number]) => number): string {
  const log = (value: number) => Math.log10(value);
  const sizes = figures.map(({ size }) => log(size));
  const values = figures.map((one) => log(of(one)));
  const [x0, x1] = [Math.floor(Math.min(...sizes)), Math.ceil(Math.max(...sizes))];
  const [y0, y1] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  const x = (value: number) => at + ((value - x0) / Math.max(1, x1 - x0)) * inner.width;
  const y = (value: number) => top + inner.height - ((value - y0) / Math.max(1, y1 - y0)) * inner.height;
  const powers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const ticks = [
    ...powers(y0, y1).map(
      (p) =>
        `<path d="M${at} ${y(p)}h${inner.width}" class="grid"/><text x="${at - 6}" y="${y(p) + 4}" text-anchor="end">${(10 ** p).toLocaleString('en')}</text>`,
    ),
    ...powers(x0, x1).map(
      (p) =>
        `<text x="${x(p)}" y="${top + inner.height + 18}" text-anchor="middle">${(10 ** p).toLocaleString('en')}</text>`,
    ),
  ];
  const points = figures.map((one) => `${x(log(one.size)).toFixed(1)},${y(log(of(one))).toFixed(1)}`);
  const dots = figures.map(
    (one, i) =>
      `<circle cx="${points[i]!.split(',')[0]}" cy="${points[i]!.split(',')[1]}" r="3.5"><title>${one.size.toLocaleString('en')} sheets: ${of(one).toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}</title></circle>`,
  );
  return `<g><text x="${at}" y="${top - 16}" class="title">${title}</text>${ticks.join('')}<polyline points="${points.join(' ')}"/>${dots.join('')}</g>`;
}

if (figures.length < 2) {
  console.error('Two lines of `bench matching --json` at least are needed on the standard input.');
  process.exitCode = 2;
} else
  console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Time and memory of matching by the number of sheets">
<style>text{font:12px sans-serif;fill:#444}.title{font-weight:600}.grid{stroke:#ddd;fill:none}polyline{fill:none;stroke:#5b2d8e;stroke-width:2}circle{fill:#5b2d8e}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${panel(left, 'Processor, seconds', 's', ({ processor }) => processor / 1000)}
${panel(left + inner.width + 80, 'Memory, megabytes', 'MB', ({ megabytes }) => megabytes)}
<text x="${width / 2}" y="${height - 10}" text-anchor="middle">sheets</text>
</svg>`);
