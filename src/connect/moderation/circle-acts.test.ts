/** A Carrefour that was in use before acts were kept one by one: what was off stays off, what was shown is shown, each can be undone. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/index.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { forgetOldActs, takeBack } from './circle-acts.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ migrated: false });
  const { db } = database;
  const former = Object.entries(migrations).filter(([name]) => name < '0025');
  await migrate(db, () => {}, Object.fromEntries(former));
  await sql`insert into person (id, name, mail, mail_verified) values ('ana', 'Ana', 'ana@exemple.org', true)`.execute(
    db,
  );
});
after(() => database?.close());

const at = '2026-01-01T10:00:00Z';
const later = '2026-02-01T10:00:00Z';

/** An accepted matter, as it stood in the queue. */
async function accepted(kind: string, subject: string, facts: object[], decided = at): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into matter (id, kind, subject, language, title, facts, weight, rank, state, created_at, changed_at, decided_at)
    values (${id}, ${kind}, ${subject}, 'fr', '', ${JSON.stringify(facts)}, 0, 0, 'accepted', ${at}, ${at}, ${decided})
  `.execute(database.db);
  return id;
}
const reported = (path: string, decided = later) =>
  accepted('community-report', randomUUID(), [{ name: 'report', value: '', url: path }], decided);

test('collections, communities, needs and meetings of before are as they were, and their decisions can be undone one by one', async () => {
  const { db } = database;
  const words = (title: string) => JSON.stringify({ title, lead: '', notes: {} });
  const collection = (id: string, admitted: string | null, before: string | null) =>
    sql`
      insert into collection (id, owner, title, lead, visibility, admitted, admitted_before, created_at, updated_at)
      values (${id}, 'ana', ${id}, '', 'public', ${admitted}, ${before}, ${at}, ${at})`.execute(db);
  await collection('shown', words('deux'), words('un'));
  await collection('off', null, words('ôté'));
  await collection('unread', null, null);
  const second = await accepted('collection', 'shown', []);
  await accepted('collection', 'off', []);
  const offBy = [await reported('/carnets/off'), await reported('/carnets/off')];

  const community = (id: string, state: string) =>
    sql`
      insert into community (id, name, lead, about, criteria, joining, writing, state, created_at, updated_at)
      values (${id}, ${`nom de ${id}`}, 'phrase', '', 'q=x', 'open', 'members', ${state}, ${at}, ${at})`.execute(db);
  for (const [id, state] of [
    ['open', 'open'],
    ['closed', 'closed'],
    ['empty', 'closed'],
    ['asked', 'asked'],
  ] as const) {
    await community(id, state);
    if (id !== 'empty')
      await sql`insert into community_member (community, person, role, state, since)
        values (${id}, 'ana', 'admin', 'in', ${at})`.execute(db);
    if (id !== 'asked') await accepted('community', id, []);
  }
  const change = await accepted('community-change', 'open', [
    { name: 'title', value: 'nom de open', former: 'premier nom' },
    { name: 'summary', value: 'phrase' },
    { name: 'body', value: '' },
    { name: 'search', value: 'q=x', url: '/recherche?q=x' },
  ]);
  const closedBy = await reported('/communautes/closed');
  const need = randomUUID();
  const forgotten = randomUUID();
  for (const id of [need, forgotten])
    await sql`
      insert into community_need (id, community, author, title, text, words, created_at, removed_at)
      values (${id}, 'open', 'ana', 'besoin', '', '', ${at}, ${later})`.execute(db);
  const needBy = await reported(`/communautes/open#besoin-${need}`);

  assert.deepEqual(
    await migrate(db),
    Object.keys(migrations).filter((name) => name >= '0025'),
  );

  const titles = async () =>
    Object.fromEntries(
      (await db.selectFrom('collection').select(['id', 'admitted']).orderBy('id').execute()).map(({ id, admitted }) => [
        id,
        admitted?.title,
      ]),
    );
  const names = async () =>
    (await db.selectFrom('community').select(['id', 'name', 'state', 'removed_at']).orderBy('id').execute()).map(
      ({ id, name, state, removed_at }) => `${id}: ${name}, ${removed_at === null ? state : 'off'}`,
    );
  const needsOff = async () =>
    (await db.selectFrom('community_need').select('id').where('removed_at', 'is not', null).execute()).length;
  assert.deepEqual(await titles(), { off: undefined, shown: 'deux', unread: undefined });
  await forgetOldActs(db);
  assert.deepEqual(await names(), [
    'asked: nom de asked, asked',
    'closed: nom de closed, off',
    'open: nom de open, open',
  ]);
  assert.equal(await needsOff(), 2);

  const undo = (matter: string) => db.transaction().execute((tx) => takeBack(tx, matter));
  assert.ok(await undo(second));
  assert.ok(!(await undo(second)), 'once');
  assert.ok(await undo(offBy[0]!));
  assert.deepEqual(await titles(), { off: undefined, shown: 'un', unread: undefined });
  assert.ok(await undo(offBy[1]!));
  assert.deepEqual(await titles(), { off: 'ôté', shown: 'un', unread: undefined });
  assert.ok((await undo(change)) && (await undo(closedBy)) && (await undo(needBy)));
  assert.deepEqual(await names(), [
    'asked: nom de asked, asked',
    'closed: nom de closed, open',
    'open: premier nom, open',
  ]);
  assert.equal(await needsOff(), 1, 'one whose report is forgotten stays off');
});

test('words that no undoing brings back are forgotten; those that one may bring back, or that are off, are not', async () => {
  const { db } = database;
  const id = 'long';
  await sql`
    insert into collection (id, owner, title, lead, visibility, created_at, updated_at)
    values (${id}, 'ana', 'trois', '', 'public', ${at}, ${at})`.execute(db);
  const decided = [await accepted('collection', id, []), await accepted('collection', id, [])];
  decided.push(await accepted('collection', id, []), await accepted('collection-report', id, []));
  for (const [n, matter] of decided.entries()) {
    const words = n === 3 ? null : JSON.stringify({ title: String(n), lead: '', notes: {} });
    await db.insertInto('circle_act').values({ matter, collection: id, words, at }).execute();
  }
  const kept = async () =>
    (await db.selectFrom('circle_act').select('words').where('collection', '=', id).orderBy('seq').execute()).map(
      ({ words }) => (words === null ? 'off' : 'title' in words && words.title),
    );
  await forgetOldActs(db);
  assert.deepEqual(await kept(), ['0', '1', '2', 'off']);
  // Their matters are too old to be kept: of the second, then of the report.
  await db.deleteFrom('matter').where('id', '=', decided[1]!).execute();
  await forgetOldActs(db);
  assert.deepEqual(await kept(), ['1', '2', 'off']);
  await db.deleteFrom('matter').where('id', '=', decided[3]!).execute();
  await forgetOldActs(db);
  assert.deepEqual(await kept(), ['1', '2', 'off'], 'what is off can be read anew by a curator');
});
