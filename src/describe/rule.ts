/** The interpreter of the mapping language: what a rule finds in a row. */
import { fold } from '#lib/text/fold.ts';
import { fulfils } from '#model/condition.ts';
import type { Rule, RuleObject } from '#model/mapping.ts';
import type { ProblemCode } from '#model/problem.ts';
import type { Row } from '#model/record.ts';
import type { Vocabulary } from '#model/vocabulary.ts';
import { readCell } from './cell.ts';

/** A value with the way it came: from the manifest's table, a known code, the partner's own word, or the same for all. */
export interface Found {
  text: string;
  how: 'mapping' | 'code' | 'word' | 'constant';
  /** The partner's word before any translation. */
  word: string;
}

export interface RuleContext {
  /** The vocabulary of the field, which knows the codes of a `scheme`. */
  vocabulary?: Vocabulary | undefined;
  /** Tells of a word that the table, or the scheme, lacks. */
  report?: (code: ProblemCode, value: string) => void;
}

/** The first value that the rule, or the first of its alternatives that gives something, finds. */
export function findOne(row: Row, rule: Rule | undefined, context: RuleContext = {}): Found | undefined {
  for (const alternative of alternatives(rule)) {
    const found = apply(row, alternative, context);
    if (found.length > 0) return found[0];
  }
  return undefined;
}

/** Every value that the rule, or all rules of a list, find; equal texts once. */
export function findAll(row: Row, rule: Rule | undefined, context: RuleContext = {}): Found[] {
  const all = alternatives(rule).flatMap((alternative) => apply(row, alternative, context));
  return all.length < 2 ? all : [...new Map(all.map((found) => [found.text, found])).values()];
}

/** A text as the source of a regular expression that matches just this text. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

export function alternatives(rule: Rule | undefined): readonly (string | RuleObject)[] {
  if (rule === undefined) return [];
  return Array.isArray(rule) ? rule : [rule];
}

function apply(row: Row, rule: string | RuleObject, context: RuleContext): Found[] {
  if (typeof rule === 'string') return readCell(row, rule).map(asWord);
  if (rule.keepWhen !== undefined && !fulfils(row, rule.keepWhen)) return [];
  if (rule.exceptWhen !== undefined && fulfils(row, rule.exceptWhen)) return [];
  let found = start(row, rule);
  const compiled = compile(rule);
  if (compiled.separators !== undefined) found = found.flatMap((one) => split(one, compiled.separators!));
  if (compiled.pattern !== undefined) found = found.flatMap((one) => extract(one, compiled.pattern!));
  if (compiled.table !== undefined) found = found.flatMap((one) => translate(one, compiled.table!, rule, context));
  if (rule.scheme !== undefined) found = found.flatMap((one) => decode(one, rule, context));
  if (rule.template !== undefined && rule.from !== undefined)
    found = found.flatMap((one) => fill(row, rule.template!, one.text).map((text) => ({ ...one, text })));
  return found.length > 0 ? found : listOf(rule.default).map(asConstant);
}

function start(row: Row, rule: RuleObject): Found[] {
  if (rule.from !== undefined) {
    const columns = listOf(rule.from);
    if (rule.join === undefined) return columns.flatMap((column) => readCell(row, column)).map(asWord);
    const text = columns.flatMap((column) => readCell(row, column)).join(rule.join);
    return text === '' ? [] : [asWord(text)];
  }
  if (rule.template !== undefined) return fill(row, rule.template).map(asWord);
  return listOf(rule.constant).map(asConstant);
}

function fill(row: Row, template: string, value?: string): string[] {
  let empty = false;
  const text = template.replace(/\{([^{}]+)\}/g, (_, column: string) => {
    const filling = column === 'value' && value !== undefined ? value : readCell(row, column).join(', ');
    if (filling === '') empty = true;
    return filling;
  });
  return empty ? [] : [text];
}

function split(one: Found, separators: RegExp): Found[] {
  return one.text
    .split(separators)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((text) => ({ ...one, text, word: text }));
}

function extract(one: Found, pattern: RegExp): Found[] {
  const match = pattern.exec(one.text);
  const text = (match?.slice(1).find((group) => group !== undefined) ?? match?.[0] ?? '').trim();
  return text === '' ? [] : [{ ...one, text, word: text }];
}

function translate(one: Found, table: Map<string, string[]>, rule: RuleObject, context: RuleContext): Found[] {
  const ours = table.get(fold(one.text));
  if (ours !== undefined) return ours.map((text) => ({ text, how: 'mapping', word: one.word }));
  if (rule.scheme !== undefined) return [one];
  return lacking(one, rule, context, 'value-not-translated');
}

function decode(one: Found, rule: RuleObject, context: RuleContext): Found[] {
  if (one.how === 'mapping' || context.vocabulary === undefined) return [one];
  const concepts = context.vocabulary.byCode.get(`${rule.scheme}:${one.text}`);
  if (concepts !== undefined) return concepts.map((concept) => ({ text: concept.id, how: 'code', word: one.word }));
  return lacking(one, rule, context, 'word-unknown');
}

function lacking(one: Found, rule: RuleObject, context: RuleContext, code: ProblemCode): Found[] {
  if (rule.otherwise === 'keep') return [one];
  if (rule.otherwise !== 'drop') context.report?.(code, one.text);
  return [];
}

interface Compiled {
  separators?: RegExp;
  pattern?: RegExp;
  table?: Map<string, string[]>;
}
const compiledRules = new WeakMap<RuleObject, Compiled>();

function compile(rule: RuleObject): Compiled {
  const known = compiledRules.get(rule);
  if (known !== undefined) return known;
  const compiled: Compiled = {};
  if (rule.split !== undefined) compiled.separators = new RegExp(listOf(rule.split).map(literalPattern).join('|'), 'u');
  if (rule.extract !== undefined) compiled.pattern = new RegExp(rule.extract, 'iu');
  if (rule.translate !== undefined)
    compiled.table = new Map(
      Object.entries(rule.translate).map(([word, ours]) => [fold(word.trim()), ours === null ? [] : listOf(ours)]),
    );
  compiledRules.set(rule, compiled);
  return compiled;
}

function listOf<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

const asWord = (text: string): Found => ({ text, how: 'word', word: text });
const asConstant = (text: string): Found => ({ text, how: 'constant', word: text });
