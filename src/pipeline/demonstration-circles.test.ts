/** What somebody who starts the site for the first time would notice: empty pages, or invented people among real ones. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addPerson } from '#connect/accounts/persons.ts';
import { forgetPerson, openConnect } from '#connect/open-connect.ts';
import { newStamp } from '#connect/spam/stamp.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadSources } from '#harvest/manifests.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { review } from '#match/review.ts';
import { writeCriteria } from '#model/criteria.ts';
import { closeDemonstrationCircles, openDemonstrationCircles } from './demonstration-circles.ts';
import { inventedCollections, inventedCommunities, inventedPeople } from './demonstration-words.ts';
import { withoutAddresses } from './introduction-reach.ts';
import { runSource } from './run-source.ts';

const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';
const folder = fileURLToPath(new URL('../../sources', import.meta.url));

describe('the circles of the demonstration', () => {
  let database: TestDatabase;
  let people: ReturnType<typeof openConnect>;
  before(async () => {
    database = await testDatabase();
    const { db } = database;
    const now = () => new Date();
    const gazetteer = loadGazetteer();
    const sources = new Map(loadSources(folder).sources.map((source) => [source.id, source]));
    for (const id of ['demo-epiceries', 'demo-essaimage', 'demo-reparation']) {
      const source = sources.get(id)!;
      const input = { kind: 'file' as const, path: join(source.folder, source.files[0]!) };
      await runSource({ db, gazetteer, sources, now }, source, input, {
        say: () => {},
        signal: new AbortController().signal,
      });
    }
    people = openConnect({
      ...{ db, secret, baseUrl: 'http://127.0.0.1:3000', host: '127.0.0.1', smtp: undefined, provider: undefined },
      ...{ demandsSecondFactor: false, now, signal: new AbortController().signal },
      introductions: { reach: async () => undefined, withoutAddresses, nameOf: () => undefined, relay: undefined },
      deciding: review({ db, sources: async () => sources, now }),
      log: { error: () => {}, info: () => {}, warn: () => {} },
    });
  });
  after(async () => {
    await people?.close();
    await database?.close();
  });
  const rooms = () => ({
    ...{ db: database.db, secret, now: () => new Date(), ...people.doors },
    forget: (id: string) => forgetPerson(database.db, id),
  });
  const counts = async () => {
    const n = async (
      table: 'community' | 'collection' | 'community_need' | 'community_meeting' | 'person' | 'matter',
    ) => (await database.db.selectFrom(table).selectAll().execute()).length;
    return {
      ...{ communities: await n('community'), collections: await n('collection'), needs: await n('community_need') },
      ...{ meetings: await n('community_meeting'), persons: await n('person'), matters: await n('matter') },
    };
  };
  const all = {
    communities: inventedCommunities.length,
    collections: inventedCollections.length + inventedCommunities.flatMap(({ collections }) => collections).length,
    needs: inventedCommunities.flatMap(({ needs }) => needs).length,
    meetings: inventedCommunities.flatMap(({ meetings }) => meetings).length,
    persons: Object.keys(inventedPeople).length,
  };

  test('stand as everybody’s do, with members, needs, a meeting to come, whole collections, marked as invented', async () => {
    await openDemonstrationCircles(rooms());
    const { communities, collections, moderation } = people.doors;
    const listed = await communities.list();
    assert.equal(listed.length, all.communities);
    for (const community of listed) {
      assert.ok(community.fictitious && community.members >= 2, community.name);
      assert.match(community.about, /fictive/);
      const seen = (await communities.see(community.id, undefined))!;
      assert.ok(seen.needs.length > 0 && seen.meetings.length > 0, community.name);
      assert.ok(seen.meetings.every(({ starts }) => starts > new Date()));
      assert.match(writeCriteria(community.criteria).toString(), /theme=/, 'its search is read');
    }
    const { total, collections: shown } = await collections.published(0, 100);
    assert.equal(total, all.collections);
    const wanted = [...inventedCollections, ...inventedCommunities.flatMap((one) => one.collections)];
    for (const { id, title, lead, fictitious } of shown) {
      assert.ok(fictitious && /fictif/.test(lead), title);
      const { sheets } = wanted.find((one) => one.title === title)!;
      const { items } = (await collections.read(id, {}))!;
      assert.equal(items.length, sheets.length, `${title}: every project is there, and none stands twice`);
      assert.deepEqual(
        items.map(({ note }) => note),
        sheets.map(([, note]) => note),
      );
    }
    assert.equal(await moderation.count(), 0, 'nothing of it waits for a curator');
  });

  test('no letter leaves for invented people, and none of them may do more than a member', async () => {
    assert.deepEqual(await database.db.selectFrom('mail').select('recipient').execute(), []);
    const persons = await database.db.selectFrom('person').select(['role', 'mail']).execute();
    assert.ok(persons.every(({ role, mail }) => role === 'member' && mail.endsWith('.example')));
  });

  test('a second start makes nothing twice; what a stop left half made is made whole', async () => {
    const before = await counts();
    await openDemonstrationCircles(rooms());
    assert.deepEqual(await counts(), before);
    for (const table of ['community', 'collection'] as const)
      await database.db.updateTable(table).set({ fictitious: false }).execute();
    let left = 9;
    const moderation = {
      ...people.doors.moderation,
      decide: async (...word: Parameters<typeof people.doors.moderation.decide>) => {
        if (left-- === 4) throw new Error('stopped');
        return people.doors.moderation.decide(...word);
      },
    };
    await assert.rejects(openDemonstrationCircles({ ...rooms(), moderation }), /stopped/);
    await openDemonstrationCircles(rooms());
    const { matters: _, ...made } = await counts();
    assert.deepEqual(made, all);
  });

  test('where real catalogues are, it is gone, its people too; what others made, and where they wrote, is there', async () => {
    const real = (await addPerson(database.db, { mail: 'vraie@exemple.fr', name: 'Vraie', role: 'member' }))!;
    const kept = await people.doors.collections.create(real.id, { title: 'Le mien', lead: '' });
    const [first] = await people.doors.communities.list();
    const { communities, collections } = people.doors;
    await communities.join(first!.id, real, undefined);
    const need = { is: 'need' as const, title: 'Un vrai local', text: 'Pour de vrai.', words: 'local' };
    const signs = { stamp: newStamp(secret, new Date(Date.now() - 120_000)), work: '', trap: '', network: 'réel' };
    assert.equal(await communities.write(first!.id, real, need, { signs, language: 'fr' }), true);
    const theirs = inventedCommunities.find(({ name }) => name === first!.name)!.collections.length;
    for (const _ of ['once', 'twice']) {
      await closeDemonstrationCircles(rooms());
      const left = { communities: 1, collections: 1 + theirs, needs: 1, meetings: 0, persons: 1, matters: 0 };
      assert.deepEqual(await counts(), left);
      assert.ok(await collections.read(kept!, { person: real.id }));
      const [community, ...others] = await communities.list();
      assert.deepEqual([community?.id, community?.fictitious, others], [first!.id, false, []]);
      const seen = (await communities.see(first!.id, real))!;
      assert.deepEqual(
        seen.needs.map(({ title }) => title),
        ['Un vrai local'],
      );
      const rest = JSON.stringify([
        community,
        await database.db.selectFrom('circle_act').select('words').execute(),
        await database.db.selectFrom('collection').selectAll().execute(),
      ]);
      assert.doesNotMatch(rest, /ficti(f|ve)\b/, 'nothing of what invented people said of it');
      const member = await database.db.selectFrom('community_member').select(['person', 'role']).execute();
      assert.deepEqual(member, [{ person: real.id, role: 'admin' }], 'somebody real speaks for it');
    }
  });
});
