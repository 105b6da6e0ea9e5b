import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { highlighter, type Piece } from './highlight.ts';

const shown = (pieces: readonly Piece[] | undefined) =>
  pieces?.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');
const marked = (query: string, text: string) => shown(highlighter(query)?.mark(text));

test('words are shown by their stems, accents and elisions put aside', () => {
  assert.equal(marked('jardin partage', 'Les jardins partagés du quartier'), 'Les [jardins] [partagés] du quartier');
  assert.equal(marked('epicerie', 'Aller à l’épicerie'), 'Aller à l’[épicerie]');
  assert.equal(marked('lieu', 'Un tiers-lieu vivant'), 'Un tiers-[lieu] vivant');
  assert.equal(marked('ess', 'Acteurs de l’E.S.S. et de l’ESS'), 'Acteurs de [l’E.S.S]. et de l’[ESS]');
});

test('synonyms are shown too, those of several words only together', () => {
  assert.equal(marked('vélo', 'Une bicyclette'), 'Une [bicyclette]');
  assert.equal(
    marked('ESS', 'L’économie sociale et solidaire ; une action sociale'),
    'L’[économie] [sociale] et [solidaire] ; une action sociale',
  );
});

test('an unfinished last word, a corrected word and a phrase in quotes are shown', () => {
  assert.equal(marked('atelier rép', 'Atelier de réparation'), '[Atelier] de [réparation]');
  const corrected = highlighter('jardn', [{ from: 'jardn', to: 'jardin' }]);
  assert.equal(shown(corrected?.mark('Le jardin')), 'Le [jardin]');
  assert.equal(marked('"qui dit"', 'La ruche qui dit oui'), 'La ruche [qui] [dit] oui');
  assert.equal(highlighter('-jardin'), undefined);
});

test('an excerpt is the part that says most of what is wanted', () => {
  const text = `${'Rien ici de particulier. '.repeat(20)}On y répare des meubles avec les enfants du quartier. ${'Rien encore. '.repeat(30)}`;
  const excerpt = shown(highlighter('meuble enfants')!.excerpt([text], new Set(['meuble', 'enfants']), 80));
  assert.equal(excerpt, '… On y répare des [meubles] avec les [enfants] du quartier. Rien encore. Rien encore. …');
  assert.equal(highlighter('vélo')!.excerpt(['Rien.'], new Set(['velo']), 80), undefined);
});

test('no letter of a text is lost or changed, whatever it holds', () => {
  const bit = fc.constantFrom(
    ...['jardin', 'l’', 'E.S.S.', 'tiers-lieu', '<b>', '&amp;', ' ', '\n', 'é', '👩‍🌾', '. ', "d'"],
  );
  const any = fc.oneof(
    fc.array(bit).map((bits) => bits.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(any, any, (query, text) => {
      const found = highlighter(query);
      if (found === undefined) return;
      assert.equal(
        found
          .mark(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
      const excerpt = found.excerpt([text], new Set(found.words), 30);
      if (excerpt === undefined) return;
      const said = excerpt
        .map((piece) => piece.text)
        .join('')
        .replace(/^… | …$/g, '');
      assert.ok(text.includes(said));
    }),
  );
});

test('a text in English is marked by every form of its words, one in French is not', () => {
  assert.equal(marked('printing', 'We printed it with the neighbours'), 'We [printed] it with the neighbours');
  assert.equal(marked('how to share tools', 'Sharing a tool'), '[Sharing] a [tool]');
  assert.equal(marked('parking', 'Le parc et les parks de la ville'), 'Le parc et les parks de la ville');
});
