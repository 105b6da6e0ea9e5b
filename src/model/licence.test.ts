/** What a partner could rightly complain of: its texts given on under terms that its licence does not allow. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { combineLicences } from './licence.ts';
import { type LicenceId, licences } from './source.ts';

const all = Object.keys(licences) as LicenceId[];
const told = (...parts: string[]): string => {
  const combined = combineLicences(parts);
  return combined.is === 'one' ? combined.licence : combined.is;
};

test('every pair of licences, as the table of the documentation gives it', () => {
  const table: Record<LicenceId, Partial<Record<LicenceId, string>>> = {
    'LO-2.0': {
      'LO-2.0': 'LO-2.0',
      'ODbL-1.0': 'ODbL-1.0',
      'CC-BY-4.0': 'CC-BY-4.0',
      'CC-BY-SA-4.0': 'CC-BY-SA-4.0',
      'CC0-1.0': 'LO-2.0',
      MIT: 'LO-2.0',
      closed: 'closed',
    },
    'ODbL-1.0': {
      'ODbL-1.0': 'ODbL-1.0',
      'CC-BY-4.0': 'apart',
      'CC-BY-SA-4.0': 'apart',
      'CC0-1.0': 'ODbL-1.0',
      MIT: 'ODbL-1.0',
      closed: 'closed',
    },
    'CC-BY-4.0': {
      'CC-BY-4.0': 'CC-BY-4.0',
      'CC-BY-SA-4.0': 'CC-BY-SA-4.0',
      'CC0-1.0': 'CC-BY-4.0',
      MIT: 'CC-BY-4.0',
      closed: 'closed',
    },
    'CC-BY-SA-4.0': {
      'CC-BY-SA-4.0': 'CC-BY-SA-4.0',
      'CC0-1.0': 'CC-BY-SA-4.0',
      MIT: 'CC-BY-SA-4.0',
      closed: 'closed',
    },
    'CC0-1.0': { 'CC0-1.0': 'CC0-1.0', MIT: 'MIT', closed: 'closed' },
    MIT: { MIT: 'MIT', closed: 'closed' },
    closed: { closed: 'closed' },
  };
  let pairs = 0;
  for (const one of all)
    for (const other of all) {
      const expected = table[one][other] ?? table[other][one];
      assert.equal(told(one, other), expected, `${one} with ${other}`);
      pairs++;
    }
  assert.equal(pairs, all.length ** 2);
});

test('the order and repetition of the parts change nothing, and a further part never frees the whole', () => {
  const ask = ['CC0-1.0', 'MIT', 'LO-2.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'ODbL-1.0', 'apart', 'closed'];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...all),
      (parts, more) => {
        assert.equal(told(...parts), told(...parts.toReversed(), ...parts));
        assert.ok(ask.indexOf(told(...parts, more)) >= ask.indexOf(told(...parts)));
      },
    ),
  );
});

test('a licence that we don’t know, or none, promises nothing', () => {
  for (const strange of ['WTFPL', '', 'constructor', '__proto__']) assert.equal(told('LO-2.0', strange), 'closed');
  assert.equal(told(), 'closed');
});
