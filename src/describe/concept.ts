/** Words to concepts: a vocabulary's ids, labels and synonyms, in any case, number or with any article. */
import { fold, foldToWords } from '#lib/text/fold.ts';
import type { Assignment } from '#model/sheet.ts';
import { type VocabularyName, vocabularies } from '#model/vocabulary.ts';
import type { Found } from './rule.ts';

const articles = new Set('l d le la les un une des de du au aux a en et the of'.split(' '));
/** Loose forms by vocabulary; a form that two concepts share names neither. */
const looseForms = new Map<VocabularyName, Map<string, string | undefined>>();
const answers = new Map<string, string | undefined>();

/** The concept that a word names, or undefined when the vocabulary does not know it. */
export function conceptOf(name: VocabularyName, word: string): string | undefined {
  const key = `${name}:${word}`;
  if (answers.has(key)) return answers.get(key);
  const { byId, byWord } = vocabularies[name];
  const concept = byId.get(word)?.id ?? byWord.get(foldToWords(word))?.id ?? formsOf(name).get(looseForm(word));
  if (answers.size < 20_000) answers.set(key, concept);
  return concept;
}

/** What was found, as concepts with how each came, and the words that named none. */
export function toConcepts(
  name: VocabularyName,
  found: readonly Found[],
): { assigned: Assignment[]; unknown: string[] } {
  const assigned = new Map<string, Assignment>();
  const unknown: string[] = [];
  for (const { text, how, word } of found) {
    const concept = conceptOf(name, text);
    if (concept === undefined) unknown.push(text);
    else if (!assigned.has(concept)) assigned.set(concept, { vocabulary: name, concept, how, word });
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

function formsOf(name: VocabularyName): Map<string, string | undefined> {
  const known = looseForms.get(name);
  if (known !== undefined) return known;
  const forms = new Map<string, string | undefined>();
  for (const { id, label, synonyms } of vocabularies[name].concepts) {
    const words = [id, label.fr, label.en, ...(synonyms?.fr ?? []), ...(synonyms?.en ?? [])];
    for (const form of new Set(words.map(looseForm)))
      if (form !== '') forms.set(form, forms.has(form) && forms.get(form) !== id ? undefined : id);
  }
  looseForms.set(name, forms);
  return forms;
}
