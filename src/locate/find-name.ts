/** Finds the communes that a name means: among those of a postcode, of départements, or anywhere in France. */
import type { Gazetteer, Meaning } from './gazetteer.ts';
import { placeLetters, placeWords, readArrondissement } from './place-name.ts';
import { edits, tolerance } from './spelling.ts';

/** One commune, or several candidates among which nothing chooses. */
export interface Found {
  found?: Meaning;
  candidates: Meaning[];
}

/** The name among the communes of a postcode: exact, without small words, misspelled, or within a longer text. */
export function amongPostcode(city: string, near: Meaning[], gazetteer: Gazetteer): Found | undefined {
  const communes = new Set(near.map(({ commune }) => commune));
  const inside = ({ commune }: Meaning) => communes.has(commune);
  const arrondissement = readArrondissement(city);
  const part = arrondissement && gazetteer.coded(arrondissement.arrondissement);
  if (part && inside(part)) return { found: part, candidates: [] };
  const exact =
    choose(gazetteer.named(placeWords(city)).filter(inside)) ??
    choose(gazetteer.lettered(placeLetters(city)).filter(inside));
  if (exact?.found && near.length === 1 && near[0]!.commune === exact.found.commune && !exact.found.past) {
    // The postcode may be an arrondissement's, and then says where in the city.
    return { found: { ...exact.found, centre: near[0]!.centre }, candidates: [] };
  }
  if (exact) return exact;
  const names = [...new Set([...communes].map(({ departement }) => departement))].flatMap((code) =>
    gazetteer.namesIn(code),
  );
  const here = names.filter(([, meaning]) => inside(meaning));
  return choose(misspelled(city, here, tolerance(placeLetters(city)))) ?? choose(holding(city, here));
}

/** The name among the communes of départements that another clue gives. */
export function amongDepartements(city: string, departements: string[], gazetteer: Gazetteer): Found | undefined {
  const inside = ({ commune }: Meaning) => departements.includes(commune.departement);
  const arrondissement = readArrondissement(city);
  const part = arrondissement && gazetteer.coded(arrondissement.arrondissement);
  if (part && inside(part)) return { found: part, candidates: [] };
  const exact =
    choose(gazetteer.named(placeWords(city)).filter(inside)) ??
    choose(gazetteer.lettered(placeLetters(city)).filter(inside));
  if (exact) return exact;
  const letters = placeLetters(city);
  if (letters.length < 7 || anywhereExactly(city, gazetteer).length > 0) return undefined;
  const names = departements.flatMap((code) => gazetteer.namesIn(code));
  return choose(misspelled(city, names, 1)) ?? choose(begun(city, names));
}

/** A name without any other clue: exact, but for an article; open when it may be short for a larger town's. */
export function anywhere(city: string, gazetteer: Gazetteer): Found | undefined {
  const arrondissement = readArrondissement(city);
  const part = arrondissement && gazetteer.coded(arrondissement.arrondissement);
  if (part) return { found: part, candidates: [] };
  const exact = anywhereExactly(city, gazetteer);
  const people = Math.max(0, ...exact.map(({ commune }) => commune.population ?? 0));
  const larger = gazetteer.beginning(placeWords(city)).filter(({ commune }) => commune.population! > 10 * people);
  return choose(exact.length > 0 ? [...exact, ...larger] : [], true);
}

function anywhereExactly(city: string, gazetteer: Gazetteer): Meaning[] {
  const words = placeWords(city);
  const exact = gazetteer.named(words);
  if (exact.length > 0) return exact;
  const letters = words.replaceAll(' ', '');
  const spaced = gazetteer
    .lettered(placeLetters(city))
    .filter(({ commune }) => placeWords(commune.name).replaceAll(' ', '') === letters);
  if (spaced.length > 0) return spaced;
  const bare = words.replace(/^(l|la|le|les) (?=.)/, '');
  return ['', 'l ', 'la ', 'le ', 'les '].flatMap((article) => gazetteer.named(article + bare));
}

/** "Lyon, Marseille" or "Lille et Roubaix": several places, none of which is the one. */
export function several(city: string, gazetteer: Gazetteer): Found | undefined {
  const parts = city.split(/[,;/&\n]| et | - /);
  const named = parts.map((part) => gazetteer.named(placeWords(part))).filter((meanings) => meanings.length > 0);
  const each = distinct(named.flatMap((meanings) => (meanings.length === 1 ? meanings : [])));
  return named.length > 1 && each.length > 1 ? { candidates: each } : undefined;
}

/**
 * One commune, or the candidates. A commune of today is meant before a past one of the same name, where another clue
 * already holds the choice to one département; across France (`strict`) a past one counts as much.
 */
export function choose(meanings: Meaning[], strict = false): Found | undefined {
  const all = distinct(meanings);
  const today = all.filter(({ past }) => !past);
  const kept = !strict && today.length > 0 ? today : all;
  if (kept.length === 0) return undefined;
  return kept.length === 1 ? { found: kept[0]!, candidates: [] } : { candidates: kept };
}

export function distinct(meanings: Meaning[]): Meaning[] {
  const seen = new Map<string, Meaning>();
  for (const meaning of meanings) if (!seen.has(meaning.commune.code)) seen.set(meaning.commune.code, meaning);
  return [...seen.values()];
}

type Names = (readonly [letters: string, meaning: Meaning])[];

function misspelled(city: string, names: Names, most: number): Meaning[] {
  const letters = placeLetters(city);
  if (most === 0) return [];
  let least = most;
  let nearest: Meaning[] = [];
  for (const [name, meaning] of names) {
    const away = edits(letters, name, least);
    if (away > least || away > tolerance(name)) continue;
    if (away < least) [least, nearest] = [away, []];
    nearest.push(meaning);
  }
  return nearest;
}

/** Communes whose whole name stands in the text, or whose name the text begins ("Éragny" for "Éragny-sur-Oise"). */
function holding(city: string, names: Names): Meaning[] {
  const letters = placeLetters(city);
  if (letters.length < 4) return [];
  const held = names.filter(([name]) => name.length >= 4 && (letters.startsWith(name) || letters.endsWith(name)));
  if (held.length > 0) {
    // "Cergy-Pontoise" holds two names; "Saint-Denis-en-Val" holds one, and the beginning of it.
    const whole = held.filter(([name]) => !held.some(([other]) => other !== name && other.includes(name)));
    return whole.map(([, meaning]) => meaning);
  }
  return begun(city, names);
}

/** Communes whose name the text begins: "Romorantin" for "Romorantin-Lanthenay". */
function begun(city: string, names: Names): Meaning[] {
  const letters = placeLetters(city);
  return names.filter(([name]) => letters.length >= 4 && name.startsWith(letters)).map(([, meaning]) => meaning);
}
