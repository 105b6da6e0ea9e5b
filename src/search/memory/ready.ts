/** What searches would work out when they first meet a segment, worked out before they do. */
import { facetNames } from '#model/criteria.ts';
import { setsHolding } from './column.ts';
import { orderedValues, totalsOf } from './count.ts';
import { cellsOf } from './geo-cells.ts';
import { readySpelling } from './lexicon.ts';
import { titleMarks } from './names.ts';
import type { ColumnName, Segment } from './segment.ts';

const counted: readonly ColumnName[] = [...facetNames, 'region', 'departement'];

/** Lets others have their turn after every few milliseconds; ends when there is no more need. */
export async function readySegment(segment: Segment, isNeeded: () => Promise<boolean>): Promise<void> {
  cellsOf(segment);
  titleMarks(segment);
  for (const name of counted) {
    if (!(await isNeeded())) return;
    const column = segment.columns[name];
    totalsOf(column);
    orderedValues(column);
    setsHolding(column, '');
  }
  await readySpelling(segment.lexicon, isNeeded);
}
