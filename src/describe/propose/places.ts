/** Which columns say where: codes checked in the gazetteer, points in range, an address that holds the rest. */
import { findOne } from '../rule.ts';
import { toNumber } from './column.ts';
import { because, type Guessing, percent } from './guess.ts';
import { codes, geocoder, whole } from './place-codes.ts';
import { address, areas, city, siteName } from './place-names.ts';
import { points } from './place-points.ts';
import { type Site, sitePath } from './site.ts';

/** The site that the columns describe; undefined when none does. */
export function proposeSite(guessing: Guessing): Site | undefined {
  const site: Site = {};
  codes(guessing, site);
  const geocoded = geocoder(guessing, site);
  points(guessing, site, geocoded);
  city(guessing, site);
  oneCode(guessing, site);
  areas(guessing, site);
  address(guessing, site);
  siteName(guessing, site);
  around(guessing, site);
  townOfName(guessing, site);
  return Object.keys(site).length === 0 ? undefined : inOrder(site);
}

const order: readonly (keyof Site)[] = [
  ...(['name', 'address', 'postcode', 'city', 'inseeCode', 'departement', 'region', 'country'] as const),
  ...(['latitude', 'longitude'] as const),
];
const inOrder = (site: Site): Site =>
  Object.fromEntries(order.filter((name) => name in site).map((name) => [name, site[name]]));

/** One postcode for many communes is right for one of them at most. */
function oneCode(guessing: Guessing, site: Site): void {
  const [code, city] = [site.postcode, site.city].map((rule) => guessing.columns.find(({ name }) => name === rule));
  if (code === undefined || city === undefined || code.distinct.size > 1 || city.distinct.size < 4) return;
  delete site.postcode;
  guessing.taken.delete(code.name);
  guessing.reasons.push({
    path: sitePath('city'),
    why: `“${code.name}” is the same for ${city.distinct.size} communes: not read`,
    sure: 'likely',
  });
}

/** The département or région that all places have in common: it tells homonyms apart. */
function around(guessing: Guessing, site: Site): void {
  if (site.departement !== undefined || site.region !== undefined) return;
  const found = guessing.rows.map((row) => {
    const code = [site.postcode, site.inseeCode]
      .map((rule) => findOne(row, rule)?.text)
      .find((text) => text !== undefined);
    const [lat, lon] = [findOne(row, site.latitude)?.text, findOne(row, site.longitude)?.text];
    return guessing.places.areasOf(
      code === undefined ? undefined : whole(code),
      lat === undefined ? undefined : toNumber(lat),
      lon === undefined ? undefined : toNumber(lon),
    );
  });
  const cities = new Set(guessing.rows.map((row) => findOne(row, site.city)?.text));
  if (cities.size < 3) return;
  for (const area of ['departement', 'region'] as const) {
    const told = found.map((areas) => areas?.[area]).filter((one) => one !== undefined);
    const [most, times] = mostOf(told);
    if (most === undefined || told.length < guessing.rows.length * 0.6 || times < told.length * 0.97) continue;
    site[area] = { constant: most };
    because(guessing, sitePath(area), `${percent(times / told.length)} of the places lie there`, 'likely');
    return;
  }
}

/** Where rows say only a street, or nothing, the catalogue's name may say the town: “Budget participatif de Paris”. */
function townOfName(guessing: Guessing, site: Site): void {
  const told = (['postcode', 'city', 'inseeCode', 'departement', 'region', 'latitude'] as const).some(
    (name) => name in site,
  );
  if (told) return;
  const town = [...guessing.name.matchAll(/(?<=\s(?:d[eu]|à|d[’']|autour de)\s?)\p{Lu}[\p{L}’'-]{3,}/gu)]
    .map(([word]) => word)
    .find((word) => guessing.places.isCommuneName(word));
  if (town === undefined) return;
  site.city = { constant: town };
  because(guessing, sitePath('city'), 'no column says the town: the catalogue’s name does', 'guess');
}

function mostOf(texts: readonly string[]): [string | undefined, number] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [undefined, 0];
}
