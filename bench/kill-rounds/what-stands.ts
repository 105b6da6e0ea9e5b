/** What a database shows after a run, so that two that went different ways there can be compared. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { indexAll, indexChanges } from '#pipeline/indexing.ts';
import type { IndexChanges, SearchEngine } from '#search/engine.ts';

/** An id that was taken gets a part of the id of its run, which is drawn by chance. */
const plain = (text: string): string => text.replaceAll(/~[0-9a-f]{8}\b/g, '~');

/** The sheets by their ids, and the projects by the sheets that they are made of; each as a text. */
export async function whatStands(db: Kysely<Tables>): Promise<Map<string, string>> {
  const { rows: sheets } = await sql<{ record: string; live: boolean; body: unknown }>`
    select record, live, body from sheet`.execute(db);
  const { rows: projects } = await sql<{ id: string; body: { id: string }; sheets: string[] }>`
    select id, body, array(select sheet from project_sheet where project_sheet.project = project.id order by 1) as sheets
    from project where not hidden`.execute(db);
  const { rows: waiting } = await sql<{ id: string }>`
    select id from record where described_with is null or described_with not like payload || ':%'`.execute(db);
  const stands = new Map<string, string>();
  for (const { record, live, body } of sheets)
    stands.set(plain(`sheet ${record}`), plain(JSON.stringify({ live, body })));
  for (const { id, body, sheets } of projects) {
    // Drawn from the founding sheet: where that has chance in its id, so has the project.
    const named = sheets.some((sheet) => sheet.includes('~')) ? '' : id;
    stands.set(plain(`project of ${sheets.join(', ')}`), plain(JSON.stringify({ named, ...body, id: '' })));
  }
  for (const { id } of waiting) stands.set(`waiting ${id}`, '');
  return stands;
}

/** How many entries only one of the two has, or both have otherwise. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key));
}

/** A search that only hears of changes, beside one that reads everything. */
export function openFollower(db: Kysely<Tables>) {
  const heard = documents();
  let position = 0;
  return {
    /** Ids of which what was heard differs from what is there. */
    async missed(): Promise<string[]> {
      position = await indexChanges(db, heard, position);
      const there = documents();
      await indexAll(db, there, () => {});
      return differences(heard.texts, there.texts);
    },
  };
}

function documents(): Pick<SearchEngine, 'apply'> & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    async apply({ put, remove }: IndexChanges) {
      for (const document of put) texts.set(document.id, JSON.stringify(document));
      for (const id of remove) texts.delete(id);
    },
  };
}

/** Sheets that two shown projects tell of at one moment: half of a merge, or of a split. */
export async function toldTwice(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select telling ->> 'sheet' from project, jsonb_array_elements(body -> 'tellings') as telling
      where not hidden group by 1 having count(*) > 1
    ) as twice`.execute(db);
  return rows[0]!.count;
}
