/** Texts of a record: one line, several, or paragraphs, from all its rows. */
import type { Rule } from '#model/mapping.ts';
import type { Row } from '#model/record.ts';
import { htmlToText } from './clean/html.ts';
import { cleanBody } from './clean/text.ts';
import type { Describing } from './describe-record.ts';
import { alternatives, type Found, findAll, findOne, type RuleContext } from './rule.ts';

type Clean = (text: string, language: string) => string;

/** The first value that some row gives and cleaning leaves; empty when there is none. */
export function lineOf(describing: Describing, rule: Rule | undefined, clean: Clean, context?: RuleContext): string {
  if (rule === undefined) return '';
  for (const row of describing.rows) {
    for (const alternative of alternatives(rule)) {
      const found = findOne(row, alternative, context);
      const text = found === undefined ? '' : clean(found.text, describing.language);
      if (text !== '') return text;
    }
  }
  return '';
}

/** Every value of every row, cleaned; equal ones once. */
export function linesOf(describing: Describing, rule: Rule | undefined, clean: Clean): string[] {
  const lines = allOf(describing.rows, rule).map(({ text }) => clean(text, describing.language));
  return [...new Set(lines.filter(Boolean))];
}

/**
 * Safe HTML: each rule of a list adds a passage, from the first row that gives one; a rule that gives several values
 * adds a list; equal passages once.
 */
export function bodyOf(describing: Describing, rule: Rule | undefined): string {
  const passages = alternatives(rule).map((alternative) => {
    const row = describing.rows.find((candidate) => findOne(candidate, alternative) !== undefined);
    if (row === undefined) return '';
    const texts = findAll(row, alternative).map(({ text }) => cleanBody(text, describing.language));
    const bare = texts.map((text) => /^<p>((?:(?!<p>)[\s\S])*)<\/p>$/.exec(text)?.[1]);
    if (texts.length > 1 && bare.every((text) => text !== undefined))
      return `<ul>${bare.map((text) => `<li>${text}</li>`).join('')}</ul>`;
    return texts.join('');
  });
  return [...new Set(passages.filter(Boolean))].join('');
}

/** Plain text: the passages of `bodyOf`, a line each. */
export function passageOf(describing: Describing, rule: Rule | undefined): string {
  return htmlToText(bodyOf(describing, rule));
}

/** What a rule finds in all rows; equal texts once. */
export function allOf(rows: readonly Row[], rule: Rule | undefined, context?: RuleContext): Found[] {
  if (rule === undefined) return [];
  if (rows.length === 1) return findAll(rows[0]!, rule, context);
  const all = rows.flatMap((row) => findAll(row, rule, context));
  return [...new Map(all.map((found) => [found.text, found])).values()];
}
