/** Reading what was decided: for the history, for a project's page. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Decision, sheetsOf, type WordKind } from '#model/decision.ts';
import { currentId } from './complete-wish.ts';
import { contradiction } from './contradiction.ts';
import { type DecisionRow, decisionsInForce, livingOf, pairsOf, readDecision } from './decisions-in-force.ts';

/**
 * `in-force`: it holds; `waiting`: a sheet that it needs is gone, and it holds again when that comes back;
 * `overruled`: it cannot hold with others (sheets were renamed onto one another): parting wins; `undone`: taken back.
 */
export type DecisionState = 'in-force' | 'waiting' | 'overruled' | 'undone';

export interface ToldDecision extends Decision {
  state: DecisionState;
  /** Titles of the sheets that it names, by id. */
  titles: Record<string, string>;
}

export interface Which {
  /** How many of the latest to give; the total counts them all. */
  most: number;
  /** Only what was decided since. */
  since?: Date | undefined;
  /** Only what is of these kinds and was not undone. */
  standing?: readonly WordKind[] | undefined;
}

export function decisionsTold(db: Kysely<Tables>) {
  return {
    async decisionsOf(project: string): Promise<ToldDecision[]> {
      const id = (await currentId(db, project)) ?? project;
      const { rows } = await sql<DecisionRow>`
        with here as (select sheet from project_sheet where project = ${id})
        select decision.* from decision
        where body ->> 'project' in (${id}, ${project})
          or exists (
            select 1 from here
            where body ->> 'sheet' = here.sheet or body -> 'sheets' ? here.sheet or body -> 'from' ? here.sheet
          )
        order by made_at desc, seq desc`.execute(db);
      return tell(db, rows.map(readDecision));
    },

    /** These decisions, in the order given; unknown ids are left out. */
    async these(ids: readonly string[]): Promise<ToldDecision[]> {
      if (ids.length === 0) return [];
      const rows = await db.selectFrom('decision').selectAll().where('id', 'in', ids).execute();
      return tell(db, ids.flatMap((id) => rows.find((row) => row.id === id) ?? []).map(readDecision));
    },

    async history({ most, since, standing }: Which): Promise<{ total: number; decisions: ToldDecision[] }> {
      let wanted = db.selectFrom('decision');
      if (standing !== undefined) wanted = wanted.where('kind', 'in', standing).where('undone_at', 'is', null);
      if (since !== undefined) wanted = wanted.where('made_at', '>=', since);
      const { total } = await wanted.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
      const rows = await wanted.selectAll().orderBy('made_at', 'desc').orderBy('seq', 'desc').limit(most).execute();
      return { total: Number(total), decisions: await tell(db, rows.map(readDecision)) };
    },
  };
}

async function tell(db: Kysely<Tables>, decisions: readonly Decision[]): Promise<ToldDecision[]> {
  const living = await livingOf(db, decisions);
  const overruled = overruledBy(await decisionsInForce(db));
  const titles = await titlesOf(db, [...new Set(decisions.flatMap(({ word }) => sheetsOf(word)))]);
  return decisions.map((decision) => ({
    ...decision,
    state: stateOf(decision, living, overruled),
    titles: Object.fromEntries(
      sheetsOf(decision.word).flatMap((sheet) => (titles.has(sheet) ? [[sheet, titles.get(sheet)!]] : [])),
    ),
  }));
}

function stateOf(
  { id, word, undoneAt }: Decision,
  living: ReadonlySet<string>,
  overruled: ReadonlySet<string>,
): DecisionState {
  if (undoneAt !== null) return 'undone';
  if (overruled.has(id)) return 'overruled';
  const lives = (sheet: string): boolean => living.has(sheet);
  if (word.kind === 'same' || word.kind === 'not-same') return word.sheets.every(lives) ? 'in-force' : 'waiting';
  if (word.kind === 'split') return lives(word.sheet) && word.from.some(lives) ? 'in-force' : 'waiting';
  if (word.kind === 'relate') return word.sheets.some(lives) && word.modelSheets.some(lives) ? 'in-force' : 'waiting';
  return word.kind === 'hide' || sheetsOf(word).some(lives) ? 'in-force' : 'waiting';
}

/** Decisions that join what others part: none, unless sheets were renamed onto one another. */
function overruledBy(standing: readonly Decision[]): Set<string> {
  const overruled = new Set<string>();
  let pairs = standing.flatMap(pairsOf);
  for (let clash = contradiction(pairs); clash !== undefined; clash = contradiction(pairs)) {
    const joining = new Set(pairs.filter(({ kind }) => kind === 'same').map(({ decision }) => decision));
    const last = clash.findLast((id) => joining.has(id));
    // A sheet that is parted from itself: no chain of others leads there.
    const gone = last ?? clash[0]!;
    overruled.add(gone);
    pairs = pairs.filter(({ decision }) => decision !== gone);
  }
  return overruled;
}

async function titlesOf(db: Kysely<Tables>, sheets: readonly string[]): Promise<Map<string, string>> {
  if (sheets.length === 0) return new Map();
  const rows = await db
    .selectFrom('sheet')
    .select(['record', sql<string>`body ->> 'title'`.as('title')])
    .where('record', 'in', sheets)
    .execute();
  return new Map(rows.map(({ record, title }) => [record, title]));
}
