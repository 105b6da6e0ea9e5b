/** What an operator types about people, over a real database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
import { type Command, Misuse, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import {
  personAdd,
  personLink,
  personList,
  personOneFactor,
  personRemove,
  personRole,
  personSignOut,
} from './person.ts';
import { secretForget, secretRenew } from './secret.ts';

let database: TestDatabase;
let rooms: CommandRooms;
before(async () => {
  database = await testDatabase();
  const persons = {
    link: async (mail: string) => `https://carrefour.example/connexion/lien?jeton=for-${mail}`,
    forget: async (id: string) => (await database.db.deleteFrom('person').where('id', '=', id).execute()).length > 0,
  };
  const loadSources = () => ({ sources: [{ id: 'un-catalogue' }], problems: [] }) as unknown as LoadedSources;
  rooms = { database: async () => database.db, persons, loadSources } as unknown as CommandRooms;
});
after(() => database.close());

const type = (command: Command<CommandRooms>, words: string[], options: Parsed['options'] = {}) =>
  command.run(rooms, { words, options });

test('an operator makes the first administrator, gives parts and takes them away, hands over a link, removes', async () => {
  assert.deepEqual((await type(personList, [])).lines, ['Nobody has an account yet.']);
  const added = await type(personAdd, ['Jeanne@Exemple.fr'], { role: 'administrator', name: 'Jeanne' });
  assert.equal(added.exitCode, 0);
  assert.equal((await type(personAdd, ['jeanne@exemple.fr'])).exitCode, 1);
  const mail = ['jeanne@exemple.fr'];
  const editor = await type(personRole, mail, { role: 'curator', source: 'un-catalogue', as: 'editor' });
  assert.deepEqual(
    editor.lines,
    ['jeanne@exemple.fr  curator  Jeanne  un-catalogue (admin)'],
    'the first of a team runs it',
  );
  assert.equal((await type(personRole, mail, { source: 'inconnu', as: 'editor' })).exitCode, 1);
  const none = await type(personRole, mail, { source: 'un-catalogue', as: 'none' });
  assert.deepEqual(none.lines, ['jeanne@exemple.fr  curator  Jeanne']);
  assert.match((await type(personLink, mail)).lines[0]!, /^https:.*for-jeanne@exemple\.fr$/);
  assert.equal((await type(personRemove, mail)).exitCode, 0);
  assert.equal((await type(personLink, mail)).exitCode, 1, 'nobody is there any more');
  assert.equal((await database.db.selectFrom('person').selectAll().execute()).length, 0);
});

test('the secret is renewed and forgotten where it is kept here; where it is a setting, the command says what to do', async () => {
  const done: string[] = [];
  const secret = {
    isSetting: false,
    renew: () => done.push('renewed') > 0,
    forgetFormer: async () => ({ forgotten: done.push('forgotten') > 0 }),
  };
  const run = (command: Command<CommandRooms>, isSetting: boolean) =>
    command.run({ secret: { ...secret, isSetting } } as unknown as CommandRooms, { words: [], options: {} });
  for (const command of [secretRenew, secretForget]) {
    const refused = await run(command, true);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.lines.join(' '), /AUTH_SECRET_BEFORE/);
    assert.match((await run(command, false)).lines.join(' '), /started again/);
  }
  assert.deepEqual(done, ['renewed', 'forgotten']);
  const full = { isSetting: false, renew: () => false, forgetFormer: async () => ({ stillNeeded: 2 }) };
  for (const [command, said] of [
    [secretRenew, /three former/],
    [secretForget, /opens: 2\. Start the site again/],
  ] as const) {
    const refused = await command.run({ secret: full } as unknown as CommandRooms, { words: [], options: {} });
    assert.equal(refused.exitCode, 1);
    assert.match(refused.lines.join(' '), said);
  }
});

test('what was typed wrongly is said, and nothing is done', async () => {
  for (const [command, words, options] of [
    [personAdd, [], {}],
    [personAdd, ['not an address'], {}],
    [personAdd, ['a@b.example', 'c@d.example'], {}],
    [personAdd, ['a@b.example'], { role: 'queen' }],
    [personSignOut, [], {}],
    [personSignOut, ['a@b.example'], { everyone: true }],
    [personOneFactor, [], {}],
    [personRole, ['a@b.example'], {}],
    [personRole, ['a@b.example'], { source: 'un-catalogue' }],
    [personRole, ['a@b.example'], { source: 'un-catalogue', as: 'owner' }],
  ] as const)
    await assert.rejects(type(command, [...words], { ...options }), Misuse);
});

test('an operator ends sessions, of one or of everyone, and takes away a second factor that was lost', async () => {
  const { db } = database;
  for (const mail of ['une@exemple.fr', 'autre@exemple.fr']) {
    await type(personAdd, [mail]);
    const { id } = await db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirstOrThrow();
    const expires_at = new Date(Date.now() + 60_000);
    await db.insertInto('session').values({ id: mail, token: mail, user_id: id, expires_at }).execute();
  }
  assert.deepEqual((await type(personSignOut, ['une@exemple.fr'])).lines, ['1 session of une@exemple.fr ended.']);
  assert.deepEqual((await type(personSignOut, [], { everyone: true })).lines, ['1 session of everyone ended.']);
  assert.equal((await type(personSignOut, ['inconnue@exemple.fr'])).exitCode, 1);
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('mail', '=', 'une@exemple.fr')
    .executeTakeFirstOrThrow();
  await db.updateTable('person').set({ second_factor: true }).where('id', '=', id).execute();
  await db
    .insertInto('second_factor')
    .values({ id: 'f', user_id: id, secret: 's', backup_codes: '[]', verified: true })
    .execute();
  assert.match((await type(personOneFactor, ['une@exemple.fr'])).lines[0]!, /signs in by link alone now/);
  assert.match((await type(personOneFactor, ['une@exemple.fr'])).lines[0]!, /had no second factor/);
  const after = await db.selectFrom('person').select('second_factor').where('id', '=', id).executeTakeFirstOrThrow();
  assert.equal(after.second_factor, false);
});
