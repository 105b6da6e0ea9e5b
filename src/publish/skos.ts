/** A vocabulary as SKOS (W3C, 2009): the same statements, to be written as Turtle or as JSON-LD. */
import type { Concept, Vocabulary } from '#model/vocabulary.ts';

/** A node of the graph with what is said of it: by property, values in order. */
export interface Node {
  id: string;
  type: string;
  says: [property: string, value: Value][];
}
export type Value = { iri: string } | { text: string; language?: string; datatype?: string };

/** Prefixes of every property and type that we write. */
export const prefixes = {
  dct: 'http://purl.org/dc/terms/',
  owl: 'http://www.w3.org/2002/07/owl#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** The stable address of a vocabulary, or of one of its concepts. `baseUrl` has no slash at the end. */
function vocabularyAddress(baseUrl: string, name: string, concept?: string): string {
  return [`${baseUrl}/vocabulaires/${name}`, ...(concept === undefined ? [] : [concept])].join('/');
}

/**
 * The scheme, then its concepts in their order. Codes of other schemes are notations, each with its scheme as the
 * datatype (`"AGR"^^<…/vocabulaires/schemas/cis-2018>`); goals of the UN are matches with the UN's own addresses.
 */
export function skosNodes({ name, title, version, concepts }: Vocabulary, baseUrl: string): Node[] {
  const scheme = vocabularyAddress(baseUrl, name);
  const at = (id: string): Value => ({ iri: vocabularyAddress(baseUrl, name, id) });
  const tops = concepts.filter(({ broader }) => broader === undefined);
  const head: Node = {
    id: scheme,
    type: 'skos:ConceptScheme',
    says: [
      ...both('dct:title', title),
      ['owl:versionInfo', { text: String(version) }],
      ...tops.map(({ id }): [string, Value] => ['skos:hasTopConcept', at(id)]),
    ],
  };
  const nodeOf = (concept: Concept): Node => {
    const { id, label, definition, note, synonyms, broader } = concept;
    const narrower = concepts.filter((other) => other.broader === id);
    return {
      id: vocabularyAddress(baseUrl, name, id),
      type: 'skos:Concept',
      says: [
        ['skos:inScheme', { iri: scheme }],
        ...(broader === undefined ? [['skos:topConceptOf', { iri: scheme }] as [string, Value]] : []),
        ['skos:notation', { text: id }],
        ...both('skos:prefLabel', label),
        ...(['fr', 'en'] as const).flatMap((language) =>
          [...new Set(synonyms?.[language] ?? [])]
            .filter((word) => word !== label[language])
            .map((text): [string, Value] => ['skos:altLabel', { text, language }]),
        ),
        ...(definition === undefined ? [] : both('skos:definition', definition)),
        ...(note === undefined ? [] : both('skos:scopeNote', note)),
        ...(broader === undefined ? [] : [['skos:broader', at(broader)] as [string, Value]]),
        ...narrower.map((other): [string, Value] => ['skos:narrower', at(other.id)]),
        ...matches(name, concept, baseUrl),
      ],
    };
  };
  return [head, ...concepts.map(nodeOf)];
}

function both(property: string, { fr, en }: { fr: string; en: string }): [string, Value][] {
  return [
    [property, { text: fr, language: 'fr' }],
    [property, { text: en, language: 'en' }],
  ];
}

function matches(name: string, { id, mappings }: Concept, baseUrl: string): [string, Value][] {
  const goal = (code: string): Value => ({ iri: code.replace('odd-', 'http://metadata.un.org/sdg/') });
  const found: [string, Value][] = name === 'sdgs' ? [['skos:exactMatch', goal(id)]] : [];
  for (const [scheme, codes] of Object.entries(mappings ?? {}))
    for (const code of codes)
      found.push(
        scheme === 'un-sdg'
          ? ['skos:relatedMatch', goal(code)]
          : ['skos:notation', { text: code, datatype: vocabularyAddress(baseUrl, 'schemas', scheme) }],
      );
  return found;
}
