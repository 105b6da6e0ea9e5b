/** Which columns say where: codes checked in the gazetteer, points in range, an address that holds the rest. */
import type { RuleObject, SiteMapping } from '#model/mapping.ts';
import { findOne } from '../rule.ts';
import { type Column, isInteger, isNumber, isPair, isText, toNumber } from './column.ts';
import { because, best, free, type Guessing, named, percent } from './guess.ts';

type Site = { -readonly [K in keyof SiteMapping]: SiteMapping[K] };
const path = (field: string) => ['map', 'sites', 0, field];

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

/** A code that a spreadsheet took for a number lost its zero. */
const whole = (code: string): string => (/^\d{4}$/.test(code) ? `0${code}` : code.replace(/\.0$/, ''));

const inseeNames = [
  [
    /\b(?:code )?insee (?:com(?:mune)?|code)\b|^code insee$|^insee$|inseecom|^insee com$|citycode|code commune|^depcom$|^com(?:mune)? (?:code|insee)$/,
    1,
  ],
] as const;
const postcodeNames = [[/code ?postal|^cp$|\bcp\b|postcode|postal code|zip ?code|^zip$/, 1]] as const;

function codes(guessing: Guessing, site: Site): void {
  const { places } = guessing;
  const commune = (value: string) => places.isCommuneCode(whole(value));
  const postal = (value: string) => places.isPostcode(whole(value));
  const isGeocoders = (column: Column): boolean => /^result[_ ]/i.test(column.name);
  const isCode = (column: Column): boolean =>
    column.filled > 0.2 && column.share((value) => /^[\dAB]{4,5}(?:\.0)?$/.test(value)) > 0.7;
  /** Five characters, many of them, and no amount: numbers of another kind look like codes. */
  const isWhole = (column: Column): boolean =>
    column.share((value) => /^[\dAB]{5}$/.test(value)) > 0.95 &&
    column.distinct.size > 3 &&
    !/montant|budget|prix|cout|nombre|\bid\b/.test(column.words);
  const insee = best(guessing, (column) => {
    if (
      isGeocoders(column) ||
      !isCode(column) ||
      named(column, postcodeNames) > 0 ||
      /metro|reg|dep\b/.test(column.words)
    )
      return 0;
    const [asCommune, asPostal] = [column.share(commune), column.share(postal)];
    if (asCommune < 0.7) return 0;
    if (named(column, inseeNames) > 0) return 1 + asCommune;
    return asCommune > Math.max(0.95, asPostal + 0.2) && isWhole(column) ? asCommune : 0;
  });
  if (insee !== undefined) {
    site.inseeCode = insee.column.name;
    because(
      guessing,
      path('inseeCode'),
      `${percent(insee.column.share(commune))} of its values are codes of communes`,
      insee.score > 1 ? 'sure' : 'likely',
      insee.column,
    );
  }
  const postcode = best(guessing, (column) => {
    if (isGeocoders(column) || column.share((value) => /^\d[\d\s]{3,5}(?:\.0)?$/.test(value)) < 0.7) return 0;
    const asPostal = column.share(postal);
    return named(column, postcodeNames) > 0 ? 1 + asPostal : asPostal > 0.95 && isWhole(column) ? asPostal : 0;
  });
  if (postcode !== undefined) {
    site.postcode = postcode.column.name;
    because(
      guessing,
      path('postcode'),
      `${percent(postcode.column.share(postal))} of its values are postcodes`,
      postcode.score > 1.5 ? 'sure' : 'likely',
      postcode.column,
    );
  }
}

/** Columns that the national geocoder added: its answer counts when it was sure, and found the street. */
function geocoder(guessing: Guessing, site: Site): RuleObject['keepWhen'] | undefined {
  const at = (name: string) => free(guessing).find((column) => column.name === name);
  const [score, kind, code] = [at('result_score'), at('result_type'), at('result_citycode')];
  if (score === undefined || kind === undefined || site.inseeCode !== undefined) return undefined;
  const sure = { result_score: { matches: '^(?:0\\.[6-9]|1)' } };
  if (code !== undefined) {
    site.inseeCode = { from: code.name, keepWhen: sure };
    because(guessing, path('inseeCode'), 'the geocoder’s answer, where it was sure', 'likely', code);
  }
  guessing.taken.add(score.name).add(kind.name);
  return { result_type: ['housenumber', 'street', 'locality'], ...sure };
}

const latNames = [
  [/^(?:lat|latitude|lattitude)$/, 1],
  [/\blat(?:itude)?$|^(?:geo|gps|coord\w*) ?lat/, 0.9],
  [/^(?:coord\w* )?y(?: \w+)?$/, 0.6],
] as const;
const lonNames = [
  [/^(?:lon|lng|long|longitude)$/, 1],
  [/\b(?:lon|lng|long)(?:gitude)?$|^(?:geo|gps|coord\w*) ?(?:lon|lng)/, 0.9],
  [/^(?:coord\w* )?x(?: \w+)?$/, 0.6],
] as const;

const isCoordinate = (value: string): boolean => isNumber(value) && Math.abs(toNumber(value)) < 8_000_000;

function points(guessing: Guessing, site: Site, geocoded: RuleObject['keepWhen'] | undefined): void {
  const score = (names: typeof latNames | typeof lonNames) => (column: Column) =>
    column.share(isCoordinate) > 0.7 ? named(column, names) * column.filled : 0;
  const [lat, lon] = [best(guessing, score(latNames))?.column, best(guessing, score(lonNames))?.column];
  if (lat !== undefined && lon !== undefined && lat !== lon) {
    const [straight, turned] = [inFrance(guessing, lat, lon), inFrance(guessing, lon, lat)];
    const isMetres = lat.share((value) => Math.abs(toNumber(value)) > 1000) > 0.7;
    const [first, second] = turned > straight + 0.3 ? [lon, lat] : [lat, lon];
    const rule = (column: Column) => (geocoded === undefined ? column.name : { from: column.name, keepWhen: geocoded });
    site.latitude = rule(first);
    site.longitude = rule(second);
    const why = isMetres
      ? 'metres of Lambert-93'
      : turned > straight + 0.3
        ? 'the two columns hold each other’s values: turned round'
        : `${percent(Math.max(straight, turned))} of the points lie in France${geocoded === undefined ? '' : '; the geocoder’s, where it found the street'}`;
    because(guessing, path('latitude'), why, straight > 0.8 || isMetres ? 'sure' : 'guess', first);
    because(guessing, path('longitude'), why, straight > 0.8 || isMetres ? 'sure' : 'guess', second);
  }
  const pair = best(guessing, (column) => (column.share(isPair) > 0.7 ? column.filled : 0))?.column;
  if (pair === undefined) return;
  guessing.taken.add(pair.name);
  if (site.latitude !== undefined) return;
  site.latitude = pair.name;
  site.longitude = pair.name;
  because(guessing, path('latitude'), 'one column holds both, “lat, lon”', 'sure', pair);
}

function inFrance(guessing: Guessing, lat: Column, lon: Column): number {
  let [points, inside] = [0, 0];
  for (const [at, [latitude]] of lat.cells.entries()) {
    const longitude = lon.cells[at]?.[0];
    if (latitude === undefined || longitude === undefined || points > 500) continue;
    points++;
    if (guessing.places.isInFrance(toNumber(latitude), toNumber(longitude))) inside++;
  }
  return points === 0 ? 0 : inside / points;
}

/** One postcode for many communes is right for one of them at most. */
function oneCode(guessing: Guessing, site: Site): void {
  const [code, city] = [site.postcode, site.city].map((rule) => guessing.columns.find(({ name }) => name === rule));
  if (code === undefined || city === undefined || code.distinct.size > 1 || city.distinct.size < 4) return;
  delete site.postcode;
  guessing.taken.delete(code.name);
  guessing.reasons.push({
    path: path('city'),
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
    because(guessing, path(area), `${percent(times / told.length)} of the places lie there`, 'likely');
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
  because(guessing, path('city'), 'no column says the town: the catalogue’s name does', 'guess');
}

function mostOf(texts: readonly string[]): [string | undefined, number] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [undefined, 0];
}

const cityNames = [
  [/^(?:ville|commune|city|localite|town|municipalite|nom (?:de la )?(?:commune|ville)|cominit)$/, 1],
  [/\b(?:ville|commune|city|localite|nomcom)\b|^nom ?com$/, 0.8],
] as const;

function city(guessing: Guessing, site: Site): void {
  const isName = (value: string) => guessing.places.isCommuneName(value);
  const found = best(guessing, (column) => {
    if (column.length > 40 || column.share(isText) < 0.7 || /^result[_ ]|metro/i.test(column.name)) return 0;
    const share = column.share(isName);
    const name = named(column, cityNames);
    return name > 0 && share > 0.3 ? name + share : share > 0.9 && column.distinct.size > 3 ? share / 2 : 0;
  });
  if (found === undefined) return;
  site.city = found.column.name;
  because(
    guessing,
    path('city'),
    `${percent(found.column.share(isName))} of its values are names of communes`,
    found.score > 1.3 ? 'sure' : 'likely',
    found.column,
  );
  const after = free(guessing).find((column) => column.name === 'result_city');
  if (after === undefined || found.column.filled > 0.98) return;
  site.city = [found.column.name, after.name];
  because(guessing, path('city'), 'where it is empty, the geocoder’s', 'likely', after);
}

function areas(guessing: Guessing, site: Site): void {
  const departement = best(guessing, (column) =>
    /\bdep(?:artement)?\b|inseedep|^dept\b/.test(column.words) && !/\blib|\bnom reg/.test(column.words)
      ? column.share((value) => guessing.places.isDepartement(/^\d$/.test(value) ? `0${value}` : value))
      : 0,
  );
  if (departement !== undefined && departement.score > 0.7) {
    site.departement = departement.column.name;
    because(
      guessing,
      path('departement'),
      `${percent(departement.score)} of its values are départements`,
      'sure',
      departement.column,
    );
  }
  if (site.inseeCode === undefined && site.departement === undefined) {
    const region = best(guessing, (column) =>
      /\bregion\b/.test(column.words) ? column.share((value) => guessing.places.isRegion(value)) : 0,
    );
    if (region !== undefined && region.score > 0.7) {
      site.region = region.column.name;
      because(guessing, path('region'), `${percent(region.score)} of its values are régions`, 'sure', region.column);
    }
  }
  const country = best(guessing, (column) =>
    /^(?:pays|country|nom pays)$/.test(column.words) && column.length > 3 ? column.share(isText) : 0,
  );
  if (country === undefined || country.score < 0.7) return;
  site.country = country.column.name;
  because(guessing, path('country'), 'by its name', 'likely', country.column);
}

const addressNames = [
  [/^(?:adresse|address|rue|voie|adresse postale|street)$/, 1],
  [/^adresse?\b|\badresse? (?:de|du|complete)\b|^adressenumero|\badress?e?s?\b/, 0.8],
  [/\brue\b|\bvoie\b|^lieu$/, 0.5],
] as const;
const isStreet = (value: string): boolean =>
  /\d/.test(value) ||
  /\b(?:rue|avenue|place|boulevard|chemin|route|impasse|allee|allée|bourg|quai|cours|square|mairie|lieu[- ]dit)\b/i.test(
    value,
  );

function address(guessing: Guessing, site: Site): void {
  const found = best(guessing, (column) => {
    if (/complement|^result[_ ]|mail|electronique|\bweb\b|\bip\b|full|^geo/i.test(column.words)) return 0;
    if (column.length > 150 || column.share(isText) < 0.7 || column.distinct.size < 2) return 0;
    return named(column, addressNames) * (0.5 + column.share(isStreet)) * (0.3 + column.filled);
  });
  if (found === undefined) return;
  const { column } = found;
  const number = free(guessing).find(
    ({ words, name, share }) =>
      /^(?:n|no|numero|num(?:ero)? (?:de )?(?:voie|rue))$/.test(words || name) &&
      share((value) => /^\d{1,4}\s*(?:bis|ter|[a-d])?$/i.test(value)) > 0.6 &&
      column.share((value) => /^\d/.test(value)) < 0.3,
  );
  const more = free(guessing).find(
    ({ words, length }) =>
      /complement ?d? ?adresse|^complement\b|comp adresse|complementdadresse/.test(words) && length < 80,
  );
  const all = [number, column, more].filter((one) => one !== undefined);
  site.address =
    all.length === 1 ? column.name : { from: all.map(({ name }) => name), join: number === undefined ? ', ' : ' ' };
  because(
    guessing,
    path('address'),
    `by its name; ${percent(column.share(isStreet))} of its values look like streets`,
    found.score > 0.8 ? 'sure' : 'likely',
    ...all,
  );
  within(guessing, site, column);
}

/** An address that holds its postcode and city, where no other column does. */
function within(guessing: Guessing, site: Site, column: Column): void {
  const coded = (value: string): boolean => /\b\d{5}\b/.test(value);
  if (site.postcode === undefined && column.share(coded) > 0.5) {
    site.postcode = { from: column.name, extract: '\\b(\\d{5})\\b' };
    because(guessing, path('postcode'), `${percent(column.share(coded))} of the addresses hold five figures`, 'likely');
  }
  if (site.city !== undefined || site.inseeCode !== undefined) return;
  const shapes = ['\\b\\d{5}\\s+([^,]+?)(?:,.*)?$', '\\b\\d{5},?\\s+([^,]+)'] as const;
  for (const extract of shapes) {
    const pattern = new RegExp(extract, 'iu');
    const isCity = (value: string): boolean =>
      guessing.places.isCommuneName(pattern.exec(value)?.[1]?.replace(/\s+cedex.*$/i, '') ?? '');
    if (column.share(isCity) < 0.4) continue;
    site.city = { from: column.name, extract };
    because(
      guessing,
      path('city'),
      `what follows the five figures is a commune in ${percent(column.share(isCity))} of the addresses`,
      'likely',
    );
    return;
  }
  if (site.postcode === undefined && column.share((value) => guessing.places.isCommuneName(value)) > 0.5)
    because(guessing, path('address'), 'many of its values are only names of communes', 'guess');
}

export const isCounter = (column: Column): boolean => {
  if (column.share(isInteger) < 1) return false;
  return column.cells.every(([value], at) => value !== undefined && Number(value) === Number(column.cells[0]![0]) + at);
};
