/** What people of a Carrefour that was brought up to date would notice: whose words they were, and what they were yet to be told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/index.ts';
import { testDatabase } from '#db/testing.ts';
import { handsOf, wordsBy, writersOf } from './written-by.ts';

test('who wrote what, who is to read what, and what is not told yet are carried over', async () => {
  const database = await testDatabase({ migrated: false });
  const { db } = database;
  try {
    const before = Object.entries(migrations).filter(([name]) => name < '0026');
    await migrate(db, () => {}, Object.fromEntries(before));
    const lead = 'Un four à pain.  Et un jardin…\nPuis l’été !';
    await sql`insert into person (id, name, mail, mail_verified, updated_at) values
      ('ana', 'Ana', 'ana@exemple.fr', true, now()), ('bob', 'Bob', 'bob@exemple.fr', true, now())`.execute(db);
    await sql`insert into community (id, name, lead, about, criteria, joining, writing, state, created_at, updated_at)
      values ('0000000001', 'Cercle', '', '', '', 'open', 'members', 'open', now(), now())`.execute(db);
    await sql`insert into community_member (community, person, role, state, since, news, news_from) values
      ('0000000001', 'ana', 'admin', 'in', '2026-01-01', 'daily', '2026-03-01'),
      ('0000000001', 'bob', 'member', 'in', '2026-01-01', 'none', null)`.execute(db);
    await sql`insert into community_need (id, community, author, title, text, words, created_at) values
      (gen_random_uuid(), '0000000001', 'bob', 'dite', '', '', '2026-02-01'),
      (gen_random_uuid(), '0000000001', 'bob', 'à dire', '', '', '2026-04-01'),
      (gen_random_uuid(), '0000000001', 'ana', 'la sienne', '', '', '2026-04-01')`.execute(db);
    await sql`insert into collection (id, community, author, title, lead, visibility, created_at, updated_at)
      values ('0000000002', '0000000001', 'ana', 'Nos lieux', ${lead}, 'public', now(), now())`.execute(db);
    await sql`insert into collection_item (collection, project, note, place, added_at, author)
      values ('0000000002', '0000000003', 'Vu en mai.', 1, now(), 'bob')`.execute(db);
    const facts = JSON.stringify([{ name: 'summary', value: 'Ceux qui sèment.', former: '' }]);
    await sql`insert into matter (id, kind, subject, language, title, facts, weight, rank, state, author, author_hash,
        created_at, changed_at) values
      (gen_random_uuid(), 'community-change', '0000000001', 'fr', 'Cercle', ${facts}::jsonb, 0, 0, 'waiting', 'bob', null,
        now(), now()),
      (gen_random_uuid(), 'report', 'x', 'fr', 'Une page', '[]', 0, 0, 'waiting', null, 'hash', now(), now())`.execute(
      db,
    );

    await migrate(db);
    const authors = await db.selectFrom('matter_author').select(['person', 'author_hash']).execute();
    assert.deepEqual(new Set(authors.map((one) => one.person ?? one.author_hash)), new Set(['bob', 'hash']));
    const hands = await handsOf(db, { collection: '0000000002' });
    assert.equal(wordsBy(hands, 'body', lead, 'ana'), lead, 'each sentence is found as the program cuts them');
    assert.deepEqual(writersOf(hands, 'body', lead, undefined), ['ana']);
    assert.deepEqual(writersOf(hands, 'title', 'Nos lieux', undefined), ['ana']);
    assert.equal(wordsBy(hands, '0000000003', 'Vu en mai.', 'bob'), 'Vu en mai.');
    const change = await handsOf(db, { community: '0000000001' });
    assert.deepEqual(writersOf(change, 'summary', 'Ceux qui sèment.', ''), ['bob']);
    const untold = await db
      .selectFrom('community_untold')
      .innerJoin('community_need', 'community_need.id', 'community_untold.need')
      .select(['person', 'title'])
      .execute();
    assert.deepEqual(untold, [{ person: 'ana', title: 'à dire' }]);
  } finally {
    await database.close();
  }
});
