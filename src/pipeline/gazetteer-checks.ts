/** What the gazetteer says of a text, for guessing which columns tell where. */
import type { PlaceChecks } from '#describe/propose/guess.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { placeWords } from '#locate/place-name.ts';

/** South, west, north, east, in degrees: metropolitan France, then the territories overseas. */
const boxes: readonly (readonly [number, number, number, number])[] = [
  [41.2, -5.3, 51.2, 9.7],
  [14.3, -61.9, 18.2, -60.7],
  [2, -54.7, 5.9, -51.5],
  [-21.5, 55.1, -20.8, 55.9],
  [-13.1, 44.9, -12.5, 45.4],
  [-23, 163.3, -19, 168.3],
  [-28, -155, -7.5, -134],
  [46.7, -56.5, 47.2, -56.1],
  [17.8, -63.2, 18.2, -62.7],
  [-14.5, -178.3, -13.1, -176],
];

export function gazetteerChecks(gazetteer: Gazetteer): PlaceChecks {
  return {
    isCommuneCode: (code) => gazetteer.coded(code) !== undefined,
    isPostcode: (code) => gazetteer.postcode(code.replace(/\s/g, '')).length > 0,
    isDepartement: (text) => gazetteer.departement(text) !== undefined,
    isRegion: (text) => gazetteer.region(text) !== undefined,
    isCommuneName: (text) => text.length < 60 && gazetteer.named(placeWords(text)).length > 0,
    isInFrance: (latitude, longitude) =>
      boxes.some(
        ([south, west, north, east]) =>
          latitude >= south && latitude <= north && longitude >= west && longitude <= east,
      ),
  };
}
