/** What the manifest expects of the sheets, measured over all that stand: which fields are filled too seldom. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Source } from '#model/source.ts';

export interface SparseField {
  field: string;
  /** Share of the source's sheets that have it, and the share expected. */
  share: number;
  expected: number;
}

/** Fields of `expect.filled` that are below their share; none for a source without sheets. */
export async function sparseFields(db: Kysely<Tables>, source: Source): Promise<SparseField[]> {
  const sparse: SparseField[] = [];
  for (const [field, expected] of Object.entries(source.expect.filled ?? {})) {
    const { rows } = await sql<{ share: number | null }>`
      select avg((coalesce(sheet.body ->> ${field}, '') not in ('', '[]', '{}'))::int)::float8 as share
      from sheet join record on record.id = sheet.record
      where sheet.source = ${source.id} and record.gone_since is null and not record.withheld`.execute(db);
    const share = rows[0]?.share ?? null;
    if (share !== null && share < expected) sparse.push({ field, share, expected });
  }
  return sparse;
}
