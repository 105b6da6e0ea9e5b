/** The clues of a record made comparable: codes padded, placeholders emptied, what one field hides of another. */
import type { PlaceClues } from '#model/territory.ts';
import { readCountry } from './country.ts';
import type { Area, Gazetteer, Meaning } from './gazetteer.ts';
import { nameReadings, placeWords } from './place-name.ts';
import { readAddress } from './read-address.ts';

export interface ReadClues {
  insee: string | undefined;
  /** The one in its field (or in the city's), else the address's. */
  postcode: string | undefined;
  fieldPostcode: string | undefined;
  addressPostcode: string | undefined;
  /** Readings of the city's field. */
  cities: string[];
  /** Readings of the city that the address holds. */
  addressCities: string[];
  address: string;
  departement: Area | undefined;
  region: Area | undefined;
  /** Named where a city should be. */
  epci: Area | undefined;
  /** The postcode has four digits: a zero was lost, or it is foreign. */
  shortPostcode: boolean;
  /** A foreign country, named. */
  abroad: string | undefined;
  /** What the clues say, for messages: "44300 Nantes". */
  told: string;
  /** Anything at all is said of the place, beyond the country being France or several countries. */
  tells: boolean;
}

export function readClues(clues: PlaceClues, gazetteer: Gazetteer): ReadClues {
  const address = value(clues.address);
  const inAddress = readAddress(address);
  const city = value(clues.city);
  const inCity = /(?<!\d)(\d{5})(?!\d)/.exec(city);
  const countries = value(clues.country)
    .split(/[,;/\n]|\s{2,}/)
    .map((name) => readCountry(name));
  // "France, Spain" is a reach, not a place.
  const country = (countries.length === 1 ? countries[0] : undefined) ?? readCountry(inAddress.country ?? '');
  const abroad = country?.abroad ? country.name : undefined;

  const fieldPostcode = readPostcode(value(clues.postcode), abroad === undefined) ?? inCity?.[1];
  const overseas = country && !country.abroad ? country.departement : undefined;
  const inParentheses = /\(([^)]+)\)/.exec(city)?.[1] ?? '';
  const declared =
    gazetteer.departement(value(clues.departement) || (overseas ?? '')) ??
    gazetteer.departement(inParentheses) ??
    (inAddress.postcode ? undefined : firstOf(inAddress.rest.filter(hasLetters), gazetteer.departement));
  const region =
    gazetteer.region(value(clues.region)) ??
    // Corsica is a région whose two départements were one, number 20.
    gazetteer.region(/^20$/.test(value(clues.departement)) ? 'Corse' : value(clues.departement).replace(/\d/g, '')) ??
    gazetteer.region(inParentheses) ??
    firstOf(inAddress.rest.filter(hasLetters), gazetteer.region);
  const cityText = city.replace(/(?<!\d)\d{5}(?!\d)/, ' ').trim();
  const area = fieldPostcode === undefined && !declared ? readAreaAsCity(cityText, gazetteer) : undefined;
  const told = [clues.inseeCode, clues.postcode, clues.city, clues.departement, clues.region]
    .map(value)
    .filter(Boolean);
  return {
    insee: readInsee(value(clues.inseeCode)),
    postcode: fieldPostcode ?? inAddress.postcode,
    fieldPostcode,
    addressPostcode: inAddress.postcode,
    cities: area ? [] : nameReadings(cityText),
    addressCities: inAddress.cities.flatMap(nameReadings),
    address,
    departement: declared ?? area?.departement,
    region: area?.region ?? region,
    epci: area?.epci,
    shortPostcode: /^\d{4}$/.test(value(clues.postcode)),
    abroad,
    told: [...new Set(told.length > 0 ? told : [address])].join(' '),
    tells: told.length > 0 || address !== '' || abroad !== undefined,
  };
}

type AreaAsCity = { departement?: Area; region?: Area; epci?: Area };

/** "La Réunion", "Bretagne" or "Nantes Métropole" in the city's column, unless a town of some size has that name. */
function readAreaAsCity(city: string, gazetteer: Gazetteer): AreaAsCity | undefined {
  const towns = gazetteer.named(placeWords(city));
  if (towns.some(({ commune }) => (commune.population ?? 0) > 5000)) return undefined;
  const [departement, region, epci] = [gazetteer.departement(city), gazetteer.region(city), gazetteer.epci(city)];
  // Corrèze is in Corrèze: the commune says more, and nothing wrong.
  const lies = ({ commune }: Meaning) => commune.departement === departement?.code || commune.region === region?.code;
  if (towns.length > 0 && towns.every(lies)) return undefined;
  if (departement) return { departement };
  if (region) return { region };
  return epci && { epci };
}

/** "NA", "-", "null", "0", "NR": what tables write for nothing. */
function value(text: string | undefined): string {
  const trimmed = text?.trim() ?? '';
  return /^(na|n\/a|nan|nr|nc|null|none|undefined|inconnue?|non (d[ée]finie?|renseign[ée]e?)|\(?adresse non d[ée]finie\)?|[-–—?.]+|0+(\.0)?)$/i.test(
    trimmed,
  )
    ? ''
    : trimmed;
}

/** A commune's code of five characters; "1160.0", "1160" and "2a004" are read. */
function readInsee(text: string): string | undefined {
  const plain = text.replace(/\.0+$/, '').replace(/\s/g, '').toUpperCase();
  if (/^\d{4}$/.test(plain)) return `0${plain}`;
  // A postcode of Paris: as codes these are of before 1968, and nobody means them.
  if (/^750(0[1-9]|1\d|20)$/.test(plain)) return `751${plain.slice(3)}`;
  return /^(\d{5}|2[AB]\d{3})$/.test(plain) ? plain : undefined;
}

/** Five digits; "1160.0" and "F-44300" are read. Four digits are one whose zero was lost, unless the place is abroad. */
function readPostcode(text: string, inFrance: boolean): string | undefined {
  const plain = text.replace(/\.0+$/, '').replace(/\s/g, '');
  if (/^\d{4}$/.test(plain)) return inFrance ? `0${plain}` : undefined;
  return /(?<!\d)\d{5}(?!\d)/.exec(plain)?.[0];
}

/** A street's number is no département. */
function hasLetters(text: string): boolean {
  return /\p{L}{3}/u.test(text);
}

function firstOf<Found>(texts: string[], read: (text: string) => Found | undefined): Found | undefined {
  for (const text of texts) {
    const found = read(text);
    if (found) return found;
  }
  return undefined;
}
