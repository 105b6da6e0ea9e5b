/** Letters as paths, from a variable WOFF2 font, at any weight: for pictures drawn where no font is installed. */
import { type Glyph, type Point, readGlyphs } from './glyphs.ts';
import { type Delta, movesOf, normalised, spread } from './variations.ts';
import { type Bytes, readWoff2 } from './woff2.ts';

export interface Letter {
  /** Path data in the font's units, the baseline at 0, upwards negative as SVG counts. */
  path: string;
  /** To the next letter, in the font's units. */
  advance: number;
}

export interface Font {
  unitsPerEm: number;
  has(character: string): boolean;
  letter(character: string): Letter;
}

/** Opens a font at a weight (100 to 900). Throws when the file is none of WOFF2. */
export function openFont(file: Uint8Array, weight: number): Font {
  const tables = readWoff2(file);
  const table = (tag: string): Bytes => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`the font has no table ${tag}`);
    return found.bytes.from(0);
  };
  const head = table('head');
  head.at = 18;
  const unitsPerEm = head.u16();
  const glyphs = readGlyphs(table('glyf'));
  const ranks = readCharacters(table('cmap'));
  const advances = readAdvances(table('hhea'), table('hmtx'), tables.get('hmtx')?.transformed === true);
  const gvar = tables.get('gvar')?.bytes;
  const place = gvar === undefined ? 0 : normalised(table('fvar'), tables.get('avar')?.bytes, weight);
  const moves = (rank: number, points: number) => (gvar === undefined ? [] : movesOf(gvar, rank, points, place));

  /** A glyph's contours at the weight, and how much wider it became. */
  function drawn(rank: number): { contours: Point[][]; wider: number } {
    const glyph: Glyph = glyphs[rank] ?? { contours: [] };
    const own = 'parts' in glyph ? glyph.parts.length : glyph.contours.reduce((sum, { length }) => sum + length, 0);
    const sets = moves(rank, own + 4);
    // The last four points are none of the outline: the first two hold where the letter begins and ends.
    const wider = sets.reduce((sum, set) => sum + (set.get(own + 1)?.x ?? 0) - (set.get(own)?.x ?? 0), 0);
    const sum = (n: number): Delta =>
      sets.reduce((all, set) => ({ x: all.x + (set.get(n)?.x ?? 0), y: all.y + (set.get(n)?.y ?? 0) }), { x: 0, y: 0 });
    if ('parts' in glyph)
      return {
        wider,
        contours: glyph.parts.flatMap((part, n) => {
          const move = sum(n);
          const at = { x: part.x + move.x, y: part.y + move.y };
          return drawn(part.glyph).contours.map((contour) =>
            contour.map(({ x, y, on }) => ({ x: x + at.x, y: y + at.y, on })),
          );
        }),
      };
    let first = 0;
    return {
      wider,
      contours: glyph.contours.map((contour) => {
        const spreads = sets.map((set) => spread(contour, first, set));
        first += contour.length;
        return contour.map(({ x, y, on }, n) => ({
          x: spreads.reduce((at, deltas) => at + deltas[n]!.x, x),
          y: spreads.reduce((at, deltas) => at + deltas[n]!.y, y),
          on,
        }));
      }),
    };
  }

  const letters = new Map<number, Letter>();
  return {
    unitsPerEm,
    has: (character) => ranks.has(character.codePointAt(0) ?? 0),
    letter(character) {
      const rank = ranks.get(character.codePointAt(0) ?? 0) ?? 0;
      const known = letters.get(rank);
      if (known !== undefined) return known;
      const { contours, wider } = drawn(rank);
      const advance = (advances[Math.min(rank, advances.length - 1)] ?? 0) + wider;
      const letter = { path: contours.map(pathOf).join(''), advance };
      letters.set(rank, letter);
      return letter;
    },
  };
}

const r = Math.round;

/** A closed contour of quadratic curves, the points between two controls being implied. */
function pathOf(contour: readonly Point[]): string {
  if (contour.length < 2) return '';
  const begin = contour.findIndex(({ on }) => on);
  const turned = begin < 0 ? [...contour] : [...contour.slice(begin), ...contour.slice(0, begin)];
  const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });
  const start = begin < 0 ? middle(turned.at(-1)!, turned[0]!) : turned.shift()!;
  let path = `M${r(start.x)} ${r(-start.y)}`;
  for (let n = 0; n < turned.length; n++) {
    const point = turned[n]!;
    if (point.on) {
      path += `L${r(point.x)} ${r(-point.y)}`;
      continue;
    }
    const next = turned[n + 1] ?? start;
    const end = next.on ? next : middle(point, next);
    if (next.on) n++;
    path += `Q${r(point.x)} ${r(-point.y)} ${r(end.x)} ${r(-end.y)}`;
  }
  return `${path}Z`;
}

function readAdvances(hhea: Bytes, hmtx: Bytes, transformed: boolean): number[] {
  hhea.at = 34;
  const count = hhea.u16();
  if (transformed) hmtx.at = 1;
  return Array.from({ length: count }, () => {
    const advance = hmtx.u16();
    if (!transformed) hmtx.at += 2;
    return advance;
  });
}

/** Code point → rank of its glyph: `cmap` in formats 4 and 12. */
function readCharacters(cmap: Bytes): Map<number, number> {
  cmap.at = 2;
  const offsets = Array.from({ length: cmap.u16() }, () => {
    cmap.at += 4;
    return cmap.u32();
  });
  const ranks = new Map<number, number>();
  for (const offset of new Set(offsets)) {
    const table = cmap.from(offset);
    const format = table.u16();
    if (format === 12) {
      table.at = 12;
      for (let groups = table.u32(); groups > 0; groups--) {
        const [from, to, rank] = [table.u32(), table.u32(), table.u32()];
        for (let code = from; code <= to; code++) ranks.set(code, rank + code - from);
      }
    } else if (format === 4) {
      table.at = 6;
      const segments = table.u16() / 2;
      const value = (at: number) => {
        table.at = at;
        return table.u16();
      };
      for (let n = 0; n < segments; n++) {
        const [to, from] = [value(14 + n * 2), value(16 + (segments + n) * 2)];
        const [delta, rangeAt] = [value(16 + (segments * 2 + n) * 2), 16 + (segments * 3 + n) * 2];
        const range = value(rangeAt);
        for (let code = from; code <= to && code < 0xffff; code++) {
          const rank = range === 0 ? code : value(rangeAt + range + (code - from) * 2);
          if (rank !== 0) ranks.set(code, (rank + delta) & 0xffff);
        }
      }
    }
  }
  return ranks;
}
