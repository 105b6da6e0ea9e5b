/** Which columns speak the vocabularies, and what the catalogue as a whole is about. */
import { fold } from '#lib/text/fold.ts';
import type { Condition, Mapping, Rule, RuleObject } from '#model/mapping.ts';
import type { VocabularyName } from '#model/vocabulary.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { type Aligner, createAligner, sureFrom } from '../align/align.ts';
import { type Column, isDay, isNumber, isText, isWebAddress } from './column.ts';
import { because, free, type Guessing, percent } from './guess.ts';
import { holderKindOf, holderNames } from './holder-names.ts';
import { seriesOf } from './series.ts';
import { type ListedWords, listedWords } from './words-of-column.ts';

type Field = 'themes' | 'audiences' | 'placeKinds' | 'holderKind' | 'kind';
const spoken: readonly { field: Field; vocabulary: VocabularyName; names: RegExp }[] = [
  {
    field: 'audiences',
    vocabulary: 'audiences',
    names: /\bpublics?\b|\baudiences?\b|\bbeneficiaires?\b|\bcibles?\b|typedepublic|\busagers accueillis\b/,
  },
  {
    field: 'themes',
    vocabulary: 'themes',
    names:
      /\bthem(?:e|es|atique|atiques)\b|\bdomaines?\b|\bsecteurs?\b|\bservices?\b|\bcategor(?:ie|ies|y)\b|\bbesoins?\b|\bapportez vous\b|\bactivites?\b|^sujets?$/,
  },
  {
    field: 'holderKind',
    vocabulary: 'holder-kinds',
    names:
      /\btypologie\b|\btype\b|\bstatut\b|\bforme juridique\b|\bstructure niv\w*|\bss cat\b|\bpicto\b|\bnature\b|\btype (?:d |de )\w+/,
  },
  {
    field: 'placeKinds',
    vocabulary: 'place-kinds',
    names: /\btypo\b|\btype\b|\btypologie\b|\bcategorie\b|\bproduit niv\w*|\btype de lieu\b|\bss cat\b|\bpicto\b/,
  },
];

/** From here a word's concept is written into the proposed table. */
const writtenFrom = 0.45;
/** From here a word of a numbered series counts: nothing says that they are themes. */
const seriesFrom = 0.7;
/** Words of a table: beyond, it is not a list of words. */
const mostWords = 80;
/** Characters of a word. */
const longestWord = 90;

const aligners = new Map<VocabularyName, Aligner>();
function alignerOf(name: VocabularyName): Aligner {
  const made = aligners.get(name) ?? createAligner(vocabularies[name], []);
  aligners.set(name, made);
  return made;
}

export interface ConceptRules extends Pick<Mapping, 'themes' | 'audiences' | 'approaches' | 'placeKinds' | 'tags'> {
  holderKind?: Rule;
}

/** `reserved` are columns that say something else: a title, a place, a number. */
export function proposeConcepts(
  guessing: Guessing,
  reserved: ReadonlySet<string>,
  title: Column,
  holder: Column | undefined,
): ConceptRules {
  const rules: ConceptRules = {};
  const found = new Map<Field, { column: Column; rule: RuleObject; share: number }[]>();
  const columns = guessing.columns.filter(
    (column) =>
      !reserved.has(column.name) &&
      column.filled > 0.02 &&
      column.share(isText) > 0.7 &&
      column.share(isWebAddress) < 0.1 &&
      column.share(isDay) < 0.1 &&
      !/^result[_ ]/.test(column.name),
  );
  for (const column of columns) {
    const scheme = schemeOf(column);
    if (scheme !== undefined) {
      add(found, 'themes', { column, rule: { from: column.name, scheme }, share: 1 });
      continue;
    }
    const listed = listedWords(column);
    if (listed.words.size > mostWords || listed.words.size === 0) continue;
    if ([...listed.words.keys()].some(({ length }) => length > longestWord * 3)) continue;
    const hints = spoken.filter(({ names }) => names.test(column.words)).map(({ field }) => field);
    for (const { field, vocabulary } of spoken) {
      const hinted = hints.includes(field);
      // A column that says by its name what it is says nothing else.
      if (!hinted && (hints.length > 0 || field === 'placeKinds')) continue;
      const aligned = alignWords(listed, vocabulary, hinted ? writtenFrom : sureFrom);
      const { share, concepts } = aligned;
      // One word for all says what they are; as a theme or a public it says little.
      if (listed.words.size < 2 && field !== 'holderKind' && listed.split.length === 0) continue;
      if (hinted ? share < (field === 'holderKind' ? 0.3 : 0.2) : share < 0.75 || concepts < 4) continue;
      if (concepts < 2 && field === 'themes') continue;
      add(found, field, { column, rule: ruleOf(column, listed, aligned), share: hinted ? 1 + share : share });
    }
  }
  const series = proposeSeries(guessing);
  if (series !== undefined && !found.has('themes')) add(found, 'themes', series);
  for (const [field, all] of found) {
    const kept = (field === 'themes' ? strongest(all) : [all.toSorted((a, b) => b.share - a.share)[0]!]).slice(0, 12);
    const rule = together(kept.map((one) => one.rule));
    const path = field === 'holderKind' ? ['map', 'holder', 'kind'] : ['map', field];
    const told = kept.map(({ column, share }) => `“${column.name}”${share > 1 ? '' : ' (by its values)'}`).join(', ');
    because(
      guessing,
      path,
      `${told}: ${percent(Math.min(1, kept[0]!.share % 1 || 1))} of its words are understood`,
      kept[0]!.share > 1.6 || kept[0]!.rule.scheme !== undefined ? 'likely' : 'guess',
      ...kept.map(({ column }) => column),
    );
    if (field !== 'kind') rules[field] = rule;
  }
  holderByName(guessing, holder, holder === title, rules);
  flags(guessing, reserved, rules);
  tags(guessing, rules);
  return rules;
}

/** Where no column says what the holders are, or says the same of all, their names do: “Mairie de…”. */
function holderByName(guessing: Guessing, holder: Column | undefined, isTitle: boolean, rules: ConceptRules): void {
  if (holder === undefined) return;
  const named = holderNames.flatMap(([kind, pattern]): RuleObject[] => {
    const test = new RegExp(pattern, 'iu');
    return holder.share((value) => test.test(value)) < fewNamed
      ? []
      : [{ constant: kind, keepWhen: { [holder.name]: { matches: pattern } } }];
  });
  const all = holderNames.map(([, pattern]) => new RegExp(pattern, 'iu'));
  const understood = holder.share((value) => all.some((test) => test.test(value)));
  if (named.length === 0 || (!isTitle && understood < mostNamed)) return;
  const told = [rules.holderKind ?? []].flat();
  const column = columnOf(told[0]);
  const isConstant = guessing.columns.some(({ name, distinct }) => name === column && distinct.size === 1);
  const both = isConstant ? [...named, ...told] : [...told, ...named];
  rules.holderKind = both.length === 1 ? both[0]! : both;
  because(guessing, ['map', 'holder', 'kind'], `by what “${holder.name}” begins with`, 'likely');
}

const columnOf = (rule: string | RuleObject | undefined) => (typeof rule === 'object' ? rule.from : rule);

/** Share of the holders that a word must begin to be written down. */
const fewNamed = 0.02;

/** Share of the names in a column of holders that must be understood: it names many that are no structures of a kind. */
const mostNamed = 0.5;

/** Columns of one name with a number (`Tag 1`, `Tag 2`…) are one list of words. */
function proposeSeries(guessing: Guessing): { column: Column; rule: RuleObject; share: number } | undefined {
  for (const series of seriesOf(guessing)) {
    const words = new Map<string, number>();
    for (const { distinct } of series)
      for (const [word, times] of distinct) words.set(word, (words.get(word) ?? 0) + times);
    const total = [...words.values()].reduce((sum, times) => sum + times, 0);
    if (words.size > mostWords * 2 || words.size < 4) continue;
    const { table } = alignWords({ words, total, split: [] }, 'themes', seriesFrom);
    if (table.size < 3) continue;
    const translate = Object.fromEntries(
      [...table].map(([word, concepts]) => [word, concepts.length === 1 ? concepts[0]! : concepts]),
    );
    const rule = { from: series.map(({ name }) => name), translate, otherwise: 'drop' as const };
    return { column: series[0]!, rule, share: 1 };
  }
  return undefined;
}

function add<T>(found: Map<Field, T[]>, field: Field, one: T): void {
  found.set(field, [...(found.get(field) ?? []), one]);
}

/** Columns of codes together; else the one or two that speak best. */
function strongest<T extends { share: number; rule: RuleObject }>(all: readonly T[]): T[] {
  const coded = all.filter(({ rule }) => rule.scheme !== undefined);
  if (coded.length > 0) return coded;
  const ranked = all.toSorted((a, b) => b.share - a.share);
  const hinted = ranked.filter(({ share }) => share > 1);
  return hinted.length > 0 ? hinted.slice(0, 2) : ranked.slice(0, 1);
}

/** Rules that differ only in their column are one rule of several columns. */
function together(rules: readonly RuleObject[]): Rule {
  const [first] = rules;
  if (rules.length === 1) return simple(first!);
  const bare = (rule: RuleObject): string => JSON.stringify({ ...rule, from: '' });
  if (rules.every((rule) => bare(rule) === bare(first!)))
    return { ...first!, from: rules.flatMap((rule) => rule.from ?? []) };
  return rules.map(simple);
}

const simple = (rule: RuleObject): string | RuleObject =>
  Object.keys(rule).length === 1 && typeof rule.from === 'string' ? rule.from : rule;

/** The scheme of codes that most values belong to. */
function schemeOf(column: Column): string | undefined {
  if (
    column.length > 6 ||
    column.distinct.size < 2 ||
    column.share((value) => /^[A-Z][A-Z0-9]{1,5}$/.test(value)) < 0.9
  )
    return undefined;
  const schemes = new Map<string, number>();
  for (const code of vocabularies.themes.byCode.keys()) {
    const [scheme, value] = [code.slice(0, code.indexOf(':')), code.slice(code.indexOf(':') + 1)];
    if (column.distinct.has(value)) schemes.set(scheme, (schemes.get(scheme) ?? 0) + column.distinct.get(value)!);
  }
  const [scheme, times] = [...schemes].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0];
  return times > column.values.length * 0.5 ? scheme : undefined;
}

interface AlignedWords {
  table: Map<string, string[]>;
  /** Words that the vocabulary has as they are. */
  exact: Set<string>;
  /** Share of the words in all rows that mean something. */
  share: number;
  concepts: number;
}

function alignWords({ words, total }: ListedWords, vocabulary: VocabularyName, from: number): AlignedWords {
  const aligner = alignerOf(vocabulary);
  const table = new Map<string, string[]>();
  const exact = new Set<string>();
  const concepts = new Set<string>();
  let understood = 0;
  for (const [word, times] of words) {
    const known = aligner.align(spoken1(word));
    const sure = known.filter(({ confidence, how }) => confidence >= (how === 'learned' ? sureFrom : from));
    const best = sure.filter(({ confidence }) => confidence >= sure[0]!.confidence - 0.05).slice(0, 2);
    const called = vocabulary === 'holder-kinds' && best.length === 0 ? holderKindOf(spoken1(word)) : undefined;
    if (called !== undefined) {
      understood += times;
      table.set(word, [called]);
      concepts.add(called);
    }
    if (best.length === 0) continue;
    understood += times;
    if (best[0]!.how === 'word' && word === spoken1(word)) exact.add(word);
    table.set(
      word,
      best.map(({ concept }) => concept),
    );
    for (const { concept } of best) concepts.add(concept);
  }
  return { table, exact, share: total === 0 ? 0 : understood / total, concepts: concepts.size };
}

/** `_Favoriser_mon_insertion` as it is said. */
const spoken1 = (word: string): string => word.replace(/_/g, ' ').trim();

function ruleOf(column: Column, { split, words }: ListedWords, { table, exact, share }: AlignedWords): RuleObject {
  const rule: RuleObject = { from: column.name };
  if (split.length > 0) rule.split = split.length === 1 ? split[0]! : split;
  if (exact.size === words.size) return rule;
  rule.translate = Object.fromEntries(
    [...table].map(([word, concepts]) => [word, concepts.length === 1 ? concepts[0]! : concepts]),
  );
  rule.otherwise = share > 0.8 ? 'keep' : 'drop';
  return rule;
}

const yes = new Set(['oui', 'x', 'yes', '1', 'true', 'vrai', 'o', 'souvent', 'toujours']);

/** Columns of yes or nothing whose own name, or the phrase they hold, is a word of a vocabulary: `Jeunes: X`. */
function flags(guessing: Guessing, reserved: ReadonlySet<string>, rules: ConceptRules): void {
  for (const [field, vocabulary] of [
    ['themes', 'themes'],
    ['audiences', 'audiences'],
    ['approaches', 'approaches'],
  ] as const) {
    if (rules[field] !== undefined) continue;
    const told: { column: Column; rule: RuleObject }[] = [];
    for (const column of guessing.columns) {
      const flag = reserved.has(column.name) ? undefined : flagOf(column);
      if (flag === undefined) continue;
      const meant = flag.words
        .flatMap((word) => alignerOf(vocabulary).align(word))
        .find(
          ({ how, confidence }) => how === 'word' || (how === 'stem' && confidence >= (flag.isPhrase ? 0.5 : 0.85)),
        );
      if (meant !== undefined) told.push({ column, rule: { constant: meant.concept, keepWhen: flag.keepWhen } });
    }
    if (told.length === 0) continue;
    rules[field] = told.map(({ rule }) => rule);
    because(
      guessing,
      ['map', field],
      `columns that are filled or say yes: ${told.map(({ column }) => `“${column.name}”`).join(', ')}`,
      'likely',
      ...told.map(({ column }) => column),
    );
  }
}

/** What a column of yes or nothing means, and when. */
function flagOf(column: Column): { words: string[]; isPhrase: boolean; keepWhen: Condition } | undefined {
  const values = [...column.distinct.keys()];
  if (values.length === 0 || values.length > 4 || (column.filled === 1 && values.length === 1)) return undefined;
  if (values.some((value) => isNumber(value) && value !== '1' && value !== '0')) return undefined;
  const phrase = values.length === 1 && values[0]!.split(/\s+/).length > 1 ? values : [];
  const accepted = values.filter((value) => yes.has(fold(value)));
  const refused = values.filter((value) => no.has(fold(value)));
  if (phrase.length === 0 && accepted.length === 0 && column.filled > 0.5 && values.length > 1) return undefined;
  const last = column.words.split(' ').at(-1)!;
  const words =
    phrase.length > 0 ? phrase : [column.words, last, ...(values.length === 1 && column.filled < 0.9 ? values : [])];
  // How it is done, not what: “collectivement” is no collecting.
  if (phrase.length === 0 && /(?:iv|ell|al|iqu|abl)ement$/.test(last)) return undefined;
  const isAll = refused.length === 0 && column.filled < 1;
  const keepWhen: Condition = {
    [column.name]: isAll ? { filled: true } : accepted.length === 1 ? accepted[0]! : accepted,
  };
  return isAll || accepted.length > 0 ? { words, isPhrase: phrase.length > 0, keepWhen } : undefined;
}
const no = new Set(['non', 'no', 'n', '0', 'false', 'faux', '?', 'jamais', 'pas du tout']);

const tagNames = /\btags?\b|\bmots? cles?\b|\bkeywords?\b|\blabels?\b|\betiquettes?\b/;

/** Words that are shown and searched though no vocabulary has them. */
function tags(guessing: Guessing, rules: ConceptRules): void {
  const listed = free(guessing)
    .filter(
      (column) =>
        tagNames.test(column.words) &&
        !/^result[_ ]/.test(column.name) &&
        column.share(isText) > 0.7 &&
        column.share(isWebAddress) < 0.3 &&
        column.length < 200,
    )
    .map((column) => ({ column, words: listedWords(column) }))
    .filter(
      ({ column, words }) =>
        words.words.size > 0 &&
        column.length / Math.max(1, words.total / column.values.length) < 80 &&
        !/\bcode\b|\bnon\b/.test(column.words),
    );
  if (listed.length === 0) return;
  const columns = listed.map(({ column }) => column.name);
  const split = [...new Set(listed.flatMap(({ words }) => words.split))];
  const from = columns.length === 1 ? columns[0]! : columns;
  rules.tags =
    split.length > 0
      ? { from, split: split.length === 1 ? split[0]! : split }
      : typeof from === 'string'
        ? from
        : { from };
  because(guessing, ['map', 'tags'], 'words of the partner’s own', 'likely', ...listed.map(({ column }) => column));
}
