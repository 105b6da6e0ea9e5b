/** A Record: one item as the partner sent it. Its payload is never changed or deleted by a run. */
import { z } from 'zod';

/** One row as read: column or path → value, untouched. */
export type Row = Record<string, unknown>;

export const recordSchema = z.object({
  /** `<source>/<key>`. */
  id: z.string(),
  source: z.string(),
  key: z.string(),
  /** The rows of one key: one, or several when the manifest groups them. */
  rows: z.array(z.record(z.string(), z.unknown())).min(1),
  /** SHA-256 over the rows without the columns that don't count as a change. */
  hash: z.string(),
  /** The partner says: do not publish. Neither refused nor shown. */
  withheld: z.boolean(),
  firstSeen: z.date(),
  lastSeen: z.date(),
  /** Set when a complete run no longer found it; cleared when it comes back. */
  goneSince: z.date().nullable(),
});
export type HarvestRecord = z.infer<typeof recordSchema>;
