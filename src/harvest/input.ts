/** Where a catalogue is read from: a local file, or its address fetched into one. */
import { createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf, isDiskFull } from '#db/unavailable.ts';
import { FetchFailure, type NotFetched } from '#lib/net/guarded-fetch.ts';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';

export type HarvestInput = { kind: 'file'; path: string } | { kind: 'address'; address: string };

/**
 * The path of the latest file of a catalogue in a folder, or undefined. `files` are names or patterns (`*` stands for
 * anything but a slash), oldest first; of the files of one pattern the last in alphabetical order is the latest.
 */
export function latestFile(folder: string, files: readonly string[]): string | undefined {
  for (const name of files.toReversed()) {
    const path = resolve(folder, name);
    if (!path.startsWith(resolve(folder) + sep)) continue;
    if (!name.includes('*')) {
      if (isFile(path)) return path;
      continue;
    }
    const parent = dirname(path);
    const parts = basename(path)
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`^${parts.join('.*')}$`);
    const found = existsSync(parent) ? readdirSync(parent).filter((one) => pattern.test(one)) : [];
    const latest = found
      .filter((one) => isFile(join(parent, one)))
      .toSorted()
      .at(-1);
    if (latest !== undefined) return join(parent, latest);
  }
  return undefined;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** One page of a catalogue as a local file. */
export interface Page {
  path: string;
  /** Where it stands, for people and for telling pages apart. */
  origin: string;
  /** What the server said beside it. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Forgets what was fetched. */
  drop(): Promise<void>;
}

/** Opens an address as a page, perhaps under a condition (`if-none-match`). */
export type OpenAddress = (
  address: string,
  condition?: Record<string, string>,
) => Promise<Page | { unchanged: true } | NotFetched>;

/** Opens the first page. An answer is fetched whole before anything is read: a cut download harms nothing. */
export async function openInput(
  input: HarvestInput,
  open: OpenAddress,
  condition: Record<string, string> = {},
): Promise<Page | { unchanged: true } | NotFetched> {
  if (input.kind === 'address') return open(input.address, condition);
  if (!isFile(input.path)) return { failed: `There is no file ${input.path}.` };
  return { path: input.path, origin: input.path, headers: {}, drop: async () => {} };
}

/** Opens the page that `next` names, seen from the page where it stands. */
export async function openNext(
  input: HarvestInput,
  from: Page,
  next: string,
  open: OpenAddress,
): Promise<Page | { unchanged: true } | NotFetched> {
  if (input.kind === 'address') {
    if (!URL.canParse(next, from.origin)) return { failed: `The next page is not an address: “${next}”.` };
    return open(new URL(next, from.origin).href);
  }
  // A page kept as a file has its neighbours beside it, whatever address they had.
  const name = basename(URL.canParse(next) ? new URL(next).pathname : next);
  const path = join(dirname(from.path), name);
  if (!isFile(path)) return { failed: `The next page, “${next}”, is not beside the file ${from.path}.` };
  return { path, origin: path, headers: {}, drop: async () => {} };
}

/** Fetches an address into a temporary file. */
export async function download(
  address: string,
  fetch: PoliteFetch,
  condition?: Record<string, string>,
): Promise<Page | { unchanged: true } | NotFetched> {
  const answer = await fetch(address, condition);
  if (!('body' in answer)) return answer;
  let folder: string | undefined;
  const drop = async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    folder = await mkdtemp(join(tmpdir(), 'carrefour-harvest-'));
    const path = join(folder, 'page');
    await pipeline(answer.body, createWriteStream(path));
    return { path, origin: answer.address, headers: answer.headers, drop };
  } catch (error) {
    answer.body.destroy();
    await drop();
    if (error instanceof FetchFailure) return { failed: error.message };
    const why = notWritten(error);
    if (why === undefined) throw error;
    return { failed: why };
  }
}

/** Why what was fetched could not be kept to be read, when the machine is what refused it. */
function notWritten(error: unknown): string | undefined {
  if (isDiskFull(error))
    return `The disk that holds ${tmpdir()} is full: free some space there, or set TMPDIR to a folder on a larger disk.`;
  if (!['EACCES', 'EROFS', 'ENOENT', 'EPERM', 'EFBIG', 'EIO'].includes(codeOf(error))) return undefined;
  return `What is fetched cannot be written to ${tmpdir()} (${codeOf(error)}): set TMPDIR to a folder that can be written.`;
}
