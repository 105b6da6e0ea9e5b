/**
 * Our drawings of the pictures that partners name: made of what a project shows, kept as long as it does, shown where it
 * does; by one rule, so that none is drawn that nobody would see.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { copyPath } from './inquiry.ts';

/** Of a project, as its page shows them. */
const picturesShown = 4;

/** Of a row of `inquiry`: whether a project that is not hidden shows the picture, told by a catalogue that lets it. */
export const isShown: RawBuilder<boolean> = sql`exists (
  select from sheet
  join project_sheet on project_sheet.sheet = sheet.record
  join project on project.id = project_sheet.project
  where sheet.live and sheet.inquiries @> array[inquiry.id] and sheet.body ->> 'licence' <> 'closed'
    and not project.hidden and exists (
      select from jsonb_array_elements(project.body -> 'images') with ordinality as image(said, place)
      where place <= ${picturesShown} and said ->> 'url' = inquiry.subject #>> '{}'))`;

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

/**
 * Lets go of the drawings that no project shows any more, and has those drawn that one shows since. Sheets that told of
 * a drawing which is gone are described again.
 */
export async function followShown(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      with gone as (
        delete from picture_copy using inquiry
        where inquiry.id = picture_copy.inquiry and not ${isShown}
        returning inquiry.id
      )
      update inquiry set answer = (answer - 'copied') || '{"undrawn": true}' from gone
      where inquiry.id = gone.id and jsonb_typeof(answer) = 'object' returning inquiry.id`.execute(tx);
    const gone = rows.map(({ id }) => id);
    if (gone.length > 0)
      await sql`
        update record set described_with = null
        where id in (select record from sheet where inquiries && ${gone}::text[])`.execute(tx);
  });
  await sql`
    update inquiry set due_at = ${now}
    where kind = 'image' and answer ? 'undrawn' and due_at > ${now} and ${isShown}`.execute(db);
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
