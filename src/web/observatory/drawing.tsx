/** Charts drawn by the server. A table beside says the same, so the drawing is one picture with one name. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';
import type { Row } from './charts.ts';

interface DrawingProps {
  voice: Voice;
  name: string;
  rows: readonly Row[];
}

const width = 390;
const r = (value: number) => Math.round(value * 10) / 10;

/** Each name above its bar, each number at its end: nothing is cut, whatever the words. */
export const Bars: FC<DrawingProps> = ({ voice, name, rows }) => {
  const [line, thickness] = [44, 14];
  const most = Math.max(1, ...rows.map(({ projects }) => projects));
  const room = width - 62;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${rows.length * line}`} role="img" aria-label={name}>
      {rows.map(({ id, label, projects }, at) => {
        const length = Math.max(2, (projects / most) * room);
        const top = at * line;
        return (
          <g>
            <text class="name" x="0" y={top + 15}>
              {label.length > 52 ? `${label.slice(0, 51)}…` : label}
            </text>
            <rect
              class={id === '' ? 'bar unsaid' : 'bar'}
              x="0.5"
              y={top + 21}
              width={r(length)}
              height={thickness}
              rx="3"
            />
            <text class="value" x={r(length + 7)} y={top + 33}>
              {voice.number(projects)}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

/** A scale at the left in round numbers, every few names below. */
export const Columns: FC<DrawingProps> = ({ voice, name, rows }) => {
  const [height, left, foot] = [210, 46, 26];
  const most = Math.max(1, ...rows.map(({ projects }) => projects));
  const step = roundStep(most / 4);
  const top = Math.ceil(most / step) * step;
  const y = (value: number) => 8 + (1 - value / top) * (height - foot - 8);
  const slot = (width - left) / Math.max(1, rows.length);
  const column = Math.min(26, slot * 0.74);
  const every = Math.ceil(rows.length / 6);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step);
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      {ticks.map((value) => (
        <>
          <line class="grid" x1={left} x2={width} y1={r(y(value))} y2={r(y(value))} />
          <text class="tick" x={left - 6} y={r(y(value) + 4.5)} text-anchor="end">
            {voice.number(value)}
          </text>
        </>
      ))}
      {rows.map(({ id, label, projects }, at) => {
        const centre = left + slot * (at + 0.5);
        return (
          <>
            {projects > 0 && (
              <rect
                class={id.startsWith('before') ? 'bar unsaid' : 'bar'}
                x={r(centre - column / 2)}
                y={r(y(projects))}
                width={r(column)}
                height={r(y(0) - y(projects))}
                rx="2"
              />
            )}
            {(rows.length - 1 - at) % every === 0 && (
              <text class="tick" x={r(Math.min(centre, width - 24))} y={height - 7} text-anchor="middle">
                {tickOf(id, label)}
              </text>
            )}
          </>
        );
      })}
    </svg>
  );
};

/** Short enough to stand under a column: `< 1990`, `05/2026`. */
function tickOf(id: string, label: string): string {
  if (id.startsWith('before')) return `< ${id.slice('before-'.length)}`;
  const [year, month] = id.split('-');
  return month === undefined ? label : `${month}/${year}`;
}

/** The next of 1, 2, 5, 10, 20, 50…: never a part of a project. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return ([1, 2, 5, 10].find((step) => step * power >= least) ?? 10) * power;
}
