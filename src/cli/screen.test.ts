/** What an operator sees while something long goes on: a bar on a terminal, plain lines in a log. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScreen } from './screen.ts';

function watch(isTTY: boolean) {
  let [out, error, time] = ['', '', 0];
  const screen = createScreen({
    out: { write: (text: string) => (out += text) },
    error: { write: (text: string) => (error += text), isTTY, columns: 60 },
    now: () => time,
  });
  return { screen, wait: (ms: number) => (time += ms), out: () => out, error: () => error };
}

test('on a terminal a bar moves in its line, and the answer begins on a clean one', () => {
  const { screen, out, error } = watch(true);
  screen.progress('half', 0.5);
  screen.progress('done', 1);
  screen.answer('{}');
  assert.equal(error(), `${'█'.repeat(10)}${'░'.repeat(10)} half\r\u001b[2K${'█'.repeat(20)} done\r\u001b[2K`);
  assert.equal(out(), '{}\n');
});

test('elsewhere progress is plain lines, a few seconds apart', () => {
  const { screen, wait, error } = watch(false);
  screen.progress('one', 0.1);
  wait(3_000);
  screen.progress('two', 0.2);
  wait(100);
  screen.progress('three', 0.3);
  screen.say('end');
  assert.equal(error(), 'two\nend\n');
});
