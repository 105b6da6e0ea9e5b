/** What a postal address in free text says of the place: its last postcode, the city beside it, what follows. */
import { readCountry } from './country.ts';

export interface AddressReading {
  postcode?: string | undefined;
  /** Readings of the city, the likeliest first: beside the postcode; without one, segments from the end. */
  cities: string[];
  /** The segments after the city, which may name a département or a région. */
  rest: string[];
  country?: string | undefined;
}

const street =
  /\b(rue|avenue|av|bd|boulevard|place|chemin|route|impasse|allée|allee|quai|cours|square|passage|voie|faubourg|zone|za|zi|zac|bp|cs|lieu-dit|résidence|residence|bâtiment|batiment|bat|étage)\b/i;

/** Reads a text such as "12 rue X, 44300 Nantes" or "1 Rue Y, 51200, Épernay, Marne, Grand Est, FRA". */
export function readAddress(text: string): AddressReading {
  const segments = text
    .replace(/<[^>]*>/g, ' ')
    .split(/[,;\n\r|]| [-–—] /)
    .map((segment) => segment.replace(/\s+/g, ' ').trim())
    .filter((segment) => segment !== '');
  let country: string | undefined;
  while (segments.length > 1 && readCountry(segments.at(-1)!, segments.length > 1)) country = segments.pop();

  for (let at = segments.length - 1; at >= 0; at--) {
    const found = lastPostcode(segments[at]!);
    if (!found) continue;
    const after = clean(found.after);
    if (after !== '')
      return { postcode: found.postcode, cities: shortened(after), rest: segments.slice(at + 1), country };
    const next = segments[at + 1];
    const before = clean(found.before);
    const cities: string[] = [];
    if (next !== undefined) cities.push(...shortened(next));
    if (before !== '') cities.push(...endings(before));
    else if (next === undefined && at > 0) cities.push(...endings(clean(segments[at - 1]!)));
    return { postcode: found.postcode, cities, rest: segments.slice(at + 1), country };
  }
  const arrondissement = /(?:paris|lyon|marseille)[ -]+\d{1,2} ?(?:er|e|[eè]me|nd)(?: arr[a-z.]*)?$/i.exec(
    segments.at(-1) ?? '',
  );
  if (arrondissement) return { cities: [arrondissement[0]], rest: [], country };
  // Without a postcode only a whole segment can be a city: "rue de Paris" is in every town.
  const cities = segments
    .slice(-3)
    .reverse()
    .filter((segment) => !/\d{3}/.test(segment) && !street.test(segment));
  return { cities, rest: segments.slice(-3), country };
}

function lastPostcode(segment: string): { before: string; postcode: string; after: string } | undefined {
  let last: { before: string; postcode: string; after: string } | undefined;
  for (const found of segment.matchAll(/(?<![\d.,/])(?:(?:F|FR)[- ]?)?(\d{2} ?\d{3})(?![\d.]|,\d)/g)) {
    const before = segment.slice(0, found.index);
    // A box or a special course has a number too, and it stands where a postcode could.
    if (/\b(bp|cs|tsa|b\.p\.|boite postale|boîte postale)\s*(n°\s*)?$/i.test(before)) continue;
    last = { before, postcode: found[1]!.replace(' ', ''), after: segment.slice(found.index + found[0].length) };
  }
  return last;
}

function clean(text: string): string {
  return text
    .replace(/\b(bp|cs|tsa)\s*\d+\b/gi, ' ')
    .replace(/^[\s.:()–-]+|[\s.:(–-]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "Nantes France" may be "Nantes" with something after it: the whole, then without its last words. */
function shortened(text: string): string[] {
  const words = clean(text).split(' ');
  return words.map((_, dropped) => words.slice(0, words.length - dropped).join(' ')).slice(0, 6);
}

/** What ends a text, the longest first: before a postcode stands a street, then a city. */
function endings(text: string): string[] {
  const words = text.split(' ');
  return words.map((_, from) => words.slice(from).join(' ')).slice(-5);
}
