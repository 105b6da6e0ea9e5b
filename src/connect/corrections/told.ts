/** Reading corrections: those before a partner, those of a proposer. Nobody who reads them here is told who proposed. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type CorrectedField, type CorrectionState, isCorrectedField } from '#model/correction.ts';

export interface ToldCorrection {
  id: string;
  state: CorrectionState;
  field: CorrectedField;
  /** As the field holds it. */
  was: unknown;
  value: unknown;
  reason: string;
  evidence: string;
  /** Somebody who had claimed the project proposed it. */
  asHolder: boolean;
  answer: string;
  proposedAt: Date;
  answeredAt: Date | null;
  changedAt: Date;
  /** What the catalogue has said since, when it is neither what it said then nor what was proposed. */
  nowSays: unknown;
  source: string;
  sheet: string;
  /** Of the project as it stands; null when nobody sees it any more. */
  project: string | null;
  title: string;
  /** The partner's own key of the record; null when the catalogue has none. */
  key: string | null;
  /** Where the partner shows it, when it does. */
  recordUrl: string | null;
  /** The sheet is in the catalogue still. */
  live: boolean;
}

interface Row extends Omit<ToldCorrection, 'field'> {
  field: string;
}

export type Wanted = { source: string } | { proposal: string } | { person: string } | { id: string };

/** The first are those that wait, holders' before others', the longest waiting first; then the others, the latest first. */
export async function correctionsTold(db: Kysely<Tables>, wanted: Wanted, most: number): Promise<ToldCorrection[]> {
  const which =
    'source' in wanted
      ? sql`correction.source = ${wanted.source}`
      : 'proposal' in wanted
        ? sql`proposal.id = ${wanted.proposal}`
        : 'person' in wanted
          ? sql`proposal.person = ${wanted.person}`
          : sql`correction.id = ${wanted.id}`;
  const { rows } = await sql<Row>`
    select correction.id, correction.state, proposal.field, correction.was, proposal.value, proposal.reason,
      proposal.evidence, proposal.as_holder as "asHolder", correction.answer, coalesce(proposal.confirmed_at, proposal.made_at) as "proposedAt",
      correction.answered_at as "answeredAt", correction.changed_at as "changedAt", correction.now_says as "nowSays",
      correction.source, correction.sheet, project.id as project,
      coalesce(project.body ->> 'title', sheet.body ->> 'title', '') as title,
      record.key, sheet.body ->> 'recordUrl' as "recordUrl", coalesce(sheet.live, false) as live
    from correction
    join correction_proposal proposal on proposal.id = correction.proposal
    left join sheet on sheet.record = correction.sheet
    left join record on record.id = correction.sheet
    left join project_sheet on project_sheet.sheet = correction.sheet
    left join project on project.id = project_sheet.project and not project.hidden
    where (proposal.confirmed_at is not null or ${'proposal' in wanted}) and ${which}
    order by array_position(array['proposed', 'later'], correction.state) nulls last,
      case when correction.state in ('proposed', 'later') then not proposal.as_holder end,
      case when correction.state in ('proposed', 'later') then proposal.confirmed_at end,
      correction.changed_at desc, correction.id
    limit ${most}`.execute(db);
  return rows.flatMap((row) => (isCorrectedField(row.field) ? [{ ...row, field: row.field }] : []));
}
