/** What a stranger would be made to read in the name of the site. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmLetter } from '../alerts/alert-letters.ts';
import { proofLetter } from '../contributions/proof-letter.ts';
import { quoted } from './quoted.ts';

const bait = 'Gagnez 1000 € sur https://evil.example/x ou www.evil.example, evil.example/y, moi@evil.example';

test('letters that ask for a proof carry no link and no address of who asked for them', () => {
  const given = { language: 'fr' as const, rhythm: 'daily' as const, url: 'https://carrefour.example/c' };
  for (const letter of [
    confirmLetter('https://carrefour.example', { ...given, label: bait }),
    proofLetter('https://carrefour.example', { ...given, title: bait }),
  ])
    assert.doesNotMatch(letter.text + letter.html + letter.subject, /evil\.example/);
});

test('what people usually write stays as it is', () => {
  for (const text of [
    'La Cantine des Voisins',
    'S.O.S. vélos, « Mme. Roux »',
    'jardin partagé, Nantes',
    'L’Atelier 3.0',
  ])
    assert.equal(quoted(text), text);
});
