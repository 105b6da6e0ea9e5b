/** Every concept of every vocabulary, from a partner's word to a search that finds the sheet by it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRecord } from '#describe/describe-record.ts';
import { shortId } from '#lib/hash.ts';
import { mergeSheets } from '#match/merge.ts';
import { facetNames, facets, readCriteria } from '#model/criteria.ts';
import type { Sheet } from '#model/sheet.ts';
import { testManifest } from '#model/testing.ts';
import { lineage, type VocabularyName, vocabularies, vocabularyNames, wordsOf } from '#model/vocabulary.ts';
import { writeSkos } from '#publish/write-skos.ts';
import { conceptLabels } from '#search/concept-labels.ts';
import { toSearchDocument } from '#search/document.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';

/** Where a manifest says a word of each vocabulary. */
const fields: Record<VocabularyName, object> = {
  themes: { themes: 'mot' },
  audiences: { audiences: 'mot' },
  approaches: { approaches: 'mot' },
  'place-kinds': { placeKinds: 'mot' },
  'holder-kinds': { holder: { name: { constant: 'Le Bocal' }, kind: 'mot' } },
  kinds: { kind: 'mot' },
  stages: { stage: 'mot' },
  sdgs: { sdgs: 'mot' },
};

function sheetOf(name: VocabularyName, word: string): Sheet {
  const source = testManifest({ map: { title: 'titre', ...fields[name] } });
  const { sheet } = describeRecord([{ titre: 'Le Bocal', mot: word }], source);
  return { ...sheet, id: `essai/${name}-${word}`, sites: [], quality: 0, problems: [] };
}

for (const name of vocabularyNames)
  test(`${name}: each concept is reached by its filter, from its label in either language, its code and what is above it`, async () => {
    const { concepts } = vocabularies[name];
    const facet = facetNames.find((one) => facets[one].vocabulary === name);
    assert.ok(facet, `no filter takes the codes of ${name}`);
    const engine = createMemoryEngine({ concepts: conceptLabels() });
    const sources = new Map([['essai', testManifest()]]);
    for (const { id, label } of concepts) {
      // “2. Faim « zéro »” and its like are names of lists; a partner gives the number or the name.
      for (const word of new Set([id, label.fr, label.en])) {
        const sheet = sheetOf(name, word);
        const project = mergeSheets(shortId(sheet.id), [sheet], sources);
        await engine.apply({ put: [toSearchDocument(project)], remove: [] });
        const wanted = lineage(name, id).map((one) => one.id);
        for (const code of wanted) {
          const { criteria, problems } = readCriteria(new URLSearchParams({ [facets[facet].parameter]: code }));
          assert.deepEqual(problems, []);
          const { total, facets: counted } = await engine.search({ criteria, facets: [facet] });
          assert.equal(total, 1, `${word} is not found under ${code}`);
          assert.equal(counted[facet]?.find(({ value }) => value === code)?.count, 1, `${code} is not counted`);
        }
        await engine.apply({ put: [], remove: [project.id] });
      }
    }
    await engine.close();
  });

test('no code of any scheme says two things, and none leads to a concept that is not there', () => {
  for (const name of vocabularyNames)
    for (const [code, concepts] of vocabularies[name].byCode) {
      assert.equal(concepts.length, 1, `${name}: ${code} means ${concepts.map(({ id }) => id).join(' and ')}`);
      assert.ok(vocabularies[name].byId.has(concepts[0]!.id));
    }
});

test('every concept of every vocabulary is published in SKOS, with its labels, definition and place', () => {
  for (const name of vocabularyNames) {
    const graph = JSON.parse(writeSkos(vocabularies[name], 'jsonld', 'https://carrefour.exemple'))['@graph'] as Record<
      string,
      unknown[]
    >[];
    const nodes = new Map(graph.map((node) => [String(node['@id']), node]));
    for (const concept of vocabularies[name].concepts) {
      const node = nodes.get(`https://carrefour.exemple/vocabulaires/${name}/${concept.id}`);
      assert.ok(node, `${name}: ${concept.id}`);
      assert.equal(node['skos:prefLabel']?.length, 2);
      assert.equal(node['skos:definition']?.length, 2, `${name}: ${concept.id}`);
      assert.equal(node['skos:broader']?.length ?? 0, concept.broader === undefined ? 0 : 1);
      const narrower = vocabularies[name].concepts.filter(({ broader }) => broader === concept.id).length;
      assert.equal(node['skos:narrower']?.length ?? 0, narrower);
      assert.ok((node['skos:altLabel']?.length ?? 0) <= wordsOf(concept).length);
    }
  }
});
