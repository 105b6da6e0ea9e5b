/** The outlines of a font, as WOFF2 packs them. Source: W3C “WOFF File Format 2.0”, transformed `glyf` table. */
import type { Bytes } from './woff2.ts';

export interface Point {
  x: number;
  y: number;
  /** On the curve, or a control point of a quadratic one. */
  on: boolean;
}
export interface Part {
  glyph: number;
  x: number;
  y: number;
}
/** Contours of its own, or other glyphs moved. */
export type Glyph = { contours: Point[][] } | { parts: Part[] };

const signed = (flag: number, value: number) => (flag & 1 ? value : -value);

/** Reads all glyphs. A part that is also turned or scaled is only moved: the fonts of the site have none. */
export function readGlyphs(glyf: Bytes): Glyph[] {
  const head = glyf.from(0);
  head.at = 4;
  const count = head.u16();
  head.at = 8;
  const sizes = Array.from({ length: 7 }, () => head.u32());
  let at = 36;
  const [contoursOf, pointsOf, flags, triplets, composites] = sizes.map((size) => {
    const stream = glyf.from(at, size);
    at += size;
    return stream;
  }) as [Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes];
  return Array.from({ length: count }, (): Glyph => {
    const contours = contoursOf.i16();
    if (contours < 0) return { parts: readParts(composites, triplets) };
    const lengths = Array.from({ length: contours }, () => pointsOf.short());
    let [x, y] = [0, 0];
    const glyph = {
      contours: lengths.map((length) =>
        Array.from({ length }, (): Point => {
          const flag = flags.u8();
          const [dx, dy] = readStep(flag & 127, triplets);
          x += dx;
          y += dy;
          return { x, y, on: flag < 128 };
        }),
      ),
    };
    if (contours > 0) triplets.short();
    return glyph;
  });
}

function readStep(flag: number, from: Bytes): [dx: number, dy: number] {
  const first = from.u8();
  if (flag < 10) return [0, signed(flag, ((flag & 14) << 7) + first)];
  if (flag < 20) return [signed(flag, (((flag - 10) & 14) << 7) + first), 0];
  if (flag < 84) {
    const high = flag - 20;
    return [
      signed(flag, 1 + (high & 0x30) + (first >> 4)),
      signed(flag >> 1, 1 + ((high & 0x0c) << 2) + (first & 0x0f)),
    ];
  }
  const second = from.u8();
  if (flag < 120) {
    const high = flag - 84;
    return [
      signed(flag, 1 + (Math.floor(high / 12) << 8) + first),
      signed(flag >> 1, 1 + (((high % 12) >> 2) << 8) + second),
    ];
  }
  const third = from.u8();
  if (flag < 124)
    return [signed(flag, (first << 4) + (second >> 4)), signed(flag >> 1, ((second & 0x0f) << 8) + third)];
  return [signed(flag, (first << 8) + second), signed(flag >> 1, (third << 8) + from.u8())];
}

function readParts(from: Bytes, instructions: Bytes): Part[] {
  const parts: Part[] = [];
  let instructed = false;
  for (let more = true; more; ) {
    const flags = from.u16();
    const glyph = from.u16();
    const [x, y] = flags & 1 ? [from.i16(), from.i16()] : [from.i8(), from.i8()];
    from.at += flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    // Without this flag the two numbers are points to join, not a move.
    parts.push(flags & 2 ? { glyph, x, y } : { glyph, x: 0, y: 0 });
    instructed ||= (flags & 0x100) !== 0;
    more = (flags & 0x20) !== 0;
  }
  if (instructed) instructions.short();
  return parts;
}
