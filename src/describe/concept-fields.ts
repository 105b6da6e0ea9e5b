/** The fields that speak the vocabularies: each word to a concept with how it came, or to a tag and a problem. */
import type { Rule } from '#model/mapping.ts';
import { problem } from '#model/problem.ts';
import type { Assignment } from '#model/sheet.ts';
import type { VocabularyName } from '#model/vocabulary.ts';
import { type Aligner, createAligner, sureFrom } from './align/align.ts';
import { toConcepts } from './concept.ts';
import type { Describing } from './describe-record.ts';
import { allOf } from './passages.ts';
import { findOne, type RuleContext } from './rule.ts';

export interface ConceptFields {
  kind: string[];
  themes: string[];
  audiences: string[];
  approaches: string[];
  placeKinds: string[];
  sdgs: string[];
  stage: string[];
  holderKind: string[];
  assignments: Assignment[];
  suggestions: Assignment[];
  /** The words that no vocabulary has. */
  unknown: string[];
}

export function conceptFields(describing: Describing): ConceptFields {
  const { map } = describing.manifest;
  const assignments: Assignment[] = [];
  const suggestions: Assignment[] = [];
  const unknown: string[] = [];
  const read = (field: string, vocabulary: VocabularyName, rule: Rule | undefined, single = false): string[] => {
    if (rule === undefined) return [];
    const context: RuleContext = { vocabulary, report: (code, value) => describing.note(problem(field, code, value)) };
    const found = single ? firstOf(describing, rule, context) : allOf(describing.rows, rule, context);
    const { assigned, unknown: lacking } = toConcepts(vocabulary, found);
    assignments.push(...assigned);
    const concepts = new Set(assigned.map(({ concept }) => concept));
    for (const word of lacking) {
      const likely = aligners[vocabulary] === undefined ? [] : understand(vocabulary, word);
      const sure = likely.filter(({ confidence = 1 }) => confidence >= sureFrom);
      if (sure.length === 0) describing.note(problem(field, 'word-unknown', word));
      suggestions.push(...likely.filter((one) => !sure.includes(one)));
      assignments.push(...sure.filter(({ concept }) => !concepts.has(concept)));
      for (const { concept } of sure) concepts.add(concept);
      // Also a word that is understood says more than its concept: it stays, to be shown and searched.
      if (!single) unknown.push(word);
    }
    return [...concepts];
  };
  return {
    kind: read('kind', 'kinds', map.kind, true),
    themes: read('themes', 'themes', map.themes),
    audiences: read('audiences', 'audiences', map.audiences),
    approaches: read('approaches', 'approaches', map.approaches),
    placeKinds: read('placeKinds', 'place-kinds', map.placeKinds),
    sdgs: read('sdgs', 'sdgs', map.sdgs),
    stage: read('stage', 'stages', map.stage, true),
    holderKind: read('holder.kind', 'holder-kinds', map.holder?.kind, true),
    assignments,
    suggestions,
    unknown,
  };
}

/** Only where partners' words are free; each is made when the first unknown word comes. */
const aligners: Partial<Record<VocabularyName, Aligner>> = {
  themes: createAligner('themes', []),
  audiences: createAligner('audiences', []),
};

/** What a word that the vocabulary lacks may mean: at most three concepts, surest first. */
function understand(vocabulary: VocabularyName, word: string): Assignment[] {
  const found = aligners[vocabulary]?.align(word) ?? [];
  return found.slice(0, 3).map(({ concept, how, confidence, because }) => ({
    ...{ vocabulary, concept, how, word, because },
    confidence: Math.round(confidence * 100) / 100,
  }));
}

function firstOf(describing: Describing, rule: Rule, context: RuleContext) {
  for (const row of describing.rows) {
    const found = findOne(row, rule, context);
    if (found !== undefined) return [found];
  }
  return [];
}
