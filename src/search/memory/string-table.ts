/** Many short texts in one block of bytes: little memory, quick to load, read one at a time. */
import { GrowingBytes, GrowingUint32 } from './growing.ts';

export interface StringTable {
  readonly length: number;
  /** UTF-8, one after another. */
  readonly bytes: Uint8Array;
  /** Where each begins, and where the last one ends. */
  readonly starts: Uint32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function stringTable(texts: Iterable<string>): StringTable {
  const bytes = new GrowingBytes();
  const starts = new GrowingUint32();
  starts.push(0);
  for (const text of texts) {
    bytes.append(encoder.encode(text));
    starts.push(bytes.length);
  }
  return tableOf(bytes.done(), starts.done());
}

export function tableOf(bytes: Uint8Array, starts: Uint32Array): StringTable {
  return { length: starts.length - 1, bytes, starts };
}

export function textAt(table: StringTable, index: number): string {
  const from = table.starts[index]!;
  const to = table.starts[index + 1]!;
  const { bytes } = table;
  if (to - from > 40) return decoder.decode(bytes.subarray(from, to));
  let text = '';
  let i = from;
  // Eight letters at a time: a text is a few pieces, not as many as it has letters.
  for (; i + 8 <= to; i += 8) {
    const a = bytes[i]!;
    const b = bytes[i + 1]!;
    const c = bytes[i + 2]!;
    const d = bytes[i + 3]!;
    const e = bytes[i + 4]!;
    const f = bytes[i + 5]!;
    const g = bytes[i + 6]!;
    const h = bytes[i + 7]!;
    if ((a | b | c | d | e | f | g | h) > 127) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; i < to; i++) {
    const byte = bytes[i]!;
    if (byte > 127) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}

export function* allTexts(table: StringTable): Generator<string> {
  for (let i = 0; i < table.length; i++) yield textAt(table, i);
}

/** The order of bytes in UTF-8, which is the order of code points: letters outside the first plane come last. */
export function compareTexts(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const one = a.charCodeAt(i);
    const other = b.charCodeAt(i);
    if (one !== other) return placeOf(one) - placeOf(other);
  }
  return a.length - b.length;
}

/** Halves of surrogate pairs stand after every whole letter. */
function placeOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** A text of the table beside another, in the order of their UTF-16 units; without making a string of plain letters. */
export function compareUnits(table: StringTable, index: number, text: string): number {
  const from = table.starts[index]!;
  const length = table.starts[index + 1]! - from;
  const shared = Math.min(length, text.length);
  for (let i = 0; i < shared; i++) {
    const byte = table.bytes[from + i]!;
    const unit = text.charCodeAt(i);
    if (byte > 127 || unit > 127) {
      const whole = textAt(table, index);
      return whole < text ? -1 : whole === text ? 0 : 1;
    }
    if (byte !== unit) return byte - unit;
  }
  return length - text.length;
}

/** The text that is looked for, in bytes. Shared: looking never waits. */
let wanted: Uint8Array = new Uint8Array(256);
let wantedLength = 0;

function lookFor(text: string): void {
  wantedLength = text.length;
  if (wantedLength > wanted.length) wanted = new Uint8Array(wantedLength * 2);
  for (let i = 0; i < wantedLength; i++) {
    const unit = text.charCodeAt(i);
    // Folded words have plain letters; other texts are rare enough for the encoder.
    if (unit > 127) {
      wanted = encoder.encode(text);
      wantedLength = wanted.length;
      return;
    }
    wanted[i] = unit;
  }
}

function compareAt({ bytes, starts }: StringTable, index: number, most: number): number {
  const from = starts[index]!;
  const length = Math.min(starts[index + 1]! - from, most);
  const shared = Math.min(length, wantedLength);
  for (let i = 0; i < shared; i++) {
    const difference = bytes[from + i]! - wanted[i]!;
    if (difference !== 0) return difference;
  }
  return length - wantedLength;
}

const whole = Number.POSITIVE_INFINITY;

/** In a table sorted by `compareTexts`: where the text stands, or -1. */
export function findText(table: StringTable, text: string): number {
  lookFor(text);
  const at = firstFrom(table);
  return at < table.length && compareAt(table, at, whole) === 0 ? at : -1;
}

function firstFrom(table: StringTable): number {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareAt(table, middle, whole) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In a sorted table: the texts that begin with the prefix, from the first (included) to the last (excluded). */
export function prefixRange(table: StringTable, prefix: string): [number, number] {
  lookFor(prefix);
  const from = firstFrom(table);
  let low = from;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareAt(table, middle, wantedLength) <= 0) low = middle + 1;
    else high = middle;
  }
  return [from, low];
}
