/** What a record says of its places, for the locator to resolve: one place per row and site mapping, equal ones once. */
import { stableJson } from '#lib/hash.ts';
import type { SiteMapping } from '#model/mapping.ts';
import type { Row } from '#model/record.ts';
import type { PlaceClues } from '#model/territory.ts';
import { calmShouting } from './clean/shouting.ts';
import { cleanLine } from './clean/text.ts';
import type { Describing } from './describe-record.ts';
import { findOne } from './rule.ts';

export interface Place {
  /** What the partner calls the site. */
  name?: string;
  clues: PlaceClues;
  /** The postal address as a clean line. */
  address?: string;
}

const clueNames = [
  'inseeCode',
  'postcode',
  'city',
  'departement',
  'region',
  'country',
  'latitude',
  'longitude',
] as const;

export function findPlaces(describing: Describing): Place[] {
  const places = new Map<string, Place>();
  for (const mapping of describing.manifest.map.sites ?? []) {
    for (const row of describing.rows) {
      const place = readPlace(row, mapping, describing.language);
      if (place !== undefined) places.set(stableJson(place), place);
    }
  }
  return [...places.values()];
}

function readPlace(row: Row, mapping: SiteMapping, language: string): Place | undefined {
  const clues: PlaceClues = {};
  for (const name of clueNames) {
    const told = findOne(row, mapping[name])?.text ?? '';
    const clue = name === 'inseeCode' || name === 'postcode' ? readCode(told) : cleanClue(told);
    if (clue !== '') clues[name] = clue;
  }
  const told = cleanLine(findOne(row, mapping.address)?.text ?? '', language);
  const address = told.split(', ').map(calmShouting).join(', ');
  if (address !== '') clues.address = address;
  // a country alone is no place, half a point is none either
  if (clues.latitude === undefined || clues.longitude === undefined) {
    delete clues.latitude;
    delete clues.longitude;
  }
  if (!Object.keys(clues).some((name) => name !== 'country') && !abroad(clues.country)) return undefined;
  const place: Place = { clues };
  const name = cleanLine(findOne(row, mapping.name)?.text ?? '', language);
  if (name !== '') place.name = name;
  if (address !== '') place.address = address;
  return place;
}

/** A code as text: a spreadsheet that took it for a number cut its zero off or gave it a decimal; 0 means none. */
function readCode(told: string): string {
  const code = told.replace(/\s/g, '').replace(/\.0+$/, '').toUpperCase();
  if (/^0*$/.test(code)) return '';
  return /^\d{4}$/.test(code) ? `0${code}` : code;
}

function cleanClue(told: string): string {
  return told === '' ? '' : cleanLine(told, 'clue');
}

function abroad(country: string | undefined): boolean {
  return country !== undefined && !/^(?:france|fr|fra)$/i.test(country);
}
