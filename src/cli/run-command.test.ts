/** What an operator types, and what a script reads: words, options, exit codes, one JSON line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DatabaseUnavailable } from '#db/unavailable.ts';
import { type Command, done, failed, Misuse } from './command.ts';
import { runCommand } from './run-command.ts';

const greet: Command<{ name: string }> = {
  name: 'say hello',
  takes: '[someone…]',
  about: 'Greet.\nAt length.',
  options: { loud: { type: 'boolean', about: 'Shout.' }, times: { type: 'string', value: 'N', about: 'How often.' } },
  async run(rooms, { words, options }) {
    if (options.times === '0') throw new Misuse('Zero times is not at all.');
    if (options.times === 'never') throw new DatabaseUnavailable('disk-full', 'The disk is full.');
    if (words.includes('nobody')) return failed({ greeted: 0 }, ['Nobody is there.']);
    return done({ greeted: words.length, by: rooms.name, loud: options.loud === true }, [`${words.join(', ')}: hello`]);
  },
};
const list: Command<{ name: string }> = { ...greet, name: 'say', options: {}, run: async () => done({}, ['said']) };

const type = (words: string) => runIn([list, greet], words);

async function runIn(commands: Command<{ name: string }>[], words: string) {
  const out: string[] = [];
  const said: string[] = [];
  const print = { answer: (text: string) => out.push(text), say: (text: string) => said.push(text) };
  const exitCode = await runCommand(commands, words.split(' ').filter(Boolean), { name: 'Zoé' }, print);
  return { exitCode, out, said };
}

test('a command gets its words and options, whatever their order', async () => {
  assert.deepEqual(await type('say hello --loud Ana Bo --json'), {
    exitCode: 0,
    out: ['{"greeted":2,"by":"Zoé","loud":true}'],
    said: [],
  });
  assert.deepEqual((await type('say hello Ana --times 3')).out, ['Ana: hello']);
});

test('a word that is also a command’s name is still a word', async () => {
  assert.deepEqual((await type('say hello say hello')).out, ['say, hello: hello']);
});

test('--json prints one line whatever happens', async () => {
  for (const words of [
    'say hello nobody',
    'say hello --times 0',
    'say hello --times never',
    'say hello --what',
    'dance',
  ]) {
    const { out, exitCode } = await type(`${words} --json`);
    assert.equal(out.length, 1, words);
    assert.doesNotMatch(out[0]!, /\n/);
    assert.equal(typeof JSON.parse(out[0]!), 'object');
    assert.notEqual(exitCode, 0);
  }
});

test('help is one line of JSON too when asked so', async () => {
  for (const words of ['help', 'help say hello', 'say hello --help']) {
    const { out, exitCode } = await type(`${words} --json`);
    assert.equal(exitCode, 0);
    assert.equal(out.length, 1, words);
    assert.doesNotMatch(out[0]!, /\n/);
    assert.equal(typeof JSON.parse(out[0]!), 'object');
  }
});

test('a word too many is told, not dropped', async () => {
  const status: Command<{ name: string }> = { ...list, name: 'status', takes: '' };
  const print = { answer: () => {}, say: () => {} };
  assert.equal(await runCommand([status], ['status', 'lille'], { name: 'Zoé' }, print), 2);
  assert.equal(await runCommand([status], ['status'], { name: 'Zoé' }, print), 0);
});

test('exit codes: 1 for what failed, 2 for what was misused, each with its sentence', async () => {
  assert.equal((await type('say hello nobody')).exitCode, 1);
  const full = await type('say hello --times never');
  assert.deepEqual([full.exitCode, full.said], [1, ['The disk is full.']]);
  const zero = await type('say hello --times 0');
  assert.deepEqual([zero.exitCode, zero.said], [2, ['Zero times is not at all. (“help say hello” explains it.)']]);
  assert.equal((await type('say hello --what')).exitCode, 2);
  assert.match((await type('dance')).said[0]!, /no command “dance”/);
});

test('help lists every command and explains one with its options', async () => {
  const all = await type('help');
  assert.match(all.out[0]!, /say hello \[someone…\] +Greet\./);
  assert.equal((await type('')).exitCode, 0);
  assert.match((await type('help say hello')).out[0]!, /At length\.[\s\S]*--times N +How often\./);
  assert.equal((await type('say hello --help')).out[0], (await type('help say hello')).out[0]);
});

test('help of the first word of several commands lists those; help of no command says so', async () => {
  const group = await runIn([greet], 'help say');
  assert.match(group.out[0]!, /say hello \[someone…\] +Greet\./);
  assert.equal(group.exitCode, 0);
  assert.doesNotMatch((await runIn([greet, { ...greet, name: 'leave' }], 'help say')).out[0]!, /leave/);
  for (const words of ['help dance', 'help dance --json']) {
    const none = await runIn([greet], words);
    assert.deepEqual([none.exitCode, none.said], [2, ['There is no command “dance”: “help” lists them.']]);
  }
  const told = JSON.parse((await runIn([greet, { ...greet, name: 'leave' }], 'help say --json')).out[0]!);
  assert.deepEqual(
    told.commands.map(({ name }: { name: string }) => name),
    ['say hello'],
  );
});
