/** The evidence of a pair: for every column, how far its two values agree, as one likeness and as features to learn from. */
import { type Bag, bagOf, coverage, mutual } from './bag.ts';
import { type ColumnKind, digitsOf, kindOfColumn, readNumber } from './column.ts';
import { type WordWeights, weighWords } from './word-weights.ts';
import { wordsOf } from './words.ts';

/** A row of a list: its values by column. */
export type Values = Readonly<Record<string, string>>;

export interface Comparable {
  values: Values;
  bags: Readonly<Record<string, Bag>>;
  /** All columns together: what a partner wrote in another column is still found. */
  whole: Bag;
  /** Words with a digit, four signs or more: model numbers, codes. */
  codes: readonly string[];
  numbers: ReadonlySet<string>;
}

export interface Evidence {
  /** Words, by side, that the other row lacks: which of them are harmless is learned. */
  surplus: readonly string[];
  /** By column, 0 (nothing in common) to 1 (the same); NaN where one side is silent. */
  likeness: Float64Array;
  /** More, for a learner. */
  features: Float64Array;
}

export interface Comparer {
  columns: readonly { name: string; kind: ColumnKind }[];
  prepare(values: Values): Comparable;
  compare(a: Comparable, b: Comparable): Evidence;
}

const textual: ReadonlySet<ColumnKind> = new Set(['words', 'text', 'category']);

/** Learns the kinds of the columns (but those that are said) and the weights of the words from the two lists. */
export function comparerOf(
  left: readonly Values[],
  right: readonly Values[],
  names: readonly string[],
  said: Readonly<Record<string, ColumnKind>> = {},
): Comparer {
  const both = [...left, ...right];
  const columns = names.map((name) => ({
    name,
    kind: said[name] ?? kindOfColumn(both.map((values) => values[name] ?? '')),
  }));
  const allWords = (values: Values): string[] => columns.flatMap(({ name }) => wordsOf(values[name] ?? ''));
  const weigh: WordWeights = weighWords(both.map(allWords));
  return {
    columns,
    prepare: (values) => prepare(values, columns, weigh),
    compare: (a, b) => compare(a, b, columns),
  };
}

function prepare(values: Values, columns: Comparer['columns'], weigh: WordWeights): Comparable {
  const words = columns.map(({ name }) => wordsOf(values[name] ?? ''));
  const bags = Object.fromEntries(columns.map(({ name }, i) => [name, bagOf(words[i]!, weigh)]));
  const all = words.flat();
  const spelled = columns.flatMap(({ name, kind }) =>
    kind === 'words' || kind === 'text' ? (values[name] ?? '').toLowerCase().split(/[\s,;()]+/) : [],
  );
  const codes = [...new Set(spelled.map((word) => word.replace(/[^a-z0-9]/g, '')))].filter(
    (word) => word.length >= 4 && /\d/.test(word) && !/^(19|20)\d\d0?$/.test(word),
  );
  const numbers = new Set(all.filter((word) => /^\d+(\.\d+)?$/.test(word)));
  return { values, bags, whole: bagOf(all, weigh), codes, numbers };
}

function compare(a: Comparable, b: Comparable, columns: Comparer['columns']): Evidence {
  const likeness = new Float64Array(columns.length);
  const features: number[] = [];
  columns.forEach(({ name, kind }, i) => {
    const [first, second] = [a.values[name]?.trim() ?? '', b.values[name]?.trim() ?? ''];
    if (textual.has(kind)) likeness[i] = compareWords(a, b, name, features);
    else if (kind === 'digits') likeness[i] = compareDigits(first, second);
    else if (kind === 'postcode') likeness[i] = comparePostcodes(first, second);
    else if (kind === 'point') likeness[i] = comparePoints(first, second);
    else likeness[i] = compareNumbers(a, b, name, kind);
    features.push(likeness[i]!);
    if (kind === 'number') {
      const [x, y] = [readNumber(first), readNumber(second)];
      features.push(x === undefined || y === undefined ? Number.NaN : Math.log((x + 0.01) / (y + 0.01)));
    }
  });
  const there = coverage(a.whole, b.whole);
  const back = coverage(b.whole, a.whole);
  features.push(there.share, back.share, mutual(there.share, back.share), there.shared, back.shared);
  features.push(there.heaviestLacking, back.heaviestLacking, likeCodes(a.codes, b.codes));
  features.push(a.codes.length, b.codes.length);
  const same = [...a.numbers].filter((one) => b.numbers.has(one)).length;
  features.push(same, a.numbers.size - same, b.numbers.size - same, ...likeNumbered(a, b));
  return { likeness, features: Float64Array.from(features), surplus: surplusOf(a, b, columns) };
}

function surplusOf(a: Comparable, b: Comparable, columns: Comparer['columns']): string[] {
  const surplus: string[] = [];
  for (const { name, kind } of columns) {
    if (kind !== 'words') continue;
    for (const word of b.bags[name]!.weights.keys()) if (!a.whole.weights.has(word)) surplus.push(`${name} > ${word}`);
    for (const word of a.bags[name]!.weights.keys()) if (!b.whole.weights.has(word)) surplus.push(`${name} < ${word}`);
  }
  return surplus;
}

/** Words of one column, looked for in the same column and, where lacking, in the whole of the other row. */
function compareWords(a: Comparable, b: Comparable, name: string, features: number[]): number {
  const [first, second] = [a.bags[name]!, b.bags[name]!];
  const none = Number.NaN;
  if (first.total === 0 && second.total === 0) {
    features.push(none, none, none, none, none, none, none, none, none, none, none);
    return none;
  }
  const acrossThere = first.total === 0 ? none : coverage(first, b.whole).share;
  const acrossBack = second.total === 0 ? none : coverage(second, a.whole).share;
  if (first.total === 0 || second.total === 0) {
    features.push(none, none, none, none, none, none, acrossThere, acrossBack, none, none, none);
    // Said elsewhere in the row it is an agreement; else nobody knows.
    const found = first.total === 0 ? acrossBack : acrossThere;
    return found > 0.8 ? found : none;
  }
  const there = coverage(first, second);
  const back = coverage(second, first);
  features.push(there.share, back.share, Math.min(there.share, back.share), Math.max(there.share, back.share));
  features.push(there.heaviestLacking, back.heaviestLacking, acrossThere, acrossBack, there.shared);
  features.push(likeLetters(first.words.join(''), second.words.join('')));
  features.push(first.words[0] === second.words[0] ? 1 : 0);
  return mutual(Math.max(there.share, acrossThere), Math.max(back.share, acrossBack));
}

function compareDigits(first: string, second: string): number {
  const [x, y] = [digitsOf(first), digitsOf(second)];
  if (x === '' || y === '') return Number.NaN;
  if (x === y) return 1;
  let common = 0;
  while (common < Math.min(x.length, y.length) && x.at(-1 - common) === y.at(-1 - common)) common++;
  return (0.9 * common) / Math.max(x.length, y.length);
}

/** The same code 1; the same five minus the office 0.9 (CEDEX); the same département, or only that is known, 0.7. */
function comparePostcodes(first: string, second: string): number {
  const [x, y] = [plainPostcode(first), plainPostcode(second)];
  if (x === '' || y === '') return Number.NaN;
  if (x === y && x.length === 5) return 1;
  if (x.length === 5 && y.length === 5)
    return x.slice(0, 3) === y.slice(0, 3) ? 0.8 : x.slice(0, 2) === y.slice(0, 2) ? 0.65 : 0;
  const shorter = Math.min(x.length, y.length);
  return x.slice(0, shorter) === y.slice(0, shorter) ? 0.7 : 0;
}

/** Five characters, or those of the département: `069` is `69`, `1400` is `01400`. */
function plainPostcode(text: string): string {
  const code = text.replace(/\s+/g, '').toUpperCase();
  if (/^0\d[\dAB]$/.test(code)) return code.slice(1);
  if (/^\d{4}$/.test(code)) return `0${code}`;
  if (/^2[AB]/.test(code)) return `20${code.slice(2)}`;
  return code.length === 1 ? `0${code}` : code;
}

/** 1 at one place, 0.5 at 500 metres, towards 0 beyond. */
function comparePoints(first: string, second: string): number {
  const [x, y] = [first.split(' ').map(Number), second.split(' ').map(Number)];
  if (x.length !== 2 || y.length !== 2 || [...x, ...y].some(Number.isNaN)) return Number.NaN;
  const north = (x[0]! - y[0]!) * 111_195;
  const east = (x[1]! - y[1]!) * 111_195 * Math.cos((x[0]! * Math.PI) / 180);
  return 1 / (1 + Math.hypot(north, east) / 500);
}

function compareNumbers(a: Comparable, b: Comparable, name: string, kind: ColumnKind): number {
  let [x, y] = [readNumber(a.values[name] ?? ''), readNumber(b.values[name] ?? '')];
  if (kind === 'year') {
    // A year that slipped into another column is still a year.
    x ??= yearAmong(a.numbers);
    y ??= yearAmong(b.numbers);
    if (x === undefined || y === undefined) return Number.NaN;
    return x === y ? 1 : Math.abs(x - y) === 1 ? 0.5 : 0;
  }
  if (x === undefined || y === undefined) return Number.NaN;
  return x === y ? 1 : Math.min(x, y) / Math.max(x, y, 1e-9);
}

function yearAmong(numbers: ReadonlySet<string>): number | undefined {
  const years = [...numbers].filter((one) => /^(19[5-9]|20[0-4])\d$/.test(one));
  return years.length === 1 ? Number(years[0]) : undefined;
}

/** Words with a digit (`cs3`, `10.1`, `13`): how many both have, how many only one of them. */
function likeNumbered(a: Comparable, b: Comparable): [number, number, number] {
  const numbered = (row: Comparable): string[] => [...row.whole.weights.keys()].filter((word) => /\d/.test(word));
  const [first, second] = [numbered(a), numbered(b)];
  const has = (row: Comparable, word: string): boolean => row.whole.weights.has(word) || row.whole.joined.has(word);
  const lacking = first.filter((word) => !has(b, word)).length;
  return [first.length - lacking, lacking, second.filter((word) => !has(a, word)).length];
}

/** How far the most alike codes agree: the length of their common beginning or of the shorter within the longer. */
function likeCodes(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number.NaN;
  let best = 0;
  for (const x of a)
    for (const y of b) {
      const [short, long] = x.length < y.length ? [x, y] : [y, x];
      let common = 0;
      while (common < short.length && short[common] === long[common]) common++;
      if (long.includes(short)) common = short.length;
      best = Math.max(best, common / long.length);
      if (common === short.length) best = Math.max(best, 0.8 + 0.2 * (short.length / long.length));
    }
  return best;
}

/** Dice's coefficient of letter pairs. */
function likeLetters(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return a === b ? 1 : 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1);
  let common = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left === 0) continue;
    common++;
    pairs.set(pair, left - 1);
  }
  return (2 * common) / (a.length + b.length - 2);
}
