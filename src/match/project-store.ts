/** Reading projects as people see them: by id, in the order of a search, the latest, and the true numbers of the home page. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Project } from '#model/project.ts';
import { type Related, relatedProjects } from './related.ts';

export type Found =
  | { is: 'here'; project: Project; firstSeen: Date; updatedAt: Date }
  | { is: 'moved'; to: string }
  | { is: 'hidden' }
  | { is: 'unknown' };

export interface Figures {
  projects: number;
  /** Projects told by two partners or more. */
  toldBySeveral: number;
  /** Sources with at least one project shown. */
  partners: number;
  /** Communes with at least one site. */
  communes: number;
}

export interface ProjectStore {
  /** What stands at an id: the project, where it moved to, that it is hidden (gone or withdrawn), or nothing. */
  find(id: string): Promise<Found>;
  /** The projects of these ids, in their order; ids that are hidden or unknown are left out. */
  load(ids: readonly string[]): Promise<Project[]>;
  /** The projects that arrived last, newest first. */
  latest(most: number): Promise<Project[]>;
  figures(): Promise<Figures>;
  /** Projects that share an address, a web site or a holder with this one, and are not it: at most `most`. */
  related(id: string, most: number): Promise<Related[]>;
  /** When each shown project of these ids was first seen here and last changed. */
  dates(ids: readonly string[]): Promise<ReadonlyMap<string, { firstSeen: Date; updatedAt: Date }>>;
  /** Shown projects in the order of ids, after the first `skip`, at most `most`, read a thousand at a time. */
  addresses(skip: number, most: number): AsyncGenerator<ProjectAddress>;
}

/** What the address of a project is made of. */
export interface ProjectAddress {
  id: string;
  title: string;
  updatedAt: Date;
}

const addressesAtOnce = 1000;

export function projectStore(db: Kysely<Tables>): ProjectStore {
  return {
    async find(id) {
      const row = await db.selectFrom('project').selectAll().where('id', '=', id).executeTakeFirst();
      if (row !== undefined && !row.hidden)
        return { is: 'here', project: row.body, firstSeen: row.first_seen, updatedAt: row.updated_at };
      const moved = await db
        .selectFrom('project_redirect')
        .select('to_id')
        .where('from_id', '=', id)
        .executeTakeFirst();
      if (moved !== undefined) return { is: 'moved', to: moved.to_id };
      return row === undefined ? { is: 'unknown' } : { is: 'hidden' };
    },

    async load(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('project')
        .select(['id', 'body'])
        .where('id', 'in', ids)
        .where('hidden', '=', false)
        .execute();
      const byId = new Map(rows.map((row) => [row.id, row.body]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    async latest(most) {
      const rows = await db
        .selectFrom('project')
        .select('body')
        .where('hidden', '=', false)
        .orderBy('first_seen', 'desc')
        .orderBy('id')
        .limit(most)
        .execute();
      return rows.map((row) => row.body);
    },

    async figures() {
      const { rows } = await sql<{ projects: number; told: number; partners: number; communes: number }>`
        select
          count(*)::int as projects,
          count(*) filter (where jsonb_array_length(body -> 'sources') > 1)::int as told,
          (select count(distinct told.source)::int
             from project shown, jsonb_array_elements_text(shown.body -> 'sources') as told(source)
            where not shown.hidden) as partners,
          (select count(distinct site.commune)::int
             from project shown, jsonb_path_query(shown.body, '$.sites[*].commune') as site(commune)
            where not shown.hidden) as communes
        from project
        where not hidden`.execute(db);
      const { projects, told, partners, communes } = rows[0]!;
      return { projects, toldBySeveral: told, partners, communes };
    },

    related: (id, most) => relatedProjects(db, id, most),

    async dates(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('project')
        .select(['id', 'first_seen', 'updated_at'])
        .where('id', 'in', ids)
        .where('hidden', '=', false)
        .execute();
      return new Map(rows.map((row) => [row.id, { firstSeen: row.first_seen, updatedAt: row.updated_at }]));
    },

    async *addresses(skip, most) {
      let last: string | undefined;
      for (let left = most; left > 0; ) {
        const atOnce = Math.min(left, addressesAtOnce);
        let query = db
          .selectFrom('project')
          .select(['id', sql<string>`body ->> 'title'`.as('title'), 'updated_at'])
          .where('hidden', '=', false)
          .orderBy('id')
          .limit(atOnce);
        query = last === undefined ? query.offset(skip) : query.where('id', '>', last);
        const rows = await query.execute();
        for (const { id, title, updated_at: updatedAt } of rows) yield { id, title, updatedAt };
        last = rows.at(-1)?.id;
        if (rows.length < atOnce) return;
        left -= rows.length;
      }
    },
  };
}
