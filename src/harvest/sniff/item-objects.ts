/** Of all that pages say for machines, what tells of the item: not of the site, nor of the way to the page. */
import { pathsOf, readPath, readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';

const kinds = ['jsonld', 'microdata'] as const;
/** They differ from page to page, and tell where the page stands rather than what it shows. */
const ofTheSite = /(?:^|\/)(?:BreadcrumbList|ListItem|WebSite|SearchAction|SiteNavigationElement)$/i;
const ofThePage = /(?:^|\/)(?:WebPage|ItemPage)$/i;
/** Share of the pages on which an object must stand at its place. */
const mostPages = 0.6;

/**
 * The columns from which a mapping is guessed: those of the object that tells of the item, then the list's, then Open
 * Graph's. A property that no other object of the pages has is reached wherever its object stands.
 */
export function itemColumns(rows: readonly Row[], columns: readonly string[]): string[] {
  const others = columns.filter((name) => !kinds.some((kind) => name === kind || name.startsWith(`${kind}[`)));
  const isGraph = (name: string): boolean => name.startsWith('opengraph.');
  return [
    ...kinds.flatMap((kind) => objectColumns(rows, kind)),
    ...others.filter((name) => !isGraph(name)),
    ...others.filter(isGraph),
  ];
}

function objectColumns(rows: readonly Row[], kind: (typeof kinds)[number]): string[] {
  const places = placesOf(rows, kind)
    .map((place) => ({ place, weight: weigh(rows, place) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const own = places[0]?.place;
  if (own === undefined) return [];
  const anywhere = own.replace(/\[\d+\]/g, '[]');
  return propertiesAt(rows, own).map((property) => {
    const loose = `${anywhere}.${property}`;
    const isOnlyThere = rows.every((row) => readPath(row, loose).length === readPath(row, `${own}.${property}`).length);
    return isOnlyThere ? loose : `${own}.${property}`;
  });
}

/** Where objects stand: `jsonld[0]`, `jsonld[0].@graph[2]`. */
function placesOf(rows: readonly Row[], kind: (typeof kinds)[number]): string[] {
  const places = new Set<string>();
  for (const row of rows) {
    for (const [at, one] of [row[kind] ?? []].flat().entries()) {
      const graph = (one as Row)['@graph'];
      if (!Array.isArray(graph)) places.add(`${kind}[${at}]`);
      else for (const inner of graph.keys()) places.add(`${kind}[${at}].@graph[${inner}]`);
    }
  }
  return [...places];
}

/** How many of its properties say something else on each page; nothing where it is not of the item. */
function weigh(rows: readonly Row[], place: string): number {
  const types = rows.flatMap((row) => readTexts(row, `${place}.@type`));
  if (types.some((type) => ofTheSite.test(type))) return 0;
  const properties = propertiesAt(rows, place);
  const there = rows.filter((row) => readPath(row, place).length > 0).length;
  if (there < rows.length * mostPages) return 0;
  const differing = properties.filter((property) => {
    const told = rows.map((row) => readTexts(row, `${place}.${property}`).join(' ')).filter(Boolean);
    return told.length > rows.length / 3 && new Set(told).size > told.length / 2;
  }).length;
  return differing * (types.some((type) => ofThePage.test(type)) ? 0.5 : 1);
}

/** Every property with its path, without what is written for machines alone. */
function propertiesAt(rows: readonly Row[], place: string): string[] {
  const properties = new Set<string>();
  for (const row of rows) {
    const [object] = readPath(row, place);
    if (object === null || typeof object !== 'object') continue;
    for (const path of pathsOf(object as Row)) if (!/(?:^|\.)@/.test(path)) properties.add(path);
  }
  return [...properties];
}
