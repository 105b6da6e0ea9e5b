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
  assert.ok(isSurelyNamed('Merci à rose  martin !', named));
  assert.ok(isSurelyNamed('Écrire à Rose@martin.example', named));
  for (const text of ['La rose de Martin', 'Au 06 12 34 56 78']) assert.ok(!isSurelyNamed(text, named), text);
});
