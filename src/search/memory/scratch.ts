/**
 * Work space that searches share. A search runs from start to end without waiting, so they never meet in it: what one
 * takes is its own until the next one starts over.
 */

let sums = new Float32Array(1024);
let exactSums = new Float32Array(1024);

/** Two arrays of zeros, one place per document; whoever writes there leaves zeros behind. */
export function sumsFor(size: number): { sums: Float32Array; exactSums: Float32Array } {
  if (sums.length < size) {
    sums = new Float32Array(Math.ceil(size * 1.25));
    exactSums = new Float32Array(Math.ceil(size * 1.25));
  }
  return { sums, exactSums };
}

const chunkBytes = 1 << 20;
/** What is kept from one search to the next; what a search takes beyond it is left to the garbage collector. */
const mostKept = 96 << 20;
const chunks: ArrayBuffer[] = [];
let kept = 0;
let current = 0;
let used = 0;

let numbers = new Uint32Array(0);

/** The numbers from 0, at least so many: the documents of a whole segment. Only to be read. */
export function firstNumbers(length: number): Uint32Array {
  if (numbers.length < length) {
    numbers = new Uint32Array(length);
    for (let number = 0; number < length; number++) numbers[number] = number;
  }
  return numbers;
}

let read = 0;

/** The first word of every search. */
export function startOver(): void {
  current = 0;
  used = 0;
  read = 0;
}

/** Postings and candidates that were looked at: what a search costs, whatever the machine. */
export function note(looked: number): void {
  read += looked;
}

/** Since the last search started. */
export function noted(): number {
  return read;
}

/** Room for `length` numbers; it holds what the last search left there. */
export function takeUint32(length: number): Uint32Array {
  const at = room(length * 4);
  return at === undefined ? new Uint32Array(length) : new Uint32Array(chunks[current]!, at, length);
}

export function takeFloat32(length: number): Float32Array {
  const at = room(length * 4);
  return at === undefined ? new Float32Array(length) : new Float32Array(chunks[current]!, at, length);
}

export function takeUint16(length: number): Uint16Array {
  const at = room(length * 2);
  return at === undefined ? new Uint16Array(length) : new Uint16Array(chunks[current]!, at, length);
}

export function takeUint8(length: number): Uint8Array {
  const at = room(length);
  return at === undefined ? new Uint8Array(length) : new Uint8Array(chunks[current]!, at, length);
}

/** Where in the current chunk so many bytes are free; undefined when no more is kept. */
function room(wanted: number): number | undefined {
  const bytes = (wanted + 7) & ~7;
  while (current < chunks.length) {
    if (used + bytes <= chunks[current]!.byteLength) {
      used += bytes;
      return used - bytes;
    }
    if (current + 1 === chunks.length) break;
    current++;
    used = 0;
  }
  const size = Math.max(chunkBytes, 2 ** Math.ceil(Math.log2(Math.max(bytes, 1))));
  if (kept + size > mostKept) return undefined;
  kept += size;
  chunks.push(new ArrayBuffer(size));
  current = chunks.length - 1;
  used = bytes;
  return 0;
}
