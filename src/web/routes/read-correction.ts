/** What was typed into the form of a correction, as its field holds it; or what is wrong with it. */
import { fold } from '#lib/text/fold.ts';
import { withoutUnseen } from '#lib/text/unseen.ts';
import { readCorrection } from '#match/settable-fields.ts';
import { type CorrectedField, isShownField, longestText } from '#model/correction.ts';
import { written } from '#model/decision.ts';
import type { Sheet, Site } from '#model/sheet.ts';
import type { Rooms } from '../rooms.ts';
import type { Words } from '../text/fr.ts';

export type Typed = Record<string, string | File | (string | File)[]>;
export type Wrong = keyof Words['corrections']['wrong'];

/** Links and places are the one that was typed: what becomes of the others is known when it is accepted. */
export function readTyped(
  field: CorrectedField,
  typed: Typed,
  territories: Rooms['territories'],
): { value: unknown } | { wrong: Wrong } {
  const all = [typed.valeur].flat().filter((one): one is string => typeof one === 'string');
  if (!all.every((text) => written.safeParse(text).success)) return { wrong: 'value' };
  const text = withoutUnseen(all[0] ?? '').trim();
  switch (field) {
    case 'sites':
      return readPlace(typed, territories);
    case 'links': {
      if (!isWebAddress(text)) return { wrong: 'link' };
      const link: Sheet['links'][number] = { url: text };
      return checked(field, [link], link);
    }
    case 'images':
      return isWebAddress(text) ? { value: text } : { wrong: 'link' };
    case 'themes':
    case 'audiences':
      return all.length === 0 ? { wrong: 'empty' } : checked(field, [...new Set(all)]);
    case 'startYear':
    case 'endYear':
      return /^(1[89]|20)\d\d$/.test(text) ? checked(field, Number(text)) : { wrong: 'year' };
    default: {
      if (text === '') return { wrong: 'empty' };
      if (text.length > (longestText[field] ?? 100)) return { wrong: 'long' };
      // A line is a line: what a mail or a list would break at is a space.
      const said = lines.has(field) ? text.replace(/\s+/g, ' ') : text.replace(/\r\n?/g, '\n');
      if (field === 'body') return checked(field, asParagraphs(said));
      return checked(field, said);
    }
  }
}

const lines: ReadonlySet<CorrectedField> = new Set(['title', 'holder', 'contacts', 'stage']);

/** By the rules of the field itself, where the field is shown. `kept`: what is kept of it, when not all. */
function checked(field: CorrectedField, value: unknown, kept?: unknown): { value: unknown } | { wrong: Wrong } {
  if (!isShownField(field)) return { value: kept ?? value };
  const read = readCorrection(field, value);
  return 'why' in read ? { wrong: 'value' } : { value: kept ?? read.value };
}

/** 2,000 characters as browsers show them; no password in it. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || text.length > 2_000 || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && hostname.includes('.');
}

function readPlace(typed: Typed, territories: Rooms['territories']): { value: Site } | { wrong: Wrong } {
  const given = (name: string): string => {
    const text = typed[name];
    return typeof text === 'string' && written.safeParse(text).success
      ? withoutUnseen(text).replace(/\s+/g, ' ').trim()
      : '';
  };
  const [address, postcode, city] = [
    given('adresse').slice(0, 200),
    given('code_postal'),
    given('commune').slice(0, 100),
  ];
  if (city === '') return { wrong: 'place' };
  if (postcode !== '' && !/^\d{5}$/.test(postcode)) return { wrong: 'place' };
  const named = territories
    .find(city, 50, ['commune'])
    .filter(({ name, postcodes }) => plain(name) === plain(city) && (postcode === '' || postcodes.includes(postcode)));
  const [commune] = named;
  if (commune === undefined || named.length > 1) return { wrong: 'place' };
  const site: Site = {
    ...(address !== '' && { address }),
    ...(postcode !== '' && { postcode }),
    city: commune.name,
    commune: commune.code,
    territories: [commune.id, ...commune.within],
    ...(commune.centre !== undefined && { point: commune.centre }),
    precision: 'commune',
    how: [postcode === '' ? 'city' : 'postcode+city'],
  };
  return { value: site };
}

const plain = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const asParagraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escaped(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A description as plain text, for the form that holds it. */
export function asTyped(html: string): string {
  return html
    .replace(/<\/(p|h\d|blockquote|ul|ol)>/gi, '\n\n')
    .replace(/<br\s*\/?>|<\/li>/gi, '\n')
    .replace(/<li[^>]*>/gi, '– ')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#0?39;/g, "'")
    .replaceAll('&amp;', '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
