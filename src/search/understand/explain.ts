/** Why a project stands where it does, as facts: where it says each word of the query, and how closely. */
import { tokens } from '#lib/text/tokens.ts';
import type { Highlighter } from '../analysis/highlight.ts';
import { fields } from '../analysis/read-document.ts';
import { stemOf } from '../analysis/stem-of.ts';
import type { SearchDocument } from '../engine.ts';
import { nearness } from '../memory/rerank.ts';

export type FieldName = (typeof fields)[number][0];

export interface WordFound {
  /** As typed, folded. */
  word: string;
  /** The field that counts most among those that say it; undefined when none does. */
  field: FieldName | undefined;
  /** What an occurrence there counts. */
  weight: number;
  /** The very word that was typed, rather than another of its family, a synonym or a correction. */
  exact: boolean;
}

/** For each word of the query, the best place where the document says it. */
export function explainWords(document: SearchDocument, words: Highlighter): WordFound[] {
  const read = fields.map(([field, weight]) => {
    const text = document[field];
    return { field, weight, said: words.said(text), exactly: new Set(tokens(text)) };
  });
  const byWeight = read.sort((a, b) => b.weight - a.weight);
  return words.words.map((word) => {
    const best = byWeight.find(({ said }) => said.has(word));
    return {
      word,
      field: best?.field,
      weight: best?.weight ?? 0,
      exact: byWeight.some(({ said, exactly }) => said.has(word) && exactly.has(word)),
    };
  });
}

/** Words that follow one another in the query and, as near as the order looks, in a field of the document. */
export function pairsFound(document: SearchDocument, words: readonly string[]): [first: string, second: string][] {
  const texts = fields.map(([field]) => tokens(document[field]).map(stemOf));
  const stems = words.map(stemOf);
  const follow = (first: string, second: string) =>
    texts.some((text) =>
      text.some((stem, at) => stem === first && text.slice(at + 1, at + 1 + nearness.reach).includes(second)),
    );
  return words.slice(1).flatMap((second, i): [string, string][] => {
    const isFound = follow(stems[i]!, stems[i + 1]!);
    return isFound ? [[words[i]!, second]] : [];
  });
}

/** Whether its title is the very query: then it comes first. */
export function isItsName({ title }: Pick<SearchDocument, 'title'>, query: string): boolean {
  return tokens(title).join(' ') === tokens(query).join(' ');
}
