/** The fields that speak the vocabularies: each word to a concept with how it came, or to a tag and a problem. */
import type { Rule } from '#model/mapping.ts';
import { problem } from '#model/problem.ts';
import type { Assignment } from '#model/sheet.ts';
import type { VocabularyName } from '#model/vocabulary.ts';
import { type CarriedWord, wordKey } from '#model/word-answer.ts';
import { sureFrom } from './align/align.ts';
import { withholdPersonal } from './clean/contact.ts';
import { toConcepts } from './concept.ts';
import type { Describing } from './describe-record.ts';
import { allOf } from './passages.ts';
import { findOne, type RuleContext } from './rule.ts';
import type { Understanding } from './understanding.ts';

/** A word that the vocabulary lacks, or the telling words of a text, on one sheet: what a curator may be asked about. */
export interface OpenWord extends CarriedWord {
  /** As it stands on the sheet. */
  written: string;
  /** What it may mean, surest first. */
  proposals: Assignment[];
  /** Whether something came of it: sure enough, or decided. */
  settled: boolean;
}

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
  /** The same, with what was made of each. */
  words: OpenWord[];
}

export function conceptFields(describing: Describing): ConceptFields {
  const { map } = describing.manifest;
  const { understanding } = describing;
  const assignments: Assignment[] = [];
  const suggestions: Assignment[] = [];
  const unknown: string[] = [];
  const words: OpenWord[] = [];
  const read = (field: string, name: VocabularyName, rule: Rule | undefined, single = false): string[] => {
    if (rule === undefined) return [];
    const vocabulary = understanding.vocabularies[name];
    const context: RuleContext = { vocabulary, report: (code, value) => describing.note(problem(field, code, value)) };
    const found = single ? firstOf(describing, rule, context) : allOf(describing.rows, rule, context);
    const { assigned, unknown: lacking } = toConcepts(vocabulary, found);
    assignments.push(...assigned);
    const concepts = new Set(assigned.map(({ concept }) => concept));
    for (const word of lacking) {
      const { sure, unsure, open } = understand(understanding, name, word);
      if (!open.settled) describing.note(problem(field, 'word-unknown', word));
      words.push(open);
      suggestions.push(...unsure);
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
    words,
  };
}

interface Understood {
  sure: Assignment[];
  unsure: Assignment[];
  open: OpenWord;
}

/** A word that the vocabulary lacks: as a curator decided, else what it may mean, at most three concepts, surest first. */
function understand(understanding: Understanding, vocabulary: VocabularyName, told: string): Understood {
  const written = withholdPersonal(told);
  const carried = { vocabulary, evidence: 'word' as const, word: wordKey(written) };
  const proposals = understanding
    .align(vocabulary, written)
    .slice(0, 3)
    .map(({ concept, how, confidence, because }) => ({
      ...{ vocabulary, concept, how, word: written, because },
      confidence: Math.round(confidence * 100) / 100,
    }));
  const decided = understanding.decided(carried);
  if (decided !== undefined) {
    const sure = decided.map((concept) => ({ vocabulary, concept, how: 'decided' as const, word: written }));
    return { sure, unsure: [], open: { ...carried, written, proposals, settled: true } };
  }
  const sure = proposals.filter(({ confidence }) => confidence >= sureFrom);
  const unsure = proposals.filter((one) => !sure.includes(one));
  return { sure, unsure, open: { ...carried, written, proposals, settled: sure.length > 0 } };
}

function firstOf(describing: Describing, rule: Rule, context: RuleContext) {
  for (const row of describing.rows) {
    const found = findOne(row, rule, context);
    if (found !== undefined) return [found];
  }
  return [];
}
