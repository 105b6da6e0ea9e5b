/** The commune that words and codes lead to. Each step needs one clue less than the one before; none chooses blindly. */
import type { Gazetteer, Meaning } from './gazetteer.ts';
import { placeLetters, placeWords, readArrondissement } from './place-name.ts';
import type { ReadClues } from './read-clues.ts';
import { edits, tolerance } from './spelling.ts';

export interface TextFinding {
  found?: Meaning;
  /** Which clues led there: `insee`, `postcode+city`, `city+departement`, `address`, `postcode`, `city`, `city+region`. */
  how: string[];
  /** Two clues agree, or a code says it: a point that contradicts it loses. */
  sure: boolean;
  /** The communes it may be, when several may. */
  candidates: Meaning[];
  /** Clues that contradict each other, in words for the partner. */
  contradiction?: string;
}

type Found = Pick<TextFinding, 'found' | 'candidates'>;

/** Resolves what `readClues` gave, the point left out. */
export function resolveText(clues: ReadClues, gazetteer: Gazetteer): TextFinding {
  const named = resolveNamed(clues, gazetteer);
  const coded = clues.insee === undefined ? undefined : gazetteer.coded(clues.insee);
  if (!coded) return named;
  if (!named.found || named.found.commune === coded.commune) {
    const centre = named.found && coded.centre === coded.commune.centre ? named.found.centre : coded.centre;
    return { found: { ...coded, centre }, how: ['insee'], sure: true, candidates: [] };
  }
  const contradiction = `${clues.insee} ${coded.commune.name} / ${named.found.commune.code} ${named.found.commune.name}`;
  // A postcode and a name that agree against the code are two against one: a code column often holds something else.
  if (named.how.includes('postcode+city') && !agrees(coded, clues)) return { ...named, contradiction };
  return {
    found: coded,
    how: ['insee'],
    sure: true,
    candidates: [],
    ...(agrees(coded, clues) ? {} : { contradiction }),
  };
}

function agrees(meaning: Meaning, clues: ReadClues): boolean {
  const letters = placeLetters(meaning.commune.name);
  return (
    meaning.commune.postcodes.includes(clues.postcode ?? '') ||
    clues.cities.some((city) => placeLetters(city) === letters)
  );
}

function resolveNamed(clues: ReadClues, gazetteer: Gazetteer): TextFinding {
  const whole = resolveWholeAddress(clues, gazetteer);
  if (clues.cities.length === 0 && clues.fieldPostcode === undefined) {
    if (whole?.found) return whole;
    const fromAddress = resolveCity(clues, clues.addressCities, gazetteer);
    const how = fromAddress.how[0] === 'postcode' ? ['postcode'] : ['address'];
    return { ...fromAddress, how: fromAddress.found ? how : [] };
  }
  const fromFields = resolveCity(clues, clues.cities, gazetteer);
  const { found, candidates } = fromFields;
  if (whole?.found && found?.commune !== whole.found.commune) {
    if (!found && (candidates.length === 0 || candidates.some(({ commune }) => commune === whole.found!.commune))) {
      return whole;
    }
    const fields = [clues.fieldPostcode, clues.cities[0]].filter(Boolean).join(' ');
    const contradiction = `${fields} / ${clues.addressPostcode} ${whole.found.commune.name}`;
    // A city's name alone (where the holder sits) yields to a whole address; a postcode with its city doesn't.
    if (clues.fieldPostcode === undefined) return { ...whole, contradiction };
    if (found?.commune.departement !== whole.found.commune.departement) {
      return { ...fromFields, sure: false, contradiction };
    }
  }
  if (found || clues.addressCities.length === 0) return fromFields;
  // The address settles what the fields leave open; it can't overrule them.
  const fromAddress = resolveCity(clues, clues.addressCities, gazetteer);
  const settled = fromAddress.found && candidates.some(({ commune }) => commune === fromAddress.found!.commune);
  return settled ? { ...fromAddress, how: ['address'], sure: clues.postcode !== undefined } : fromFields;
}

/** What the address says when it has a postcode and its city, the fields left aside. */
function resolveWholeAddress(clues: ReadClues, gazetteer: Gazetteer): TextFinding | undefined {
  if (clues.addressPostcode === undefined) return undefined;
  const found = first(clues.addressCities, (city) =>
    amongPostcode(city, gazetteer.postcode(clues.addressPostcode!), gazetteer),
  );
  return found && { ...found, how: ['address'], sure: found.found !== undefined };
}

function resolveCity(clues: ReadClues, cities: string[], gazetteer: Gazetteer): TextFinding {
  const { postcode } = clues;
  const near = postcode === undefined ? [] : gazetteer.postcode(postcode);
  const departements = departementsOf(clues, gazetteer, near);
  const nothing: TextFinding = { how: [], sure: false, candidates: [] };

  if (near.length > 0) {
    const both = first(cities, (city) => amongPostcode(city, near, gazetteer));
    if (both) return { ...both, how: ['postcode+city'], sure: both.found !== undefined };
  }
  if (departements.length > 0) {
    const both = first(cities, (city) => amongDepartements(city, departements, gazetteer));
    if (both) {
      const finding: TextFinding = {
        ...both,
        how: [postcode ? 'postcode+city' : 'city+departement'],
        sure: both.found !== undefined,
      };
      if (near.length > 0) {
        finding.how = ['city+departement'];
        finding.contradiction = `${postcode} / ${both.found?.commune.name ?? cities[0]}`;
      }
      return finding;
    }
  }
  const alone = first(cities, (city) => anywhere(city, gazetteer, clues));
  if (alone && departements.length === 0) {
    return { ...alone, how: [clues.region && alone.found ? 'city+region' : 'city'], sure: false };
  }
  const ofPostcode = distinct(near);
  if (alone && cities.length > 0) {
    // A commune of that name exists, but elsewhere: one of the clues is wrong, and nothing says which; unless a second
    // clue agrees with the postcode, and the name is a hamlet's.
    const agreed = clues.departement !== undefined && near[0]?.commune.departement === clues.departement.code;
    if (agreed && ofPostcode.length === 1) return { found: near[0]!, how: ['postcode'], sure: false, candidates: [] };
    const elsewhere = alone.found ? [alone.found] : alone.candidates;
    const contradiction = `${postcode ?? departements.join(', ')} / ${cities[0]}`;
    if (elsewhere.length < 4 || ofPostcode.length !== 1) {
      return { ...nothing, candidates: distinct([...ofPostcode, ...elsewhere]), contradiction };
    }
  }
  if (ofPostcode.length === 1) return { found: near[0]!, how: ['postcode'], sure: false, candidates: [] };
  return { ...nothing, candidates: ofPostcode };
}

/** The name among the communes of a postcode: exact, without small words, misspelled, or within a longer text. */
function amongPostcode(city: string, near: Meaning[], gazetteer: Gazetteer): Found | undefined {
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
function amongDepartements(city: string, departements: string[], gazetteer: Gazetteer): Found | undefined {
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

function anywhere(city: string, gazetteer: Gazetteer, clues: ReadClues): Found | undefined {
  const arrondissement = readArrondissement(city);
  const part = arrondissement && gazetteer.coded(arrondissement.arrondissement);
  if (part) return { found: part, candidates: [] };
  const all = anywhereExactly(city, gazetteer);
  const inRegion = clues.region ? all.filter(({ commune }) => commune.region === clues.region?.code) : all;
  return choose(inRegion.length > 0 ? inRegion : all, true);
}

function anywhereExactly(city: string, gazetteer: Gazetteer): Meaning[] {
  const exact = gazetteer.named(placeWords(city));
  return exact.length > 0 ? exact : gazetteer.lettered(placeLetters(city));
}

/**
 * One commune, or the candidates. A commune of today is meant before a past one of the same name, where another clue
 * already holds the choice to one département; across France (`strict`) a past one counts as much.
 */
function choose(meanings: Meaning[], strict = false): Found | undefined {
  const all = distinct(meanings);
  const today = all.filter(({ past }) => !past);
  const kept = !strict && today.length > 0 ? today : all;
  if (kept.length === 0) return undefined;
  return kept.length === 1 ? { found: kept[0]!, candidates: [] } : { candidates: kept };
}

function distinct(meanings: Meaning[]): Meaning[] {
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
  return names.filter(([name]) => letters.length >= 5 && name.startsWith(letters)).map(([, meaning]) => meaning);
}

/** Where the postcode and the declared département say it is; when they disagree, what the postcode says. */
function departementsOf(clues: ReadClues, gazetteer: Gazetteer, near: Meaning[]): string[] {
  const ofPostcode =
    near.length > 0 ? [...new Set(near.map(({ commune }) => commune.departement))] : prefixOf(clues.postcode ?? '');
  const known = ofPostcode.filter((code) => gazetteer.departement(code));
  if (known.length > 0) return known;
  return clues.departement ? [clues.departement.code] : [];
}

/** The départements that the first digits of a postcode mean, for the CEDEX that no list holds. */
export function prefixOf(postcode: string): string[] {
  if (!/^\d{5}$/.test(postcode)) return [];
  if (/^20[01]/.test(postcode)) return ['2A'];
  if (/^20/.test(postcode)) return /^20[2-6]/.test(postcode) ? ['2B'] : ['2A', '2B'];
  return [/^9[78]/.test(postcode) ? postcode.slice(0, 3) : postcode.slice(0, 2)];
}

function first<Result>(cities: string[], read: (city: string) => Result | undefined): Result | undefined {
  for (const city of cities) {
    const found = read(city);
    if (found) return found;
  }
  return undefined;
}
