/** A project as a curator has it before them: what stands, what each of its sheets says, and those that are gone. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Project } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';
import { currentId } from './complete-wish.ts';

export interface ProjectDesk {
  /** Of the project as it stands, also when an address was asked that leads to it. */
  project: Project;
  /** Nobody sees it: somebody hid it, or no partner tells of it any more. */
  hidden: boolean;
  /** Those that live first, the best described first; then those that stood here and are gone. */
  sheets: { sheet: Sheet; live: boolean }[];
}

/** Undefined when there was never such a project. */
export async function projectOnDesk(db: Kysely<Tables>, asked: string): Promise<ProjectDesk | undefined> {
  const id = await currentId(db, asked);
  if (id === undefined) return undefined;
  const row = await db.selectFrom('project').select(['body', 'hidden']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const sheets = await db
    .selectFrom('project_sheet')
    .innerJoin('sheet', 'sheet.record', 'project_sheet.sheet')
    .select(['sheet.body', 'sheet.live'])
    .where('project_sheet.project', '=', id)
    .execute();
  const rank = new Map(row.body.tellings.map(({ sheet }, at) => [sheet, at]));
  const order = ({ sheet, live }: ProjectDesk['sheets'][number]): number =>
    (live ? 0 : rank.size + 1) + (rank.get(sheet.id) ?? rank.size);
  return {
    project: row.body,
    hidden: row.hidden,
    sheets: sheets
      .map(({ body, live }) => ({ sheet: body, live }))
      .sort((a, b) => order(a) - order(b) || (a.sheet.id < b.sheet.id ? -1 : 1)),
  };
}
