/** Reads the packaged official tables into small records: communes, EPCI, départements, régions, their past names. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Point } from '#model/sheet.ts';

/** The year of the Code officiel géographique and of the EPCI that `@etalab/decoupage-administratif` 6 carries. */
export const cogYear = 2026;

export interface Commune {
  code: string;
  name: string;
  departement: string;
  /** Absent for the collectivités d'outre-mer, which belong to no région. */
  region: string | undefined;
  epci: string | undefined;
  population: number | undefined;
  postcodes: string[];
  /** Degrees; undefined where no centre makes sense (scattered islands). */
  centre: Point | undefined;
  /** Kilometres from the centre to the farthest point of the outline, rounded up. */
  radius: number;
}

/** A past, delegated or associated commune, or an arrondissement of Paris, Lyon or Marseille. */
export interface Part {
  code: string;
  /** Undefined for a code whose name the tables no longer carry. */
  name: string | undefined;
  /** Today's commune. */
  commune: Commune;
  arrondissement: boolean;
  postcodes: string[];
  centre: Point | undefined;
}

export interface Area {
  code: string;
  name: string;
  /** The région of a département. */
  region?: string | undefined;
}

export interface Tables {
  communes: Commune[];
  parts: Part[];
  epcis: Area[];
  departements: Area[];
  regions: Area[];
}

interface ListedCommune {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  departement: string;
  region: string;
  chefLieu?: string;
  commune?: string;
  anciensCodes?: string[];
  codesPostaux?: string[];
  population?: number;
}

/** About 0.2 s: parses 12 MB of JSON, most of which is let go. */
export function readTables(): Tables {
  const centres = readCentres();
  const epciOf = new Map<string, string>();
  const epcis = packaged<{ code: string; nom: string; membres: { code: string }[] }>('epci').map((epci) => {
    for (const { code } of epci.membres) epciOf.set(code, epci.code);
    return { code: epci.code, name: epci.nom };
  });
  const regions = packaged<{ code: string; nom: string; zone: string }>('regions')
    .filter(({ zone }) => zone !== 'com')
    .map(({ code, nom }) => ({ code, name: nom }));
  const regionCodes = new Set(regions.map(({ code }) => code));
  const regionOf = (code: string) => (regionCodes.has(code) ? code : undefined);
  const departements = packaged<{ code: string; nom: string; region: string }>('departements').map(
    ({ code, nom, region }) => ({ code, name: nom, region: regionOf(region) }),
  );

  const listed = packaged<ListedCommune>('communes');
  const communes: Commune[] = [];
  const byCode = new Map<string, Commune>();
  for (const { code, nom, type, departement, region, codesPostaux = [], population } of listed) {
    if (type !== 'commune-actuelle') continue;
    const { point, radius } = centres.get(code) ?? { point: undefined, radius: 15 };
    const commune = {
      code,
      name: nom,
      departement,
      region: regionOf(region),
      epci: epciOf.get(code),
      population,
      postcodes: codesPostaux,
      centre: point,
      radius,
    };
    communes.push(commune);
    byCode.set(code, commune);
  }

  const parts = new Map<string, Part>();
  for (const { code, nom, type, chefLieu, commune: city, codesPostaux = [] } of listed) {
    const commune = byCode.get(chefLieu ?? city ?? '');
    if (type === 'commune-actuelle' || !commune) continue;
    const arrondissement = type === 'arrondissement-municipal';
    const centre = (arrondissement && centres.get(code)?.point) || commune.centre;
    parts.set(`${code} ${nom}`, { code, name: nom, commune, arrondissement, postcodes: codesPostaux, centre });
  }
  const named = new Set([...parts.values()].map(({ code }) => code));
  for (const { code, type, anciensCodes = [] } of listed) {
    const commune = byCode.get(code);
    if (type !== 'commune-actuelle' || !commune) continue;
    for (const past of anciensCodes) {
      if (byCode.has(past) || named.has(past)) continue;
      parts.set(past, {
        code: past,
        name: undefined,
        commune,
        arrondissement: false,
        postcodes: [],
        centre: commune.centre,
      });
    }
  }
  return { communes, parts: [...parts.values()], epcis, departements, regions };
}

function packaged<Row>(name: string): Row[] {
  const path = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Row[];
}

/** `data/centres.csv`: degrees and kilometres, derived by `scripts/geography/centres.ts`. */
function readCentres(): Map<string, { point: Point; radius: number }> {
  const lines = readFileSync(new URL('data/centres.csv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const centres = new Map<string, { point: Point; radius: number }>();
  for (const line of lines.slice(1)) {
    const [code = '', lat, lon, radius] = line.split(',');
    centres.set(code, { point: { lat: Number(lat), lon: Number(lon) }, radius: Number(radius) });
  }
  return centres;
}
