/** Whether a row fulfils a condition of the mapping language. */
import { readTexts } from '#lib/path.ts';
import { fold } from '#lib/text/fold.ts';
import type { Condition } from './mapping.ts';
import type { Row } from './record.ts';

/** True when every column of the condition holds what is expected of it; values are compared folded and trimmed. */
export function fulfils(row: Row, condition: Condition): boolean {
  return Object.entries(condition).every(([column, expected]) => {
    const found = readTexts(row, column);
    if (typeof expected === 'string') return holds(found, [expected]);
    if (Array.isArray(expected)) return holds(found, expected);
    if ('filled' in expected) return found.length > 0 === expected.filled;
    const pattern = patternOf(expected.matches);
    return found.some((text) => pattern.test(text));
  });
}

/** An expected empty text means an empty or absent column. */
function holds(found: string[], wanted: string[]): boolean {
  const folded = found.map(fold);
  return wanted.some((text) => (text.trim() === '' ? folded.length === 0 : folded.includes(fold(text.trim()))));
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const pattern = new RegExp(source, 'iu');
  patterns.set(source, pattern);
  return pattern;
}
