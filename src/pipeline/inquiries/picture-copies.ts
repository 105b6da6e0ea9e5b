/** Our drawings of the pictures that partners name. They go with the last sheet that names the picture. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { copyPath } from './inquiry.ts';

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

/** Lets go of the drawings that no sheet which is shown asks for; a sheet that comes back has them drawn again. */
export async function forgetCopies(db: Kysely<Tables>): Promise<number> {
  const { numAffectedRows } = await sql`
    with gone as (
      delete from picture_copy
      where not exists (select 1 from sheet where live and inquiries @> array[picture_copy.inquiry])
      returning inquiry
    )
    update inquiry set answer = null, due_at = now() from gone where inquiry.id = gone.inquiry`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** WebP; undefined when there is none, or when no project that is shown shows the picture. `id` as in its path. */
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
    .where(
      sql<boolean>`exists (
        select 1 from sheet
        join project_sheet on project_sheet.sheet = sheet.record
        join project on project.id = project_sheet.project
        where sheet.live and sheet.inquiries @> array[${inquiry}::text]
          and not project.hidden and project.body -> 'images' @> ${JSON.stringify([{ copy: copyPath(inquiry) }])}::jsonb)`,
    )
    .executeTakeFirst();
  return row && new Uint8Array(row.bytes);
}
