import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { englishStem } from './english-stem.ts';

/** Of the vocabulary that the Snowball project publishes, some words for each rule. */
const published = `
abandoned abandon, abandonment abandon, abbreviation abbrevi, abilities abil, ability abil, abominably abomin,
absence absenc, absenting absent, abusive abus, academy academi, acceptable accept, accession access,
accessories accessori, accidentally accident, accommodations accommod, accountability account, accuracy accuraci,
accurately accur, accusers accus, aches ach, achievements achiev, acknowledging acknowledg, acquittal acquitt,
acting act, actress actress, activities activ, actuality actual, acuteness acut, adaptability adapt, addresses address,
adhesive adhes, adieux adieux, administrators administr, admiralty admiralti, admittance admitt, adventures adventur,
unwilling unwil, urgency urgenc, urban urban, useless useless, utilitarian utilitarian, vacancies vacanc,
valuable valuabl, valuation valuat, varied vari, varieties varieti, vegetables veget, ventilation ventil,
verbally verbal, vied vie, vineyards vineyard, violence violenc, virtuous virtuous, visibly visibl, vitally vital,
vocalists vocalist, volunteers volunt, voters voter, voyaging voyag, vying vie, wages wage, waking wake,
walking walk, wanderings wander, warehouses warehous, washing wash, wealthiest wealthiest, weariness weari,
wedding wed, welfare welfar, wheelers wheeler, willing will, witnesses wit, wondering wonder, woods wood,
workers worker, workmanship workmanship, workshops workshop, worldly world, writings write, years year,
skies sky, dying die, tying tie, news news, inning inning, evening evening, proceeded proceed, succeeds succeed,
exceeding exceed, early earli, only onli, gently gentl, atlas atlas, generate generat, generic generic,
communism communism, community communiti, universe univers, university universiti, organization organiz, past past,
pasted paste, emergency emergenc, emerged emerg, hoping hope, hopping hop, hopped hop, egging egg, biologist biolog,
by by, say say, cry cri, cries cri, ties tie, gas gas, this this, gaps gap, kiwis kiwi, us us, bed bed, controlling control
`;

test('a word is stemmed as the published algorithm says', () => {
  const pairs = published
    .trim()
    .split(/,\s+/)
    .map((pair) => pair.split(' ') as [string, string]);
  assert.ok(pairs.length > 100);
  assert.deepEqual(
    pairs.map(([word]) => [word, englishStem(word)]),
    pairs,
  );
});

test('the forms of a word of the field meet', () => {
  for (const forms of [
    ['print', 'prints', 'printed', 'printing'],
    ['garden', 'gardens', 'gardening'],
    ['farm', 'farms', 'farming'],
    ['recycle', 'recycled', 'recycling', 'recycles'],
    ['volunteer', 'volunteers', 'volunteering'],
    ['city', 'cities'],
    ['share', 'shared', 'sharing'],
  ])
    assert.equal(new Set(forms.map(englishStem)).size, 1, `${forms} give ${forms.map(englishStem)}`);
});

test('any word has a stem, no longer than itself and one letter, and without an apostrophe at its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abcdefghilnorstuyz'"), maxLength: 20 }), (word) => {
      const stem = englishStem(word);
      assert.ok(stem.length <= word.length + 1);
      if (word.length > 2) assert.ok(!stem.endsWith("'s"), stem);
    }),
  );
});
