/** What sets an edited vocabulary apart from the one that stands, without looking at any sheet. */
import { foldToWords } from '#lib/text/fold.ts';
import { type Vocabulary, wordsOf } from '#model/vocabulary.ts';

export interface VocabularyChange {
  version: { from: number; to: number };
  added: string[];
  removed: string[];
  /** Concepts that stay and are told otherwise: label, definition, synonyms, broader or mappings. */
  changed: string[];
  /** Codes of one scheme that two concepts claim: they would say two things. */
  doubledCodes: { code: string; concepts: string[] }[];
  /** Words that two concepts claim: they would name neither. */
  doubledWords: { word: string; concepts: string[] }[];
}

export function compareVocabularies(now: Vocabulary, edited: Vocabulary): VocabularyChange {
  const ids = (vocabulary: Vocabulary) => [...vocabulary.byId.keys()];
  return {
    version: { from: now.version, to: edited.version },
    added: ids(edited).filter((id) => !now.byId.has(id)),
    removed: ids(now).filter((id) => !edited.byId.has(id)),
    changed: ids(edited).filter(
      (id) => now.byId.has(id) && JSON.stringify(now.byId.get(id)) !== JSON.stringify(edited.byId.get(id)),
    ),
    doubledCodes: [...edited.byCode]
      .filter(([, concepts]) => concepts.length > 1)
      .map(([code, concepts]) => ({ code, concepts: concepts.map(({ id }) => id) })),
    doubledWords: doubledWords(edited),
  };
}

function doubledWords({ concepts }: Vocabulary): VocabularyChange['doubledWords'] {
  const owners = new Map<string, Set<string>>();
  for (const concept of concepts)
    for (const word of wordsOf(concept).map(foldToWords))
      owners.set(word, (owners.get(word) ?? new Set()).add(concept.id));
  return [...owners].filter(([, ids]) => ids.size > 1).map(([word, ids]) => ({ word, concepts: [...ids] }));
}
