/** For tests: where in the database something is still told of a person. */
import assert from 'node:assert/strict';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

/** Every place of the database, whatever its type, in which the pattern is found: `table.column: what`. */
export async function everywhereIn(db: Kysely<Tables>, pattern: RegExp): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and data_type not in ('integer', 'bigint', 'boolean', 'double precision')`.execute(
    db,
  );
  assert.ok(columns.length > 200, 'the tables are looked into');
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql<{ told: string | null }>`
      select ${sql.ref(column)}::text as told from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(
      db,
    );
    for (const { told } of rows) {
      // Bytes are shown as hexadecimal digits.
      const text = told?.startsWith('\\x') ? Buffer.from(told.slice(2), 'hex').toString('utf8') : (told ?? '');
      const at = pattern.exec(text);
      if (at !== null) found.push(`${table}.${column}: ${text.slice(Math.max(0, at.index - 40), at.index + 40)}`);
    }
  }
  return found;
}
