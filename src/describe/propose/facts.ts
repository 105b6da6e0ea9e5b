/** Columns whose values tell what they are: links, pictures, mails, phones, numbers of organisations, days and years. */
import { readSiret } from '#model/identifier.ts';
import type { Mapping, Rule } from '#model/mapping.ts';
import {
  type Column,
  isDay,
  isImage,
  isMail,
  isPhone,
  isRna,
  isSiren,
  isSiret,
  isText,
  isWebAddress,
  isYear,
} from './column.ts';
import { because, best, free, type Guessing, named, percent, toSay } from './guess.ts';

type Facts = Pick<
  Mapping,
  'links' | 'images' | 'mails' | 'phones' | 'startYear' | 'updatedAt' | 'createdAt' | 'recordUrl'
>;

const linkNames = /\b(?:site|web|website|url|lien|link|page|internet|siteweb|siteinternet)\b|^site|^url/;
const networks: readonly [RegExp, string][] = [
  [/\bfacebook\b/, 'Facebook'],
  [/\btwitter\b/, 'Twitter'],
  [/\binstagram\b/, 'Instagram'],
  [/\blinkedin\b/, 'LinkedIn'],
];
/** Addresses that are not the item's own: where the row came from, who keeps the list. */
const notTheirs = /\b(?:source|sourceur|licence|license|logo|picto|guid)\b/;

/** `page` is the address of a list of web pages. */
export function proposeFacts(guessing: Guessing, page: string | undefined): Facts {
  const facts: Facts = {};
  itemPages(guessing, facts, page);
  const images = free(guessing).filter(
    (column) =>
      !notTheirs.test(column.words) &&
      column.distinct.size > 1 &&
      (column.share(isImage) > 0.5 ||
        (/\b(?:image|photo|illustration|picture|visuel)\b/.test(column.words) && column.share(isWebAddress) > 0.5)),
  );
  if (images.length > 0) {
    facts.images = images.slice(0, 3).map(({ name }) => ({ url: name }));
    because(guessing, ['map', 'images'], 'addresses of pictures', 'sure', ...images.slice(0, 3));
  }
  const links = free(guessing).filter(
    (column) =>
      !notTheirs.test(column.words) &&
      (column.share(isWebAddress) > 0.6 ||
        (linkNames.test(column.words) && column.share(isWebAddress) > 0.3) ||
        networkOf(column) !== undefined ||
        /reseaux? sociaux?/.test(column.words)) &&
      column.share(isMail) < 0.3,
  );
  // Of several, one that leads every item to the same site is that site's page of it.
  const own = links.length > 1 && facts.recordUrl === undefined ? links.find((column) => isOneHost(column)) : undefined;
  if (own !== undefined) {
    facts.recordUrl = own.name;
    because(guessing, ['map', 'recordUrl'], 'an address of its own for each item, all on one site', 'likely', own);
  }
  // The same address for all, beside one of each, is the catalogue's page and not the item's.
  const others = links.filter((column) => column !== own).slice(0, 5);
  const kept = others.filter((column) => column.distinct.size > 1 || others.length === 1);
  if (kept.length > 0) {
    facts.links = kept.map((column) => linkOf(column));
    because(
      guessing,
      ['map', 'links'],
      kept.map((column) => `“${column.name}”: ${percent(column.share(isWebAddress))} web addresses`).join('; '),
      'sure',
      ...kept,
    );
  }
  const mails = free(guessing).filter((column) => column.share(isMail) > 0.5);
  if (mails.length > 0) {
    facts.mails = one(mails);
    because(guessing, ['map', 'mails'], 'mail addresses; personal ones are withheld', 'sure', ...mails);
  }
  const phoneNames = /\b(?:tel|telephone|phone|fixe|mobile|portable)\b/;
  const phones = free(guessing).filter(
    (column) =>
      column.share(isPhone) > (phoneNames.test(column.words) ? 0.5 : 0.9) &&
      column.share((value) => /^\D*(?:0|33|262|590|59[46]|508|687|689)/.test(value)) > 0.5 &&
      (phoneNames.test(column.words) || column.share((value) => /^(?:\+|0\d[ .]\d)/.test(value)) > 0.6),
  );
  if (phones.length > 0) {
    facts.phones = one(phones);
    because(guessing, ['map', 'phones'], 'phone numbers; mobile ones are withheld', 'sure', ...phones);
  }
  days(guessing, facts);
  return facts;
}

/** The page of each item, by the link of the list: written whole, from the root of the site, or from the list. */
function itemPages(guessing: Guessing, facts: Facts, page: string | undefined): void {
  const column = free(guessing).find(({ name }) => name === '@url' || name === 'loc');
  if (column === undefined || page === undefined) return;
  const { origin } = new URL(page);
  const from =
    column.share((value) => /^https?:/i.test(value)) === 1
      ? ''
      : column.share((value) => /^\/[^/]/.test(value)) === 1
        ? origin
        : undefined;
  if (from === undefined) return;
  facts.recordUrl = from === '' ? column.name : { from: column.name, template: `${from}{value}` };
  because(guessing, ['map', 'recordUrl'], 'the page of the item, where the list leads', 'sure', column);
  // What the page says is its own address leads nowhere else.
  for (const { name, words, share } of free(guessing))
    if (/\burl\b/.test(words) && share((value) => value.startsWith(`${origin}/`)) > 0.9) guessing.taken.add(name);
}

function isOneHost(column: Column): boolean {
  if (column.values.length < 5 || column.filled < 0.95 || column.distinct.size < column.values.length * 0.8)
    return false;
  const hosts = new Set(column.values.map((value) => /^https?:\/\/([^/]+)/i.exec(value)?.[1] ?? value));
  return hosts.size === 1;
}

const networkOf = (column: Column): string | undefined => networks.find(([name]) => name.test(column.words))?.[1];

/** `@lebocal`, `lebocal` or a whole address. */
function linkOf(column: Column): { url: Rule; label?: Rule } {
  const network = networkOf(column);
  if (network === undefined) return { url: column.name };
  const label = { constant: network };
  if (column.share(isWebAddress) > 0.9) return { url: column.name, label };
  const host = {
    Facebook: 'www.facebook.com',
    Twitter: 'twitter.com',
    Instagram: 'www.instagram.com',
    LinkedIn: 'www.linkedin.com/in',
  }[network];
  return {
    url: [
      { from: column.name, keepWhen: { [column.name]: { matches: '[./]' } } },
      { from: column.name, extract: '^@?([\\w-]{2,50})$', template: `https://${host}/{value}` },
    ],
    label,
  };
}

const one = (columns: readonly Column[]): Rule =>
  columns.length === 1 ? columns[0]!.name : columns.map(({ name }) => name);

const updatedNames = [
  [/\b(?:maj|mise a jour|update[ds]?|modif\w*|edit ?date|editdate|lastmod|soumission|derniere)\b|dat(?:e)?maj/, 1],
] as const;
const createdNames = [
  [
    /^(?:creation ?date|date published|published time|created(?: at)?|date (?:de )?creation(?: (?:fiche|donnee))?|published|date (?:de )?publication|datecreated)$/,
    1,
  ],
] as const;
const yearNames = [
  [
    /^(?:annee|year|edition|laureats?|millesime|promotion|annee\b.*|depuis|debut|date (?:de )?(?:debut|creation|lancement|demarrage))$/,
    1,
  ],
  [/\bannee\b|\bedition\b/, 0.7],
] as const;

function days(guessing: Guessing, facts: Facts): void {
  const isDate = (column: Column): boolean => column.share(isDay) > 0.6;
  const updated = best(guessing, (column) => (isDate(column) ? named(column, updatedNames) : 0))?.column;
  if (updated !== undefined) {
    facts.updatedAt = updated.name;
    because(guessing, ['map', 'updatedAt'], 'days, and by its name', 'sure', updated);
  }
  const year = best(guessing, (column) => (column.share(isYear) > 0.6 ? named(column, yearNames) : 0))?.column;
  if (year !== undefined) {
    facts.startYear = year.share(isYear) === 1 ? year.name : { from: year.name, extract: '^\\d{4}$' };
    because(guessing, ['map', 'startYear'], `${percent(year.share(isYear))} of its values are years`, 'likely', year);
  }
  const created = best(guessing, (column) => (isDate(column) ? named(column, createdNames) : 0))?.column;
  if (created === undefined) return;
  facts.createdAt = created.name;
  because(guessing, ['map', 'createdAt'], 'days, and by its name', 'likely', created);
}

const holderNames = [
  [
    /^(?:structure (?:porteuse|parente)|porteur(?: du projet| de projet)?|organisme (?:porteur|gestionnaire)|nom (?:de la )?structure|gestionnaire|organisation|organisme|association|holder|structure|porte par|maitre d ouvrage)$/,
    1,
  ],
  [/\bstructure (?:porteuse|parente)\b|\bporteurs?\b|^(?:organizer|provider|parent organization|founder) name$/, 0.8],
] as const;

/** Who carries it: its own column, or the title where the title is that of a structure. */
export function proposeHolder(
  guessing: Guessing,
  title: Column | undefined,
  organisation: string | undefined,
): Mapping['holder'] {
  const found = best(guessing, (column) =>
    column.share(isText) > 0.8 && column.length < 100 && column.share(isWebAddress) < 0.2
      ? named(column, holderNames)
      : 0,
  )?.column;
  const named1 = (column: Column): boolean =>
    /\b(?:structure|organisation|association|organisme|beneficiaire|etablissement)\b|delastructure$|\buser nom\b/.test(
      column.words,
    );
  const holder: NonNullable<Mapping['holder']> = { name: '' };
  if (found !== undefined) {
    const isParent = /parente/.test(found.words);
    holder.name = isParent && title !== undefined && found.filled < 1 ? [found.name, title.name] : found.name;
    because(
      guessing,
      ['map', 'holder', 'name'],
      isParent && found.filled < 1 ? 'the structure above it; where there is none, itself' : 'by its name',
      'likely',
      found,
    );
  } else if (guessing.columns.some(isOfOne)) {
    // The items are its places: their names are not who holds them.
    holder.name = { constant: organisation ?? toSay };
    because(
      guessing,
      ['map', 'holder', 'name'],
      `every SIRET is of one and the same organisation${organisation === undefined ? ': which?' : ''}`,
      organisation === undefined ? 'guess' : 'likely',
    );
  } else if (title !== undefined && (named1(title) || guessing.columns.some(hasNumber))) {
    holder.name = title.name;
    because(guessing, ['map', 'holder', 'name'], 'the title is the name of a structure', 'likely');
  } else return undefined;
  // Columns that hold numbers of more than one kind.
  const mixed = new Set<string>();
  for (const [field, test] of [
    ['siret', isSiret],
    ['siren', isSiren],
    ['rna', isRna],
  ] as const) {
    const column = guessing.columns.find(
      (one) =>
        one.values.length > 0 &&
        (!guessing.taken.has(one.name) || mixed.has(one.name)) &&
        one.share(test) > (new RegExp(`\\b${field}\\b|pivot`).test(one.words) ? 0.1 : 0.7),
    );
    if (column === undefined) continue;
    const share = column.share(test);
    holder[field] =
      share > 0.7
        ? column.name
        : { from: column.name, extract: { siret: '^\\d{14}$', siren: '^\\d{9}$', rna: '^W\\w{9}$' }[field] };
    if (share <= 0.7) mixed.add(column.name);
    because(
      guessing,
      ['map', 'holder', field],
      `${percent(share)} of its values are valid numbers`,
      share > 0.5 ? 'sure' : 'likely',
      column,
    );
  }
  return holder;
}

/** SIRETs of several places of one organisation. */
function isOfOne(column: Column): boolean {
  const sirets = [...column.distinct.keys()].map(readSiret).filter((siret) => siret !== undefined);
  return (
    sirets.length > 2 &&
    sirets.length > column.distinct.size * 0.8 &&
    new Set(sirets.map((siret) => siret.slice(0, 9))).size === 1
  );
}
const hasNumber = (column: Column): boolean => column.share(isSiret) > 0.5 || column.share(isRna) > 0.5;
