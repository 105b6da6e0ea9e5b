/** How words are understood: the vocabularies, what curators decided, and what is learned from both. */
import { type Vocabularies, type VocabularyName, vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import { type CarriedWord, carriedKey, type WordAnswer } from '#model/word-answer.ts';
import { type Aligner, type Alignment, createAligner } from './align/align.ts';

export interface Understanding {
  vocabularies: Vocabularies;
  /** The concepts that a curator gave to the word, those that the vocabulary still has; undefined when nobody decided. */
  decided(carried: CarriedWord): readonly string[] | undefined;
  /** What a word that the vocabulary lacks may mean, surest first; nothing in a vocabulary whose words are not aligned. */
  align(vocabulary: VocabularyName, word: string): readonly Alignment[];
}

/**
 * Only where partners' words are free: the words of kinds, stages and approaches are few, and a wrong one misleads more
 * than a missing one. A curator's answer counts in every vocabulary.
 */
const aligned: ReadonlySet<VocabularyName> = new Set(['themes', 'audiences']);

/** The learners are trained when the first word that needs them comes: half a second for each vocabulary. */
export function createUnderstanding(
  answers: readonly WordAnswer[],
  within: Vocabularies = vocabularies,
): Understanding {
  const decided = new Map<string, readonly string[]>();
  for (const answer of answers) {
    if (answer.later) continue;
    const { byId } = within[answer.vocabulary];
    const known = answer.concepts.filter((concept) => byId.has(concept));
    // An answer whose concepts are all gone from the vocabulary says nothing any more.
    if (known.length > 0 || answer.concepts.length === 0) decided.set(carriedKey(answer), known);
  }
  const aligners = new Map<VocabularyName, Aligner>();
  for (const name of vocabularyNames)
    if (aligned.has(name)) aligners.set(name, createAligner(within[name], lessons(name, answers, decided)));
  return {
    vocabularies: within,
    decided: (carried) => decided.get(carriedKey(carried)),
    align: (name, word) => aligners.get(name)?.align(word) ?? [],
  };
}

/** What the learner is taught: each decided word with all that it means, also when that is nothing. */
function lessons(
  name: VocabularyName,
  answers: readonly WordAnswer[],
  decided: ReadonlyMap<string, readonly string[]>,
): { word: string; concepts: readonly string[] }[] {
  return answers.flatMap((answer) => {
    const concepts = answer.evidence === 'word' && answer.vocabulary === name && decided.get(carriedKey(answer));
    return concepts ? [{ word: answer.written, concepts }] : [];
  });
}

/** Without any decision: the vocabularies alone. */
export const plainUnderstanding = createUnderstanding([]);
