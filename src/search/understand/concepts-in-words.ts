/** The themes, kinds, publics… that a query names: they can be offered as criteria in place of their words. */
import { foldToWords } from '#lib/text/fold.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
import { tokens } from '#lib/text/tokens.ts';
import { type FacetName, facets } from '#model/criteria.ts';
import type { Concept, Vocabulary, VocabularyName } from '#model/vocabulary.ts';
import { stopWords } from '../analysis/stop-words.ts';

export interface ConceptInWords {
  facet: FacetName;
  id: string;
  /** The words that name it, as typed. */
  written: string;
  /** The words that are left, as typed; empty when they say nothing (`projets pour les`). */
  rest: string;
}

type Vocabularies = Readonly<Record<VocabularyName, Pick<Vocabulary, 'concepts'>>>;

/** The most telling first: of words that name a place and a theme, the place is meant. */
const offered = ['placeKind', 'theme', 'audience', 'approach', 'holderKind', 'kind'] as const satisfies FacetName[];
const longestName = 6;
const most = 4;
/** Words for what everything here is. */
const generic = new Set(
  'projet projets initiative initiatives action actions idee idees exemple exemples innovation innovations'.split(' '),
);

/** At most four concepts named by a query, by a label or a synonym, whatever its accents, plural and hyphens. */
export function conceptsInWords(query: string, vocabularies: Vocabularies): ConceptInWords[] {
  const text = query.slice(0, 300);
  if (/["«»“”]|(^|\s)-\S/.test(text)) return [];
  const typed = text.split(/\s+/).filter((word) => tokens(word).length > 0);
  const known = namesOf(vocabularies);
  const found: ConceptInWords[] = [];
  for (let from = 0; from < typed.length && found.length < most; ) {
    let next = from + 1;
    for (let to = Math.min(typed.length, from + longestName); to > from; to--) {
      const meant = known.get(keyOf(typed.slice(from, to).join(' ')));
      if (meant === undefined) continue;
      const written = typed.slice(from, to).join(' ');
      const rest = unlessEmpty([...typed.slice(0, from), ...typed.slice(to)]);
      found.push(...meant.map((one) => ({ ...one, written, rest })));
      next = to;
      break;
    }
    from = next;
  }
  return found.slice(0, most);
}

/** The words that are left, or nothing where they only say that one looks for projects. */
export function unlessEmpty(words: readonly string[]): string {
  const content = words.flatMap(tokens).filter((word) => !stopWords.has(word) && !generic.has(word));
  return content.length === 0 ? '' : words.join(' ').replace(/\s+(?:pour|de|du|des|d['’]|l['’]|la|le|les|et)$/i, '');
}

/** The content words of a name by their stems. */
function keyOf(text: string): string {
  const words = tokens(text);
  const content = words.filter((word) => !stopWords.has(word));
  // A name neither begins nor ends with a stop word.
  if (content.length === 0 || content[0] !== words[0] || content.at(-1) !== words.at(-1)) return '';
  return content.map(foldedStem).join(' ');
}

type Named = Pick<ConceptInWords, 'facet' | 'id'>;
const names = new WeakMap<Vocabularies, Map<string, Named[]>>();

function namesOf(vocabularies: Vocabularies): Map<string, Named[]> {
  const before = names.get(vocabularies);
  if (before !== undefined) return before;
  const map = new Map<string, Named[]>();
  for (const facet of offered)
    for (const concept of vocabularies[facets[facet].vocabulary].concepts)
      for (const name of namesOfConcept(concept)) {
        const key = keyOf(name);
        const there = map.get(key) ?? [];
        // `Projets` names the kind of nearly everything.
        if (key === '' || generic.has(foldToWords(name)) || there.some(({ id }) => id === concept.id)) continue;
        map.set(key, [...there, { facet, id: concept.id }]);
      }
  names.set(vocabularies, map);
  return map;
}

const namesOfConcept = ({ label, synonyms }: Concept): string[] => [
  label.fr,
  label.en,
  ...(synonyms?.fr ?? []),
  ...(synonyms?.en ?? []),
];
