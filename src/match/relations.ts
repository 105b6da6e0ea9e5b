/** What inspired what: relations that holders and partners said, read where their sheets stand now. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export type Side = 'taker' | 'model';

export interface Relation {
  /** The other project. */
  project: string;
  title: string;
  /** What the other one is to this: the one that inspired it, or the one that took it up. */
  as: Side;
  /** Which of the two have said so; both: it is confirmed. */
  saidBy: Side[];
  /** The decisions that say it. */
  decisions: string[];
}

/** The shown projects to which this one is tied, those confirmed first. Nothing is stored: merges and splits are followed. */
export const relationsOf = async (db: Kysely<Tables>, project: string): Promise<Relation[]> =>
  (await relationsQuery(project).execute(db)).rows;

/** Decisions are found by the sheets of either side, each in its own index (`decision_takers`, `decision_models`). */
export const relationsQuery = (project: string) => sql<Relation>`
    with said as (
      select decision.id, decision.body ->> 'by' as by, taker.project as taker, model.project as model
      from decision
      cross join lateral (
        select project_sheet.project
        from jsonb_array_elements_text(decision.body -> 'sheets') with ordinality as named(sheet, at)
        join sheet on sheet.record = named.sheet and sheet.live
        join project_sheet on project_sheet.sheet = named.sheet
        order by named.at limit 1
      ) as taker
      cross join lateral (
        select project_sheet.project
        from jsonb_array_elements_text(decision.body -> 'modelSheets') with ordinality as named(sheet, at)
        join sheet on sheet.record = named.sheet and sheet.live
        join project_sheet on project_sheet.sheet = named.sheet
        order by named.at limit 1
      ) as model
      where decision.kind = 'relate' and decision.undone_at is null
        and (
          decision.body -> 'sheets' ?| array(select sheet from project_sheet where project_sheet.project = ${project})
          or decision.body -> 'modelSheets' ?| array(select sheet from project_sheet where project_sheet.project = ${project})
        )
    ),
    tied as (
      select case when taker = ${project} then model else taker end as other,
        case when taker = ${project} then 'model' else 'taker' end as as_what, by, id
      from said
      where taker <> model and (taker = ${project} or model = ${project})
    )
    select tied.other as project, project.body ->> 'title' as title, tied.as_what as "as",
      array_agg(distinct tied.by order by tied.by) as "saidBy", array_agg(tied.id::text order by tied.id) as decisions
    from tied
    join project on project.id = tied.other and not project.hidden
    group by tied.other, tied.as_what, title
    order by count(distinct tied.by) desc, title, tied.other
    limit 200`;
