/** The vocabularies in SKOS: Turtle that a strict reader accepts, JSON-LD that says the same, and the rules of SKOS kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import { prefixes } from './skos.ts';
import { writeSkos } from './write-skos.ts';

const baseUrl = 'https://carrefour.example';
type Triple = [subject: string, property: string, value: string];

/** The triples of the Turtle that we write, by its grammar; anything else throws with the place. */
function readTurtle(text: string): Triple[] {
  const tokens =
    /\s+|(?<iri><[^\x00-\x20<>"{}|^`\\]*>)|(?<string>"(?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4})*")(?:@(?<language>[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|\^\^(?<datatype><[^\x00-\x20<>"{}|^`\\]*>))?|(?<directive>@prefix)|(?<namespace>[a-z]+:)(?=\s*<)|(?<name>[a-z]+:[A-Za-z][A-Za-z0-9]*)|(?<a>a)(?=\s)|(?<mark>[.;,])/uy;
  const known = new Map<string, string>();
  const triples: Triple[] = [];
  let [subject, property, expects] = ['', '', 'subject'];
  let pending: string[] = [];
  const expand = (name: string) => {
    const [prefix, local] = name.split(':') as [string, string];
    const iri = known.get(prefix);
    assert.ok(iri, `the prefix ${prefix} is not declared`);
    return `<${iri}${local}>`;
  };
  for (let at = 0; at < text.length; at = tokens.lastIndex) {
    tokens.lastIndex = at;
    const found = tokens.exec(text);
    assert.ok(found, `not Turtle at: ${text.slice(at, at + 60)}`);
    const token = found.groups!;
    if (found[0].trim() === '') continue;
    if (token.directive || expects.startsWith('prefix')) {
      pending.push(found[0]);
      expects = 'prefix';
      if (token.mark === undefined) continue;
      const [, name, iri] = pending as [string, string, string];
      assert.deepEqual([pending.length, pending[3]], [4, '.']);
      known.set(name.slice(0, -1), iri.slice(1, -1));
      [pending, expects] = [[], 'subject'];
    } else if (token.mark) {
      assert.equal(expects, 'mark', `a “${token.mark}” out of place before: ${text.slice(at, at + 60)}`);
      expects = { '.': 'subject', ';': 'property', ',': 'value' }[token.mark as '.' | ';' | ','];
    } else {
      assert.notEqual(expects, 'mark', `a mark is missing before: ${text.slice(at, at + 60)}`);
      const term = token.a
        ? `<${'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'}>`
        : token.name
          ? expand(token.name)
          : found[0];
      if (expects === 'subject') [subject, expects] = [term, 'property'];
      else if (expects === 'property') [property, expects] = [term, 'value'];
      else {
        triples.push([subject, property, term]);
        expects = 'mark';
      }
      if (token.string) assert.equal(triples.at(-1)?.[2], found[0], 'a text stands where none may');
      if (token.a) assert.equal(property, term);
    }
  }
  assert.equal(expects, 'subject', 'the text ends in the middle of a statement');
  return triples;
}

interface JsonLd {
  '@context': Record<string, string>;
  '@graph': ({ '@id': string; '@type': string } & Record<string, Record<string, string>[]>)[];
}

function readJsonLd(text: string): Triple[] {
  const { '@context': context, '@graph': graph } = JSON.parse(text) as JsonLd;
  const expand = (name: string) => name.replace(/^(\w+):/, (_, prefix: string) => context[prefix]!);
  return graph.flatMap((node) =>
    Object.entries(node).flatMap(([property, values]): Triple[] => {
      const subject = `<${node['@id']}>`;
      if (property === '@id') return [];
      if (property === '@type')
        return [[subject, '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>', `<${expand(node['@type'])}>`]];
      assert.ok(Array.isArray(values));
      return values.map((value) => {
        const text = JSON.stringify(value['@value'] ?? '');
        const term =
          value['@id'] !== undefined
            ? `<${value['@id']}>`
            : value['@language'] !== undefined
              ? `${text}@${value['@language']}`
              : value['@type'] !== undefined
                ? `${text}^^<${value['@type']}>`
                : text;
        return [subject, `<${expand(property)}>`, term];
      });
    }),
  );
}

const skos = (name: string) => `<${prefixes.skos}${name}>`;

for (const name of vocabularyNames) {
  const triples = readTurtle(writeSkos(vocabularies[name], 'ttl', baseUrl));
  const values = (subject: string, property: string) =>
    triples.filter(([s, p]) => s === subject && p === skos(property)).map(([, , value]) => value);
  const scheme = `<${baseUrl}/vocabulaires/${name}>`;

  test(`${name}: Turtle and JSON-LD say the same`, () => {
    const json = readJsonLd(writeSkos(vocabularies[name], 'jsonld', baseUrl));
    assert.deepEqual(json.map(String).sort(), triples.map(String).sort());
    assert.equal(new Set(triples.map(String)).size, triples.length, 'something is said twice');
  });

  test(`${name}: each concept has one address, one label a language, its place in the scheme, and no label twice`, () => {
    for (const { id, broader, label } of vocabularies[name].concepts) {
      const concept = `<${baseUrl}/vocabulaires/${name}/${id}>`;
      assert.deepEqual(values(concept, 'inScheme'), [scheme]);
      assert.deepEqual(values(concept, 'prefLabel'), [
        `${JSON.stringify(label.fr)}@fr`,
        `${JSON.stringify(label.en)}@en`,
      ]);
      assert.ok(values(concept, 'notation').includes(`"${id}"`));
      const alternatives = values(concept, 'altLabel');
      assert.deepEqual(
        alternatives.filter((word) => values(concept, 'prefLabel').includes(word)),
        [],
      );
      const above = values(concept, 'broader');
      assert.deepEqual(above, broader === undefined ? [] : [`<${baseUrl}/vocabulaires/${name}/${broader}>`]);
      for (const other of above) assert.ok(values(other, 'narrower').includes(concept));
      assert.equal(values(scheme, 'hasTopConcept').includes(concept), broader === undefined);
    }
    const [version] = triples.filter(([s, p]) => s === scheme && p === `<${prefixes.owl}versionInfo>`);
    assert.equal(version?.[2], `"${vocabularies[name].version}"`);
  });
}

test('the codes of the first Carrefour and the goals of the UN can be followed', () => {
  const turtle = writeSkos(vocabularies.themes, 'ttl', baseUrl);
  assert.ok(turtle.includes(`"AGR"^^<${baseUrl}/vocabulaires/schemas/cis-2018>`));
  assert.ok(turtle.includes('skos:relatedMatch <http://metadata.un.org/sdg/2>'));
  assert.ok(writeSkos(vocabularies.sdgs, 'ttl', baseUrl).includes('skos:exactMatch <http://metadata.un.org/sdg/17>'));
});

test('the strict reader refuses what is not Turtle', () => {
  for (const wrong of [
    '<a> <b> .',
    '<a> <b> "c"',
    '<a> x:b "c" .',
    '<a> <b> "c" "d" .',
    '<a b> <c> <d> .',
    '<a> <b> "c"d" .',
    '"a" <b> <c> .',
  ])
    assert.throws(() => readTurtle(wrong), Error, wrong);
});
