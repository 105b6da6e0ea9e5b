/** The place that a query names: `épicerie sociale à Lille`, `jardins partagés nantes`, `fablab 59`. */
import { foldToWords } from '#lib/text/fold.ts';
import { tokens } from '#lib/text/tokens.ts';
import type { Territory, TerritoryLevel } from '#model/territory.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { commonNames } from './common-names.ts';

/** Territories whose name, code or postcode is or begins like the text, the likeliest first: the gazetteer's. */
export type FindTerritories = (text: string, most: number) => readonly Territory[];

export interface PlaceInWords {
  /** The words that are left, as typed. */
  rest: string;
  /** The words of the place, as typed: `à Lille`. */
  written: string;
  /** Inside it, or around it (`près de`). */
  how: 'in' | 'near';
  /** What it may be, the likeliest first; several are homonyms among which nothing chooses. */
  places: readonly Territory[];
  /** One place, and words that can hardly mean anything else. */
  sure: boolean;
  /**
   * A number after a word (`fablab 59`, but `covid 19`, `agenda 21`): nothing is sure where a project says the two side
   * by side (`together`, in quotes), or none says the `word`.
   */
  unless?: { together: string; word: string };
}

/** How many times more people the likeliest of homonyms must have to be taken without asking. */
const clearlyLarger = 12;
/** People: a smaller commune is not read from words alone, nor a common word (`à Tours`) from a smaller one. */
const large = { alone: 2_000, commonWord: 10_000 };
const longestName = 6;
const mostChoices = 6;

interface Preposition {
  words: string;
  how: 'in' | 'near';
  /** Added before the name: `au Havre` is `le Havre`. */
  article?: string;
  levels?: readonly TerritoryLevel[];
}

const areas: readonly TerritoryLevel[] = ['departement', 'region'];
const around = ['pres', 'autour', 'proche', 'aux alentours', 'aux environs', 'a cote'];

const prepositions: readonly Preposition[] = (
  [
    { words: 'a', how: 'in' },
    { words: 'au', how: 'in', article: 'le' },
    { words: 'aux', how: 'in', article: 'les' },
    { words: 'en', how: 'in', levels: areas },
    { words: 'dans', how: 'in' },
    ...['le', 'la', 'les', 'l'].map((article): Preposition => ({ words: `dans ${article}`, how: 'in', levels: areas })),
    { words: 'in', how: 'in' },
    { words: 'near', how: 'near' },
    { words: 'around', how: 'near' },
    ...around.flatMap((words): Preposition[] => [
      { words: `${words} de`, how: 'near' },
      { words: `${words} d`, how: 'near' },
      { words: `${words} du`, how: 'near', article: 'le' },
      { words: `${words} des`, how: 'near', article: 'les' },
    ]),
  ] satisfies Preposition[] as Preposition[]
).sort((a, b) => b.words.length - a.words.length);

/** Reads the place of a query; undefined when it names none. Quotes and words to leave out are taken at their word. */
export function placeInWords(query: string, find: FindTerritories): PlaceInWords | undefined {
  const text = query.slice(0, 300);
  if (/["«»“”]|(^|\s)-\S/.test(text)) return undefined;
  const typed = text.split(/\s+/).filter((word) => tokens(word).length > 0);
  return (
    afterPreposition(typed, find) ??
    lastArrondissement(typed, find) ??
    lastNumber(typed, find) ??
    lastWords(typed, find)
  );
}

/** The last place said with a preposition, by its longest name. */
function afterPreposition(typed: readonly string[], find: FindTerritories): PlaceInWords | undefined {
  const words = typed.map(elisionApart);
  for (let from = words.length - 1; from >= 0; from--) {
    for (const preposition of prepositions) {
      const start = afterWords(words, from, preposition.words);
      if (start === undefined) continue;
      const { name: at, inside } = start;
      for (let to = Math.min(words.length, at + longestName); to > at; to--) {
        const said = typed.slice(at, to);
        const name = [inside ?? said[0], ...said.slice(1)].join(' ');
        const places = exactly(name, preposition, find).filter((place) => !isTooSmall(place, name));
        if (places.length === 0) continue;
        const capital = /^\p{Lu}/u.test(name.replace(/^(?:l['’]|l[ea]s? )/i, ''));
        return read(typed, from, to, preposition.how, places, (place) => isMeant(place, name, capital));
      }
    }
  }
  return undefined;
}

/** Cities that are cut into arrondissements. */
const cut = new Set(['commune-75056', 'departement-75', 'commune-69123', 'commune-13055']);

/** `fablab Paris 18e`, `Lyon 3ème arrondissement`: the city, which is offered; its parts are no territories here. */
function lastArrondissement(typed: readonly string[], find: FindTerritories): PlaceInWords | undefined {
  const end = /^arr/i.test(typed.at(-1) ?? '') ? typed.length - 1 : typed.length;
  if (!/^\d{1,2}(?:er|e|è|i?[eè]me)$/i.test(typed[end - 1] ?? '')) return undefined;
  const city = lastWords(typed.slice(0, end - 1), find);
  if (city === undefined || !cut.has(city.places[0]!.id)) return undefined;
  return { ...city, written: [city.written, ...typed.slice(end - 1)].join(' '), sure: false };
}

/** `fablab 59`, `épicerie 44100`: a département's number or a postcode at the end. */
function lastNumber(typed: readonly string[], find: FindTerritories): PlaceInWords | undefined {
  const last = typed.at(-1)?.replace(/\W+$/, '') ?? '';
  if (typed.length < 2 || !/^(\d{2}|2[ab]|97[1-6]|\d{5})$/i.test(last)) return undefined;
  const code = last.toUpperCase();
  const places = find(code, 12).filter((one) =>
    code.length === 5 ? one.postcodes.includes(code) : one.level === 'departement' && one.code === code,
  );
  if (places.length === 0) return undefined;
  const before = tokens(typed.at(-2)!).at(-1)!;
  // `paris 13` is an arrondissement, not the Bouches-du-Rhône.
  const city = code.length === 5 ? undefined : lastWords(typed.slice(0, -1), find);
  if (city !== undefined) return { ...city, written: `${city.written} ${typed.at(-1)}`, sure: false };
  const found = read(typed, typed.length - 1, typed.length, 'in', places, () => !stopWords.has(before));
  return code.length === 5 ? found : { ...found, unless: { together: `"${before} ${last}"`, word: before } };
}

/** The last words are the exact name of a place, and something is said before them. */
function lastWords(typed: readonly string[], find: FindTerritories): PlaceInWords | undefined {
  for (let length = Math.min(longestName, typed.length); length > 0; length--) {
    const from = typed.length - length;
    const [first, ...others] = typed.slice(from);
    const apart = elisionApart(first!);
    const name = [apart.rest ?? first, ...others].join(' ');
    const places = exactly(name, undefined, find).filter(
      (place) => !isTooSmall(place, name) && (place.level !== 'commune' || (place.population ?? 0) >= large.alone),
    );
    if (places.length === 0) continue;
    const before = from === 0 ? undefined : tokens(typed[from - 1]!).at(-1);
    const standsAlone = before !== undefined && !stopWords.has(before) && apart.rest === undefined;
    const hasWords = typed.slice(0, from).some((word) => tokens(word).some((one) => !stopWords.has(one)));
    return read(typed, from, typed.length, 'in', places, () => standsAlone && hasWords && !isCommon(name));
  }
  return undefined;
}

function read(
  typed: readonly string[],
  from: number,
  to: number,
  how: PlaceInWords['how'],
  found: readonly Territory[],
  meant: (place: Territory) => boolean,
): PlaceInWords {
  const places = homonyms(found);
  const before = typed.slice(0, from);
  const after = typed.slice(to);
  // `jardins de Nantes` leaves `jardins`.
  while (after.length === 0 && /^(de|du|des|d['’]|la|le|les|l['’])$/i.test(before.at(-1) ?? '')) before.pop();
  return {
    rest: [...before, ...after].join(' '),
    written: typed.slice(from, to).join(' '),
    how,
    places,
    sure: places.length === 1 && meant(places[0]!),
  };
}

/** One place when the others are the same ground or far smaller, else all of them. */
function homonyms(found: readonly Territory[]): Territory[] {
  const [first, ...others] = found;
  if (first === undefined) return [];
  const rivals = others.filter((other) => !first.within.includes(other.id) && !other.within.includes(first.id));
  const largest = Math.max(0, ...rivals.map(({ population = 0 }) => population));
  if (rivals.length === 0 || (first.population ?? 0) > clearlyLarger * largest) return [first];
  return [first, ...rivals].slice(0, mostChoices);
}

/** Territories that bear exactly this name, with or without their article; a number names a département. */
function exactly(name: string, preposition: Preposition | undefined, find: FindTerritories): Territory[] {
  const wanted = spelledOut(foldToWords(name));
  if (wanted === '' || stopWords.has(wanted)) return [];
  const { article, levels } = preposition ?? {};
  const isNumber = /^(\d{2,3}|2[ab])$/.test(wanted);
  if (isNumber && (preposition === undefined || preposition.words === 'a')) return [];
  const asked = article === undefined ? wanted : `${article} ${wanted}`;
  return find(asked.replace(/^(le|les) (?=\d)/, ''), 12).filter((place) => {
    if (isNumber) return place.level === 'departement' && place.code.toLowerCase() === wanted;
    if (levels !== undefined && !levels.includes(place.level)) return false;
    const itself = spelledOut(foldToWords(place.name));
    if (itself === asked || (article === undefined && bare(itself) === wanted)) return true;
    // `en Bourgogne`: the region of which it is the first name may be meant.
    return levels === areas && place.level === 'region' && itself.startsWith(`${wanted} `);
  });
}

const bare = (name: string) => name.replace(/^(l|la|le|les) (?=.)/, '');
const spelledOut = (name: string) => name.replace(/\bst\b/g, 'saint').replace(/\bste\b/g, 'sainte');
/** A common word, and a commune that few would mean by it. */
const isTooSmall = ({ level, population = 0 }: Territory, name: string) =>
  level === 'commune' && population < large.commonWord && isCommon(name) && !/^\p{Lu}/u.test(name);
const isCommon = (name: string) => commonNames.has(bare(foldToWords(name)));

/** After a preposition: a small place has a long name, or is written with a capital. */
function isMeant({ level, name: whole, population = 0 }: Territory, name: string, capital: boolean): boolean {
  if (level === 'region') return bare(foldToWords(whole)) === bare(foldToWords(name));
  return level !== 'commune' || capital || population >= large.alone || bare(foldToWords(name)).includes(' ');
}

/** `d’Annecy`, `l’Ain`: what stands before the apostrophe, and after. */
function elisionApart(word: string): { word: string; before?: string; rest?: string } {
  const [, before, rest] = /^([dl])['’](.+)$/i.exec(word) ?? [];
  const plain = { word: foldToWords(word) };
  return before === undefined || rest === undefined ? plain : { ...plain, before: before.toLowerCase(), rest };
}

/** Where a name begins after these words at `from`; `inside` is what an elision leaves of its first word. */
function afterWords(
  words: readonly { word: string; before?: string; rest?: string }[],
  from: number,
  preposition: string,
): { name: number; inside?: string } | undefined {
  const wanted = preposition.split(' ');
  for (const [i, one] of wanted.entries()) {
    const here = words[from + i];
    if (here === undefined) return undefined;
    if (here.word === one) continue;
    const elided = i === wanted.length - 1 && here.before === one && here.rest !== undefined;
    return elided ? { name: from + i, inside: here.rest! } : undefined;
  }
  return from + wanted.length < words.length ? { name: from + wanted.length } : undefined;
}
