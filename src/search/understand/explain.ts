/** Why a project stands where it does, as facts: where it says each word of the query, and how closely. */
import { tokens } from '#lib/text/tokens.ts';
import type { Highlighter } from '../analysis/highlight.ts';
import { fields } from '../analysis/read-document.ts';
import type { SearchDocument } from '../engine.ts';

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
