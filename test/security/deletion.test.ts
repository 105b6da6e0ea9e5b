/** A person who has used everything deletes the account: nothing is left that names them, anywhere. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addressHash } from '#connect/mail/outbox.ts';
import { payloadsWith } from '#harvest/read-payloads.ts';
import { noCriteria } from '#model/criteria.ts';
import { type LiveIndex, openLiveIndex } from '#pipeline/live-index.ts';
import { exportProjects } from '#publish/export.ts';
import { everywhereIn } from './everywhere.ts';
import { aRun, ofZelie, type WholeSite, wholeSite, zelie, zelieUnsigned, zelieUsesEverything } from './testing.ts';
import { zelieGoesFar } from './testing-leaver.ts';

let house: WholeSite;
let folder: string;
let used: Awaited<ReturnType<typeof zelieUsesEverything>>;
let far: Awaited<ReturnType<typeof zelieGoesFar>>;
let live: LiveIndex | undefined;

const everywhere = (pattern: RegExp) => everywhereIn(house.db, pattern);

/** What may still tell of her, each with its reason. */
const allowed: Readonly<Record<string, string>> = {};

before(async () => {
  house = await wholeSite();
  folder = await mkdtemp(join(tmpdir(), 'carrefour-deletion-'));
  await zelieUnsigned(house, house.visitor());
  used = await zelieUsesEverything(house);
  // She also answered as a curator and for a catalogue: her word stands, her name does not.
  await house.setRole(zelie.mail, 'curator');
  await house.db.insertInto('person_partner').values({ person: used.id, source: 'b', role: 'editor' }).execute();
  const by = { author: zelie.name, person: used.id, reason: `Vu par ${zelie.name}` };
  await house.review.decide({ kind: 'set', project: used.second.id, field: 'summary', value: 'Un moulin.' }, by);
  const { rows: matters } = await sql<{ id: string }>`
    select id from matter where kind = 'report' and not exists (
      select from matter_author where matter = matter.id and person is not null) limit 1`.execute(house.db);
  await house.people.doors.moderation.decide(matters[0]!.id, {
    verdict: 'refuse',
    by: used.id,
    sentence: 'Non merci.',
  });
  await house.people.doors.corrections.answer({
    source: 'a',
    correction: (
      await house.db.selectFrom('correction').select('id').where('source', '=', 'a').executeTakeFirstOrThrow()
    ).id,
    answer: 'later',
    sentence: 'Plus tard.',
    by: { id: used.id, name: zelie.name, mail: zelie.mail, role: 'curator', partners: [] },
  });
  // Another's words, in a letter that waits, name her; so does a curator's word on a run.
  await house.db
    .updateTable('run')
    .set({ verdict: 'refused', verdict_by: `${zelie.name} ${zelie.phone}` })
    .where('id', '=', await aRun(house, 'c'))
    .execute();
  const signed = `${zelie.name} ${zelie.phone}`;
  await sql`insert into thesaurus_line (id, wordings, reason, author, made_at, removed_at, removed_by)
    values (gen_random_uuid(), '{amap,panier}', 'Vu.', ${signed}, now(), now(), ${signed})`.execute(house.db);
  far = await zelieGoesFar(house, used);
  await house.people.sendDue();
  for (const { work } of house.people.rounds) await work();
  // The search has read what is online, and a snapshot of it lies on the disk.
  live = await openLiveIndex({ db: house.db, dataFolder: folder, say: () => {} });
  await live.save();
});
after(async () => {
  await live?.engine.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

test('before, she stands in many tables, so that the search has something to find', async () => {
  const tables = new Set((await everywhere(ofZelie)).map((where) => where.split('.')[0]));
  for (const table of ['person', 'mail', 'follower', 'alert', 'collection', 'collection_item', 'correction_proposal'])
    assert.ok(tables.has(table), table);
  for (const table of ['contribution', 'sheet', 'project', 'community_need', 'community_meeting'])
    assert.ok(tables.has(table), table);
  for (const table of ['claim', 'holder_news', 'introduction_side', 'introduction_message', 'matter', 'decision'])
    assert.ok(tables.has(table), table);
  assert.ok(
    (await payloadsWith(house.db, (text) => ofZelie.test(text))).found.length > 0,
    'packed, what she sent names her',
  );
  const ids = new Set((await everywhere(new RegExp(used.id))).map((where) => where.split('.')[0]));
  for (const table of ['session', 'second_factor', 'verification', 'community_member', 'person_partner', 'correction'])
    assert.ok(ids.has(table), table);
  const { hits } = await live!.engine.search({ criteria: { ...noCriteria, q: far.title } });
  assert.ok(hits.length > 0, 'what she told is found');
});

test('after, no column of any table names her, nor does the outbox, nor is her id or the hash of her address kept', async () => {
  const answer = await used.her.post('/compte/supprimer', { mail: zelie.mail });
  assert.equal(answer.status, 200);
  // What is online under its free licence is written anew without her by the round that comes within seconds.
  for (const { work } of house.people.rounds) await work();
  const found = [
    ...(await everywhere(ofZelie)),
    ...(await everywhere(new RegExp(used.id))),
    ...(await everywhere(new RegExp(addressHash(zelie.mail)))),
  ];
  assert.deepEqual(
    found.filter((where) => !(where.split(':')[0]! in allowed)),
    [],
  );
  assert.deepEqual(
    await payloadsWith(house.db, (text) => ofZelie.test(text)),
    { found: [], unread: [] },
    'packed rows too',
  );
  // The rounds that come after bring nothing back.
  for (const { work } of house.people.rounds) await work();
  assert.deepEqual(await everywhere(ofZelie), []);
  const pictures = await house.db.selectFrom('contribution_picture').select(['contribution', 'is_accepted']).execute();
  assert.deepEqual(
    pictures,
    [{ contribution: far.contribution, is_accepted: true }],
    'what is online stays, and nothing else',
  );
  const { role } = await house.db
    .selectFrom('community_member')
    .select('role')
    .where('community', '=', used.community)
    .executeTakeFirstOrThrow();
  assert.equal(role, 'admin', 'who is left in her community runs it');
});

test('nor do the pages, the search, its snapshot, the exports, or what was logged', async () => {
  await live!.catchUp();
  await live!.save();
  assert.ok((await live!.engine.search({ criteria: { ...noCriteria, q: far.title } })).hits.length > 0);
  for (const q of ['quatrelle', 'zélie']) {
    const { total } = await live!.engine.search({ criteria: { ...noCriteria, q: `"${q}"` } });
    assert.equal(total, 0, q);
  }
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.ok(files.length > 0);
  for (const entry of files) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const encoding of ['utf8', 'utf16le'] as const)
      assert.doesNotMatch(bytes.toString(encoding), ofZelie, entry.name);
  }
  const stranger = house.visitor();
  for (const { path } of [used.first, used.second, used.third])
    assert.doesNotMatch(await (await stranger.get(`/projets/${path}`)).text(), ofZelie);
  assert.doesNotMatch(await (await used.nina.get(`/contacts/${used.received}`)).text(), ofZelie);
  assert.doesNotMatch(await (await used.nina.get('/compte/donnees.json')).text(), ofZelie);
  for (const format of ['csv', 'geojson', 'jsonl'] as const) {
    let text = '';
    const given = { sources: house.sources, baseUrl: 'http://127.0.0.1:3000', language: 'fr' as const };
    const told = { engine: live!.engine, projects: house.projects, criteria: noCriteria, format };
    for await (const piece of exportProjects({ ...given, ...told })) text += piece;
    assert.ok(text.length > 100);
    assert.doesNotMatch(text, ofZelie, format);
  }
  assert.doesNotMatch(JSON.stringify(house.complaints), ofZelie);
  assert.ok(house.noted.length > 10, 'who signed in is written down');
  assert.doesNotMatch(JSON.stringify(house.noted), ofZelie);
  assert.doesNotMatch(JSON.stringify(house.noted), /203\.0\.113|@/);
});
