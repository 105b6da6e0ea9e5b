/** The projects of a collection: their order and notes. A project that was merged into another stays where it stood. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface Item {
  /** The id under which it was added. */
  project: string;
  note: string;
  addedAt: Date;
}

/** `projects` are ids under which it was added: several, where two that were gathered have become one. */
export type ItemChange =
  | { is: 'add'; project: string; note: string }
  | { is: 'drop'; projects: readonly string[] }
  | { is: 'note'; projects: readonly string[]; note: string }
  /** To the place right before or right after another. */
  | { is: 'move'; projects: readonly string[]; where: 'before' | 'after'; other: string };

export const mostItems = 500;

/** In a transaction that holds the collection. Adding what is there already keeps its place and its note. */
export async function changeItems(
  tx: Kysely<Tables>,
  collection: string,
  change: ItemChange,
  now: Date,
): Promise<boolean | 'full'> {
  const rows = await tx
    .selectFrom('collection_item')
    .select(['project', 'note'])
    .where('collection', '=', collection)
    .orderBy('place')
    .execute();
  const there = new Set(rows.map(({ project }) => project));
  if (change.is === 'add') {
    if (there.has(change.project)) return true;
    if (rows.length >= mostItems) return 'full';
    const { project, note } = change;
    const place = sql<number>`coalesce((select max(place) from collection_item where collection = ${collection}), 0) + 1`;
    await tx.insertInto('collection_item').values({ collection, project, note, place, added_at: now }).execute();
    return true;
  }
  const named = change.projects.filter((project) => there.has(project));
  const [first, ...others] = named;
  if (first === undefined) return false;
  const drop = (projects: readonly string[]) =>
    tx
      .deleteFrom('collection_item')
      .where('collection', '=', collection)
      .where('project', 'in', [...projects])
      .execute();
  if (change.is === 'drop') {
    await drop(named);
    return true;
  }
  if (change.is === 'note') {
    if (others.length > 0) await drop(others);
    await tx
      .updateTable('collection_item')
      .set({ note: change.note })
      .where('collection', '=', collection)
      .where('project', '=', first)
      .execute();
    return true;
  }
  const rest = rows.map(({ project }) => project).filter((project) => !named.includes(project));
  const at = rest.indexOf(change.other);
  if (at < 0) return false;
  const order = rest.toSpliced(change.where === 'before' ? at : at + 1, 0, ...named);
  await sql`
    update collection_item set place = ordered.place
    from unnest(${order}::text[]) with ordinality as ordered (project, place)
    where collection = ${collection} and collection_item.project = ordered.project`.execute(tx);
  return true;
}

/** What is asked of the store of projects. */
interface Projects<Project extends { id: string }> {
  load(ids: readonly string[]): Promise<Project[]>;
  find(id: string): Promise<{ is: 'here' | 'hidden' | 'unknown' } | { is: 'moved'; to: string }>;
}

export interface Standing<Project> {
  project: Project;
  /** The ids under which it was added. */
  added: string[];
  note: string;
}

/** The projects of a collection as they stand today, and how many are no longer shown. Two that became one are one, with both notes. */
export async function standingItems<Project extends { id: string }>(
  items: readonly Item[],
  projects: Projects<Project>,
): Promise<{ standing: Standing<Project>[]; gone: number }> {
  const loaded = new Map((await projects.load(items.map(({ project }) => project))).map((one) => [one.id, one]));
  const byId = new Map<string, Standing<Project>>();
  let gone = 0;
  for (const { project: id, note } of items) {
    let project = loaded.get(id);
    if (project === undefined) {
      const found = await projects.find(id);
      if (found.is === 'moved') [project] = await projects.load([found.to]);
    }
    if (project === undefined) {
      gone++;
      continue;
    }
    const one = byId.get(project.id);
    if (one === undefined) byId.set(project.id, { project, added: [id], note });
    else {
      one.added.push(id);
      one.note = [one.note, note].filter(Boolean).join('\n\n');
    }
  }
  return { standing: [...byId.values()], gone };
}
