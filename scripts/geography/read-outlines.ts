/** What the derivation scripts share: the official outlines of communes, and where today's code of each leads. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export type Ring = [lon: number, lat: number][];

export interface Outline {
  code: string;
  departement: string;
  epci: string | null;
  /** Each polygon is its outer ring, then its holes. */
  polygons: Ring[][];
}

interface Feature {
  properties: { code: string; departement: string; epci: string | null; plm: boolean | null };
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
}

/** Every commune (and each arrondissement of Paris, Lyon and Marseille in the place of its city), as in `folder`. */
export function readOutlines(folder: string): Outline[] {
  const outlines: Outline[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.startsWith('communes-')) continue;
    const { features } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { features: Feature[] };
    for (const { properties, geometry } of features) {
      if (properties.plm) continue;
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      outlines.push({
        code: properties.code,
        departement: properties.departement,
        epci: properties.epci,
        polygons: polygons.filter((rings) => (rings[0]?.length ?? 0) > 3),
      });
    }
  }
  return outlines;
}

interface Listed {
  code: string;
  type: string;
  chefLieu?: string;
  anciensCodes?: string[];
}

/** Codes of today's communes and of the arrondissements, and the way from a past code to today's. */
export function readCodes(): { today: Set<string>; lead: Map<string, string> } {
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const listed = JSON.parse(readFileSync(path, 'utf8')) as Listed[];
  const today = new Set<string>();
  const lead = new Map<string, string>();
  for (const { code, type } of listed) {
    if (type === 'commune-actuelle' || type === 'arrondissement-municipal') today.add(code);
  }
  for (const { code, type, chefLieu, anciensCodes = [] } of listed) {
    if (chefLieu && !today.has(code)) lead.set(code, chefLieu);
    if (type !== 'commune-actuelle') continue;
    for (const past of anciensCodes) if (!today.has(past)) lead.set(past, code);
  }
  return { today, lead };
}
