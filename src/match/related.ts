/** Projects that are linked to one another and are not one: found when they are asked for, so nothing can be out of date. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { LinkKind } from './link-keys.ts';

export interface Related {
  id: string;
  title: string;
  /** What they share, at least one. */
  why: LinkKind[];
}

/** What more sheets than this share (the holder of a whole catalogue, a platform nobody knew) links nobody. */
const mostLinked = 200;

/** The shown projects that share an address, a web site or a holder with this one, those that share most first. */
export async function relatedProjects(db: Kysely<Tables>, project: string, most: number): Promise<Related[]> {
  const { rows } = await sql<Related>`
    with own as materialized (
      select distinct link.key
      from project_sheet
      join sheet on sheet.record = project_sheet.sheet and sheet.live
      cross join lateral unnest(sheet.link_keys) as link(key)
      where project_sheet.project = ${project}
    ),
    mates as materialized (
      select mate.record, own.key
      from own
      cross join lateral (
        select record, count(*) over () as holders
        from (
          select record from sheet where live and link_keys @> array[own.key] limit ${mostLinked + 1}
        ) as few
      ) as mate
      where mate.holders between 2 and ${mostLinked}
    )
    select project.id, project.body ->> 'title' as title,
      array_agg(distinct split_part(mates.key, ' ', 1)) as why
    from mates
    join project_sheet on project_sheet.sheet = mates.record
    join project on project.id = project_sheet.project
    where project.id <> ${project} and not project.hidden
    group by project.id
    order by count(distinct split_part(mates.key, ' ', 1)) desc, title, project.id
    limit ${most}`.execute(db);
  return rows;
}
