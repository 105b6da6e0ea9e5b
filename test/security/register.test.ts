/** The register of personal data knows every table, and whatever erases. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { keepings } from '#connect/keepings.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';

const page = readFileSync(new URL('../../docs/personal-data.md', import.meta.url), 'utf8');
const [, register = ''] = page.split('## Register');
const rows = [...register.split('## What stays')[0]!.matchAll(/^\| (`[^|]+)\|(.+)\|$/gm)];
const namesIn = (text: string) => [...text.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name!);
const registered = rows.flatMap(([, tables = '']) => namesIn(tables));
const [, rest = ''] = page.split('## Tables that hold nothing of people');
const ofNobody = namesIn(rest.split('`pgboss`')[0]!);

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database?.close());

test('every table stands in the register or among those that hold nothing of people, and none stands there that is not', async () => {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(database.db);
  const told = [...new Set([...registered, ...ofNobody])].sort();
  assert.deepEqual(told, tables.map(({ name }) => name).sort());
  assert.deepEqual(
    registered.filter((name) => ofNobody.includes(name) && name !== 'source'),
    [],
  );
});

test('a table that refers to a person, or has a column for an address, is none that holds nothing of people', async () => {
  const { rows: found } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema()
      and column_name in ('mail', 'person', 'author', 'recipient', 'owner', 'user_id', 'answered_by', 'decided_by',
        'verdict_by', 'undone_by', 'removed_by', 'address_hash', 'author_hash', 'asker_hash', 'user_agent', 'ip_address')`.execute(
    database.db,
  );
  assert.ok(found.length > 30);
  assert.deepEqual(
    found.filter(({ table }) => !registered.includes(table)),
    [],
  );
});

test('whatever erases is named, and each row of the register has all its columns', () => {
  for (const [, tables = '', others = ''] of rows) {
    const cells = others.split('|').map((cell) => cell.trim());
    assert.equal(cells.length, 6, tables);
    for (const cell of cells) assert.ok(cell.length > 3, `${tables}: ${cell}`);
  }
  const erasers = rows.map(([, , others = '']) => others.split('|').at(-1)!).join(' ');
  for (const { name } of keepings) assert.ok(erasers.includes(`\`${name}\``), name);
});
