/** Which sheets a change can regroup: those that share a key, a project or a person's decision with a touched one. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Sheet } from '#model/sheet.ts';
import type { PairDecision } from './cluster.ts';

export interface AffectedSheet {
  sheet: Sheet;
  keys: string[];
  live: boolean;
  firstSeen: Date;
  /** The project it stands in until now. */
  project: string | null;
}

export interface Affected {
  sheets: AffectedSheet[];
  decisions: PairDecision[];
}

/**
 * Follows keys, projects and decisions from the touched sheets (and from keys that touched sheets had before) until
 * nothing is added: what is outside cannot change.
 */
export async function affectedSheets(
  db: Kysely<Tables>,
  touched: readonly string[],
  formerKeys: readonly string[],
): Promise<Affected> {
  const pairs = await activePairs(db);
  const partners = new Map<string, string[]>();
  for (const { sheets } of pairs)
    for (const [one, other] of [sheets, [...sheets].reverse()] as [string, string][])
      partners.set(one, [...(partners.get(one) ?? []), other]);
  const found = new Map<string, AffectedSheet>();
  let ids = [...new Set(touched)];
  let keys = [...new Set(formerKeys)];
  let projects: string[] = [];
  const followed = new Set<string>([...ids, ...keys]);
  while (ids.length + keys.length + projects.length > 0) {
    const { rows } = await sql<{
      body: Sheet;
      match_keys: string[];
      live: boolean;
      first_seen: Date;
      project: string | null;
    }>`
      select sheet.body, sheet.match_keys, sheet.live, record.first_seen, project_sheet.project
      from sheet
      join record on record.id = sheet.record
      left join project_sheet on project_sheet.sheet = sheet.record
      where sheet.record = any(${ids}::text[])
        or (sheet.live and sheet.match_keys && ${keys}::text[])
        or project_sheet.project = any(${projects}::text[])`.execute(db);
    ids = [];
    keys = [];
    projects = [];
    const follow = (list: string[], name: string | null): void => {
      if (name === null || followed.has(name)) return;
      followed.add(name);
      list.push(name);
    };
    for (const row of rows) {
      if (found.has(row.body.id)) continue;
      const { body: sheet, match_keys: blocks, live, first_seen: firstSeen, project } = row;
      found.set(sheet.id, { sheet, keys: blocks, live, firstSeen, project });
      if (live) for (const key of blocks) follow(keys, key);
      follow(projects, project);
      for (const other of partners.get(sheet.id) ?? []) if (!found.has(other)) follow(ids, other);
    }
  }
  return { sheets: [...found.values()], decisions: pairs };
}

async function activePairs(db: Kysely<Tables>): Promise<PairDecision[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['kind', 'body'])
    .where('kind', 'in', ['same', 'not-same'])
    .where('undone_at', 'is', null)
    .orderBy('made_at')
    .execute();
  return rows.map(({ kind, body }) => ({
    kind: kind as PairDecision['kind'],
    sheets: (body as { sheets: [string, string] }).sheets,
  }));
}
