/** How a cost grows with the number of sheets, as a picture: both axes by powers of ten, so that what grows in proportion is a straight line. */

export interface Series {
  name: string;
  /** Number of sheets, and the cost: both above zero; one at least. */
  points: readonly (readonly [size: number, value: number])[];
  /** Drawn stronger than the others. */
  isOurs?: boolean;
}

export const panelSize = { width: 230, height: 200, left: 64, top: 44 } as const;

/** One panel at `at` pixels from the left; series are named at their ends where there are several. */
export function panel(at: number, title: string, unit: string, series: readonly Series[]): string {
  const { width, height, top } = panelSize;
  const all = series.flatMap(({ points }) => points);
  const [x0, x1] = powersAround(all.map(([size]) => size));
  const [y0, y1] = powersAround(all.map(([, value]) => value));
  const x = (size: number) => at + ((Math.log10(size) - x0) / Math.max(1, x1 - x0)) * width;
  const y = (value: number) => top + height - ((Math.log10(value) - y0) / Math.max(1, y1 - y0)) * height;
  const rows = powers(y0, y1).map(
    (value) =>
      `<path d="M${at} ${y(value)}h${width}" class="grid"/><text x="${at - 6}" y="${y(value) + 4}" text-anchor="end">${told(value)}</text>`,
  );
  const columns = powers(x0, x1).map(
    (size) => `<text x="${x(size)}" y="${top + height + 18}" text-anchor="middle">${told(size)}</text>`,
  );
  // Names at the ends of lines, pushed down where they would stand on one another.
  const ends = series.map(({ points }) => points.at(-1)!).map(([size, value]) => ({ x: x(size), y: y(value) }));
  for (const end of [...ends].sort((a, b) => a.y - b.y))
    for (const other of ends)
      if (other !== end && other.x === end.x && other.y >= end.y) other.y = Math.max(other.y, end.y + 13);
  const lines = series.map(({ name, points, isOurs }, nth) => {
    const places = points.map(([size, value]) => [x(size).toFixed(1), y(value).toFixed(1)] as const);
    const dots = points.map(([size, value], at) => {
      const [cx, cy] = places[at]!;
      return `<circle cx="${cx}" cy="${cy}" r="3.5"><title>${name} ${told(size)} sheets: ${told(value)} ${unit}</title></circle>`;
    });
    const end = ends[nth]!;
    const label = series.length > 1 ? `<text x="${end.x + 8}" y="${end.y + 4}">${name}</text>` : '';
    return `<g class="${isOurs ? 'ours' : 'other'}"><polyline points="${places.map((place) => place.join(',')).join(' ')}"/>${dots.join('')}${label}</g>`;
  });
  return `<g><text x="${at}" y="${top - 16}" class="title">${title}</text>${rows.join('')}${columns.join('')}${lines.join('')}</g>`;
}

export const picture = (width: number, label: string, panels: readonly string[]): string => {
  const height = panelSize.height + 100;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<style>text{font:12px sans-serif;fill:#444}.title{font-weight:600}.grid{stroke:#ddd;fill:none}polyline{fill:none;stroke-width:2}.ours{stroke:#5b2d8e;fill:#5b2d8e}.other{stroke:#8a8f98;fill:#8a8f98}g g text{stroke:none}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${panels.join('\n')}
<text x="${panelSize.left + panelSize.width / 2}" y="${height - 10}" text-anchor="middle">sheets</text>
</svg>`;
};

const told = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 3 });
const powersAround = (values: readonly number[]): [number, number] => [
  Math.floor(Math.log10(Math.min(...values))),
  Math.ceil(Math.log10(Math.max(...values))),
];
const powers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, nth) => 10 ** (from + nth));
