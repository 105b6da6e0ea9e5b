/** Words to concepts: a vocabulary's ids, labels and synonyms, in any case, number or with any article. */
import { fold, foldToWords } from '#lib/text/fold.ts';
import type { Assignment } from '#model/sheet.ts';
import { type Vocabulary, wordsOf } from '#model/vocabulary.ts';
import type { Found } from './rule.ts';

const articles = new Set('l d le la les un une des de du au aux a en et the of'.split(' '));
/** What is known of a vocabulary's words: loose forms (one that two concepts share names neither), and former answers. */
interface Known {
  forms: ReadonlyMap<string, string | undefined>;
  answers: Map<string, string | undefined>;
}
const knownOf = new WeakMap<Vocabulary, Known>();

/** The concept that a word names, or undefined when the vocabulary does not know it. */
export function conceptOf(vocabulary: Vocabulary, word: string): string | undefined {
  let known = knownOf.get(vocabulary);
  if (known === undefined) knownOf.set(vocabulary, (known = { forms: formsOf(vocabulary), answers: new Map() }));
  const { answers, forms } = known;
  if (answers.has(word)) return answers.get(word);
  const { byId, byWord } = vocabulary;
  const concept = byId.get(word)?.id ?? byWord.get(foldToWords(word))?.id ?? forms.get(looseForm(word));
  if (answers.size < 20_000) answers.set(word, concept);
  return concept;
}

/** What was found, as concepts with how each came, and the words that named none. */
export function toConcepts(
  vocabulary: Vocabulary,
  found: readonly Found[],
): { assigned: Assignment[]; unknown: string[] } {
  const assigned = new Map<string, Assignment>();
  const unknown: string[] = [];
  for (const { text, how, word } of found) {
    const concept = conceptOf(vocabulary, text);
    if (concept === undefined) unknown.push(text);
    else if (!assigned.has(concept)) assigned.set(concept, { vocabulary: vocabulary.name, concept, how, word });
  }
  return { assigned: [...assigned.values()], unknown };
}

/** Folded, without articles and elisions, each word without its plural. */
function looseForm(word: string): string {
  return fold(word)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '' && !articles.has(part))
    .map((part) => (part.length > 3 ? part.replace(/(?:s|x)$/, '') : part))
    .join(' ');
}

function formsOf(vocabulary: Vocabulary): Map<string, string | undefined> {
  const forms = new Map<string, string | undefined>();
  for (const concept of vocabulary.concepts)
    for (const form of new Set(wordsOf(concept).map(looseForm)))
      if (form !== '') forms.set(form, forms.has(form) && forms.get(form) !== concept.id ? undefined : concept.id);
  return forms;
}
