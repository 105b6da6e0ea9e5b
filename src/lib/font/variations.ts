/** How the points of a glyph move with the weight. Source: OpenType 1.9, tables `fvar`, `avar` and `gvar`, one axis. */
import type { Bytes } from './woff2.ts';

export interface Delta {
  x: number;
  y: number;
}

/** A weight (100 to 900) as the font counts it: -1 its thinnest, 0 its own, 1 its heaviest. */
export function normalised(fvar: Bytes, avar: Bytes | undefined, weight: number): number {
  const axes = fvar.from(0);
  axes.at = 4;
  axes.at = axes.u16() + 4;
  const [least, own, most] = [axes.i32() / 65536, axes.i32() / 65536, axes.i32() / 65536];
  const held = Math.min(most, Math.max(least, weight));
  const plain = held < own ? (held - own) / (own - least) : held > own ? (held - own) / (most - own) : 0;
  if (avar === undefined) return plain;
  const segments = avar.from(8);
  const pairs = Array.from({ length: segments.u16() }, () => [segments.f2dot14(), segments.f2dot14()] as const);
  const next = pairs.findIndex(([from]) => from >= plain);
  if (next <= 0) return pairs[0]?.[1] ?? plain;
  const [before, after] = [pairs[next - 1]!, pairs[next]!];
  return before[1] + ((plain - before[0]) / (after[0] - before[0])) * (after[1] - before[1]);
}

/** The moves that a glyph's data ask for at a place of the axis: by set of points, those it names alone. */
export function movesOf(gvar: Bytes, glyph: number, points: number, place: number): Map<number, Delta>[] {
  const head = gvar.from(0);
  head.at = 6;
  const shared = head.u16();
  const sharedAt = head.u32();
  const glyphs = head.u16();
  const long = (head.u16() & 1) === 1;
  const dataAt = head.u32();
  if (glyph >= glyphs) return [];
  head.at += glyph * (long ? 4 : 2);
  const [start, end] = long ? [head.u32(), head.u32()] : [head.u16() * 2, head.u16() * 2];
  if (start === end) return [];
  const data = gvar.from(dataAt + start, end - start);
  const counted = data.u16();
  const serial = data.from(data.u16());
  const headers = Array.from({ length: counted & 0x0fff }, () => {
    const size = data.u16();
    const index = data.u16();
    const peakAt = (index & 0x0fff) < shared ? sharedAt + (index & 0x0fff) * 2 : 0;
    const peak = index & 0x8000 ? data.f2dot14() : gvar.from(peakAt).f2dot14();
    const [from, to] = index & 0x4000 ? [data.f2dot14(), data.f2dot14()] : [Math.min(0, peak), Math.max(0, peak)];
    return { size, peak, from, to, own: (index & 0x2000) !== 0 };
  });
  const common = counted & 0x8000 ? readPoints(serial) : undefined;
  return headers.flatMap(({ size, peak, from, to, own }) => {
    const next = serial.at + size;
    const part = serial.from(serial.at, size);
    serial.at = next;
    const much = share(place, from, peak, to);
    if (much === 0) return [];
    const named = own ? readPoints(part) : common;
    const ranks = named === undefined || named.length === 0 ? Array.from({ length: points }, (_, n) => n) : named;
    const xs = readDeltas(part, ranks.length);
    const ys = readDeltas(part, ranks.length);
    return [new Map(ranks.map((rank, n) => [rank, { x: xs[n]! * much, y: ys[n]! * much }]))];
  });
}

/** How much of a move holds at a place: all of it at the peak, none outside. */
function share(place: number, from: number, peak: number, to: number): number {
  if (peak === 0 || place === peak) return 1;
  if (place <= from || place >= to) return place === peak ? 1 : 0;
  return place < peak ? (place - from) / (peak - from) : (to - place) / (to - peak);
}

/** Packed ranks of points; none means all. */
function readPoints(from: Bytes): number[] {
  const first = from.u8();
  const count = first & 0x80 ? ((first & 0x7f) << 8) | from.u8() : first;
  const ranks: number[] = [];
  let rank = 0;
  while (ranks.length < count) {
    const run = from.u8();
    for (let left = (run & 0x7f) + 1; left > 0 && ranks.length < count; left--)
      ranks.push((rank += run & 0x80 ? from.u16() : from.u8()));
  }
  return ranks;
}

function readDeltas(from: Bytes, count: number): number[] {
  const deltas: number[] = [];
  while (deltas.length < count) {
    const run = from.u8();
    for (let left = (run & 0x3f) + 1; left > 0; left--)
      deltas.push(run & 0x80 ? 0 : run & 0x40 ? from.i16() : from.i8());
  }
  return deltas;
}

/** The moves of all the points of a contour: those between named ones follow them (“interpolation of untouched points”). */
export function spread(contour: readonly Delta[], first: number, moves: ReadonlyMap<number, Delta>): Delta[] {
  const named = contour.flatMap((_, n) => (moves.has(first + n) ? [n] : []));
  if (named.length === 0) return contour.map(() => ({ x: 0, y: 0 }));
  return contour.map((point, n) => {
    const own = moves.get(first + n);
    if (own !== undefined) return own;
    const after = named.find((one) => one > n) ?? named[0]!;
    const before = named.findLast((one) => one < n) ?? named.at(-1)!;
    const [a, b] = [moves.get(first + before)!, moves.get(first + after)!];
    const along = (axis: 'x' | 'y') =>
      between(point[axis], contour[before]![axis], contour[after]![axis], a[axis], b[axis]);
    return { x: along('x'), y: along('y') };
  });
}

function between(at: number, one: number, other: number, moveOne: number, moveOther: number): number {
  if (one === other) return moveOne === moveOther ? moveOne : 0;
  const [low, high, moveLow, moveHigh] =
    one < other ? [one, other, moveOne, moveOther] : [other, one, moveOther, moveOne];
  if (at <= low) return moveLow;
  if (at >= high) return moveHigh;
  return moveLow + ((at - low) / (high - low)) * (moveHigh - moveLow);
}
