/** The decisions that hold, as a rebuild replays them: read once, in the order in which they were made. */
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { isShownField, unitedFields } from '#model/correction.ts';
import { type Decision, sheetsOf, type WordKind, wordSchema } from '#model/decision.ts';
import type { Endorsement } from '#model/project.ts';
import type { PairDecision } from './cluster.ts';
import type { Choice, SheetCorrection } from './merge.ts';

export type DecisionRow = Selectable<Tables['decision']>;

/** A row of the table as a Decision. Throws when it is none: rows are written by this program alone. */
export function readDecision(row: DecisionRow): Decision {
  return {
    id: row.id,
    word: wordSchema.parse({ ...(row.body as object), kind: row.kind }),
    author: row.author,
    reason: row.reason,
    madeAt: row.made_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    replacedBy: row.replaced_by,
  };
}

export async function decisionsInForce(db: Kysely<Tables>): Promise<Decision[]> {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('undone_at', 'is', null)
    .orderBy('made_at')
    .orderBy('seq')
    .execute();
  return rows.map(readDecision);
}

/** A decision on pairs, with the decision it comes from: a split parts one sheet from several. */
export interface ToldPair extends PairDecision {
  decision: string;
}

export function pairsOf({ id, word }: Decision): ToldPair[] {
  if (word.kind === 'same' || word.kind === 'not-same') return [{ kind: word.kind, sheets: word.sheets, decision: id }];
  if (word.kind !== 'split') return [];
  return word.from.map((other) => ({ kind: 'not-same', sheets: [word.sheet, other], decision: id }));
}

/** What holds for one project. */
export interface ProjectWords {
  hidden: boolean;
  /** In the order in which they were made: the last one on a field stands. */
  choices: readonly Choice[];
  endorsements: readonly Endorsement[];
  corrections: readonly SheetCorrection[];
}

const ofOneProject: ReadonlySet<WordKind> = new Set(['choose', 'set', 'endorse', 'correct']);

/**
 * What holds for any project, by its id and the living sheets that tell of it. `living`: the sheets named by these
 * decisions that live; a value or an endorsement goes to the project of the first of its sheets that does, so that it
 * stands in one place only.
 */
export function projectWords(
  decisions: readonly Decision[],
  living: ReadonlySet<string>,
): (project: string, sheets: readonly string[]) => ProjectWords {
  const bySheet = new Map<string, { rank: number; decision: Decision }[]>();
  const hidden = new Set<string>();
  decisions.forEach((decision, rank) => {
    const { word } = decision;
    if (word.kind === 'hide') for (const name of [word.project, ...word.sheets]) hidden.add(name);
    if (!ofOneProject.has(word.kind)) return;
    const sheet = sheetsOf(word).find((one) => living.has(one));
    if (sheet === undefined) return;
    const known = bySheet.get(sheet);
    if (known === undefined) bySheet.set(sheet, [{ rank, decision }]);
    else known.push({ rank, decision });
  });
  return (project, sheets) => {
    const own = sheets.flatMap((sheet) => bySheet.get(sheet) ?? []).sort((a, b) => a.rank - b.rank);
    const choices: Choice[] = [];
    const endorsements = new Map<string, Endorsement>();
    const corrections: SheetCorrection[] = [];
    for (const { word, reason, madeAt } of own.map(({ decision }) => decision)) {
      const at = madeAt.toISOString().slice(0, 10);
      if (word.kind === 'choose') choices.push({ field: word.field, sheet: word.sheet });
      if (word.kind === 'set') choices.push({ field: word.field, value: word.value });
      if (word.kind === 'endorse') endorsements.set(word.source, { source: word.source, reason, at });
      if (word.kind === 'correct' && isShownField(word.field)) {
        const { field, sheet, value, source } = word;
        corrections.push({ field, sheet, value, source, at });
        // What several sheets say together stays together, each as it is corrected.
        if (!unitedFields.has(field)) choices.push({ field, sheet, corrected: true });
      }
    }
    return {
      hidden: hidden.has(project) || sheets.some((sheet) => hidden.has(sheet)),
      choices,
      endorsements: [...endorsements.values()].sort((a, b) => (a.source < b.source ? -1 : 1)),
      corrections,
    };
  };
}

/**
 * The sheets whose coming and going can move a decision from one project to another: to be rebuilt with those that
 * were touched.
 */
export function movedWith(decisions: readonly Decision[], touched: readonly string[]): string[] {
  const known = new Set(touched);
  const more = new Set<string>();
  for (const { word } of decisions)
    if ((word.kind === 'set' || word.kind === 'endorse') && word.sheets.some((sheet) => known.has(sheet)))
      for (const sheet of word.sheets) more.add(sheet);
  return [...more].filter((sheet) => !known.has(sheet));
}

/** Which of the sheets that decisions name live. */
export async function livingOf(db: Kysely<Tables>, decisions: readonly Decision[]): Promise<ReadonlySet<string>> {
  const named = [...new Set(decisions.flatMap(({ word }) => sheetsOf(word)))];
  const living = new Set<string>();
  for (let at = 0; at < named.length; at += 5000) {
    const rows = await db
      .selectFrom('sheet')
      .select('record')
      .where('record', 'in', named.slice(at, at + 5000))
      .where('live', '=', true)
      .execute();
    for (const { record } of rows) living.add(record);
  }
  return living;
}
