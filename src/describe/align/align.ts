/** A partner's word to concepts: as the vocabulary has it, by its stems, then as learned from what curators decided. */
import { type Vocabulary, wordsOf } from '#model/vocabulary.ts';
import { conceptOf } from '../concept.ts';
import { stemsOf } from './features.ts';
import { type Example, type Learner, learn } from './learn.ts';

/** What a curator decided that a word means. */
export interface Decision {
  word: string;
  concepts: readonly string[];
}

export interface Alignment {
  concept: string;
  /** `word`: a label or synonym, in any case, accent, number; `stem`: the same stems; `learned`: it resembles them. */
  how: 'word' | 'stem' | 'learned';
  /** From 0 to 1. */
  confidence: number;
  /** What spoke for it, strongest first: the words, or the learner's features. */
  because: string[];
}

export interface Aligner {
  /** What the word means, surest first; from `suggestFrom` up. */
  align(word: string): Alignment[];
}

/** From here an alignment counts; below, it is a suggestion. */
export const sureFrom = 0.6;
const suggestFrom = 0.15;

/** Of a label, synonym or id, and of a definition, beside a curator's decision. */
const weightOf = { word: 1, definition: 0.3 };
/** `Culture - Sports - Loisirs`, `Emploi & Citoyenneté`, `Eau et biodiversité`: each part is a word of its own. */
const between = /\s*[/,;&+()]\s*|\s+[-–—]\s+|\s+(?:et|ou|and|or)\s+/iu;

/**
 * Trains in about half a second. `grain` may gather concepts: a label that it maps elsewhere is learned as that one
 * (for comparing with a scheme that is less fine than the vocabulary).
 */
export function createAligner(
  vocabulary: Vocabulary,
  decisions: readonly Decision[],
  grain: (concept: string) => string = (concept) => concept,
): Aligner {
  const byStems = stemForms(vocabulary);
  let trained: Learner | undefined;
  const learner = () => (trained ??= learn([...examplesOf(vocabulary, grain), ...decisions.map(asExample)]));

  const known = (word: string): Alignment[] | undefined => {
    const exact = conceptOf(vocabulary, word);
    if (exact !== undefined) return [{ concept: grain(exact), how: 'word', confidence: 1, because: [word.trim()] }];
    const stems = stemsOf(word).join(' ');
    const stemmed = byStems.get(stems);
    return stemmed === undefined
      ? undefined
      : [{ concept: grain(stemmed), how: 'stem', confidence: 0.9, because: [stems] }];
  };
  const contained = (word: string): Alignment[] => {
    const stems = stemsOf(word);
    return containedIn(stems, byStems).map(({ concept, from, to }) => {
      const confidence =
        containedFrom + (containedShare * (to - from)) / stems.length + (from === 0 ? containedFirst : 0);
      return {
        concept: grain(concept),
        how: 'stem',
        confidence: Math.min(0.9, confidence),
        because: [stems.slice(from, to).join(' ')],
      };
    });
  };
  const learned = (word: string): Alignment[] =>
    learner()
      .guess(word)
      .filter(({ confidence }) => confidence >= suggestFrom)
      .map(({ label, confidence, because }) => ({ concept: label, how: 'learned', confidence, because }));

  const answers = new Map<string, Alignment[]>();
  return {
    align(word) {
      const before = answers.get(word);
      if (before !== undefined) return before;
      const parts = word.split(between).filter((part) => /\p{L}{2}/u.test(part));
      const found = [word, ...(parts.length > 1 ? parts : [])].flatMap((part) => [
        ...(known(part) ?? contained(part)),
        ...learned(part),
      ]);
      const best = new Map<string, Alignment>();
      for (const one of found) best.set(one.concept, stronger(one, best.get(one.concept)));
      const answer = [...best.values()].sort((a, b) => b.confidence - a.confidence);
      if (answers.size < 20_000) answers.set(word, answer);
      return answer;
    },
  };
}

const reasons: readonly Alignment['how'][] = ['word', 'stem', 'learned'];

/** What the vocabulary itself says is the better reason, even where the learner is a shade surer. */
function stronger(one: Alignment, other: Alignment | undefined): Alignment {
  if (other === undefined) return one;
  const rank = reasons.indexOf(one.how) - reasons.indexOf(other.how);
  const reason = rank < 0 || (rank === 0 && one.confidence > other.confidence) ? one : other;
  return { ...reason, confidence: Math.max(one.confidence, other.confidence) };
}

/** A word of the vocabulary inside a longer one: this sure, and more for the share of it that it is and for leading it. */
const [containedFrom, containedShare, containedFirst] = [0.35, 0.5, 0.1];

/** The longest known runs of stems, left to right, none within another. */
export function containedIn(
  stems: readonly string[],
  byStems: ReadonlyMap<string, string>,
): { concept: string; from: number; to: number }[] {
  const found = [];
  for (let from = 0; from < stems.length; from++)
    for (let to = Math.min(stems.length, from + longestRun); to > from; to--) {
      const concept = byStems.get(stems.slice(from, to).join(' '));
      if (concept === undefined) continue;
      found.push({ concept, from, to });
      from = to - 1;
      break;
    }
  return found;
}
const longestRun = 5;

const asExample = ({ word, concepts }: Decision): Example => ({ word, labels: concepts, weight: 1 });

/** The vocabulary's own words and definitions, as examples of what they name. */
function examplesOf(vocabulary: Vocabulary, grain: (concept: string) => string): Example[] {
  return vocabulary.concepts.flatMap((concept) => {
    const labels = [grain(concept.id)];
    const words = wordsOf(concept).map((word) => ({ word, labels, weight: weightOf.word }));
    const { definition } = concept;
    return definition === undefined ? words : [...words, { word: definition.fr, labels, weight: weightOf.definition }];
  });
}

const knownForms = new WeakMap<Vocabulary, ReadonlyMap<string, string>>();

/** Concepts by the stems of their words in order; stems that two concepts share name neither. */
export function stemForms(vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const before = knownForms.get(vocabulary);
  if (before !== undefined) return before;
  const forms = new Map<string, string>();
  const shared = new Set<string>(['']);
  for (const concept of vocabulary.concepts)
    for (const form of new Set(wordsOf(concept).map((word) => stemsOf(word).join(' ')))) {
      if (forms.has(form)) shared.add(form);
      forms.set(form, concept.id);
    }
  for (const form of shared) forms.delete(form);
  knownForms.set(vocabulary, forms);
  return forms;
}
