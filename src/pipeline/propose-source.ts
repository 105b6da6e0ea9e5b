/** From an address or a file to a manifest that a person only corrects: sniffed, guessed, and tried on its own rows. */
import { basename, dirname } from 'node:path';
import { toSay } from '#describe/propose/guess.ts';
import { keeperIn } from '#describe/propose/keeper.ts';
import { type Proposal, propose } from '#describe/propose/propose.ts';
import { writeManifest } from '#describe/propose/write-manifest.ts';
import { firstAddress } from '#harvest/fetch/first-address.ts';
import { type Head, headOfAddress, headOfFile } from '#harvest/sniff/head.ts';
import { withItemPages } from '#harvest/sniff/item-pages.ts';
import type { Platform } from '#harvest/sniff/platform.ts';
import { readSample, type Sample } from '#harvest/sniff/read-sample.ts';
import { createAsk, sniff } from '#harvest/sniff/sniff.ts';
import type { NotSniffed, Sniffed } from '#harvest/sniff/sniffed.ts';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import { coversPath } from '#lib/path.ts';
import { slugify } from '#lib/text/fold.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { Rule } from '#model/mapping.ts';
import { type LicenceId, type Manifest, manifestSchema } from '#model/source.ts';
import { gazetteerChecks } from './gazetteer-checks.ts';
import { readLicence } from './stated-licence.ts';
import { type Trial, tryManifest } from './try-manifest.ts';

export interface ProposeRooms {
  fetch: PoliteFetch;
  gazetteer: Gazetteer;
  platforms: readonly Platform[];
  now(): Date;
}

export interface Wish {
  /** An address (http, https) or the path of a file. */
  from: string;
  id?: string | undefined;
  name?: string | undefined;
  organisation?: string | undefined;
  licence?: LicenceId | undefined;
  /** Where a catalogue that is given as a file is fetched. */
  address?: string | undefined;
}

export interface ProposedSource {
  id: string;
  what: string;
  notes: string[];
  offers: Sniffed['offers'];
  /** With its comments, as it is written to `source.yaml`. */
  yaml: string;
  /** The same with what must still be said filled in for the trial. */
  manifest: Manifest;
  /** Entries that a person must still say. */
  toSay: string[];
  left: Proposal['left'];
  trial: Trial;
}

/** Nothing is written anywhere; what was fetched is forgotten. */
export async function proposeSource(rooms: ProposeRooms, wish: Wish): Promise<ProposedSource | NotSniffed> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(wish.from);
  const head = isAddress ? await headOfAddress(wish.from, rooms.fetch) : await headOfFile(wish.from);
  if ('reason' in head) return head;
  let other: Head | undefined;
  try {
    const sniffed = await sniff(head, rooms.platforms, isAddress ? createAsk(rooms.fetch) : undefined);
    if ('reason' in sniffed) return sniffed;
    // A platform's list, or the records of a repository, stand elsewhere than what was looked at.
    const address = isAddress ? firstAddress(sniffed.address ?? head.origin, sniffed.format) : head.origin;
    if (isAddress && address !== head.origin && (sniffed.address !== undefined || sniffed.format.type === 'oai-pmh')) {
      const had = await headOfAddress(address, rooms.fetch);
      if ('reason' in had) return { reason: `${sniffed.what}, but its list cannot be had: ${had.reason}` };
      other = had;
    }
    const from = other ?? head;
    const sample = await readSample(from.path, sniffed.format, from.cut);
    if ('reason' in sample)
      return { reason: `${capital(sniffed.what)}, but no row can be taken. ${sample.reason}`, offers: sniffed.offers };
    const { format } = sniffed;
    if ((format.type !== 'web' && format.type !== 'sitemap') || head.address === undefined)
      return await compose(rooms, wish, head, sniffed, sample);
    const visited = await withItemPages({ ...head, address: head.address }, format, sample, rooms);
    return await compose(
      rooms,
      wish,
      head,
      { ...sniffed, notes: [...sniffed.notes, ...visited.notes] },
      visited.sample,
    );
  } finally {
    await head.drop();
    await other?.drop();
  }
}

async function compose(
  rooms: ProposeRooms,
  wish: Wish,
  head: Head,
  sniffed: Sniffed,
  sample: Sample,
): Promise<ProposedSource | NotSniffed> {
  const file = head.address === undefined ? basename(head.origin) : undefined;
  const folder = file === undefined ? '' : basename(dirname(head.origin));
  const name = wish.name ?? sniffed.stated.title;
  const kept = keeperIn(sample.rows, sample.columns);
  const organisation = wish.organisation ?? sniffed.stated.organisation ?? kept.organisation;
  const proposal = propose({
    rows: sample.rows,
    columns: sample.columns,
    name,
    file,
    called: [name ?? '', folder, file ?? head.address?.pathname ?? ''].join(' ').replace(/[-_/.%]+/g, ' '),
    organisation,
    key: sniffed.key,
    page: head.address?.href,
    places: gazetteerChecks(rooms.gazetteer),
  });
  if (proposal === undefined)
    return {
      reason:
        sniffed.format.type === 'sitemap'
          ? `${capital(sniffed.what)}: it only names addresses, and ${head.address === undefined ? 'a file leads nowhere: give its own address, so that their pages are looked at' : 'their pages say nothing for machines: name selectors in `format.page`'}.`
          : `${capital(sniffed.what)}, but no column could be a title: none holds texts that name items.`,
      offers: sniffed.offers,
    };
  // Pages say more than the few that were looked at: what of it no rule reads is not told after each harvest.
  const spoken = ['jsonld', 'microdata', 'opengraph'].filter((column) => sample.rows.some((row) => column in row));
  const unread = [...proposal.unread.filter((name) => !spoken.some((column) => coversPath(column, name))), ...spoken];
  const id = wish.id ?? slugify((name ?? file ?? head.address?.host ?? '').replace(/\.\w+$/, ''));
  const told = sniffed.stated.licence ?? kept.licence;
  const licence = wish.licence ?? readLicence(told);
  const language = /^[a-z]{2}$/.test(sniffed.stated.language ?? '') ? sniffed.stated.language : undefined;
  const address = sniffed.address ?? (head.address === undefined ? wish.address : head.origin);
  const withFormat = (sure: { name: string; organisation: string; licence: string }) => ({
    ...{ id, name: sure.name, organisation: { name: sure.organisation }, licence: sure.licence },
    attribution: sure.organisation,
    ...(sniffed.stated.homepage !== undefined && URL.canParse(sniffed.stated.homepage)
      ? { homepage: sniffed.stated.homepage }
      : {}),
    ...(language === undefined || language === 'fr' ? {} : { language }),
    ...(address === undefined ? {} : { address, schedule: sniffed.format.type === 'feed' ? 'daily' : 'weekly' }),
    ...(file === undefined ? {} : { files: [file] }),
    format: bare(sniffed.format),
    key: proposal.key,
    ...(proposal.group ? { group: true } : {}),
    ...(proposal.uncounted ? { uncounted: proposal.uncounted } : {}),
    ...(proposal.withhold ? { withhold: proposal.withhold } : {}),
    ...(proposal.refuse ? { refuse: proposal.refuse } : {}),
    map: proposal.map,
    ...(unread.length > 0 ? { unread } : {}),
  });
  const parsed = manifestSchema.parse(
    withFormat({ name: name ?? id, organisation: organisation ?? id, licence: licence ?? 'closed' }),
  );
  const trial = tryManifest({ ...parsed, folder: '' }, sample.rows, rooms.gazetteer, rooms.now().getUTCFullYear());
  // A harvest holds what it found, withheld or not, against `expect`.
  const items = sample.listed ?? trial.records + trial.withheld;
  const least = Math.floor(items * 0.8);
  const expect = least > 1 ? { count: { min: least } } : undefined;
  const written = {
    ...withFormat({ name: name ?? toSay, organisation: organisation ?? toSay, licence: licence ?? toSay }),
    ...(expect === undefined ? {} : { expect }),
  };
  const missing = [
    ...(name === undefined ? ['name'] : []),
    ...(organisation === undefined ? ['organisation.name', 'attribution'] : []),
    ...(licence === undefined ? ['licence'] : []),
    ...(isToSay(proposal.map.holder?.name) ? ['map.holder.name'] : []),
  ];
  const reasons = [
    ...proposal.reasons,
    ...kept.reasons.filter(({ path }) => (path[0] === 'licence' ? wish.licence : wish.organisation) === undefined),
    ...Object.entries(sniffed.because).map(([entry, why]) => ({
      path: ['format', entry],
      why,
      sure: 'likely' as const,
    })),
    ...(least > 1
      ? [
          {
            path: ['expect'],
            why: `four fifths of the ${items} items of today${trial.withheld > 0 ? ', those withheld included' : ''}${sample.more ? ', of those that were looked at' : ''}`,
            sure: 'guess' as const,
          },
        ]
      : []),
    ...(licence === undefined
      ? [
          {
            path: ['licence'],
            why: `${told === undefined ? 'nothing states it' : `stated as “${told}”`}: LO-2.0, ODbL-1.0, CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0, MIT or closed`,
            sure: 'guess' as const,
          },
        ]
      : []),
    ...(address === undefined
      ? []
      : [{ path: ['schedule'], why: 'how often it changes is not known', sure: 'guess' as const }]),
  ];
  const notes = [...sniffed.notes, ...proposal.notes];
  if (sample.refused.count > 0) notes.push(`${sample.refused.count} rows cannot be taken. ${sample.refused.first}`);
  return {
    ...{
      id,
      what: sniffed.what,
      notes,
      offers: sniffed.offers,
      manifest: { ...parsed, ...(expect === undefined ? {} : { expect: { ...parsed.expect, ...expect } }) },
    },
    yaml: writeManifest(written, reasons, [
      `Proposed from ${file ?? head.origin}: ${sniffed.what}.`,
      'Each guess says above it why, and how sure it is; correct what is wrong and say what is marked TODO.',
    ]),
    toSay: missing,
    left: proposal.left,
    trial,
  };
}

const isToSay = (rule: Rule | undefined): boolean =>
  typeof rule === 'object' && 'constant' in rule && rule.constant === toSay;

/** A format without what it would be anyway. */
function bare(format: Sniffed['format']): object {
  const usual: Readonly<Record<string, unknown>> = { skip: 0, headerLines: 1, items: '', changes: false };
  // Of a sitemap, that its pages are read at all says as much as which of their columns.
  const says = (name: string, value: unknown): boolean =>
    usual[name] !== value && (!isEmpty(value) || format.type === 'sitemap');
  return Object.fromEntries(Object.entries(format).filter(([name, value]) => says(name, value)));
}

const isEmpty = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && Object.keys(value).length === 0;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
