/** The samples of each reader and each platform: as they are received, and beside each what becomes of it. For tests. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSchema } from '#model/source.ts';
import { platforms } from './platforms/platforms.ts';
import { readOutcome } from './read/reading.fixture.ts';
import { readWebPage } from './read/web/web.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What stands beside a sample, with what it is read by; entries that would be empty are left out. */
export interface Becomes {
  /** As a manifest states it. */
  format?: Record<string, unknown>;
  /** The page of an item of a list, at this address. */
  item?: string;
  /** What a platform answers at this address, and that leads elsewhere. */
  at?: string;
  rows?: unknown[];
  refused?: string[];
  gone?: unknown[];
  nothing?: string;
  failed?: string;
  next?: string[];
  total?: number;
  /** Where a platform says that the items are had; null where it has none that are read. */
  leads?: unknown;
}

/** The folders of readers and platforms. */
export const readerFolders = (): string[] =>
  ['read', 'platforms'].flatMap((shelf) =>
    readdirSync(join(here, shelf), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [`${shelf}/${entry.name}`] : [],
    ),
  );

export function samplesOf(folder: string): string[] {
  const inside = join(here, folder, 'samples');
  if (!existsSync(inside)) return [];
  return readdirSync(inside)
    .filter((name) => !name.endsWith('.becomes.json'))
    .map((name) => join(inside, name));
}

export const becomesOf = (sample: string): Becomes =>
  JSON.parse(readFileSync(`${sample}.becomes.json`, 'utf8')) as Becomes;

/** What becomes of a sample today. */
export async function readSampleFile(sample: string, { format, item, at }: Becomes): Promise<Becomes> {
  if (at !== undefined) {
    const glimpse = { address: new URL(at), status: 200, type: 'application/json', headers: new Headers() };
    const text = readFileSync(sample, 'utf8');
    for (const platform of platforms) {
      const found = await platform.recognise({ ...glimpse, text }, async () => ({ reason: 'not asked in a test' }));
      if (found !== undefined) return { at, leads: { platform: platform.id, ...found } };
    }
    return { at, leads: null };
  }
  if (item !== undefined) {
    const web = formatSchema.parse(format);
    if (web.type !== 'web') throw new Error(`${sample}: only web pages have items with pages`);
    return { format: format!, item, rows: [await readWebPage(sample, web.page, item)] };
  }
  const { readings, rows, refused, failed } = await readOutcome(sample, format!);
  const all = <T>(name: string): T[] => readings.flatMap((one) => (name in one ? [(one as never)[name]] : []));
  const found: Becomes = {
    format: format!,
    rows,
    refused,
    gone: all('gone'),
    next: all('next'),
    failed,
    nothing: all<string>('nothing')[0] ?? '',
  };
  const [total] = all<number>('total');
  if (total !== undefined) found.total = total;
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
  ) as Becomes;
}
