/** Whose sheets give the value of a field: to whom a correction goes. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { CorrectedField } from '#model/correction.ts';
import type { Project } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';

export interface Addressed {
  project: Project;
  /** The living sheets that give the value; the best described one when none does, or a curator wrote it. */
  sheets: Sheet[];
}

/** Undefined when no such project is shown. An id that leads elsewhere is followed. */
export async function addresseesOf(
  db: Kysely<Tables>,
  asked: string,
  field: CorrectedField,
): Promise<Addressed | undefined> {
  const project = await shownProject(db, asked);
  if (project === undefined) return undefined;
  const ids = sheetsGiving(project, field);
  const rows = await db
    .selectFrom('sheet')
    .select('body')
    .where('record', 'in', ids)
    .where('live', '=', true)
    .execute();
  const sheets = ids.flatMap((id) => rows.find(({ body }) => body.id === id)?.body ?? []);
  return sheets.length === 0 ? undefined : { project, sheets };
}

/** Ids of the sheets that give what the project says of the field, at least one. */
export function sheetsGiving(project: Project, field: CorrectedField): string[] {
  const telling = project.tellings.map(({ sheet }) => sheet);
  const givers = (project.provenance[field]?.sheets ?? []).filter((sheet) => telling.includes(sheet));
  return givers.length > 0 ? givers : telling.slice(0, 1);
}

async function shownProject(db: Kysely<Tables>, asked: string): Promise<Project | undefined> {
  const moved = await db.selectFrom('project_redirect').select('to_id').where('from_id', '=', asked).executeTakeFirst();
  const row = await db
    .selectFrom('project')
    .select('body')
    .where('id', '=', moved?.to_id ?? asked)
    .where('hidden', '=', false)
    .executeTakeFirst();
  return row?.body;
}
