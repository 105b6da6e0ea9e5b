/** Which weights matching goes by: those last learned from people's decisions, or the usual ones. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '#db/tables.ts';
import type { Sheet } from '#model/sheet.ts';
import { agree, type Column, columnNames, columns, see } from './agreement.ts';
import { decisionsInForce, pairsOf } from './decisions-in-force.ts';
import { enoughDecisions, type LabelledPair, learnFromDecisions } from './learn-weights.ts';
import { usualScale, usualWeights } from './usual-weights.ts';
import { type Scale, scaleOf, type Weights } from './weights.ts';

const share = z.number().positive().max(1);
const sharesOf = (column: Column) => {
  const list = z.array(share).length(columns[column].length);
  return z.object({ same: list, other: list });
};
/** Weights learned when other columns were compared are not these: the usual ones then stand until learned anew. */
const weightsSchema = z.object({
  prior: z.number(),
  shares: z.object(
    Object.fromEntries(columnNames.map((column) => [column, sharesOf(column)])) as Record<
      Column,
      ReturnType<typeof sharesOf>
    >,
  ),
});

export async function scaleInForce(db: Kysely<Tables>): Promise<Scale> {
  const row = await db.selectFrom('match_weights').select('body').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const read = weightsSchema.safeParse(row?.body);
  return read.success ? scaleOf(read.data) : usualScale;
}

export interface Learning {
  /** Decided pairs of sheets that still live, by what was decided. */
  same: number;
  notSame: number;
  /** Undefined when there are fewer than `enough` of either kind. */
  weights: Weights | undefined;
  enough: number;
}

/** What the decisions in force teach. Reads, and changes nothing. */
export async function learnFromStore(db: Kysely<Tables>): Promise<Learning> {
  const decided = await decidedPairs(db);
  const same = decided.filter((pair) => pair.same).length;
  return {
    same,
    notSame: decided.length - same,
    weights: learnFromDecisions(decided, usualWeights),
    enough: enoughDecisions,
  };
}

/** Puts learned weights in force; whoever calls rebuilds everything in the same transaction. */
export async function keepWeights(
  trx: Kysely<Tables>,
  { weights, same, notSame }: Learning & { weights: Weights },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('match_weights')
    .values({ body: JSON.stringify(weights), decisions: same + notSame, learned_at: now })
    .execute();
}

async function decidedPairs(db: Kysely<Tables>): Promise<LabelledPair[]> {
  // A sheet taken out of a project is not what each of the others tells of; a pair that was parted twice is one pair.
  const decided = (await decisionsInForce(db)).flatMap(pairsOf);
  const once = new Map(decided.map(({ kind, sheets }) => [JSON.stringify([...sheets].sort()), { kind, sheets }]));
  const pairs = [...once.values()].map(({ kind, sheets }) => ({ same: kind === 'same', sheets }));
  const sheets = await sheetsById(
    db,
    pairs.flatMap((pair) => pair.sheets),
  );
  return pairs.flatMap(({ same, sheets: [one, other] }) => {
    const [a, b] = [sheets.get(one), sheets.get(other)];
    // Within a source the partner's word is not a telling of two; far apart, nothing is compared.
    if (a === undefined || b === undefined || a.source === b.source) return [];
    const agreement = agree(see(a), see(b));
    return agreement === undefined ? [] : [{ levels: agreement.levels, same }];
  });
}

async function sheetsById(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, Sheet>> {
  const sheets = new Map<string, Sheet>();
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += 1000)
    for (const { body } of await db
      .selectFrom('sheet')
      .select('body')
      .where('record', 'in', wanted.slice(at, at + 1000))
      .where('live', '=', true)
      .execute())
      sheets.set(body.id, body);
  return sheets;
}
