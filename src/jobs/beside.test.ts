import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keepBeside } from './beside.ts';

const fixture = fileURLToPath(new URL('./beside.fixture.mjs', import.meta.url));
const begin = (...words: string[]): ChildProcess => fork(fixture, words, { execArgv: [] });

test('the program beside ends in order when it is told to', async () => {
  let child: ChildProcess | undefined;
  const beside = keepBeside({ begin: () => (child = begin()), say: () => {} });
  await once(child!, 'message');
  await beside.stop();
  assert.equal(child!.exitCode, 0);
});

test('one that was killed is begun again', async () => {
  const children: ChildProcess[] = [];
  const said: string[] = [];
  const beside = keepBeside({
    begin: () => {
      children.push(begin());
      return children.at(-1)!;
    },
    say: (text) => said.push(text),
  });
  await once(children[0]!, 'message');
  children[0]!.kill('SIGKILL');
  while (children.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  await once(children[1]!, 'message');
  assert.match(said[0]!, /SIGKILL.*begun again in 1 s/);
  await beside.stop();
  assert.equal(children[1]!.exitCode, 0);
  assert.equal(children.length, 2);
});

test('one that cannot stand is begun again after longer and longer waits, and stopping does not wait for them', async () => {
  const said: string[] = [];
  const beside = keepBeside({ begin: () => begin('fall'), say: (text) => said.push(text) });
  while (said.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  await beside.stop();
  assert.match(said[0]!, /exit code 3.* in 1 s/);
  assert.match(said[1]!, /in 2 s/);
});
