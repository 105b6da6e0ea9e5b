/** What stays of somebody who has left in what others wrote: nothing that is theirs, all that is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSurelyNamed, withoutNames } from './without-names.ts';

const named = ['rose@martin.example', 'Rose Martin', '06 12 34 56 78', '+687 78 91 23'];

test('a phone goes in every usual writing, and no other number does', () => {
  const writings = [
    ...[
      '0612345678',
      '06 12 34 56 78',
      '06.12.34.56.78',
      '06-12-34-56-78',
      '06/12/34/56/78',
      '06\u00a012\u00a034\u00a056\u00a078',
    ],
    ...['+33612345678', '+33 6 12 34 56 78', '+33 (0)6 12 34 56 78', '0033 6 12 34 56 78', '+33.6.12.34.56.78'],
    ...['33612345678', '06 123 456 78', '06 1234 5678', '(06) 12 34 56 78', '+687 78 91 23', '00687 789123'],
  ];
  for (const written of writings)
    assert.equal(
      withoutNames(`Appelez le ${written}, le soir.`, named).replace('([…]', '[…]'),
      'Appelez le […], le soir.',
      written,
    );
  for (const other of [
    '06 12 34 56 79',
    '07 12 34 56 78',
    '02 12 34 56 78',
    '106 12 34 56 78',
    '123456',
    'réf. 0612345678901',
  ])
    assert.equal(withoutNames(`Voyez ${other}.`, named), `Voyez ${other}.`, other);
});

test('a name goes whole or word by word, and no part of another word', () => {
  assert.equal(
    withoutNames('Rose Martin, rose@martin.example, dit ROSE ; la roseraie, Martine.', named),
    '[…], […], dit […] ; la roseraie, Martine.',
  );
});

test('one word alone, or a phone, is not enough to say whose the words of a text are', () => {
  assert.ok(isSurelyNamed('Merci à Rose  MARTIN !', named));
  assert.ok(isSurelyNamed('Écrire à Rose@martin.example', named));
  for (const text of ['La rose de Martin', 'rose martin', 'Au 06 12 34 56 78'])
    assert.ok(!isSurelyNamed(text, named), text);
});

test('who called themselves by words that everybody uses takes none of them along', () => {
  for (const name of [
    'de la',
    'pour les',
    'Pour Les',
    '@',
    'x y',
    'e d',
    'Le',
    'Le Bocal',
    'jardin partagé',
    '.',
    '(',
    'a@b',
  ]) {
    const text =
      'Ce jardin partagé est fermé, pour les gens de la rue : deux yeux, le bocal, rose@martin.example (a@bc.example).';
    assert.ok(!isSurelyNamed(text, ['zoe@exemple.fr', name]), name);
  }
  const flowers = 'Le rosier, une rose de pierre, Martine et les martin-pêcheurs.';
  assert.equal(withoutNames(flowers, named), flowers);
  assert.equal(withoutNames('Pour les jardins, de la terre.', ['de la', 'pour les']), '[…] les jardins, de la terre.');
  assert.equal(withoutNames('Merci à rose martin, et à MARTIN.', named), 'Merci à […], et à […].');
});
