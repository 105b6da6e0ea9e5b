/** The commune that words and codes lead to. Each step needs one clue less than the one before; none chooses blindly. */

import { amongDepartements, amongPostcode, anywhere, choose, distinct, type Found, several } from './find-name.ts';
import type { Gazetteer, Meaning } from './gazetteer.ts';
import { placeLetters, placeWords } from './place-name.ts';
import type { ReadClues } from './read-clues.ts';

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
    // Two towns of one département: often the post office and the place. Not worth a word, not sure either.
    if (found !== undefined) return { ...fromFields, sure: false };
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
  const alone =
    first(cities.slice(0, 1), (city) => anywhere(city, gazetteer)) ??
    first(cities, (city) => several(city, gazetteer)) ??
    first(cities, (city) => anywhere(city, gazetteer));
  if (alone && departements.length === 0) return inRegion(alone, clues);
  const ofPostcode = distinct(near);
  if (alone && cities.some((city) => gazetteer.named(placeWords(city)).length > 0)) {
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

/** Keeps what lies in the declared région; nothing there is a contradiction. */
function inRegion(alone: Found, { region, cities }: ReadClues): TextFinding {
  const all = alone.found ? [alone.found] : alone.candidates;
  if (!region) return { ...alone, how: alone.found ? ['city'] : [], sure: false };
  const inside = choose(
    all.filter(({ commune }) => commune.region === region.code),
    true,
  );
  if (inside) return { ...inside, how: inside.found ? ['city+region'] : [], sure: inside.found !== undefined };
  return {
    how: [],
    sure: false,
    candidates: all,
    contradiction: `${region.name} / ${cities[0] ?? all[0]?.commune.name}`,
  };
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
