/**
 * A face for a project without a picture: its main theme chooses the hand and the inks, its id draws the lines.
 * Same id, same face, for ever. Inks are classes (the tokens colour them), so light and dark share one drawing.
 */
import { lineage } from '#model/vocabulary.ts';

export const hands = ['waves', 'dashes', 'drops', 'crosses', 'contours', 'weave'] as const;
export type Hand = (typeof hands)[number];
const inks = ['violet', 'sun', 'water', 'clay'] as const;
export type Ink = (typeof inks)[number];

/** Two themes may share a hand; no two share a hand and an ink. */
const inkOfTheme: Record<string, Ink> = {
  alimentation: 'violet',
  emploi: 'sun',
  'lien-social': 'water',
  habitat: 'clay',
  sante: 'violet',
  environnement: 'water',
  energie: 'sun',
  reemploi: 'water',
  mobilite: 'clay',
  numerique: 'violet',
  culture: 'clay',
  education: 'sun',
  droits: 'violet',
  economie: 'sun',
};

export interface Face {
  hand: Hand;
  ink: Ink;
}

/** The hand and ink of a theme, a narrower one that of its broader; an unknown one, or none, gets a quiet one. */
export function faceOfTheme(theme: string | undefined): Face {
  const known = lineage('themes', theme ?? '').find(({ hand }) => hand !== undefined);
  return { hand: known?.hand ?? 'contours', ink: inkOfTheme[known?.id ?? ''] ?? 'sun' };
}

/** A small deterministic generator: mulberry32 (T. Ettinger) seeded by FNV-1a. Numbers from 0 to 1. */
export function randomFrom(seed: string): () => number {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;
type Draw = (random: Random, width: number, height: number) => string;

const whole = (n: number) => Math.round(n);
const tenth = (n: number) => Math.round(n * 10) / 10;

/** A cell of about `wanted`, larger where more than `most` of them would be needed: the weight of a drawing has a bound. */
const cellOf = (wanted: number, width: number, height: number, most: number) =>
  Math.max(wanted, Math.sqrt((width * height) / most));

/** Calls `at` once in each cell of a loose grid. */
function scatter(
  width: number,
  height: number,
  cell: number,
  at: (x: number, y: number, row: number) => string,
): string {
  let path = '';
  for (let row = 0, y = cell / 2; y < height + cell / 2; y += cell, row++)
    for (let x = cell / 2; x < width + cell / 2; x += cell) path += at(x, y, row);
  return path;
}

const stroke = (path: string, width: number) =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

const draw: Record<Hand, Draw> = {
  waves(random, width, height) {
    const gap = Math.max(10 + random() * 4, height / 15);
    const length = Math.max(44 + random() * 40, width / 5);
    const shift = random() * length;
    let path = '';
    for (let y = -8, row = 0; y < height + 18; y += gap, row++) {
      const bend = 9 + 5 * Math.sin(row / 2.3 + shift);
      path += `M${whole(-shift - length)} ${whole(y)}q${whole(length / 4)} ${tenth(-bend)} ${whole(length / 2)} 0`;
      for (let x = -shift; x < width + length; x += length / 2) path += `t${whole(length / 2)} 0`;
    }
    return stroke(path, 2.2);
  },
  dashes(random, width, height) {
    return stroke(
      scatter(width, height, cellOf(21 + random() * 4, width, height, 110), (x, y) => {
        const turn = random() * Math.PI;
        const reach = 9 + random() * 4;
        const [dx, dy] = [Math.cos(turn) * reach, Math.sin(turn) * reach];
        return `M${whole(x - dx / 2 + random() * 6 - 3)} ${whole(y - dy / 2 + random() * 6 - 3)}l${whole(dx)} ${whole(dy)}`;
      }),
      3,
    );
  },
  drops(random, width, height) {
    const cell = cellOf(18 + random() * 3, width, height, 88);
    return `<path d="${scatter(width, height, cell, (x, y, row) => {
      const size = tenth(1.8 + random() * 2.4);
      const turn = whole(random() * 60);
      return `M${whole(x + (row % 2) * (cell / 2) - cell / 4 + random() * 4 - 2)} ${whole(y + random() * 4 - 2)}a${size} ${tenth(size * 1.5)} ${turn} 1 0 .1 0Z`;
    })}" fill="currentColor"/>`;
  },
  crosses(random, width, height) {
    return stroke(
      scatter(width, height, cellOf(24 + random() * 5, width, height, 110), (x, y) => {
        const reach = whole(4 + random() * 1.6);
        const [cx, cy] = [whole(x + random() * 9 - 4.5), whole(y + random() * 9 - 4.5)];
        return `M${cx - reach} ${cy}h${reach * 2}M${cx} ${cy - reach}v${reach * 2}`;
      }),
      2.4,
    );
  },
  contours(random, width, height) {
    const [cx, cy] = [width * (0.2 + random() * 0.6), height * (0.2 + random() * 0.6)];
    const [two, three] = [random() * 6.3, random() * 6.3];
    const points = 10;
    // The corner farthest from the centre, in rings, past the deepest dent of one.
    const furthest = Math.hypot(Math.max(cx, width - cx) / 1.35, Math.max(cy, height - cy)) / 0.8;
    const gap = Math.max(10.5, furthest / 15);
    let path = '';
    for (let radius = 7, ring = 0; radius < furthest; radius += gap + ring * 0.14, ring++) {
      const at = (step: number) => {
        const turn = ((step % points) / points) * Math.PI * 2;
        const bend =
          1 + (0.17 + ring * 0.004) * Math.sin(2 * turn + two + ring * 0.07) + 0.11 * Math.sin(3 * turn + three);
        return [cx + Math.cos(turn) * radius * bend * 1.35, cy + Math.sin(turn) * radius * bend] as const;
      };
      // Catmull-Rom through ten points, written as smooth cubics: a ring costs ten pairs instead of forty-eight.
      const [x0, y0] = at(0);
      path += `M${whole(x0)} ${whole(y0)}`;
      for (let step = 0; step < points; step++) {
        const [before, here, next, after] = [at(step + points - 1), at(step), at(step + 1), at(step + 2)];
        const second = `${whole(next[0] - (after[0] - here[0]) / 6)} ${whole(next[1] - (after[1] - here[1]) / 6)}`;
        const end = `${whole(next[0])} ${whole(next[1])}`;
        path +=
          step === 0
            ? `C${whole(here[0] + (next[0] - before[0]) / 6)} ${whole(here[1] + (next[1] - before[1]) / 6)} ${second} ${end}`
            : `S${second} ${end}`;
      }
    }
    return stroke(path, 2);
  },
  weave(random, width, height) {
    const cell = cellOf(27 + random() * 6, width, height, 50);
    const lines = 4;
    const gap = cell / lines;
    let path = '';
    for (let row = 0, y = 0; y < height; y += cell, row++)
      for (let column = 0, x = 0; x < width; x += cell, column++)
        for (let line = 0; line < lines; line++) {
          const across = whole((line + 0.5) * gap + random() * 1.6 - 0.8);
          path +=
            (row + column) % 2
              ? `M${whole(x + 3)} ${whole(y + across)}h${whole(cell - 6)}`
              : `M${whole(x + across)} ${whole(y + 3)}v${whole(cell - 6)}`;
        }
    return stroke(path, 1.8);
  },
};

/**
 * The drawing, as an SVG to be laid into a box of class `face` (which gives the inks). In each, one small crossing
 * in yellow: the place where this project stands. Decorative: hidden from assistive technology.
 */
export function texture(id: string, face: Face, width = 200, height = 150): string {
  const random = randomFrom(id);
  const lines = draw[face.hand](random, width, height);
  // A face taller than it is wide may be cut at its sides: there the spot keeps to the middle.
  const room = width < height ? 0.14 : 0.4;
  const [x, y] = [whole(width * (0.5 + (random() - 0.5) * room)), whole(height * (0.28 + random() * 0.44))];
  return `<svg class="ink-${face.ink}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">${lines}<circle class="spot" cx="${x}" cy="${y}" r="7.5"/></svg>`;
}
