/** What a catalogue is: its format with all that reading it needs, found in the beginning of its text. */
import { basename } from 'node:path';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import { findEncoding, findXmlEncoding, readText } from '../read/encoding.ts';
import { archive, type Head, headOfAddress, startOf } from './head.ts';
import type { Ask, Glimpse, Platform } from './platform.ts';
import { sniffJson } from './sniff-json.ts';
import { sniffMarkup } from './sniff-markup.ts';
import { sniffCsv, sniffSpreadsheet } from './sniff-table.ts';
import type { NotSniffed, Sniffed } from './sniffed.ts';

/** Characters of text that a platform is shown. */
const glimpsed = 1024 * 1024;

/** What is at `head`. `ask` is undefined for a local file: then nothing is asked of anyone. */
export async function sniff(
  head: Head,
  platforms: readonly Platform[],
  ask: Ask | undefined,
): Promise<Sniffed | NotSniffed> {
  const start = await startOf(head.path, 4096);
  if (start.subarray(0, 4).equals(archive)) return sniffSpreadsheet(head.path);
  const told = tellBytes(start);
  if (told !== undefined) return { reason: told };
  const text = await textOf(head.path);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return { reason: 'There is nothing in it but blank space.' };
  const glimpse = glimpseOf(head, text.slice(0, glimpsed));
  if (ask !== undefined)
    for (const platform of platforms) {
      const found = await platform.recognise(glimpse, ask);
      if (found === undefined) continue;
      return {
        ...{ what: `${platform.name}, a platform that is known`, format: found.format, key: found.key },
        ...{ address: found.address, because: { type: `${platform.name} answers there` }, notes: [], offers: [] },
        stated: found.title === undefined ? {} : { title: found.title },
      };
    }
  const first = text.trimStart()[0];
  const sniffed =
    first === '<'
      ? sniffMarkup(text, head)
      : first === '{' || first === '['
        ? await sniffJson(text, head.cut, glimpse, ask)
        : await sniffCsv(head.path, text);
  if ('reason' in sniffed) return sniffed;
  if (head.cut) sniffed.notes.push('Only its first 16 MB were looked at: what is counted here is counted there.');
  return sniffed;
}

/** Asks politely, and reads the beginning of what is answered. */
export function createAsk(fetch: PoliteFetch): Ask {
  return async (address) => {
    const head = await headOfAddress(String(address), fetch);
    if ('reason' in head) return head;
    try {
      const text = await textOf(head.path);
      return typeof text === 'string' ? glimpseOf(head, text.slice(0, glimpsed)) : text;
    } finally {
      await head.drop();
    }
  };
}

function glimpseOf({ address, origin, type, headers }: Head, text: string): Glimpse {
  return {
    address: address ?? new URL(`file:///${encodeURIComponent(basename(origin))}`),
    status: 200,
    type,
    headers,
    text,
  };
}

async function textOf(path: string): Promise<string | { reason: string }> {
  const start = (await startOf(path, 512)).toString('latin1');
  const found = /^\s*<\?xml/.test(start.replace(/^\xef\xbb\xbf/, ''))
    ? await findXmlEncoding(path)
    : await findEncoding(path);
  if ('problem' in found) return { reason: found.problem };
  let text = '';
  for await (const piece of readText(path, found.encoding)) text += piece;
  return text;
}

const kinds: readonly [mark: string, what: string][] = [
  ['%PDF', 'a PDF: its tables cannot be read. Ask for the spreadsheet or the CSV from which it was made.'],
  ['\xd0\xcf\x11\xe0', 'an old Excel or Word file (.xls, .doc): save it as .xlsx, .ods or .csv.'],
  ['\x1f\x8b', 'packed (gzip) twice: unpack it first.'],
  ['7z\xbc\xaf', 'a 7z archive: unpack it first.'],
  ['Rar!', 'a RAR archive: unpack it first.'],
  ['\x89PNG', 'a picture (PNG), not a catalogue.'],
  ['\xff\xd8\xff', 'a picture (JPEG), not a catalogue.'],
  ['GIF8', 'a picture (GIF), not a catalogue.'],
  ['SQLite format 3', 'an SQLite database: export its table as CSV.'],
  ['PAR1', 'a Parquet file: export it as CSV.'],
  ['BEGIN:VCALENDAR', 'a calendar (iCalendar), which is not read: ask for a table or a feed of its events.'],
  ['BEGIN:VCARD', 'an address book (vCard), which is not read: export it as CSV.'],
  ['INSERT INTO', 'a dump of a database (SQL): export its table as CSV.'],
  ['CREATE TABLE', 'a dump of a database (SQL): export its table as CSV.'],
  ['-- ', 'a dump of a database (SQL): export its table as CSV.'],
];

/** Why these bytes are no catalogue at all, in a sentence. */
function tellBytes(start: Buffer): string | undefined {
  if (start.length === 0) return 'The file is empty.';
  const text = start.toString('latin1');
  const kind = kinds.find(([mark]) => text.startsWith(mark));
  if (kind !== undefined) return `It is ${kind[1]}`;
  const isWide = /^(?:\xff\xfe|\xfe\xff)/.test(text) || looksWide(start);
  // Letters of any narrow encoding stand above 31; only binary files hold many others.
  const strange = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  return !isWide && strange > start.length * 0.02
    ? 'It is a binary file of a kind that is not known here: a catalogue is CSV, a spreadsheet (.xlsx, .ods), JSON, XML, a feed or a web page.'
    : undefined;
}

function looksWide(bytes: Buffer): boolean {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at & 1]!++;
  const half = bytes.length / 2;
  return (zeros[0]! > half * 0.6 && zeros[1]! < half * 0.1) || (zeros[1]! > half * 0.6 && zeros[0]! < half * 0.1);
}
