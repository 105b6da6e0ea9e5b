/** SKOS written down: Turtle (W3C, 2014) and JSON-LD 1.1, from the same statements. */
import type { Vocabulary } from '#model/vocabulary.ts';
import { type Node, prefixes, skosNodes, type Value } from './skos.ts';

export const skosFormats = { ttl: 'text/turtle', jsonld: 'application/ld+json' } as const;
export type SkosFormat = keyof typeof skosFormats;

/** The whole vocabulary in one text. `baseUrl` has no slash at the end. */
export function writeSkos(vocabulary: Vocabulary, format: SkosFormat, baseUrl: string): string {
  const nodes = skosNodes(vocabulary, baseUrl);
  return format === 'ttl' ? toTurtle(nodes) : `${JSON.stringify(toJsonLd(nodes), null, 1)}\n`;
}

function toTurtle(nodes: readonly Node[]): string {
  const head = Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const blocks = nodes.map(({ id, type, says }) => {
    const lines = [`a ${type}`];
    for (const [property, values] of grouped(says)) lines.push(`${property} ${values.map(term).join(', ')}`);
    return `${iri(id)}\n  ${lines.join(' ;\n  ')} .`;
  });
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function grouped(says: Node['says']): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [property, value] of says) groups.set(property, [...(groups.get(property) ?? []), value]);
  return groups;
}

function term(value: Value): string {
  if ('iri' in value) return iri(value.iri);
  const text = `"${value.text.replace(/["\\\n\r\t]/g, (character) => escapes[character]!)}"`;
  if (value.language !== undefined) return `${text}@${value.language}`;
  return value.datatype === undefined ? text : `${text}^^${iri(value.datatype)}`;
}

const escapes: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What Turtle does not allow between angle brackets is percent-encoded. */
function iri(address: string): string {
  return `<${address.replace(/[^!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~\u00a0-\uffff]/g, encodeURIComponent)}>`;
}

function toJsonLd(nodes: readonly Node[]): object {
  return {
    '@context': prefixes,
    '@graph': nodes.map(({ id, type, says }) => ({
      '@id': id,
      '@type': type,
      ...Object.fromEntries([...grouped(says)].map(([property, values]) => [property, values.map(jsonValue)])),
    })),
  };
}

function jsonValue(value: Value): object {
  if ('iri' in value) return { '@id': value.iri };
  if (value.language !== undefined) return { '@value': value.text, '@language': value.language };
  return value.datatype === undefined ? { '@value': value.text } : { '@value': value.text, '@type': value.datatype };
}
