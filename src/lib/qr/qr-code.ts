/**
 * A QR code (ISO/IEC 18004:2015): a text as bytes of UTF-8, error correction level L, in the smallest of the first twenty
 * versions that holds it. For a screen that is photographed from a hand's width, that is correction enough.
 */
import { errorCorrection } from './error-correction.ts';

/** Rows of modules from the top, `true` is dark; without the four light modules that belong around them. */
export type Modules = readonly (readonly boolean[])[];

/** Of level L, by version, from 1 (tables 7 and 9 of the standard): correction bytes of a block, and blocks. */
const correctionOf = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const blocksOf = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

/** Throws a RangeError beyond 858 bytes. */
export function qrCode(text: string): Modules {
  const bytes = new TextEncoder().encode(text);
  const version = blocksOf.findIndex((_, at) => bytes.length <= roomFor(at + 1)) + 1;
  if (version === 0) throw new RangeError(`${bytes.length} bytes are more than this code holds`);
  const codewords = interleaved(dataOf(bytes, version), version);
  const drawn = masks.map((mask, number) => draw(version, codewords, mask, number));
  return drawn.reduce((best, one) => (blotches(one) < blotches(best) ? one : best));
}

const countBits = (version: number) => (version < 10 ? 8 : 16);
const dataLength = (version: number) =>
  Math.floor(rawModules(version) / 8) - correctionOf[version - 1]! * blocksOf[version - 1]!;
const roomFor = (version: number) => Math.floor((dataLength(version) * 8 - 4 - countBits(version)) / 8);

/** Modules that are left for codewords when all patterns are drawn. */
function rawModules(version: number): number {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const whole = (16 * version + 128) * version + 64;
  return whole - (alignments === 0 ? 0 : (25 * alignments - 10) * alignments - 55) - (version < 7 ? 0 : 36);
}

/** Mode (bytes), how many, the bytes, an end, and what fills the rest (7.4 of the standard). */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const written = (value: number, length: number) => value.toString(2).padStart(length, '0');
  const bits = `0100${written(bytes.length, countBits(version))}${[...bytes].map((byte) => written(byte, 8)).join('')}0000`;
  const data = (bits.match(/.{1,8}/g) ?? []).map((eight) => Number.parseInt(eight.padEnd(8, '0'), 2));
  const whole = data.slice(0, dataLength(version));
  for (let fill = 0xec; whole.length < dataLength(version); fill ^= 0xec ^ 0x11) whole.push(fill);
  return whole;
}

/** Blocks of almost equal length, each with its correction, byte by byte in turn (7.6). */
function interleaved(data: readonly number[], version: number): number[] {
  const [count, correction] = [blocksOf[version - 1]!, correctionOf[version - 1]!];
  const short = Math.floor(data.length / count);
  const shorts = count - (data.length % count);
  const blocks = Array.from({ length: count }, (_, at) => {
    const start = at * short + Math.max(0, at - shorts);
    return data.slice(start, start + short + (at < shorts ? 0 : 1));
  });
  const corrections = blocks.map((block) => errorCorrection(block, correction));
  const inTurn = (lists: readonly (readonly number[])[], longest: number) =>
    Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return [...inTurn(blocks, short + 1), ...inTurn(corrections, correction)];
}

type Mask = (x: number, y: number) => boolean;
const masks: readonly Mask[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function draw(version: number, codewords: readonly number[], mask: Mask, number: number): boolean[][] {
  const size = 17 + 4 * version;
  const rows: (boolean | undefined)[][] = Array.from({ length: size }, () => Array(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    if (x >= 0 && y >= 0 && x < size && y < size) rows[y]![x] = dark;
  };
  const around = (centreX: number, centreY: number, reach: number, light: readonly number[]) => {
    for (let y = -reach; y <= reach; y++)
      for (let x = -reach; x <= reach; x++)
        set(centreX + x, centreY + y, !light.includes(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const far = size - 4;
  for (const [x, y] of [
    [3, 3],
    [far, 3],
    [3, far],
  ] as const)
    around(x, y, 4, [2, 4]);
  const centres = alignmentCentres(version, size);
  const last = centres.at(-1);
  for (const x of centres)
    for (const y of centres)
      if (!((x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6))) around(x, y, 2, [1]);

  // Level L is 01; the check bits of 7.9.1, drawn twice.
  const format = ((1 << 13) | (number << 10) | remainder((1 << 3) | number, 10, 0x537)) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    const dark = ((format >>> at) & 1) === 1;
    if (at < 8) {
      set(8, at < 6 ? at : at + 1, dark);
      set(size - 1 - at, 8, dark);
    } else {
      set(at === 8 ? 7 : 14 - at, 8, dark);
      set(8, size - 15 + at, dark);
    }
  }
  set(8, size - 8, true);
  if (version >= 7) {
    const told = (version << 12) | remainder(version, 12, 0x1f25);
    for (let at = 0; at < 18; at++) {
      const [near, there] = [Math.floor(at / 3), size - 11 + (at % 3)];
      set(near, there, ((told >>> at) & 1) === 1);
      set(there, near, ((told >>> at) & 1) === 1);
    }
  }

  // Two columns at a time from the right, up and down, past the column of timing (7.7.3).
  let bit = 0;
  for (let pair = size - 1; pair > 0; pair -= 2) {
    if (pair === 6) pair = 5;
    const upward = ((pair + 1) & 2) === 0;
    for (let step = 0; step < size; step++)
      for (const x of [pair, pair - 1]) {
        const y = upward ? size - 1 - step : step;
        if (rows[y]![x] !== undefined) continue;
        const dark = (((codewords[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
        rows[y]![x] = dark !== mask(x, y);
        bit++;
      }
  }
  return rows as boolean[][];
}

function alignmentCentres(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)];
}

/** Of a polynomial over two elements, shifted by `length`, after division. */
function remainder(value: number, length: number, divisor: number): number {
  let rest = value;
  for (let step = 0; step < length; step++) rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor);
  return rest;
}

/** How much a camera might take for something else: runs of one colour, and squares of it (the first two rules of 7.8.3). */
function blotches(rows: Modules): number {
  let found = 0;
  const size = rows.length;
  for (const at of rows.keys())
    for (const line of [rows[at]!, rows.map((row) => row[at]!)])
      for (const run of line
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .match(/0{5,}|1{5,}/g) ?? [])
        found += run.length - 2;
  for (let y = 1; y < size; y++)
    for (let x = 1; x < size; x++)
      if (rows[y]![x] === rows[y]![x - 1] && rows[y]![x] === rows[y - 1]![x] && rows[y]![x] === rows[y - 1]![x - 1])
        found += 3;
  return found;
}
