/** What every reader gives, one thing at a time, whatever the format. */
import type { Row } from '#model/record.ts';

export type Reading =
  /** The columns, when the format states them before the rows. */
  | { header: string[] }
  /** A row as the partner sent it, and the line of the file where it starts (from 1). */
  | { line: number; row: Row }
  /** A row that cannot be taken, why, and what it holds (shortened). */
  | { line: number; refused: string; value: string }
  /** A record that the partner says is deleted: the columns that identify it. */
  | { line: number; gone: Row }
  /** The partner says that there is nothing to give, and why: no fault when only changes were asked for. */
  | { nothing: string }
  /** How many items the server says that the whole list has. */
  | { total: number }
  /** Where a further page of the list stands. */
  | { next: string }
  /** Reading cannot go on: the last thing given. What came before is sound, but it is not the whole catalogue. */
  | { line: number; failed: string };

/** A piece of a row for a person to recognise: what is filled, on one line, at most 200 characters. */
export function excerpt(value: unknown): string {
  const text = (typeof value === 'string' ? value : tell(value)).replace(/[\s\0]+/g, ' ').trim();
  return (text.length > 200 ? `${text.slice(0, 199)}…` : text).toWellFormed();
}

function tell(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value) ?? '';
  const filled = Object.entries(value).filter(([, cell]) => cell !== '' && cell !== null);
  return filled.map(([name, cell]) => `${name}: ${typeof cell === 'string' ? cell : JSON.stringify(cell)}`).join('; ');
}
