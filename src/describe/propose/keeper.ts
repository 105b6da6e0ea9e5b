/** Who keeps a catalogue and under which licence, where its rows say so: columns that say the same on every row. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Row } from '#model/record.ts';
import { readCell } from '../cell.ts';
import { isText, isWebAddress, wordsOfName } from './column.ts';
import type { Reason } from './guess.ts';

export interface Keeper {
  organisation?: string;
  /** As written. */
  licence?: string;
  reasons: Reason[];
}

const keepers =
  /^(?:source|sourceur|source (?:des? )?(?:donnees?|l information)|producteur|producteur (?:des? )?donnees?|fournisseur|editeur|publisher|attribution|data provider|nom producteur)$/;
const licences = /^(?:licen[cs]e|licence (?:des? )?donnees?|rights|conditions (?:de )?reutilisation)$/;
/** Rows looked at: more would not make it truer. */
const looked = 2000;
/** So many rows at least say it. */
const fewest = 3;

export function keeperIn(rows: readonly Row[], columns: readonly string[]): Keeper {
  const keeper: Keeper = { reasons: [] };
  const kept = oneValue(rows, columns, keepers, (text) => isText(text) && !isWebAddress(text) && text.length < 100);
  if (kept !== undefined) {
    keeper.organisation = kept.value;
    const why = `“${kept.column}” says so on every row`;
    for (const path of [['organisation', 'name'], ['attribution']]) keeper.reasons.push({ path, why, sure: 'guess' });
  }
  const licence = oneValue(rows, columns, licences, (text) => text.length > 2 && text.length < 200);
  if (licence !== undefined) {
    keeper.licence = licence.value;
    keeper.reasons.push({
      path: ['licence'],
      why: `“${licence.column}” says “${licence.value}” on every row`,
      sure: 'likely',
    });
  }
  return keeper;
}

/** The first column of such a name that holds one and the same value wherever it holds anything. */
function oneValue(
  rows: readonly Row[],
  columns: readonly string[],
  names: RegExp,
  fits: (text: string) => boolean,
): { column: string; value: string } | undefined {
  for (const column of columns) {
    if (!names.test(wordsOfName(column))) continue;
    const values = rows.slice(0, looked).flatMap((row) => readCell(row, column));
    const [first] = values;
    if (first === undefined || values.length < Math.max(fewest, Math.min(rows.length, looked) * 0.9)) continue;
    const same = foldToWords(first);
    if (fits(first) && values.every((value) => foldToWords(value) === same)) return { column, value: first };
  }
  return undefined;
}
