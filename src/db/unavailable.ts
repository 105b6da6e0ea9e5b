/** Why the database can't be had: one sentence for the operator, and a word that programs can act upon. */

export type UnavailableReason =
  | 'disk-full'
  | 'forbidden'
  | 'incompatible'
  | 'invalid-url'
  | 'newer-database'
  | 'no-answer'
  | 'no-programs'
  | 'not-ours'
  | 'not-started'
  | 'refused'
  | 'too-many-users'
  | 'too-old'
  | 'unreachable'
  | 'unsupported-platform';

/**
 * Thrown for what an operator can put right. `message` is the whole sentence to show (English, never a password);
 * anything else that is thrown is a bug.
 */
export class DatabaseUnavailable extends Error {
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseUnavailable';
    this.reason = reason;
  }
}

export const orDatabaseUrl = 'or set DATABASE_URL to a PostgreSQL server (15 or later)';

export function diskFull(folder: string, cause?: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable(
    'disk-full',
    `The disk that holds ${folder} is full: free some space there, set CARREFOUR_DATA to a folder on a larger disk, ${orDatabaseUrl}.`,
    cause,
  );
}

/** What a query came to that failed for want of space, whoever's server it is. */
export const databaseFull = (cause: unknown): DatabaseUnavailable =>
  new DatabaseUnavailable(
    'disk-full',
    'The disk of the database is full: free some space there. What was not written is written the next time.',
    cause,
  );

/** The code of a system error (`ENOENT`) or of a PostgreSQL error (`57P03`); empty for anything else. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True when a query, a server or the file system failed for want of space. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', '53100'].includes(codeOf(error));
}

/**
 * A lock that was waited for too long, a query or a transaction that lasted too long, a circle of locks that was cut, a
 * connection that could not be had or was lost.
 */
const momentary = new Set([
  ...['55P03', '57014', '40P01', '40001', '25P03'],
  ...['53300', '57P01', '57P02', '57P03', '08000', '08001', '08003', '08006'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE'],
]);
/** What `pg` and its pool say without a code. */
const momentaryWords =
  /^(timeout exceeded when trying to connect|Connection terminated( unexpectedly| due to connection timeout)?|Client has encountered a connection error and is not queryable)/;

/** True when the same may succeed a moment later: what was being done is undone, nothing is broken. */
export function isMomentary(error: unknown): boolean {
  if (momentary.has(codeOf(error))) return true;
  return error instanceof Error && momentaryWords.test(error.message);
}

/** True when what was sent holds a sign that PostgreSQL keeps in no text (U+0000): no browser sends one. */
export const isNoText = (error: unknown): boolean => ['22021', '22P05'].includes(codeOf(error));
