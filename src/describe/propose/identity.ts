/** What makes an item the same one tomorrow, and which rows are no items or not to be shown. */

import { stableJson } from '#lib/hash.ts';
import { readTexts } from '#lib/path.ts';
import { fold, foldToWords } from '#lib/text/fold.ts';
import { fulfils } from '#model/condition.ts';
import type { Condition } from '#model/mapping.ts';
import type { Row } from '#model/record.ts';
import { type Column, isCounter } from './column.ts';
import { because, type Guessing, named, percent } from './guess.ts';

const idNames = [
  [/^(?:identifiant|uuid|global ?id|guid|siret ?etablissement)\b/, 1.2],
  [
    /^(?:id|uid|identifier|ref|reference|code fiche|id \w+|\w+ id|\w+ uid|id (?:cis|fiche|projet|lieu)|identifiant .*|objectid|object id|id lieu med)$/,
    1,
  ],
  [
    /^(?:code|cle|matricule|(?:code|numero|num|n|no) (?:de |du )?(?:fiche|dossier|projet|lieu|structure|interne|unique))$/,
    0.9,
  ],
  [/^(?:slug|permalien|permalink|url fiche|loc)$/, 0.8],
  [/^(?:n|no|num|numero)$/, 0.7],
] as const;
/** The number of a line moves with the lines. */
const lineNames = /^(?:row|ligne|rang|index)?$/;
const numberNames = /^(?:n|no|num|numero)$/;
/** Beside one of these, a number is that of a door. */
const streetNames = /^(?:(?:type|nom|libelle) (?:de )?(?:la )?)?(?:voie|rue)$/;

export interface Identity {
  key: string[] | 'content';
  group: boolean;
}

/** `told` are columns that tell items apart, most telling first: title, address, link… */
export function proposeKey(guessing: Guessing, rows: readonly Row[], told: readonly Column[]): Identity {
  const { columns } = guessing;
  const counted = (names: readonly string[]): { distinct: number; empty: number } => {
    const seen = new Set<string>();
    let empty = 0;
    for (const row of rows) {
      const texts = names.map((name) => readTexts(row, name).join(' '));
      if (texts.every((text) => text === '')) empty++;
      else seen.add(stableJson(texts));
    }
    return { distinct: seen.size, empty };
  };
  const candidates = columns
    .filter((column) => column.filled > 0.995 && column.length < 200 && isIdentifier(guessing, column))
    .map((column) => ({ column, score: named(column, idNames), ...counted([column.name]) }))
    .toSorted((a, b) => b.score - a.score);
  const unique = candidates.find(({ distinct }) => distinct === rows.length);
  if (unique !== undefined) {
    const { column } = unique;
    const numbered = isCounter(column) && !isPadded(column);
    because(
      guessing,
      ['key'],
      `unlike in all ${rows.length} rows${numbered ? ', but numbered in the order of the file: is it the same from one day to the next?' : ''}`,
      numbered ? 'guess' : 'sure',
      column,
    );
    return { key: [column.name], group: false };
  }
  const repeated = candidates.find(
    ({ column, distinct }) =>
      distinct > 1 && distinct < rows.length && distinct > rows.length / 30 && isGroup(column, told[0], rows),
  );
  if (repeated !== undefined) {
    because(guessing, ['key'], `${repeated.distinct} identifiers for ${rows.length} rows`, 'likely', repeated.column);
    because(guessing, ['group'], 'the rows of one identifier have the same title: further sites of one item', 'likely');
    return { key: [repeated.column.name], group: true };
  }
  const none = whyNone(guessing, rows.length);
  const whole = new Set(rows.map((row) => stableJson(row))).size;
  const names: string[] = [];
  let reached = 0;
  for (const column of told) {
    const { distinct } = counted([...names, column.name]);
    if (names.length > 0 && distinct <= reached) continue;
    names.push(column.name);
    reached = distinct;
    if (reached >= whole) break;
  }
  if (names.length > 0 && reached >= whole * 0.995 && rows.length > 1) {
    const repeats = rows.length - reached;
    because(
      guessing,
      ['key'],
      `${none}; together these tell ${reached} of ${rows.length} rows apart${repeats > 0 ? `, and ${repeats} ${repeats === 1 ? 'is' : 'are'} refused as repeated` : ''}`,
      'likely',
    );
    for (const name of names) guessing.taken.add(name);
    return { key: names, group: false };
  }
  because(guessing, ['key'], `${none}: a row that changes will be a new item`, 'guess');
  return { key: 'content', group: false };
}

/** `001`, `002`…: somebody gave these numbers; those of lines have no zeros before them. */
const isPadded = (column: Column): boolean => column.values.some((value) => /^0\d/.test(value));

/** 1, 2, 3… in a column that is not called an identifier. */
const isLineNumber = (column: Column): boolean =>
  (lineNames.test(column.words) || numberNames.test(column.words)) && isCounter(column) && !isPadded(column);

/** By its name; a `code` that tells a place, or a `numero` of a door, is none. */
function isIdentifier({ columns, taken }: Guessing, column: Column): boolean {
  if (named(column, idNames) === 0 || lineNames.test(column.words) || isLineNumber(column)) return false;
  if (column.words === 'code') return !taken.has(column.name);
  return (
    !numberNames.test(column.words) || !(taken.has(column.name) || columns.some(({ words }) => streetNames.test(words)))
  );
}

/** Why no column is the key: the first that is called like one, and what keeps it from being it. */
function whyNone(guessing: Guessing, rows: number): string {
  for (const column of guessing.columns) {
    if (column.values.length === 0) continue;
    if (isLineNumber(column)) return `“${column.name}” looks like the number of the line`;
    if (!isIdentifier(guessing, column)) continue;
    const empty = column.cells.filter((values) => values.length === 0).length;
    if (empty > 0) return `“${column.name}” is empty in ${empty} of ${rows} rows`;
    return `“${column.name}” has ${column.distinct.size} values for ${rows} rows`;
  }
  return 'no column is called like an identifier';
}

function isGroup(id: Column, title: Column | undefined, rows: readonly Row[]): boolean {
  if (title === undefined) return false;
  const titles = new Map<string, Set<string>>();
  for (const at of rows.keys()) {
    const key = id.cells[at]!.join();
    const held = titles.get(key) ?? new Set();
    for (const text of title.cells[at]!) held.add(foldToWords(text));
    titles.set(key, held);
  }
  return [...titles.values()].filter(({ size }) => size <= 1).length > titles.size * 0.95;
}

const showing =
  /\b(?:publi\w*|affich\w*|visible|visibilite|diffus\w*|en ligne|online|published|statut (?:de )?(?:publication|validation|fiche)|valide[er]?|a publier|afficher)\b/;
const hiding =
  /\b(?:ne pas (?:publier|diffuser|afficher)|masque[re]?|cache[re]?|hidden|brouillon|draft|prive|confidentiel|non (?:publi\w*|diffus\w*)|archive[er]?)\b/;
const no = new Set([
  'non',
  'no',
  'n',
  'false',
  'faux',
  '0',
  'inactif',
  'inactive',
  'brouillon',
  'draft',
  'prive',
  'private',
  'masque',
  'cache',
  'hidden',
  'refuse',
  'rejete',
  'archive',
  'supprime',
  'non publie',
  'non valide',
  'en attente',
  'a valider',
  'pending',
  'desactive',
]);
const yes = new Set([
  'oui',
  'yes',
  'o',
  'y',
  'true',
  'vrai',
  '1',
  'x',
  'actif',
  'ouvert',
  'publie',
  'valide',
  'published',
  'public',
  'affiche',
  'en ligne',
  'active',
]);

/** A column by which the partner says what not to publish. */
export function proposeWithhold(guessing: Guessing): Condition | undefined {
  for (const column of guessing.columns) {
    if (column.values.length === 0 || column.distinct.size > 8 || column.length > 30) continue;
    const turned = hiding.test(column.words);
    if (!turned && !showing.test(column.words)) continue;
    const [bad, good] = turned ? [yes, no] : [no, yes];
    const values = [...column.distinct.keys()];
    const known = values.filter((value) => yes.has(fold(value)) || no.has(fold(value)));
    if (known.length < values.length / 2) continue;
    const held = [...new Set(values.filter((value) => bad.has(fold(value))))];
    // A column that says yes on every row says no one day: its usual word is taken.
    const told = held.length > 0 ? held : values.some((value) => good.has(fold(value))) ? [turned ? 'OUI' : 'NON'] : [];
    if (told.length === 0) continue;
    const count = held.reduce((sum, value) => sum + (column.distinct.get(value) ?? 0), 0);
    because(
      guessing,
      ['withhold'],
      `its values are ${values
        .slice(0, 4)
        .map((value) => `“${value}”`)
        .join(', ')}: ${count} rows are kept but not shown`,
      count > 0 ? 'likely' : 'guess',
      column,
    );
    return { [column.name]: told.length === 1 ? told[0]! : told };
  }
  return undefined;
}

/** Rows that have no title and say no place, and totals. */
export function proposeRefuse(
  guessing: Guessing,
  rows: readonly Row[],
  title: Column,
  told: readonly Column[],
  /** Of these, the columns of addresses, towns and postcodes. */
  placing: readonly Column[],
): Condition | undefined {
  const bare = rows.filter((_, at) => title.cells[at]!.length === 0);
  if (bare.length > 0) {
    // A town or an address without a name is an item to be completed; a point or a link alone tells of nothing.
    const empty = (column: Column, at: number): boolean => column.cells[at]!.length === 0;
    const lost = [...rows.keys()].filter((at) => empty(title, at) && placing.every((column) => empty(column, at)));
    const looked = [
      title,
      ...told.filter((column) => placing.includes(column) || lost.every((at) => empty(column, at))),
    ];
    const names = [...new Set(looked.map(({ name }) => name))];
    const condition: Condition = Object.fromEntries(names.map((name) => [name, '']));
    const count = rows.filter((row) => fulfils(row, condition)).length;
    if (count > 0 && count < rows.length / 2) {
      because(
        guessing,
        ['refuse'],
        `${count} ${count === 1 ? 'row has' : 'rows have'} nothing in ${names.map((name) => `“${name}”`).join(', ')}: no item`,
        'likely',
      );
      return condition;
    }
  }
  const total: Condition = { [title.name]: { matches: '^(?:sous[- ])?total\\b' } };
  const totals = rows.filter((row) => fulfils(row, total)).length;
  if (totals === 0 || totals > Math.max(3, rows.length / 20)) return undefined;
  because(
    guessing,
    ['refuse'],
    `${totals} ${totals === 1 ? 'row is' : 'rows are'} a total (${percent(totals / rows.length)})`,
    'likely',
  );
  return total;
}

const movingNames =
  /\b(?:maj|mise a jour|updated?|modif\w*|edit ?date|editor|edite|lastmod|date soumission|exporte?|export|extraction|compteur|vues|views|hits|nb ?vues|timestamp)\b|dat(?:e)?maj/;

/** Columns that change without the item changing. */
export function proposeUncounted(guessing: Guessing, key: Identity['key']): string[] {
  const lines = guessing.columns.filter((column) => column.values.length > 1 && isLineNumber(column));
  const moving = guessing.columns.filter(
    (column) =>
      !isIdentifier(guessing, column) &&
      (movingNames.test(column.words) || movingNames.test(column.words.replace(/ /g, ''))) &&
      column.length < 40,
  );
  const names = [...new Set([...moving, ...lines])].filter(({ name }) => key === 'content' || !key.includes(name));
  if (names.length > 0)
    because(guessing, ['uncounted'], 'days of change and counters: an item is not new for them', 'likely', ...names);
  return names.map(({ name }) => name);
}
