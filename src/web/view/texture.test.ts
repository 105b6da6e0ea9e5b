import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vocabularies } from '#model/vocabulary.ts';
import { faceOfTheme, hands, texture } from './texture.ts';

const ids = fc.string({ minLength: 1, maxLength: 12 });

test('a texture stays under 3 kB at the size of every card, whatever the project', () => {
  fc.assert(
    fc.property(ids, fc.constantFrom(...hands), (id, hand) => {
      for (const [width, height] of [
        [120, 170],
        [260, 136],
        [210, 110],
        [430, 300],
      ] as const)
        assert.ok(texture(id, { hand, ink: 'violet' }, width, height).length < 3072, `${hand} ${width}`);
    }),
  );
});

test('a project keeps its face, and another has its own', () => {
  const face = faceOfTheme('alimentation');
  assert.equal(texture('0123456789', face), texture('0123456789', face));
  assert.notEqual(texture('0123456789', face), texture('012345678a', face));
});

test('no two themes are drawn alike', () => {
  const faces = vocabularies.themes.concepts
    .filter(({ broader }) => broader === undefined)
    .map(({ id }) => Object.values(faceOfTheme(id)).join(' '));
  assert.equal(new Set(faces).size, faces.length);
});
