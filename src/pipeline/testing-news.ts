/** For tests and benches of what follows projects: projects put into the table and changed, as a run would. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, shortId } from '#lib/hash.ts';
import { type Project, projectSchema } from '#model/project.ts';

export function inventProject(title: string, given: Partial<Project> = {}): Project {
  return projectSchema.parse({
    id: shortId(title),
    slug: 'un-projet',
    kind: 'projet',
    title,
    sources: ['ouvert'],
    tellings: [{ sheet: `ouvert/${title}`, source: 'ouvert', title, licence: 'LO-2.0', attribution: 'Réseau ouvert' }],
    provenance: {},
    ...given,
  });
}

/** Puts projects in, or what they say now, and notes the changes. */
export async function putProjects(db: Kysely<Tables>, projects: readonly Project[], now = new Date()): Promise<void> {
  for (let at = 0; at < projects.length; at += 1000) {
    const some = projects.slice(at, at + 1000);
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('project')
        .values(
          some.map((project) => {
            const body = JSON.stringify(project);
            return { id: project.id, body, hash: sha256(body), hidden: false, first_seen: now, updated_at: now };
          }),
        )
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((row) => ({ body: row.ref('excluded.body'), hidden: false })),
        )
        .execute();
      await tx
        .insertInto('index_change')
        .values(some.map(({ id }) => ({ project: id })))
        .execute();
    });
  }
}

export async function hideProject(db: Kysely<Tables>, id: string): Promise<void> {
  await db.updateTable('project').set({ hidden: true }).where('id', '=', id).execute();
  await db.insertInto('index_change').values({ project: id }).execute();
}
