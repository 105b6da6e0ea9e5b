/** What an operator types about people, over a real database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
import { type Command, Misuse, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import { personAdd, personLink, personList, personRemove, personRole } from './person.ts';

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
  assert.deepEqual(editor.lines, ['jeanne@exemple.fr  curator  Jeanne  un-catalogue (editor)']);
  assert.equal((await type(personRole, mail, { source: 'inconnu', as: 'editor' })).exitCode, 1);
  const none = await type(personRole, mail, { source: 'un-catalogue', as: 'none' });
  assert.deepEqual(none.lines, ['jeanne@exemple.fr  curator  Jeanne']);
  assert.match((await type(personLink, mail)).lines[0]!, /^https:.*for-jeanne@exemple\.fr$/);
  assert.equal((await type(personRemove, mail)).exitCode, 0);
  assert.equal((await type(personLink, mail)).exitCode, 1, 'nobody is there any more');
  assert.equal((await database.db.selectFrom('person').selectAll().execute()).length, 0);
});

test('what was typed wrongly is said, and nothing is done', async () => {
  for (const [command, words, options] of [
    [personAdd, [], {}],
    [personAdd, ['not an address'], {}],
    [personAdd, ['a@b.example', 'c@d.example'], {}],
    [personAdd, ['a@b.example'], { role: 'queen' }],
    [personRole, ['a@b.example'], {}],
    [personRole, ['a@b.example'], { source: 'un-catalogue' }],
    [personRole, ['a@b.example'], { source: 'un-catalogue', as: 'owner' }],
  ] as const)
    await assert.rejects(type(command, [...words], { ...options }), Misuse);
});
