import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { DatabaseUnavailable } from '../unavailable.ts';
import { whyDied } from './launch.ts';
import { findPlace } from './place.ts';
import { makeRig } from './rig.ts';

const rig = makeRig();
afterEach(() => rig.clean());

function sentence(told: string, killed = false, tries = 0): string {
  const why = whyDied(
    findPlace(rig.folder(), () => {}),
    { told, killed },
    tries,
  );
  return why instanceof DatabaseUnavailable ? why.message : why;
}

const line = (text: string) => `2026-01-01 00:00:00.000 UTC [42] ${text}\n`;

test('a server that ends because of a full disk is understood by its words', () => {
  assert.match(
    sentence(line('FATAL:  could not write "postmaster.pid": No space left on device')),
    /^The disk that holds/,
  );
  assert.match(
    sentence(line('FATAL:  could not extend file: wrote only 1 of 2') + line('HINT:  Check free disk space.')),
    /^The disk/,
  );
});

test('a start that another one was quicker than, or that was killed, is made again, but not for ever', () => {
  assert.equal(sentence(line('FATAL:  lock file "postmaster.pid" already exists')), 'again');
  assert.equal(sentence(line('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use')), 'again');
  assert.equal(sentence(line('LOG:  starting PostgreSQL 18.4'), true, 2), 'again');
  assert.match(
    sentence(line('LOG:  starting PostgreSQL 18.4'), true, 3),
    /did not start \(it was killed, perhaps because memory is short\)/,
  );
});

test("any other reason is given in the server's own words, without what it told those who came too early", () => {
  const told =
    line('FATAL:  could not map shared memory: Cannot allocate memory') +
    line('FATAL:  the database system is starting up');
  assert.match(
    sentence(told),
    /did not start \(could not map shared memory: Cannot allocate memory\): see .*server\.log, or set/,
  );
});
