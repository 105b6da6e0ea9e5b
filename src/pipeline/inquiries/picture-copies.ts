/** Our drawings of the pictures that partners name. They go with the last sheet that names the picture. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export async function keepCopy(
  db: Kysely<Tables>,
  inquiry: string,
  { large, small }: { large: Buffer; small: Buffer },
  now: Date,
): Promise<void> {
  await db
    .insertInto('picture_copy')
    .values({ inquiry, large, small, drawn_at: now })
    .onConflict((conflict) => conflict.column('inquiry').doUpdateSet({ large, small, drawn_at: now }))
    .execute();
}

export async function dropCopy(db: Kysely<Tables>, inquiry: string): Promise<void> {
  await db.deleteFrom('picture_copy').where('inquiry', '=', inquiry).execute();
}

/** WebP; undefined when there is none, or when no sheet that is shown names the picture any more. `id` as in its path. */
export async function copyBytes(
  db: Kysely<Tables>,
  id: string,
  size: 'large' | 'small',
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!/^[0-9a-f]{24}$/.test(id)) return undefined;
  const inquiry = `image:${id}`;
  const row = await db
    .selectFrom('picture_copy')
    .select(`${size} as bytes`)
    .where('inquiry', '=', inquiry)
    .where(sql<boolean>`exists (select 1 from sheet where live and inquiries @> array[${inquiry}::text])`)
    .executeTakeFirst();
  return row && new Uint8Array(row.bytes);
}
