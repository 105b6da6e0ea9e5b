/** What was accepted is written once, whole, whatever happens meanwhile: a kill, two at once, another version. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { emptyTelling } from '#model/telling.ts';
import { contributionsSource, rowOf } from './source.ts';
import { writeAccepted } from './write-accepted.ts';

const fixture = fileURLToPath(new URL('killed-writer.fixture.ts', import.meta.url));
let database: TestDatabase;
let gazetteer: Gazetteer;
before(async () => {
  database = await testDatabase();
  gazetteer = loadGazetteer();
});
after(() => database?.close());

const rooms = () => ({
  db: database.db,
  gazetteer,
  sources: new Map([['contributions', contributionsSource]]),
  decisions: { decide: async () => ({ is: 'already' as const, decision: '' }) },
  baseUrl: 'https://carrefour.example',
  now: () => new Date(),
  log: { error: () => {} },
});

async function accept(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const cities = ['Nantes', 'Lille', 'Brest', 'Rennes', 'Tours'];
  const rows = ids.map((id, n) => {
    const telling = JSON.stringify({
      ...emptyTelling,
      title: `Le Lavoir ${n} de la rue ${id.slice(0, 6)}`,
      summary: 'Un lavoir remis en eau par les habitants.',
      city: cities[n % 5],
    });
    return {
      id,
      language: 'fr' as const,
      draft: telling,
      sent: telling,
      accepted: telling,
      accepted_hash: `version of ${id}`,
      accepted_at: new Date(),
      state: 'accepted' as const,
      created_at: new Date(),
      changed_at: new Date(),
    };
  });
  await database.db
    .insertInto('contribution')
    .values(rows as never)
    .execute();
  return ids;
}
const waiting = async () =>
  (
    await database.db
      .selectFrom('contribution')
      .select('id')
      .where((eb) => eb('accepted_hash', 'is distinct from', eb.ref('written_as')))
      .execute()
  ).length;
const liveSheets = async () =>
  (await database.db.selectFrom('sheet').select('record').where('live', '=', true).execute()).map(
    ({ record }) => record,
  );

test('killed with -9 while it writes six hundred: the next one writes what is left, none twice, none lost', async () => {
  const ids = await accept(600);
  let kills = 0;
  for (const pause of [1500, 2200, 3000]) {
    const child = spawn(process.execPath, ['--import', 'tsx', fixture, database.url], { stdio: 'ignore' });
    const died = once(child, 'exit');
    await Promise.race([died, new Promise((resolve) => setTimeout(resolve, pause))]);
    if (child.exitCode === null) kills++;
    child.kill('SIGKILL');
    await died;
  }
  assert.ok(kills > 0, 'it was killed in the middle');
  for (let n = 0; n < 20 && (await waiting()) > 0; n++) await writeAccepted(rooms());
  assert.equal(await waiting(), 0);
  const sheets = await liveSheets();
  assert.deepEqual(sheets.toSorted(), ids.map((id) => `contributions/${id}`).toSorted());
  const { rows } = { rows: await database.db.selectFrom('record_version').select('record').execute() };
  assert.equal(rows.length, ids.length, 'each was written once');
});

test('two that write at once write each once', async () => {
  const before = (await liveSheets()).length;
  await accept(20);
  const both = await Promise.all([writeAccepted(rooms()), writeAccepted(rooms())]);
  assert.ok(both.some((one) => one !== undefined));
  if ((await waiting()) > 0) await writeAccepted(rooms());
  assert.equal((await liveSheets()).length, before + 20);
});

test('what is taken back goes from its page, and may come again', async () => {
  const [id] = await accept(1);
  await writeAccepted(rooms());
  const change = (values: object) =>
    database.db.updateTable('contribution').set(values).where('id', '=', id!).execute();
  await change({ accepted: null, accepted_hash: 'gone' });
  assert.deepEqual(await writeAccepted(rooms()), { written: 0, removed: 1, joined: 0 });
  assert.ok(!(await liveSheets()).includes(`contributions/${id}`));
  await change({
    accepted: JSON.stringify({ ...emptyTelling, title: 'Le Retour', city: 'Nantes' }),
    accepted_hash: 'again',
  });
  await writeAccepted(rooms());
  assert.ok((await liveSheets()).includes(`contributions/${id}`));
});

test('the row is what the person wrote, without what is the form’s own', () => {
  const telling = { ...emptyTelling, title: 'Le Four', attribution: '', licence: true };
  const at = new Date('2026-05-01T10:00:00Z');
  const row = rowOf({ id: 'x', telling, language: 'fr', pictures: [], createdAt: at, updatedAt: at });
  assert.equal(row.title, 'Le Four');
  assert.ok(!('licence' in row));
  assert.equal(row.attribution, undefined);
});
