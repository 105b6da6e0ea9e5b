/** List literals: a program's list printed into a cell, `[ "Aider…", "Aider…" ]` or `['a', 'b']`. */
import { parseJson } from '#lib/json.ts';

const quoted = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.|'(?=\p{L}))*)'|“([^”]*)”)\s*(?:,|;|$)/u;

/** The members of a list literal, each once; a text that is no list literal gives itself. */
export function unpackList(text: string): string[] {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return [text];
  const members = fromJson(trimmed) ?? fromQuotes(trimmed.slice(1, -1));
  return members === undefined ? [text] : [...new Set(members.map((member) => member.trim()).filter(Boolean))];
}

function fromJson(text: string): string[] | undefined {
  const value = parseJson(text);
  if (!Array.isArray(value) || value.some((member) => typeof member === 'object' && member !== null)) return undefined;
  return value.filter((member) => member !== null).map(String);
}

function fromQuotes(text: string): string[] | undefined {
  const members: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const found = quoted.exec(rest);
    if (found === null) return undefined;
    members.push((found[1] ?? found[2] ?? found[3] ?? '').replace(/\\(["'\\])/g, '$1'));
    rest = rest.slice(found[0].length);
  }
  return members;
}
