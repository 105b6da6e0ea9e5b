/** What time brings to introductions, each thing once; and what is left of a person who goes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { forgetPerson } from '#connect/open-connect.ts';
import { aPersonsSigns } from '#connect/spam/testing.ts';
import { type House, openHouse, secret } from './testing.ts';

const jeanne = 'jeanne.secret@bocal.example';

describe('weeks without an answer', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house?.close());
  const subjects = async (mail: string) => (await house.lettersTo(mail)).map(({ subject }) => subject.split(' ')[0]);

  test('two reminders, then sleep told to both, then everything is erased but the figure', async () => {
    const { id, askerKey, holderKey, holderWritesTo } = await house.begin();
    await house.pass(6);
    assert.deepEqual(await subjects(jeanne), ['Nina']);
    await house.pass(1);
    await house.pass(0);
    assert.deepEqual(await subjects(jeanne), ['Nina', 'Rappel']);
    await house.pass(7);
    assert.deepEqual(await subjects(jeanne), ['Nina', 'Rappel', 'Rappel']);
    assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /comment avez-vous commencé .*dernier rappel/);
    await house.pass(7);
    await house.pass(1);
    assert.deepEqual(await subjects(jeanne), ['Nina', 'Rappel', 'Rappel', 'Toujours']);
    assert.equal((await subjects('nina@exemple.fr')).at(-1), 'Toujours');
    assert.deepEqual(await house.introductions.reach('bocal'), { is: 'reachable', lately: 'asleep' });
    // It wakes when the holder answers after all.
    await house.mailIn({ from: jeanne, to: holderWritesTo, text: 'Pardon, j’étais loin.' });
    assert.equal((await house.introductions.open(id, { key: askerKey, person: undefined }))?.state, 'talking');
    assert.deepEqual(await house.introductions.reach('bocal'), { is: 'reachable', lately: 'answered' });
    await house.pass(89);
    assert.equal((await house.introductions.open(id, { key: askerKey, person: undefined }))?.messages.length, 2);
    await house.pass(1);
    const gone = await house.introductions.open(id, { key: holderKey, person: undefined });
    assert.equal(gone?.erasedOn, undefined);
    assert.deepEqual(gone?.messages, []);
    await house.pass(31);
    assert.deepEqual(await tablesHolding(house, ['nina@', jeanne, 'comment avez-vous', 'j’étais loin', 'Nina']), []);
    const weeks = await house.introductions.weeks('reseau-a', 30);
    assert.equal(
      weeks.reduce((sum, { begun }) => sum + begun, 0),
      1,
    );
    assert.equal(
      weeks.reduce((sum, { answered }) => sum + answered, 0),
      1,
    );
    assert.match(await house.mailIn({ from: jeanne, to: holderWritesTo, text: 'Encore là ?' }), /^550/);
  });

  test('a report that nobody decided of waits no more when its words are erased', async () => {
    const { id, askerKey } = await house.begin({ project: 'signale', mail: 'otto@exemple.fr' });
    const by = { key: askerKey, person: undefined };
    await house.introductions.act(id, by, { does: 'report', reason: 'Des insultes.' });
    const { moderation } = house.connect.doors;
    const waiting = () => moderation.count({ kind: 'introduction-report' });
    assert.equal(await waiting(), 1);
    await house.pass(179);
    assert.equal(await waiting(), 1);
    await house.pass(2);
    assert.equal(await waiting(), 0);
    assert.deepEqual(await tablesHolding(house, ['otto@', 'Des insultes']), []);
  });

  test('one that is never confirmed is erased after two days, altogether', async () => {
    await house.db.deleteFrom('rate_limit').execute();
    const asked = {
      project: 'p2',
      purpose: 'join',
      text: 'Bonjour, puis-je venir vous aider ?',
      name: 'Omar',
    } as const;
    await house.introductions.ask({
      ...asked,
      mail: 'omar@exemple.fr',
      consents: true,
      person: undefined,
      language: 'en',
      signs: aPersonsSigns(secret, house.now()),
    });
    assert.match((await house.lettersTo('omar@exemple.fr')).at(-1)!.subject, /^Confirm your message/);
    await house.pass(2);
    assert.deepEqual(await house.db.selectFrom('introduction').select('id').where('project', '=', 'p2').execute(), []);
  });

  test('the mail comes to nobody: the asker is told and the address is not tried again', async () => {
    const { id, askerKey } = await house.begin({ project: 'p3', mail: 'lea@exemple.fr' });
    await sql`update mail set state = 'failed', trouble = 'bounced: 5.1.1' where kind = 'introduction-first' and recipient = ${jeanne}
      and created_at = (select max(created_at) from mail where kind = 'introduction-first')`.execute(house.db);
    await house.pass(0);
    await house.pass(0);
    const letters = await house.lettersTo('lea@exemple.fr');
    assert.equal(letters.filter(({ subject }) => /n’a pas pu être remis/.test(subject)).length, 1);
    assert.equal((await house.introductions.open(id, { key: askerKey, person: undefined }))?.closedBy, 'nobody');
  });

  test('the weekly figures go once to those who asked and still speak for the catalogue', async () => {
    const { db } = house;
    await db
      .insertInto('person')
      .values({ id: 'e', name: '', mail: 'edite@exemple.fr', mail_verified: true, role: 'member' })
      .execute();
    const editor = { id: 'e', name: '', mail: 'edite@exemple.fr', role: 'member' as const, partners: [] };
    await house.introductions.weekly.set(editor, 'reseau-a', true);
    for (let day = 0; day < 8; day++) await house.pass(1);
    assert.equal((await house.lettersTo('edite@exemple.fr')).length, 0, 'does not speak for it');
    await db.insertInto('person_partner').values({ person: 'e', source: 'reseau-a', role: 'editor' }).execute();
    for (let day = 0; day < 14; day++) {
      await house.pass(1);
      await house.pass(0);
    }
    const letters = await house.lettersTo('edite@exemple.fr');
    assert.equal(letters.length, 2, 'one a week');
    assert.match(letters[0]!.subject, /^Réseau A : \d+ mises? en contact/);
  });

  test('an account that is deleted takes its words, its name and its address with it; the other’s words stay', async () => {
    const { db } = house;
    const person = { id: 'n', name: 'Nina Ôkoué', mail: 'okoue@exemple.fr', role: 'member' as const, partners: [] };
    await db
      .insertInto('person')
      .values({ id: 'n', name: person.name, mail: person.mail, mail_verified: true, role: 'member' })
      .execute();
    await db.deleteFrom('rate_limit').execute();
    const begun = await house.introductions.ask({
      project: 'p5',
      purpose: 'fund',
      text: 'Bonjour, c’est un message bien à moi.',
      name: person.name,
      mail: '',
      consents: true,
      person,
      language: 'fr',
      signs: aPersonsSigns(secret, house.now()),
    });
    assert.equal(begun.is, 'begun');
    const { id, key, replyTo } = (await house.lettersTo(jeanne)).at(-1)!;
    await house.mailIn({ from: jeanne, to: replyTo, text: 'Chère Nina, merci, dit Jeanne à Ôkoué !' });
    await house.connect.sendDue();
    assert.equal(await forgetPerson(db, 'n'), true);
    assert.deepEqual(await tablesHolding(house, ['okoue@', 'Ôkoué', 'bien à moi']), []);
    const left = await house.introductions.open(id, { key, person: undefined });
    assert.deepEqual(
      left?.messages.map(({ text }) => text),
      ['Chère […], merci, dit Jeanne à […] !'],
    );
    assert.equal(left?.state, 'closed');
  });

  test('swept by two at once, and killed between two sweeps: each letter once', async () => {
    await house.begin({ project: 'p6', mail: 'six@exemple.fr', name: 'Six' });
    const sweep = house.connect.rounds.find(({ failed }) => failed.startsWith('introductions'))!.work;
    await house.pass(7);
    await Promise.all([sweep(), sweep(), sweep()]);
    const reminders = (await house.lettersTo(jeanne)).filter(({ subject }) => /^Rappel : Six/.test(subject));
    assert.equal(reminders.length, 1);
    assert.deepEqual(house.complaints, []);
  });
});

/** The tables in which one of the words is found, whatever the column. */
async function tablesHolding({ db }: House, words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    db,
  );
  const found: string[] = [];
  for (const { name } of rows)
    for (const word of words) {
      const { rows: held } =
        await sql`select 1 from ${sql.table(name)} t where t::text ilike ${`%${word}%`} limit 1`.execute(db);
      if (held.length > 0) found.push(`${name}: ${word}`);
    }
  return found;
}
