/**
 * How far a proposed manifest is from one made by hand: the entries of `format`, `key`, `withhold`, `refuse` and `map`
 * that a person would change, add or remove. Entries are compared by what they give on the catalogue's own rows.
 */

import { htmlToText } from '#describe/clean/html.ts';
import { type Description, describeRecord } from '#describe/describe-record.ts';
import { keyOf } from '#harvest/identity.ts';
import { foldToWords } from '#lib/text/fold.ts';
import { tokens } from '#lib/text/tokens.ts';
import { fulfils } from '#model/condition.ts';
import type { Condition } from '#model/mapping.ts';
import type { Row } from '#model/record.ts';
import type { Manifest } from '#model/source.ts';
import { lineage } from '#model/vocabulary.ts';

export interface Correction {
  entry: string;
  what: 'changed' | 'added' | 'removed';
}

/** Share of the rows on which two entries must give the same to be the same. */
const sameFrom = 0.9;
/** Share of the words of one text that another must hold. */
const wordsFrom = 0.8;

/**
 * Each entry of the hand-made manifest that differs counts one, whatever must be done to it. `areaOf` gives a
 * département's code for its name or its code.
 */
export function corrections(
  proposed: Manifest,
  made: Manifest,
  rows: readonly Row[],
  areaOf: (text: string) => string = (text) => text,
): Correction[] {
  const found: Correction[] = [];
  const differs = (entry: string, has: boolean, wanted: boolean) =>
    found.push({ entry, what: has && wanted ? 'changed' : wanted ? 'added' : 'removed' });
  for (const name of new Set([...Object.keys(proposed.format), ...Object.keys(made.format)])) {
    const [mine, theirs] = [proposed.format, made.format].map((format) => (format as Record<string, unknown>)[name]);
    // What the reader finds by itself is no correction, whether it is written or not.
    if (['delimiter', 'encoding'].includes(name) && (mine === undefined || theirs === undefined)) continue;
    if (JSON.stringify(mine) !== JSON.stringify(theirs))
      differs(`format.${name}`, mine !== undefined, theirs !== undefined);
  }
  for (const name of ['withhold', 'refuse'] as const)
    if (!sameRows(proposed[name], made[name], rows))
      differs(name, proposed[name] !== undefined, made[name] !== undefined);
  const kept = rows.filter((row) => made.refuse === undefined || !fulfils(row, made.refuse));
  if (partition(kept, proposed) !== partition(kept, made)) differs('key', true, true);
  const [mine, theirs] = [
    kept.map((row) => describeRecord([row], proposed)),
    kept.map((row) => describeRecord([row], made)),
  ];
  for (const [entry, read] of Object.entries(entries)) {
    const [has, wanted] = [hasEntry(proposed, entry), hasEntry(made, entry)];
    if (!has && !wanted) continue;
    const give = (one: Description) => (entry === 'sites.departement' ? areaOf(read(one)) : read(one));
    const pairs = mine
      .map((one, at) => [give(one), give(theirs[at]!)] as const)
      .filter(([a, b]) => a !== '' || b !== '');
    const same = pairs.filter(([a, b]) => a === b || (long.has(entry) && holds(a, b))).length;
    if (same < pairs.length * sameFrom) differs(entry, has, wanted);
  }
  return found;
}

const sorted = (list: readonly string[]): string => [...new Set(list)].toSorted().join('|');
const place =
  (name: string) =>
  ({ places }: Description): string =>
    sorted(places.map(({ clues }) => foldToWords(String((clues as Record<string, unknown>)[name] ?? ''))));

/** What each entry of the mapping gives, as a text to compare; themes by their families. */
const entries: Readonly<Record<string, (description: Description) => string>> = {
  kind: ({ sheet }) => sheet.kind,
  title: ({ sheet }) => foldToWords(sheet.title),
  summary: ({ sheet }) => foldToWords(sheet.summary),
  // A short body becomes the summary: what the sheet tells is in both.
  body: ({ sheet }) => foldToWords(`${sheet.summary} ${htmlToText(sheet.body.replaceAll('<', ' <'))}`),
  themes: ({ sheet }) => sorted(sheet.themes.map((theme) => lineage('themes', theme).at(-1)?.id ?? theme)),
  audiences: ({ sheet }) => sorted(sheet.audiences),
  approaches: ({ sheet }) => sorted(sheet.approaches),
  placeKinds: ({ sheet }) => sorted(sheet.placeKinds),
  sdgs: ({ sheet }) => sorted(sheet.sdgs),
  stage: ({ sheet }) => sheet.stage ?? '',
  startYear: ({ sheet }) => String(sheet.startYear ?? ''),
  endYear: ({ sheet }) => String(sheet.endYear ?? ''),
  'holder.name': ({ sheet }) => foldToWords(sheet.holder?.name ?? ''),
  'holder.kind': ({ sheet }) => sheet.holder?.kind ?? '',
  'holder.siren': ({ sheet }) => sheet.holder?.siren ?? '',
  'holder.siret': ({ sheet }) => sheet.holder?.siret ?? '',
  'holder.rna': ({ sheet }) => sheet.holder?.rna ?? '',
  'holder.url': ({ sheet }) => sheet.holder?.url ?? '',
  partners: ({ sheet }) => sorted(sheet.partners.map(({ name }) => name)),
  funders: ({ sheet }) => sorted(sheet.funders.map(({ name }) => name)),
  'sites.name': ({ places }) => sorted(places.map(({ name }) => foldToWords(name ?? ''))),
  'sites.address': ({ places }) => sorted(places.map(({ address }) => foldToWords(address ?? ''))),
  'sites.postcode': place('postcode'),
  'sites.city': place('city'),
  'sites.inseeCode': place('inseeCode'),
  'sites.departement': place('departement'),
  'sites.region': place('region'),
  'sites.country': place('country'),
  'sites.latitude': place('latitude'),
  'sites.longitude': place('longitude'),
  reach: ({ reach }) => reach ?? '',
  links: ({ sheet }) => sorted(sheet.links.map(({ url }) => url)),
  images: ({ sheet }) => sorted(sheet.images.map(({ url }) => url)),
  mails: ({ sheet }) => sorted(sheet.contacts.filter(({ kind }) => kind === 'mail').map(({ value }) => value)),
  phones: ({ sheet }) => sorted(sheet.contacts.filter(({ kind }) => kind === 'phone').map(({ value }) => value)),
  createdAt: ({ sheet }) => sheet.createdAt ?? '',
  updatedAt: ({ sheet }) => sheet.updatedAt ?? '',
  results: ({ sheet }) => foldToWords(htmlToText(sheet.results)),
  needed: ({ sheet }) => foldToWords(htmlToText(sheet.needed)),
  tags: ({ sheet }) => foldToWords(sorted(sheet.tags)),
  language: ({ sheet }) => sheet.language,
  recordUrl: ({ sheet }) => sheet.recordUrl ?? '',
};
const long = new Set(['summary', 'body', 'results', 'needed', 'tags', 'sites.address']);

/** Whether the first text holds most words of the second, and is not three times as long. */
function holds(mine: string, theirs: string): boolean {
  const [own, wanted] = [new Set(tokens(mine)), [...new Set(tokens(theirs))]];
  return (
    wanted.filter((word) => own.has(word)).length >= wanted.length * wordsFrom && own.size <= 3 * wanted.length + 12
  );
}

function hasEntry(manifest: Manifest, entry: string): boolean {
  const [first, second] = entry.split('.') as [keyof Manifest['map'], string | undefined];
  const value = manifest.map[first];
  if (second === undefined || value === undefined) return value !== undefined;
  return [value].flat().some((one) => (one as Record<string, unknown>)[second] !== undefined);
}

function sameRows(mine: Condition | undefined, theirs: Condition | undefined, rows: readonly Row[]): boolean {
  const fulfilled = (condition: Condition | undefined, row: Row) => condition !== undefined && fulfils(row, condition);
  return rows.every((row) => fulfilled(mine, row) === fulfilled(theirs, row));
}

/** Which rows are one item, as a text. */
function partition(rows: readonly Row[], manifest: Manifest): string {
  const first = new Map<string, number>();
  const source = { ...manifest, folder: '' };
  return rows
    .map((row, at) => {
      const key = keyOf(row, source) ?? '';
      if (!first.has(key)) first.set(key, at);
      return first.get(key);
    })
    .join();
}
