/** The files of a dataset on a data portal: which of them we read, and how. */
import type { Format } from '#model/source.ts';

export interface Resource {
  id: string;
  address: string;
  format: Format;
}

interface Told {
  id: string;
  address: string;
  /** The format as the portal names it: `csv`, `.XLSX`, `text/csv`. */
  kind: string;
}

/** From what reads best to what reads worst. */
const formats: readonly (readonly [RegExp, Format])[] = [
  [/geo-?json/i, { type: 'geojson' }],
  [/\b(csv|tsv)\b/i, { type: 'csv', skip: 0, headerLines: 1 }],
  [/json/i, { type: 'json', items: '' }],
  [/xlsx|spreadsheetml|\bods\b|opendocument\.spreadsheet/i, { type: 'spreadsheet', skip: 0, headerLines: 1 }],
];

/** The resources that a reader exists for, in the order in which they read best; of one kind, the portal's order. */
export function readable(resources: readonly Told[]): Resource[] {
  const ranked = resources.flatMap(({ id, address, kind }) => {
    if (!/^https?:\/\//i.test(address)) return [];
    const named = kind.trim() === '' ? (/\.([a-z]+)(?:\.gz)?(?:[?#]|$)/i.exec(address)?.[1] ?? '') : kind;
    const rank = formats.findIndex(([names]) => names.test(named));
    return rank === -1 ? [] : [{ rank, resource: { id, address, format: formats[rank]![1] } }];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ resource }) => resource);
}
