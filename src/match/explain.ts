/** Why two sheets are one project, or are not: what is found of them, in words, and what each finding weighs. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { see } from './agreement.ts';
import { judge, sure, type Verdict } from './judge.ts';
import { scaleInForce } from './weights-in-force.ts';

export interface Explanation extends Verdict {
  sheets: [string, string];
  titles: [string, string];
  /** The log-odds before anything is seen; evidence is added to it. */
  prior: number;
  /** The log-odds from which a pair with open gates is merged. */
  threshold: number;
}

/** By the weights in force, without rivals or people's decisions; undefined when one of the sheets was never there. */
export async function explainPair(
  db: Kysely<Tables>,
  sheets: readonly [string, string],
): Promise<Explanation | undefined> {
  const rows = await db
    .selectFrom('sheet')
    .select('body')
    .where('record', 'in', [...sheets])
    .execute();
  const [one, other] = sheets.map((id) => rows.find(({ body }) => body.id === id)?.body);
  if (one === undefined || other === undefined) return undefined;
  const scale = await scaleInForce(db);
  return {
    sheets: [one.id, other.id],
    titles: [one.title, other.title],
    ...judge(see(one), see(other), scale),
    prior: scale.prior,
    threshold: sure,
  };
}
