import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readRobots } from './robots.ts';

test('the longest rule of the own group decides, and its delay is kept', () => {
  const robots = readRobots(
    'User-agent: *\nDisallow: /\n\nUser-agent: carrefour\nCrawl-delay: 2.5\nDisallow: /prive/\nAllow: /prive/ouvert$\n',
    'Carrefour',
  );
  assert.equal(robots.delay, 2.5);
  assert.deepEqual(
    ['/', '/prive/a', '/prive/ouvert', '/prive/ouvert2'].map((path) => robots.allows(`https://a.example${path}`)),
    [true, false, true, false],
  );
});

test('a pattern made to be slow is not', () => {
  const robots = readRobots(`user-agent: *\ndisallow: /${'a*'.repeat(2000)}b\n`, 'x');
  assert.equal(robots.allows(`http://a.example/${'a'.repeat(2000)}`), true);
});

const cases = fileURLToPath(new URL('../../../../shared/data/formats/robots-google/cases.json', import.meta.url));
const skip = existsSync(cases) ? false : 'needs the real data in ../shared/data';

test('every case of Google is judged as Google does', { skip }, () => {
  const list = JSON.parse(readFileSync(cases, 'utf8')) as {
    robots: string;
    agent: string;
    url: string;
    allowed: boolean;
    test: string;
  }[];
  const wrong = list.filter(({ robots, agent, url, allowed }) => readRobots(robots, agent).allows(url) !== allowed);
  assert.deepEqual(wrong, []);
  assert.equal(list.length, 140);
});
