/** What everybody reads of a circle, by every way there is; and whether what is kept of its acts agrees with it. */
import assert from 'node:assert/strict';
import type { Circle, CollectionWords, Gathered } from './circle.ts';
import { matters } from './deciding.ts';

export async function shown(circle: Circle) {
  const { collections, communities, community, gathered } = circle;
  const seen = await communities.see(community.id, undefined);
  const listed = (await communities.list()).find(({ id }) => id === community.id);
  const calendar = await communities.calendar(community.id);
  assert.equal(listed?.name, seen?.community.name);
  assert.deepEqual(calendar?.meetings.map(({ id }) => id).sort(), seen?.meetings.map(({ id }) => id).sort());
  const shared = await readCollection(circle, gathered.shared);
  const theirs = (await collections.ofCommunity(community.id, undefined)).map(({ title }) => title);
  assert.deepEqual(theirs, shared === undefined ? [] : [shared.title]);
  return {
    own: await readCollection(circle, gathered.own),
    shared,
    community: seen && { name: seen.community.name, lead: seen.community.lead },
    announced: seen && [...seen.needs, ...seen.meetings].map(({ title }) => title).sort(),
  };
}

async function readCollection(
  { collections, reports }: Circle,
  { id }: Gathered,
): Promise<CollectionWords | undefined> {
  const found = await collections.read(id, {});
  const isListed = (await collections.published(0, 100)).collections.find((one) => one.id === id);
  const reported = await reports.titleOf({ what: 'collection', id });
  assert.equal(isListed?.title, found?.collection.title, 'the list says what the page says');
  assert.equal(reported, found?.collection.title, 'what is read can be reported, and nothing else is told');
  if (found === undefined) return undefined;
  const { title, lead } = found.collection;
  const notes = Object.fromEntries(found.items.flatMap(({ project, note }) => (note ? [[project, note]] : [])));
  return { title, lead, notes };
}

/** The acts are those of the accepted matters, and what is read is what they say. */
export async function isConsistent(circle: Circle): Promise<void> {
  const { db, announced } = circle;
  const acts = await db.selectFrom('circle_act').selectAll().orderBy('seq').execute();
  const accepted = (await matters(circle, 'accepted')).map(({ id }) => id);
  assert.deepEqual(acts.map(({ matter }) => matter).sort(), accepted.sort());
  const of = (what: 'collection' | 'community' | 'need' | 'meeting', id: string) =>
    acts.filter((act) => act[what] === id);
  for (const { id, admitted } of await db.selectFrom('collection').select(['id', 'admitted']).execute())
    assert.deepEqual(admitted, of('collection', id).at(-1)?.words ?? null);
  for (const row of await db.selectFrom('community').selectAll().execute()) {
    const last = of('community', row.id).at(-1);
    assert.equal(row.removed_at === null, last === undefined || last.words !== null);
    const words = of('community', row.id).findLast((act) => act.words !== null)?.words;
    if (row.state === 'open' && words != null && 'name' in words) assert.equal(row.name, words.name);
  }
  for (const { id, what } of announced) {
    const table = what === 'need' ? 'community_need' : 'community_meeting';
    const row = await db.selectFrom(table).select('removed_at').where('id', '=', id).executeTakeFirstOrThrow();
    assert.equal(row.removed_at !== null, of(what, id).length > 0);
  }
}
