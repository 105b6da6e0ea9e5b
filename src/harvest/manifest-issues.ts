/** What the schema of manifests finds, in sentences. */
import type { z } from 'zod';
import type { Complaint } from './manifests.ts';

type Issue = z.core.$ZodIssue;

/** A complaint for each entry that is wrong; `has` tells whether the manifest has anything at a path. */
export function tellIssues(error: z.ZodError, has: (path: PropertyKey[]) => boolean): Complaint[] {
  const complaints = error.issues.flatMap((issue) => tellIssue(issue, issue.path));
  return complaints.map(({ path, message }) =>
    has(path) ? { path, message } : { path, message: message.replace(' must be ', ' is missing: it must be ') },
  );
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of entries',
  record: 'a group of entries',
};

function tellIssue(issue: Issue, path: PropertyKey[]): Complaint[] {
  const name = path.at(-1);
  const entry =
    name === undefined ? 'The manifest' : typeof name === 'number' ? `Element ${name + 1}` : `\`${String(name)}\``;
  const told = (message: string): Complaint[] => [{ path, message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `\`${key}\` is not an entry that a manifest has here.`,
      }));
    case 'invalid_type':
      return told(`${entry} must be ${kinds[issue.expected] ?? issue.expected}.`);
    case 'invalid_value':
      return told(`${entry} must be ${oneOf(issue.values)}.`);
    case 'invalid_union':
      return tellUnion(issue, path, entry);
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return told(`${entry} must not be empty.`);
      return told(`${entry} must be at least ${issue.minimum}.`);
    case 'too_big':
      return told(`${entry} must be at most ${issue.maximum}.`);
    case 'invalid_format':
      return told(`${entry} must be ${formatName(issue)}.`);
    default:
      return told(`${entry}: ${issue.message}.`);
  }
}

/** Of several possibilities, the one that the author came nearest to: whose complaint lies deepest. */
function tellUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: PropertyKey[], entry: string): Complaint[] {
  const [nearest, ...others] = issue.errors
    .map((issues) => ({ issues, depth: Math.max(0, ...issues.map(depthOf)) }))
    .toSorted((a, b) => b.depth - a.depth);
  if (nearest === undefined) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    if (options.length > 0) return [{ path, message: `${entry} must be ${oneOf(options)}.` }];
    const field = 'discriminator' in issue ? String(issue.discriminator) : 'type';
    return [
      { path: path.at(-1) === field ? path : [...path, field], message: `\`${field}\` has a value that is not known.` },
    ];
  }
  if (nearest.depth > 0 && (others[0] === undefined || nearest.depth > others[0].depth)) {
    return nearest.issues.flatMap((inner) => tellIssue(inner, [...path, ...inner.path]));
  }
  const wanted = new Set(issue.errors.flat().flatMap((inner) => whatIsWanted(inner)));
  return [{ path, message: `${entry} must be ${[...wanted].join(', or ') || 'of another kind'}.` }];
}

/** A named entry inside that is unknown tells more than that the whole is of another kind. */
function depthOf(issue: Issue): number {
  const inner = issue.code === 'invalid_union' ? Math.max(0, ...issue.errors.flat().map(depthOf)) : 0;
  return issue.path.length + inner + (issue.code === 'unrecognized_keys' || issue.code === 'custom' ? 1 : 0);
}

function whatIsWanted(issue: Issue): string[] {
  if (issue.path.length > 0) return [];
  if (issue.code === 'invalid_type') return [kinds[issue.expected] ?? issue.expected];
  if (issue.code === 'invalid_value') return [oneOf(issue.values)];
  if (issue.code === 'too_small') return ['not empty'];
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap(whatIsWanted);
  return [];
}

function oneOf(values: readonly unknown[]): string {
  const named = values.map((value) => (value === '\t' ? 'a tab' : `\`${String(value)}\``));
  return named.length === 1 ? named[0]! : `one of ${named.join(', ')}`;
}

function formatName(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'url') return 'a full web address, such as https://example.org/';
  if (issue.format === 'email') return 'a mail address';
  return /^Invalid/.test(issue.message) ? 'written otherwise' : `written with ${issue.message}`;
}
