/** The words of sheets that were not known at once, kept so that one answer finds every sheet that carries the word. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { OpenWord } from '../concept-fields.ts';

/** Replaces the words of these sheets; call it in the transaction that writes them. */
export async function keepWords(
  trx: Kysely<Tables>,
  sheets: readonly { id: string; words: readonly OpenWord[] }[],
): Promise<void> {
  if (sheets.length === 0) return;
  const ids = sheets.map(({ id }) => id);
  await trx.deleteFrom('sheet_word').where('sheet', 'in', ids).execute();
  const rows = sheets.flatMap(({ id, words }) => {
    const once = new Map(words.map((one) => [`${one.vocabulary} ${one.evidence} ${one.word}`, one]));
    return [...once.values()].map(({ vocabulary, evidence, word, written, proposals, settled }) => ({
      ...{ sheet: id, vocabulary, evidence, word, written, settled },
      proposals: JSON.stringify(proposals),
    }));
  });
  for (let at = 0; at < rows.length; at += 1000)
    await trx
      .insertInto('sheet_word')
      .values(rows.slice(at, at + 1000))
      .execute();
}
