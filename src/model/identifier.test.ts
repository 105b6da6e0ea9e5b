/** A wrong number on a sheet would name another organisation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRna, readSiren, readSiret } from './identifier.ts';

test('a SIREN is nine digits with a good key, however it is spaced', () => {
  assert.equal(readSiren('732 829 320'), '732829320');
  assert.equal(readSiren('732829321'), undefined);
  assert.equal(readSiren('000000000'), undefined);
  assert.equal(readSiren('73282932'), undefined);
});

test('a SIRET is fourteen digits with a good key; La Poste’s follow their own rule', () => {
  assert.equal(readSiret('732 829 320 00074'), '73282932000074');
  assert.equal(readSiret('73282932000075'), undefined);
  assert.equal(readSiret('35600000000048'), '35600000000048');
  assert.equal(readSiret('35600000009075'), '35600000009075', 'La Poste: the digits add up to a multiple of five');
  assert.equal(readSiret('35600000009076'), undefined);
});

test('an RNA number is W and nine signs', () => {
  assert.equal(readRna('w131004321'), 'W131004321');
  assert.equal(readRna('W2A1000123'), 'W2A1000123');
  assert.equal(readRna('131004321'), undefined);
});
