/** Reads one file in the format of its manifest. */
import { open } from 'node:fs/promises';
import type { Format } from '#model/source.ts';
import { plainFormat, shapeOf } from '../platforms/platforms.ts';
import type { PlainFormat, PlatformShape } from '../platforms/shape.ts';
import { readCsv } from './csv/csv.ts';
import { findEncoding, findXmlEncoding, readText } from './encoding.ts';
import { readFeed } from './feed/feed.ts';
import { readGeojson } from './geojson/geojson.ts';
import { readJson } from './json/json.ts';
import { readOai } from './oai/oai.ts';
import { excerpt, type Reading } from './reading.ts';
import { readSitemap } from './sitemap/sitemap.ts';
import { readSpreadsheet } from './table/spreadsheet.ts';
import { unpack } from './unpack.ts';
import { readWebList } from './web/web.ts';
import { readXml } from './xml/xml.ts';

/** The rows of the file at `path`, as a stream; see `Reading` for what else it may give. */
export async function* readFile(path: string, format: Format, signal?: AbortSignal): AsyncGenerator<Reading> {
  const file = await unpack(path);
  if ('failed' in file) return yield { line: 1, ...file };
  try {
    yield* readUnpacked(file.path, plainFormat(format), shapeOf(format), signal);
  } finally {
    await file.drop();
  }
}

async function* readUnpacked(
  path: string,
  format: PlainFormat,
  shape: PlatformShape | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Reading> {
  if (format.type === 'spreadsheet') return yield* readSpreadsheet(path, format);
  if (format.type === 'web') return yield* readWebList(path, format);
  const isXml = format.type !== 'csv' && format.type !== 'json' && format.type !== 'geojson';
  const found = isXml ? await findXmlEncoding(path) : await findEncoding(path, statedIn(format));
  if ('problem' in found) return yield { line: 1, failed: found.problem };
  const readings = readIn(format, readText(path, found.encoding, signal), shape);
  if (shape === undefined) return yield* readings;
  for await (const reading of readings) {
    // A platform may refuse with a sentence where it should give data.
    if ('failed' in reading && reading.line === 1) yield { ...reading, failed: `${reading.failed}${await said(path)}` };
    else yield reading;
  }
}

/** What an answer that should be JSON says instead; nothing when it is JSON. */
async function said(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(600), 0, 600, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    if (/^\s*[[{]/.test(text)) return '';
    const words = excerpt(text.replace(/<(script|style)[^>]*>.*?<\/\1>|<[^>]*>/gis, ' '));
    return words === '' ? '' : ` It says: “${words}”`;
  } finally {
    await file.close();
  }
}

function readIn(
  format: Exclude<PlainFormat, { type: 'spreadsheet' | 'web' }>,
  text: AsyncIterable<string>,
  shape: PlatformShape | undefined,
) {
  switch (format.type) {
    case 'csv':
      return readCsv(text, format);
    case 'json':
      return readJson(text, {
        items: format.items,
        next: format.pages?.by === 'cursor' ? format.pages.path : format.next,
        total: format.total,
        onlyList: shape?.onlyList,
        toRow: shape?.toRow,
        checkBeside: shape?.checkBeside,
      });
    case 'geojson':
      return readGeojson(text);
    case 'xml':
      return readXml(text, format.items);
    case 'feed':
      return readFeed(text);
    case 'sitemap':
      return readSitemap(text, format);
    case 'oai-pmh':
      return readOai(text);
  }
}

const statedIn = (format: PlainFormat) => (format.type === 'csv' ? format.encoding : undefined);
