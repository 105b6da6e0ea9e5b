/** The fields that speak the vocabularies: each word to a concept with how it came, or to a tag and a problem. */
import type { Rule } from '#model/mapping.ts';
import { problem } from '#model/problem.ts';
import type { Assignment } from '#model/sheet.ts';
import type { VocabularyName } from '#model/vocabulary.ts';
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
  /** The words that no vocabulary knows. */
  unknown: string[];
}

export function conceptFields(describing: Describing): ConceptFields {
  const { map } = describing.manifest;
  const assignments: Assignment[] = [];
  const unknown: string[] = [];
  const read = (field: string, vocabulary: VocabularyName, rule: Rule | undefined, single = false): string[] => {
    if (rule === undefined) return [];
    const context: RuleContext = { vocabulary, report: (code, value) => describing.note(problem(field, code, value)) };
    const found = single ? firstOf(describing, rule, context) : allOf(describing.rows, rule, context);
    const { assigned, unknown: lacking } = toConcepts(vocabulary, found);
    assignments.push(...assigned);
    for (const word of lacking) {
      describing.note(problem(field, 'word-unknown', word));
      if (!single) unknown.push(word);
    }
    return assigned.map(({ concept }) => concept);
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
    unknown,
  };
}

function firstOf(describing: Describing, rule: Rule, context: RuleContext) {
  for (const row of describing.rows) {
    const found = findOne(row, rule, context);
    if (found !== undefined) return [found];
  }
  return [];
}
