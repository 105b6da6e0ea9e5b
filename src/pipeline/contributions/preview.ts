/** A telling as its sheet would be: the same describing and locating as any record's, and nothing kept of it. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { understandingInForce } from '#describe/words/answers.ts';
import type { Sheet } from '#model/sheet.ts';
import { type DescribeRooms, sheetsOf } from '../describe-records.ts';
import { contributionsSource, type RowOf, rowOf } from './source.ts';

export type Preview = (row: RowOf) => Promise<Sheet>;

export function previewer(rooms: DescribeRooms): Preview {
  const understanding = understandingInForce();
  return async (row) => {
    const understood = await understanding(rooms.db as Kysely<Tables>);
    const records = [{ id: `${contributionsSource.id}/${row.id}`, rows: [rowOf(row)] }];
    const [sheet] = await sheetsOf(rooms.db, rooms, contributionsSource, records, understood);
    return sheet!;
  };
}
