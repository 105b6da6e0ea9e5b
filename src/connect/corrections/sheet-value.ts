/** What a sheet would hold if a proposal were right, and whether it holds that already. */
import { fold } from '#lib/text/fold.ts';
import type { CorrectedField } from '#model/correction.ts';
import { fieldText } from '#model/field-text.ts';
import type { Sheet, Site } from '#model/sheet.ts';

/**
 * The whole value of the field: a proposed link stands first before the others of the sheet, a proposed place takes the
 * place of the one in the same commune, or of the only one; all else is as proposed.
 */
export function wholeValue(field: CorrectedField, sheet: Sheet, proposed: unknown): unknown {
  if (field === 'links') {
    const link = proposed as Sheet['links'][number];
    return [link, ...sheet.links.slice(1).filter(({ url }) => bareUrl(url) !== bareUrl(link.url))];
  }
  if (field !== 'sites') return proposed;
  const site = proposed as Site;
  if (sheet.sites.length < 2) return [site];
  const at = sheet.sites.findIndex(({ commune }) => commune !== undefined && commune === site.commune);
  return at < 0 ? [...sheet.sites, site] : sheet.sites.with(at, site);
}

/** What the sheet says of the field, as it is kept beside a proposal: nothing of what its partner withholds. */
export function saidBy(field: CorrectedField, sheet: Sheet): unknown {
  if (field === 'other') return null;
  if (field === 'contacts') return sheet.contacts.filter(({ published }) => published);
  if (field === 'images') return sheet.images.map(({ url }) => url);
  return sheet[field] ?? null;
}

/** Whether the sheet says itself what was proposed. Never for what stands in no field. */
export function saysIt(field: CorrectedField, sheet: Sheet, proposed: unknown): boolean {
  switch (field) {
    case 'other':
      return false;
    case 'links':
      return sheet.links.some(({ url }) => bareUrl(url) === bareUrl((proposed as { url: string }).url));
    case 'sites': {
      const { commune, address } = proposed as Site;
      return sheet.sites.some(
        (site) => site.commune === commune && (address === undefined || plain(site.address ?? '') === plain(address)),
      );
    }
    case 'contacts':
      return sheet.contacts.some(({ value }) => String(proposed).includes(value));
    case 'images':
      return sheet.images.some(({ url }) => bareUrl(url) === bareUrl(String(proposed)));
    case 'holder':
      return plain(sheet.holder?.name ?? '') === plain(String(proposed));
    default:
      return sameValue(field, sheet[field], proposed);
  }
}

/** Whether the catalogue says it now. Where the writing alone was wrong, the writing is what must be there. */
export function hasArrived(field: CorrectedField, sheet: Sheet, was: unknown, proposed: unknown): boolean {
  const writing = !inItsOwnWay.has(field) && sameValue(field, was, proposed);
  return writing ? sameWriting(field, saidBy(field, sheet), proposed) : saysIt(field, sheet, proposed);
}

const inItsOwnWay: ReadonlySet<CorrectedField> = new Set(['other', 'links', 'sites', 'contacts', 'images', 'holder']);

/** Whether two values say the same to a reader: case, accents, punctuation, markup and the order of a list aside. */
function sameValue(field: string, one: unknown, other: unknown): boolean {
  const said = (value: unknown): string =>
    [value]
      .flat()
      .map((part) => plain(fieldText(field, part, 'fr')))
      .sort()
      .join('\n');
  return said(one) === said(other);
}

/** Of a title that only changes its case or an accent, the writing itself is what is corrected. */
export function sameWriting(field: string, one: unknown, other: unknown): boolean {
  const said = (value: unknown): string =>
    [value]
      .flat()
      .map((part) => fieldText(field, part, 'fr').trim())
      .sort()
      .join('\n');
  return said(one) === said(other);
}

const plain = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const bareUrl = (url: string): string =>
  url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/+$/, '');
