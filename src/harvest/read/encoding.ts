/** In which encoding a file is written, and its text. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { analyse } from 'chardet';

const encodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

const sampleSize = 256 * 1024;

/**
 * The encoding of a file: what its byte-order mark says, what the manifest states if the bytes bear it out, or what the
 * bytes look like. The whole file is looked at, since the first accent may stand anywhere.
 */
export async function findEncoding(
  path: string,
  stated?: Encoding,
): Promise<{ encoding: Encoding } | { problem: string }> {
  const sample = await readStart(path);
  if (isUtf32(sample)) return { problem: 'The file is in UTF-32, which nobody reads: save it as UTF-8.' };
  const marked = byteOrderMark(sample) ?? wideWithoutMark(sample);
  if (marked !== undefined && marked !== 'utf-8') {
    return stated === undefined || stated === marked ? { encoding: marked } : contradiction(stated, marked);
  }
  if (stated?.startsWith('utf-16')) {
    return sample.length === 0 ? { encoding: stated } : contradiction(stated, 'utf-8 or another narrow encoding');
  }
  const { valid, damaged, accented, firstDamage } = await tryUtf8(path);
  // Some sound accents are no accident: a UTF-8 file with stray bytes, or with lines of another encoding.
  const isUtf8 = valid || damaged <= accented * 10;
  if (stated === 'utf-8' && damaged > accented)
    return contradiction(stated, narrowEncoding(sample, firstDamage), firstDamage);
  if (stated !== undefined && stated !== 'utf-8') {
    return isUtf8 && accented > 0 ? contradiction(stated, 'utf-8') : { encoding: stated };
  }
  return { encoding: isUtf8 ? 'utf-8' : narrowEncoding(sample, firstDamage) };
}

/** Four bytes a letter: by its mark, or because of the first letters three bytes in four are empty. */
function isUtf32(sample: Uint8Array): boolean {
  const start = Buffer.from(sample.buffer, sample.byteOffset, Math.min(sample.length, 64));
  if (start.length < 8) return false;
  const marks = ['fffe0000', '0000feff'];
  if (marks.includes(start.toString('hex', 0, 4))) return true;
  const filled = [0, 0, 0, 0];
  for (const [at, byte] of start.entries()) if (byte !== 0) filled[at % 4]!++;
  return filled.filter((count) => count === 0).length === 3;
}

/**
 * The text of a file, chunk by chunk, without its byte-order mark. In a UTF-8 file, a line that holds no sound accent
 * and a damaged one is read as windows-1252: people paste files together. Other bytes that mean nothing become U+FFFD.
 */
export async function* readText(path: string, encoding: string, signal?: AbortSignal): AsyncGenerator<string> {
  if (encoding === 'utf-8') return yield* readMixed(path, signal);
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: sampleSize, signal })) {
    const text = decoder.decode(chunk as Uint8Array, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* readMixed(path: string, signal?: AbortSignal): AsyncGenerator<string> {
  const [strict, lenient] = [
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
    new TextDecoder('utf-8', { ignoreBOM: true }),
  ];
  const narrow = new TextDecoder('windows-1252');
  const decodeLine = (line: Uint8Array): string => {
    const text = lenient.decode(line);
    if (!text.includes('\ufffd')) return text;
    return /[^\0-\x7f\ufffd]/.test(text) ? text : narrow.decode(line);
  };
  const decode = (lines: Uint8Array): string => {
    try {
      return strict.decode(lines);
    } catch {
      return linesIn(lines).map(decodeLine).join('');
    }
  };
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;
  const emit = (text: string): string => {
    const start = isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    isFirst = false;
    return start;
  };
  for await (const chunk of createReadStream(path, { highWaterMark: sampleSize, signal })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(10) + 1;
    // A very long line is decoded in parts, cut where a character begins.
    const cut = end > 0 ? end : bytes.length > sampleSize * 4 ? characterStart(bytes) : 0;
    if (cut > 0) yield emit(decode(bytes.subarray(0, cut)));
    rest = bytes.subarray(cut);
  }
  if (rest.length > 0) yield emit(decode(rest));
}

function linesIn(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    lines.push(bytes.subarray(start, end === -1 ? bytes.length : end + 1));
    start = end === -1 ? bytes.length : end + 1;
  }
  return lines;
}

/** Where the last character of a UTF-8 text begins. */
function characterStart(bytes: Uint8Array): number {
  let at = bytes.length - 1;
  while (at > bytes.length - 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

/** The encoding of an XML file: by its mark, its declaration, or else UTF-8 as the standard says. */
export async function findXmlEncoding(path: string): Promise<{ encoding: string } | { problem: string }> {
  const sample = await readStart(path);
  const marked = byteOrderMark(sample) ?? wideWithoutMark(sample);
  if (marked !== undefined) return { encoding: marked };
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(sample.toString('latin1', 0, 1024))?.[1];
  if (declared === undefined || /^utf-?16/i.test(declared)) return { encoding: 'utf-8' };
  try {
    return { encoding: new TextDecoder(declared).encoding };
  } catch {
    return { problem: `The file says that it is written in ${declared}, which is not known here.` };
  }
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function byteOrderMark(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without its mark: in French text nearly every second byte is zero, always on the same side. */
function wideWithoutMark(bytes: Buffer): Encoding | undefined {
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 4096) & ~1;
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 1]!++;
  if (length < 4) return undefined;
  if (zeros[1]! > length * 0.3 && zeros[0]! < length * 0.05) return 'utf-16le';
  if (zeros[0]! > length * 0.3 && zeros[1]! < length * 0.05) return 'utf-16be';
  return undefined;
}

async function tryUtf8(path: string) {
  const tally = { valid: true, damaged: 0, accented: 0, firstDamage: 0 };
  const strict = new TextDecoder('utf-8', { fatal: true });
  const lenient = new TextDecoder('utf-8');
  let line = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: sampleSize })) {
    const text = lenient.decode(chunk as Uint8Array, { stream: true });
    tally.valid &&= isSound(strict, chunk as Uint8Array);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) line++;
      else if (code === 0xfffd) {
        if (tally.damaged++ === 0) tally.firstDamage = line;
      } else if (code > 127) tally.accented++;
    }
  }
  tally.valid &&= isSound(strict);
  return tally;
}

function isSound(strict: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    strict.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Among the one-byte encodings that we read, the one that the bytes resemble most; windows-1252 contains the other. */
function narrowEncoding(sample: Buffer, firstDamage: number): Encoding {
  if (firstDamage === 0) return 'utf-8';
  const guess = analyse(sample).find(({ name }) => name === 'windows-1252' || name === 'ISO-8859-1');
  return guess?.name === 'ISO-8859-1' ? 'iso-8859-1' : 'windows-1252';
}

function contradiction(stated: Encoding, found: string, line?: number): { problem: string } {
  const where = line === undefined ? '' : ` (see line ${line})`;
  return { problem: `The manifest says that the file is written in ${stated}, but it is in ${found}${where}.` };
}
