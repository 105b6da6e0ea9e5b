/** The nightly forgetting: what partners sent long ago, and index changes that every search has long heard of. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { repack } from '#harvest/repack.ts';
import { type Forgotten, forgetOld } from '#harvest/retention.ts';

const day = 86_400_000;

/** Days that a search may have been away; after that it makes its index anew when it comes back (see `positionIsKnown`). */
const indexChangesKept = 30;

/** `keepDays`: how long superseded versions, refusals and reports are kept; undefined: forever. */
export async function forget(
  db: Kysely<Tables>,
  { keepDays, now, signal }: { keepDays: number | undefined; now: Date; signal?: AbortSignal },
): Promise<Forgotten & { indexChanges: number }> {
  const nothing = { versions: 0, payloads: 0, refusals: 0, runs: 0, postponed: false };
  const before = (days: number): Date => new Date(now.getTime() - days * day);
  let forgotten: Forgotten = nothing;
  // Kept forever, what two runs brought at once is still to be kept once.
  if (keepDays === undefined) await repack(db, signal);
  else forgotten = await forgetOld(db, { before: before(keepDays), ...(signal !== undefined && { signal }) });
  const indexChanges = await forgetIndexChanges(db, before(indexChangesKept));
  return { ...forgotten, indexChanges };
}

/** The latest change stays whatever its age: it holds the position. */
async function forgetIndexChanges(db: Kysely<Tables>, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from index_change
    where changed_at < ${before} and seq < (select max(seq) from index_change)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
