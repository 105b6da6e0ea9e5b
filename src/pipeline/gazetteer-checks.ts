/** What the gazetteer says of a text, for guessing which columns tell where. */
import type { PlaceChecks } from '#describe/propose/guess.ts';
import type { Commune, Gazetteer } from '#locate/gazetteer.ts';
import { placeWords } from '#locate/place-name.ts';
import { territoryId } from '#model/territory.ts';

/** South, west, north, east, in degrees: metropolitan France, then the territories overseas, those without a région by name. */
const boxes: readonly (readonly [south: number, west: number, north: number, east: number, collectivity?: string])[] = [
  [41.2, -5.3, 51.2, 9.7],
  [14.3, -61.9, 16.6, -60.7],
  [2, -54.7, 5.9, -51.5],
  [-21.5, 55.1, -20.8, 55.9],
  [-13.1, 44.9, -12.5, 45.4],
  [-23, 163.3, -19, 168.3, 'Nouvelle-Calédonie'],
  [-28, -155, -7.5, -134, 'Polynésie française'],
  [46.7, -56.5, 47.2, -56.1, 'Saint-Pierre-et-Miquelon'],
  [18.03, -63.2, 18.2, -62.9, 'Saint-Martin'],
  [17.8, -62.95, 18, -62.7, 'Saint-Barthélemy'],
  [-14.5, -178.3, -13.1, -176, 'Wallis-et-Futuna'],
];

export function gazetteerChecks(gazetteer: Gazetteer): PlaceChecks {
  const boxOf = (latitude: number, longitude: number) =>
    boxes.find(
      ([south, west, north, east]) => latitude >= south && latitude <= north && longitude >= west && longitude <= east,
    );
  const areasIn = (commune: Commune) => {
    const region =
      commune.region === undefined ? undefined : gazetteer.territory(territoryId('region', commune.region));
    return { departement: commune.departement, ...(region === undefined ? {} : { region: region.name }) };
  };
  return {
    isCommuneCode: (code) => gazetteer.coded(code) !== undefined,
    isPostcode: (code) => gazetteer.postcode(code.replace(/\s/g, '')).length > 0,
    isDepartement: (text) => gazetteer.departement(text) !== undefined,
    isRegion: (text) => gazetteer.region(text) !== undefined,
    isCommuneName: (text) => text.length < 60 && gazetteer.named(placeWords(text)).length > 0,
    isInFrance: (latitude, longitude) => boxOf(latitude, longitude) !== undefined,
    areasOf(code, latitude, longitude) {
      const meant = code === undefined ? undefined : (gazetteer.postcode(code)[0] ?? gazetteer.coded(code));
      if (meant !== undefined) return areasIn(meant.commune);
      if (latitude === undefined || longitude === undefined) return undefined;
      const collectivity = boxOf(latitude, longitude)?.[4];
      if (collectivity !== undefined) return { region: collectivity };
      const commune = gazetteer.communeAt({ lat: latitude, lon: longitude });
      return commune === undefined ? undefined : areasIn(commune);
    },
  };
}
