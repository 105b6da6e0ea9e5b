/** Columns that name a place in words: its town, its département, its address, what the place itself is called. */
import { type Column, isText } from './column.ts';
import { because, best, free, type Guessing, named, percent } from './guess.ts';
import { type Site, sitePath } from './site.ts';

const cityNames = [
  [
    /^(?:ville|commune|city|localite|town|municipalite|nom (?:de la )?(?:commune|ville)|cominit|(?:address )?address locality)$/,
    1,
  ],
  [/\b(?:ville|commune|city|localite|nomcom)\b|^nom ?com$/, 0.8],
] as const;

export function city(guessing: Guessing, site: Site): void {
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
    sitePath('city'),
    `${percent(found.column.share(isName))} of its values are names of communes`,
    found.score > 1.3 ? 'sure' : 'likely',
    found.column,
  );
  const after = free(guessing).find((column) => column.name === 'result_city');
  if (after === undefined || found.column.filled > 0.98) return;
  site.city = [found.column.name, after.name];
  because(guessing, sitePath('city'), 'where it is empty, the geocoder’s', 'likely', after);
}

export function areas(guessing: Guessing, site: Site): void {
  const departement = best(guessing, (column) =>
    /\bdep(?:artement)?\b|inseedep|^dept\b/.test(column.words) && !/\blib|\bnom reg/.test(column.words)
      ? column.share((value) => guessing.places.isDepartement(/^\d$/.test(value) ? `0${value}` : value))
      : 0,
  );
  if (departement !== undefined && departement.score > 0.7) {
    site.departement = departement.column.name;
    because(
      guessing,
      sitePath('departement'),
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
      because(
        guessing,
        sitePath('region'),
        `${percent(region.score)} of its values are régions`,
        'sure',
        region.column,
      );
    }
  }
  const country = best(guessing, (column) =>
    /^(?:pays|country|nom pays)$/.test(column.words) && column.length > 3 ? column.share(isText) : 0,
  );
  if (country === undefined || country.score < 0.7) return;
  site.country = country.column.name;
  because(guessing, sitePath('country'), 'by its name', 'likely', country.column);
}

const siteNames = /\bquart(?:ier)?s?\b|\blieu dit\b|\bhameau\b|\bantenne\b|^nom (?:du )?(?:batiment|site)$/;

/** What a place is called beside its address: the quarter, the hamlet, the building. */
export function siteName(guessing: Guessing, site: Site): void {
  const found = best(guessing, (column) =>
    siteNames.test(column.words) && !/prioritaire|\bqpv\b|\bcode\b/.test(column.words) && column.distinct.size > 1
      ? column.length > 3 && column.length < 60 && column.share(isText) > 0.9
        ? column.filled
        : 0
      : 0,
  );
  if (found === undefined) return;
  site.name = found.column.name;
  because(guessing, sitePath('name'), 'by its name: what people there call the place', 'likely', found.column);
}

const addressNames = [
  [/^(?:adresse|address|rue|voie|adresse postale|street|(?:address )?street address)$/, 1],
  [/^adresse?\b|\badresse? (?:de|du|complete)\b|^adressenumero|\badress?e?s?\b/, 0.8],
  [/\brue\b|\bvoie\b|^lieu$/, 0.5],
] as const;
const isStreet = (value: string): boolean =>
  /\d/.test(value) ||
  /\b(?:rue|avenue|place|boulevard|chemin|route|impasse|allee|allée|bourg|quai|cours|square|mairie|lieu[- ]dit)\b/i.test(
    value,
  );

export function address(guessing: Guessing, site: Site): void {
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
    sitePath('address'),
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
    because(
      guessing,
      sitePath('postcode'),
      `${percent(column.share(coded))} of the addresses hold five figures`,
      'likely',
    );
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
      sitePath('city'),
      `what follows the five figures is a commune in ${percent(column.share(isCity))} of the addresses`,
      'likely',
    );
    return;
  }
  if (site.postcode === undefined && column.share((value) => guessing.places.isCommuneName(value)) > 0.5)
    because(guessing, sitePath('address'), 'many of its values are only names of communes', 'guess');
}
