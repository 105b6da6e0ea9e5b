/** What a robots.txt allows (RFC 9309): groups by agent, the longest matching rule, `allow` where two are as long. */

export interface Robots {
  /** Whether an address, escaped as it travels (`URL.href`), may be fetched. */
  allows(address: string): boolean;
  /** Seconds to leave between two requests, when it says so. */
  delay: number | undefined;
}

interface Rule {
  allow: boolean;
  pattern: string;
}

/** Bytes read of a robots.txt; the rest does not count. */
export const largestRobots = 500 * 1024;

/** Reads a robots.txt for one agent, named by its product token, without version (`Carrefour`). */
export function readRobots(text: string, agent: string): Robots {
  const token = agent.trim().toLowerCase();
  const own: Rule[] = [];
  const any: Rule[] = [];
  let [isOwn, isAny, named, met] = [false, false, false, false];
  const delays: { own?: number; any?: number } = {};
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const found = readLine(line);
    if (found === undefined) continue;
    const { key, value } = found;
    if (key === 'user-agent') {
      if (!named) [isOwn, isAny] = [false, false];
      named = true;
      if (value === '*' || /^\*\s/.test(value)) isAny = true;
      else if (token !== '' && productToken(value) === token) isOwn = met = true;
      continue;
    }
    if (key === 'crawl-delay') {
      const seconds = Number(value);
      if (value !== '' && seconds >= 0) {
        if (isOwn) delays.own = seconds;
        if (isAny) delays.any = seconds;
      }
      named = false;
      continue;
    }
    if (key !== 'allow' && key !== 'disallow') continue;
    named = false;
    const rules: Rule[] = [{ allow: key === 'allow', pattern: escapePattern(value) }];
    // A folder's index page is the folder.
    if (key === 'allow' && /\/index\.html?$/.test(value)) {
      rules.push({ allow: true, pattern: `${escapePattern(value.replace(/index\.html?$/, ''))}$` });
    }
    if (isOwn) own.push(...rules);
    if (isAny) any.push(...rules);
  }
  const rules = met ? own : any;
  return {
    allows: (address) => judge(rules, pathOf(address)),
    delay: met ? (delays.own ?? delays.any) : delays.any,
  };
}

/** Letters, `_` and `-` at the beginning; the rest (a version) does not count. */
const productToken = (agent: string): string => /^[a-z_-]*/.exec(agent.trim().toLowerCase())![0];

const written: readonly [RegExp, string][] = [
  [/^user[- ]?agent/, 'user-agent'],
  [/^allow/, 'allow'],
  [/^(dissallow|dissalow|disalow|diasllow|disallaw|disallow)/, 'disallow'],
  [/^crawl[- ]?delay/, 'crawl-delay'],
];

/** `key: value` without its comment; people also write a space for the colon, and keys as they can. */
function readLine(line: string): { key: string; value: string } | undefined {
  const text = line.replace(/#.*$/, '').replaceAll('\0', '').trim();
  let split = text.indexOf(':');
  if (split === -1) {
    const parts = text.split(/[ \t]+/);
    if (parts.length !== 2) return undefined;
    split = text.search(/[ \t]/);
  }
  const name = text.slice(0, split).trim().toLowerCase();
  const key = written.find(([pattern]) => pattern.test(name))?.[1];
  return key === undefined ? undefined : { key, value: text.slice(split + 1).trim() };
}

/** Letters outside ASCII are compared as they travel: `/ツ` is `/%E3%83%84`; `%aa` is `%AA`. */
function escapePattern(pattern: string): string {
  return pattern
    .replace(/%[\da-f]{2}/gi, (code) => code.toUpperCase())
    .replace(/[^\0-\x7f]+/g, (letters) => encodeURIComponent(letters.toWellFormed()));
}

/** From the path on, without the fragment. */
function pathOf(address: string): string {
  const afterScheme = /^(?:[a-z][\w+.-]*:)?\/\//i.exec(address);
  const start = afterScheme === null ? address.search(/[/?;]/) : address.slice(afterScheme[0].length).search(/[/?;#]/);
  if (start === -1) return '/';
  const path = address.slice(start + (afterScheme?.[0].length ?? 0)).replace(/#.*$/s, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function judge(rules: Rule[], path: string): boolean {
  let [allowed, refused] = [-1, -1];
  for (const { allow, pattern } of rules) {
    if (pattern === '' || !matchesPattern(pattern, path)) continue;
    if (allow) allowed = Math.max(allowed, pattern.length);
    else refused = Math.max(refused, pattern.length);
  }
  return refused === -1 || allowed >= refused;
}

/** `*` stands for anything, `$` at the end for the end. Steps by position, so no pattern takes long. */
export function matchesPattern(pattern: string, path: string): boolean {
  let places = [0];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '$' && at === pattern.length - 1) return places.at(-1) === path.length;
    if (character === '*') {
      const first = places[0]!;
      places = Array.from({ length: path.length - first + 1 }, (_, index) => first + index);
    } else places = places.filter((place) => path[place] === character).map((place) => place + 1);
    if (places.length === 0) return false;
  }
  return true;
}
