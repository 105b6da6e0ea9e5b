/** What very many members would notice: one letter each, whatever is killed meanwhile, and none to an address that takes none. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { addressHash } from '../mail/outbox.ts';
import { tellMembers } from './tell-members.ts';

let database: TestDatabase;
const total = 4_000;
const now = new Date();
const earlier = new Date(now.getTime() - 3_600_000);

before(async () => {
  database = await testDatabase();
  const { db } = database;
  await sql`
    insert into person (id, name, mail, mail_verified, updated_at)
    select 'p' || n, '', 'p' || n || '@exemple.fr', true, now() from generate_series(1, ${total}) n`.execute(db);
  for (const id of ['0000000001', '0000000002'])
    await db
      .insertInto('community')
      .values({
        ...{ id, name: 'Jardins', lead: '', about: '', criteria: 'q=jardin', joining: 'open', writing: 'members' },
        ...{ state: 'open', invite_key: null, created_at: earlier, updated_at: earlier },
      })
      .execute();
  await sql`
    insert into community_member (community, person, role, state, since, news, due_at)
    select '000000000' || (1 + n % 2), 'p' || n, 'member', 'in', ${earlier}, 'daily', ${earlier}
    from generate_series(1, ${total}) n`.execute(db);
  await db
    .insertInto('community_need')
    .values(
      ['0000000001', '0000000002'].map((community) => ({
        ...{ id: crypto.randomUUID(), community, author: null, title: 'Du compost', text: '', words: 'compost' },
        created_at: now,
      })),
    )
    .execute();
  await sql`
    insert into community_untold (community, person, need)
    select member.community, member.person, need.id
    from community_member member join community_need need on need.community = member.community`.execute(db);
});
after(() => database?.close());

const recipients = async () =>
  (await database.db.selectFrom('mail').select('recipient').execute()).map((row) => row.recipient);
const round = () =>
  tellMembers({
    db: database.db,
    secret: 'a secret for tests, 0123456789 abcdefghijklmnop',
    baseUrl: 'https://carrefour.example',
    now: () => now,
    signal: new AbortController().signal,
  });

test('killed with -9 three times while it writes four thousand letters: each member has one', async () => {
  await database.db
    .insertInto('mail_refused')
    .values({ address_hash: addressHash('p7@exemple.fr'), since: now, reason: 'bounced' })
    .execute();
  const fixture = fileURLToPath(new URL('killed-teller.fixture.ts', import.meta.url));
  for (let kill = 1; kill <= 3; kill++) {
    const child = spawn(process.execPath, ['--import', 'tsx', fixture, database.url, now.toISOString()], {
      stdio: 'ignore',
    });
    const died = once(child, 'exit');
    const enough = (await recipients()).length + 200;
    while ((await recipients()).length < enough && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGKILL');
    await died;
  }
  const killedAt = (await recipients()).length;
  assert.ok(killedAt < total - 1, `it was killed in the middle, at ${killedAt}`);
  const others = await Promise.all([round(), round()]);
  assert.equal(
    others.reduce((sum, n) => sum + n, 0),
    total - 1 - killedAt,
  );
  const told = await recipients();
  assert.equal(told.length, total - 1);
  assert.equal(new Set(told).size, total - 1);
  const { news } = await database.db
    .selectFrom('community_member')
    .select('news')
    .where('person', '=', 'p7')
    .executeTakeFirstOrThrow();
  assert.equal(news, 'none', 'an address that takes no mail is not tried again and again');
  assert.equal(await round(), 0);
});
