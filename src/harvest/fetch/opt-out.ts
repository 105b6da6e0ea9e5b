/** Whether what was fetched says that it does not want to be taken. What counts, and why: docs/decisions/0009. */
import { open } from 'node:fs/promises';
import { load } from 'cheerio';
import { agentToken } from '#lib/net/agent.ts';
import { forbidsFollowing, forbidsIndex, readReservation, readRobotsTag } from '#lib/net/opt-out.ts';
import type { Page } from '../input.ts';

/** Bytes of a page in which its head ends. */
const headEnds = 64 * 1024;

/**
 * Why a page is not to be taken; undefined when nothing forbids. Data (`isHtml` false) only forbids to us by name: many
 * servers forbid searches to show their data, which are made to be reused. A list may be left out of searches and still
 * lead to its items: only `nofollow` counts for it. An item’s own page that is not to be found is not to be found here.
 */
export async function optOut(page: Page, role: 'list' | 'item', isHtml: boolean): Promise<string | undefined> {
  const header = readRobotsTag(page.headers['x-robots-tag']);
  if (!isHtml) return forbidsIndex(header.own) ? sentences.named : undefined;
  const $ = load(await beginningOf(page.path));
  const said = new Set([...header.any, ...header.own]);
  let isReserved = false;
  for (const meta of $('meta[name]').toArray()) {
    const name = $(meta).attr('name')!.trim().toLowerCase();
    const content = $(meta).attr('content') ?? '';
    if (name === 'tdm-reservation') isReserved = readReservation(content) ?? isReserved;
    if (name !== 'robots' && name !== agentToken.toLowerCase()) continue;
    for (const directive of content.split(',')) said.add(directive.trim().toLowerCase());
  }
  if (isReserved) return sentences.reserved;
  if (role === 'item') return forbidsIndex(said) ? sentences.noindex : undefined;
  return forbidsFollowing(said) ? sentences.nofollow : undefined;
}

const sentences = {
  named: 'its header X-Robots-Tag says that we are not to take it (noindex)',
  reserved: 'it reserves the rights to mine it (tdm-reservation)',
  noindex: 'it says that it is not to be found by search (noindex)',
  nofollow: 'it says that its links are not to be followed (nofollow)',
};

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headEnds), 0, headEnds, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
