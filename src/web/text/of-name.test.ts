/** A name after “de”, as a French reader expects it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofName } from './of-name.ts';

test('the article of a name melts into “de”, and a vowel takes its apostrophe', () => {
  for (const [name, said] of [
    ['Le Réseau Tambouille', 'du Réseau Tambouille'],
    ['Les Bricoleurs réunis', 'des Bricoleurs réunis'],
    ['La Ligue des lieux imaginaires', 'de La Ligue des lieux imaginaires'],
    ['L’Escale', 'de L’Escale'],
    ['Observatoire du Grand Large', 'd’Observatoire du Grand Large'],
    ['Épiceries', 'd’Épiceries'],
    ['Passe-Relais', 'de Passe-Relais'],
    ['Habitat', 'de Habitat'],
    ['Lesage', 'de Lesage'],
    ['Le', 'de Le'],
    ['123 Soleil', 'de 123 Soleil'],
    ['', 'de '],
  ] as const)
    assert.equal(ofName(name), said);
});
