/** Who is in the community, and what is left when somebody leaves it or deletes the account. */
import assert from 'node:assert/strict';
import type { Person } from '#model/person.ts';
import { removePerson } from '../../accounts/own-data.ts';
import { keepings } from '../../keepings.ts';
import type { Circle, Writer } from './circle.ts';
import { forgetTakenAway } from './law.ts';
import type { StepOf } from './step.ts';

/** Who runs the community: Ana, and Bob when she is gone. */
export async function admin({ people, communities, community }: Circle): Promise<Person | undefined> {
  for (const name of ['ana', 'bob']) {
    const person = people.get(name);
    if (person !== undefined && (await communities.see(community.id, person))?.role === 'admin') return person;
  }
  return undefined;
}

async function isIn({ people, communities, community }: Circle, writer: Writer): Promise<boolean> {
  const person = people.get(writer);
  if (person === undefined || community.gone) return false;
  const seen = await communities.see(community.id, person);
  return seen?.role === 'admin' || seen?.role === 'member';
}

export async function join({ people, communities, community }: Circle, { writer }: StepOf<'join'>): Promise<void> {
  const person = people.get(writer);
  if (person !== undefined) await communities.join(community.id, person, undefined);
}

export async function leave(circle: Circle, { writer }: StepOf<'leave'>): Promise<void> {
  const person = circle.people.get(writer);
  if (person === undefined) return;
  await circle.communities.leave(circle.community.id, person);
  assert.ok(!(await isIn(circle, writer)), 'everybody can leave');
  await closeIfEmpty(circle);
}

export async function deleteAccount(circle: Circle, { who }: StepOf<'delete'>): Promise<void> {
  const { db, people, gathered, announced } = circle;
  const person = people.get(who);
  if (person === undefined) return;
  assert.ok(await removePerson(db, person.id, keepings));
  people.delete(who);
  await closeIfEmpty(circle);
  if (who === 'ana') gathered.own.gone = true;
  if (who === 'eve') return;
  for (const one of announced.filter(({ writer }) => writer === who)) announced.splice(announced.indexOf(one), 1);
  await forgetWordsOf(circle, who);
}

async function closeIfEmpty(circle: Circle): Promise<void> {
  const { db, community, gathered, announced } = circle;
  const row = await db.selectFrom('community').select('id').where('id', '=', community.id).executeTakeFirst();
  if (row !== undefined) return;
  const anybody = (await isIn(circle, 'ana')) || (await isIn(circle, 'bob'));
  assert.ok(!anybody, 'a community goes with the last who is in it');
  community.gone = true;
  gathered.shared.gone = true;
  announced.length = 0;
}

/**
 * Who has deleted the account takes their words away, also out of what was read, and nobody else's. What stands then
 * where they wrote over another's words is theirs to say who keep it: it is read, and nothing of the leaver is in it.
 */
async function forgetWordsOf(circle: Circle, writer: Writer): Promise<void> {
  const { shared } = circle.gathered;
  if (shared.gone) return;
  const kept = (text: string) => (circle.writtenBy.get(text) === writer ? '' : text);
  const says = await wordsOf(circle, shared.id);
  for (const text of [says.lead, ...Object.values(says.notes)])
    assert.notEqual(circle.writtenBy.get(text), writer, text);
  if (kept(shared.says.lead) !== '') assert.equal(says.lead, shared.says.lead);
  for (const [project, note] of Object.entries(shared.says.notes))
    if (kept(note) !== '') assert.equal(says.notes[project], note);
  Object.assign(shared.says, says);
  for (const { words } of shared.acts) {
    if (words === undefined) continue;
    words.lead = kept(words.lead);
    for (const [project, note] of Object.entries(words.notes)) if (kept(note) === '') delete words.notes[project];
  }
  forgetTakenAway(shared);
}

/** As its writers read it, accepted or not. */
async function wordsOf({ db }: Circle, collection: string) {
  const { title, lead } = await db
    .selectFrom('collection')
    .select(['title', 'lead'])
    .where('id', '=', collection)
    .executeTakeFirstOrThrow();
  const items = await db
    .selectFrom('collection_item')
    .select(['project', 'note'])
    .where('collection', '=', collection)
    .where('note', '!=', '')
    .execute();
  return { title, lead, notes: Object.fromEntries(items.map(({ project, note }) => [project, note])) };
}
