/** Titles that only say where a place is: “Chauny”, “Nice Wilson”. What the catalogue calls its items is put before. */
import { fold, foldToWords } from '#lib/text/fold.ts';
import type { Mapping, RuleObject } from '#model/mapping.ts';
import { vocabularies, wordsOf } from '#model/vocabulary.ts';
import { findOne } from '../rule.ts';
import type { Column } from './column.ts';
import { because, type Guessing, percent } from './guess.ts';

/** Fewer rows than this may begin with their town by chance. */
const fewest = 10;
/** Share of the titles that must begin with the town of their row. */
const most = 0.6;

type Site = NonNullable<Mapping['sites']>[number];

/** `named` is the catalogue's name, or that of its file: `etapes-numeriques`. Undefined when titles say more than a town. */
export function titleOfPlace(
  guessing: Guessing,
  title: Column,
  site: Site | undefined,
  named: string,
): RuleObject | undefined {
  const noun = nounOf(named);
  if (site?.city === undefined || noun === undefined || guessing.rows.length < fewest) return undefined;
  const begin = guessing.rows.filter((row, at) => {
    const town = foldToWords(findOne(row, site.city)?.text ?? '');
    const own = foldToWords(title.cells[at]?.[0] ?? '');
    return town !== '' && (own === town || own.startsWith(`${town} `));
  }).length;
  const share = begin / guessing.rows.length;
  if (share < most) return undefined;
  because(
    guessing,
    ['map', 'title'],
    `${percent(share)} of these names are only those of their towns: what the catalogue calls its items stands before them`,
    'guess',
  );
  return { from: title.name, template: `${noun} {value}` };
}

const before =
  /^(?:(?:liste|annuaire|carte|guide|catalogue|repertoire|répertoire|inventaire)s?\s+(?:des?|du|d[’'])\s*|les?\s+|la\s+|l[’']|nos\s+|mes\s+)+/i;
/** What follows says where or whose they are. */
const after = /\s+(?:de|du|des|d[’']|en|dans|à|au|aux|pour|sur|par|\d)(?:\s|$|(?<=[’'])).*$/i;

/** “Les étapes numériques de La Poste” is “Étape numérique”. */
function nounOf(named: string): string | undefined {
  const words = named
    .replace(/\.\w{2,8}$/, '')
    .replace(/[-_]+/g, ' ')
    .trim()
    .replace(before, '')
    .replace(after, '')
    .split(/\s+/)
    .filter((word) => /\p{L}{2}/u.test(word) && !/\d/.test(word));
  if (words.length === 0 || words.length > 3) return undefined;
  const text = words.map((word) => accented(oneOf(word))).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Words that are one and end like several. */
const unchanged = new Set([
  'tiers',
  'bus',
  'services',
  'temps',
  'cours',
  'acces',
  'campus',
  'fonds',
  'univers',
  'relais',
]);

function oneOf(word: string): string {
  if (unchanged.has(fold(word))) return word;
  if (/(?:eau|eu|ou)x$/i.test(word)) return word.slice(0, -1);
  if (/[^a]aux$/i.test(word)) return `${word.slice(0, -2)}l`;
  return word.length > 3 && /[^su]s$/i.test(word) ? word.slice(0, -1) : word;
}

let spelt: Map<string, string> | undefined;

/** Names of files have no accents: a word of the vocabularies has its own. */
function accented(word: string): string {
  if (/[^\x20-\x7e]/.test(word)) return word;
  spelt ??= new Map(
    Object.values(vocabularies)
      .flatMap(({ concepts }) => concepts.flatMap(wordsOf))
      .flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u))
      .filter((one) => one.length > 3)
      // Ids and other languages have none: what has some comes last, and holds.
      .sort((a, b) => Number(/[^a-z]/.test(a)) - Number(/[^a-z]/.test(b)))
      .map((one) => [fold(one), one]),
  );
  return spelt.get(fold(word)) ?? word;
}
