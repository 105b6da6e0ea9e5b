/** Each side of a conversation may report it, and a curator decides of each report. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './testing.ts';

const jeanne = 'jeanne.secret@bocal.example';

let house: Awaited<ReturnType<typeof openHouse>>;
before(async () => {
  house = await openHouse();
});
after(() => house?.close());

const waiting = () => house.connect.doors.moderation.list({ kind: 'introduction-report', most: 9 });
const barred = async () =>
  (await house.db.selectFrom('introduction_address').select('what').where('what', '=', 'barred').execute()).length;

async function reportedBy(key: string, id: string, reason: string) {
  return house.introductions.act(id, { key, person: undefined }, { does: 'report', reason });
}

test('what one side says after the other’s report was decided reaches the curators, and is decided by itself', async () => {
  const { moderation } = house.connect.doors;
  const { id, askerKey, holderKey } = await house.begin({ project: 'un', mail: 'lea@exemple.fr' });
  const word = { by: await house.curator(), sentence: 'Merci de nous l’avoir dit.' };
  await reportedBy(askerKey, id, 'Des insultes.');
  const [first] = await waiting();
  assert.equal((await moderation.decide(first!.id, { verdict: 'refuse', ...word })).is, 'decided');

  assert.deepEqual(await reportedBy(holderKey, id, 'Des menaces.'), { is: 'done' });
  const [second, ...none] = await waiting();
  assert.ok(second !== undefined && second.id !== first!.id && none.length === 0);
  const facts = await moderation.facts(second);
  assert.deepEqual(facts[0], { name: 'reportedByHolder', value: 'Des menaces.' });
  assert.deepEqual((await moderation.facts(first!))[0], { name: 'reportedByAsker', value: 'Des insultes.' });
  assert.equal((await moderation.decide(second.id, { verdict: 'accept', ...word })).is, 'decided');
  assert.equal(await barred(), 1);
  await assert.rejects(house.begin({ project: 'deux', mail: 'lea@exemple.fr' }), /barred/, 'the asker is');
  assert.match((await house.lettersTo(jeanne)).at(-1)!.flat, /Merci de nous l’avoir dit/, 'who reported hears');
  // Taking the first back changes nothing of the second.
  assert.equal((await moderation.undo(first!.id, word.by)).is, 'undone');
  assert.equal(await barred(), 1);
  assert.equal((await moderation.undo(second.id, word.by)).is, 'undone');
  assert.equal(await barred(), 0);
});

test('both report before anybody has decided: both are read; the same side twice is told that it has', async () => {
  const { id, askerKey, holderKey } = await house.begin({ project: 'trois', mail: 'noa@exemple.fr' });
  const before = (await waiting()).length;
  await reportedBy(askerKey, id, 'Elle se moque.');
  assert.deepEqual(await reportedBy(holderKey, id, 'Il insiste.'), { is: 'done' });
  assert.deepEqual(await reportedBy(holderKey, id, 'Il insiste encore.'), { is: 'refused', why: 'already' });
  assert.equal((await waiting()).length, before + 2);
  const seen = await house.introductions.open(id, { key: holderKey, person: undefined });
  assert.equal(seen?.reported, true);
  await house.pass(181);
  assert.equal((await waiting()).length, 0, 'with the words, what waited goes');
});

test('that the other has reported is told to nobody', async () => {
  const { id, askerKey, holderKey } = await house.begin({ project: 'quatre', mail: 'max@exemple.fr' });
  await reportedBy(askerKey, id, 'Des insultes.');
  const seen = await house.introductions.open(id, { key: holderKey, person: undefined });
  assert.equal(seen?.reported, false);
});
