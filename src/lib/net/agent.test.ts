import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentName, fromHeader } from './agent.ts';
import { readReservation, readRobotsTag } from './opt-out.ts';

test('who asks is said with a place to complain to', () => {
  assert.match(agentName(), /^Carrefour-des-innovations-sociales\/[\d.]+$/);
  const told = agentName({ site: 'https://carrefour.example', mail: 'bonjour@carrefour.example' });
  assert.match(told, / \(\+https:\/\/carrefour\.example; bonjour@carrefour\.example\)$/);
  assert.match(agentName({ mail: 'a)(b\r\né@c.fr' }), / \(ab@c\.fr\)$/);
  assert.deepEqual(fromHeader({ mail: 'bonjour@carrefour.example' }), { from: 'bonjour@carrefour.example' });
  assert.deepEqual(fromHeader({ mail: 'a\r\nb@c.fr' }), {});
});

test('a robots tag is for all, for us, or for another', () => {
  const read = (header: string | string[]) => {
    const { any, own } = readRobotsTag(header);
    return [[...any], [...own]];
  };
  assert.deepEqual(read('NoIndex, nofollow'), [['noindex', 'nofollow'], []]);
  assert.deepEqual(read('googlebot: noindex, nofollow'), [[], []]);
  assert.deepEqual(read(['otherbot: none', 'carrefour-des-innovations-sociales: noindex, nofollow']), [
    [],
    ['noindex', 'nofollow'],
  ]);
  assert.deepEqual(read('max-snippet: 20, noindex'), [['max-snippet: 20', 'noindex'], []]);
  assert.deepEqual([readReservation('1'), readReservation(' 0 '), readReservation('oui')], [true, false, undefined]);
});
