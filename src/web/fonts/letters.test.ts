/** The subset of our fonts: a letter that it lacks would stand in another font amid a word. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { openFont } from '#lib/font/font.ts';
import { typeset } from '#lib/text/typeset.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { subsetFonts } from './letters.ts';

const file = (name: string) => readFileSync(new URL(`${name}.woff2`, import.meta.url));
const text = new URL('../text/', import.meta.url);
const styles = new URL('../styles/', import.meta.url);

/** Spaces that a browser makes itself, what a page never shows, and arrows of a comment. */
const unseen = /\s|\u00ad|\u200b|\u2060|\ufe0e|\ufe0f|→/u;
const lacking = (has: (character: string) => boolean, said: string) =>
  [...new Set(said)].filter((character) => !unseen.test(character) && !has(character));

describe('each font holds', () => {
  const gazetteer = loadGazetteer();
  const territories = (['region', 'departement', 'epci', 'commune'] as const).flatMap((level) =>
    gazetteer.all(level).map(({ name }) => name),
  );

  for (const { name, weights } of subsetFonts) {
    const font = openFont(file(name), weights[0]);

    test(`${name}: every character of the dictionaries`, () => {
      for (const source of readdirSync(text).filter((one) => !one.endsWith('.test.ts'))) {
        const said = readFileSync(new URL(source, text), 'utf8');
        assert.deepEqual(lacking(font.has, said + typeset(said)), [], source);
      }
    });

    test(`${name}: the names of the vocabularies and of every commune, département and région`, () => {
      const labels = Object.values(vocabularies).flatMap(({ concepts }) =>
        concepts.flatMap(({ label, definition }) => [label.fr, label.en, definition?.fr ?? '', definition?.en ?? '']),
      );
      assert.ok(labels.length > 400);
      assert.deepEqual(lacking(font.has, labels.join('')), []);
      assert.ok(territories.length > 30_000);
      assert.deepEqual(lacking(font.has, territories.join('')), []);
    });

    test(`${name}: the letters of the languages of France, and a bold that is bolder`, () => {
      // French, Breton, Basque, Corsican, Catalan, Occitan, Alsatian, creoles of the Antilles and of La Réunion.
      const said =
        'Dès Noël où un zéphyr haï me vêt de glaçons würmiens, je dîne d’exquis rôtis de bœuf au kir, à l’aÿ d’âge mûr, & cætera ; C’hoariva e Brezhoneg, ezhomm, goañv, ur velo ; euskaraz, pinguïno, ñabar, güe ; cità, più, perchè, ziu, tù ; l·lusió, força, català, àèéíïòóúüç ; Straßburg, Bàmm, Müeter, schën ; kreyòl, lékòl, manjé, ékri, zòt, fanm';
      // The capital of ÿ, of which no French word begins, is in the file of extended letters.
      assert.deepEqual(lacking(font.has, said + said.toUpperCase()), ['Ÿ']);
      const wide = (weight: number) =>
        [...'innovations'].reduce((sum, one) => sum + openFont(file(name), weight).letter(one).advance, 0);
      if (weights[0] === weights[1]) assert.equal(wide(100), wide(900), 'one weight only');
      else assert.ok(wide(weights[1]) > wide(weights[0]));
    });
  }
});

test('no rule asks for a weight that its font has not', () => {
  const held = Object.fromEntries(subsetFonts.map(({ name, weights }) => [name, weights]));
  const ask = (name: string, weight: number, rule: string) =>
    assert.ok(weight >= held[name]![0] && weight <= held[name]![1], `${name} at ${weight}: ${rule}`);
  let asked = 0;
  for (const sheet of readdirSync(styles).filter((one) => one.endsWith('.css')))
    for (const [rule, selector, declared] of readFileSync(new URL(sheet, styles), 'utf8').matchAll(
      /([^{}]+)\{([^{}]*)\}/g,
    )) {
      const weight = Number(/font(?:-weight)?: (\d{3})\b/.exec(declared!)?.[1]);
      if (Number.isNaN(weight)) continue;
      const shown = declared!.includes('var(--display)');
      const isTitle = !/var\(--text\)/.test(declared!) && /(^|[\s>])h[123]\b[^\s]*$/m.test(selector!.trim());
      ask(shown || isTitle ? 'bricolage-grotesque' : 'figtree', weight, rule.trim());
      asked++;
    }
  assert.ok(asked > 60);
});
