/** When a partner gives a sheet another key, what people decided of it goes along. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sheetsOf, type Word } from '#model/decision.ts';
import { readDecision } from './decisions-in-force.ts';
import { lockProjects } from './rebuild.ts';

/**
 * Every decision that names the sheet `from` names `to` instead, undone ones too; the body keeps where it came from
 * (`carried`). Inside the caller's transaction; the caller then rebuilds with both sheets touched. Gives the ids of the
 * decisions that were carried. One that would then part a sheet from itself is told as overruled, never dropped.
 */
export async function carryDecisions(trx: Kysely<Tables>, from: string, to: string): Promise<string[]> {
  await lockProjects(trx);
  const rows = await trx.selectFrom('decision').selectAll().orderBy('made_at').orderBy('seq').execute();
  const carried: string[] = [];
  const instead = (sheet: string): string => (sheet === from ? to : sheet);
  for (const row of rows) {
    const { word } = readDecision(row);
    if (!sheetsOf(word).includes(from)) continue;
    const { kind: _, ...body } = renamed(word, instead);
    const former = (row.body as { carried?: string[] }).carried ?? [];
    await trx
      .updateTable('decision')
      .set({ body: JSON.stringify({ ...body, carried: [...former, from] }) })
      .where('id', '=', row.id)
      .execute();
    carried.push(row.id);
  }
  return carried;
}

function renamed(word: Word, instead: (sheet: string) => string): Word {
  if (word.kind === 'split') return { ...word, sheet: instead(word.sheet), from: word.from.map(instead) };
  if (word.kind === 'choose') return { ...word, sheet: instead(word.sheet) };
  if (word.kind === 'same' || word.kind === 'not-same')
    return { ...word, sheets: [instead(word.sheets[0]), instead(word.sheets[1])] };
  return { ...word, sheets: [...new Set(word.sheets.map(instead))] };
}
