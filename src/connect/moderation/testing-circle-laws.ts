/**
 * For tests: a collection of Ana's, her community with its collection, needs and meetings, those who write, report and
 * decide there; and beside it what the law says everybody reads, kept by nothing but what was done.
 */
import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { noCriteria } from '#model/criteria.ts';
import type { Person } from '#model/person.ts';
import { removePerson } from '../accounts/own-data.ts';
import { addPerson } from '../accounts/persons.ts';
import { createCollections } from '../collections/collections.ts';
import { collectionGuard } from '../collections/guard.ts';
import { changeKind } from '../communities/changes.ts';
import { openCommunities } from '../communities/communities.ts';
import type { Words } from '../communities/community.ts';
import { communityKind } from '../communities/matters.ts';
import { keepings } from '../keepings.ts';
import { openCircleReports, pathOfReported, type Reported } from '../reports/report-circles.ts';
import { createGuard } from '../spam/guard.ts';
import { createScreen } from '../spam/held.ts';
import { stampOfBefore } from '../spam/testing.ts';
import { type Matter, matterFrom, type Verdict } from './matter.ts';
import { createModeration } from './moderation.ts';

/** `lead`: it says something under its title. `changes`: it says something else than before. */
export type Texts = { lead: boolean; changes: boolean };
type Writer = 'ana' | 'bob';
type Which = 'own' | 'shared';
export type Step =
  | { does: 'describe'; collection: Which; writer: Writer; texts: Texts }
  /** `on`: whose project it is on. */
  | { does: 'note'; collection: Which; writer: Writer; on: Writer; says: boolean }
  | { does: 'share'; collection: Which; visibility: 'public' | 'private' }
  | { does: 'propose'; texts: Texts }
  | { does: 'announce'; writer: Writer; what: 'need' | 'meeting' }
  | { does: 'take away'; writer: Writer; rank: number }
  /** `accepted`: at once; else it waits. */
  | { does: 'report'; rank: number; by: 'eve' | 'nobody' | 'another nobody'; accepted: boolean }
  | { does: 'decide'; rank: number; verdict: Verdict }
  | { does: 'undo'; rank: number }
  | { does: 'leave' | 'join'; writer: Writer }
  | { does: 'delete'; who: Writer | 'eve' };

/** What was accepted, in its order; no words: a report, which took off what stood. */
interface Act<Words> {
  matter: string;
  words?: Words;
}

interface CollectionWords {
  title: string;
  lead: string;
  notes: Record<string, string>;
}
interface CommunityWords {
  name: string;
  lead: string;
}
interface Gathered {
  id: string;
  says: CollectionWords;
  isPublic: boolean;
  gone: boolean;
  acts: Act<CollectionWords>[];
}
interface Announced {
  id: string;
  what: 'need' | 'meeting';
  writer: Writer;
  title: string;
  acts: Act<never>[];
}

/** The law: what was last accepted, where no report took it off since. */
const standing = <Words>(acts: readonly Act<Words>[]): Words | undefined => acts.at(-1)?.words;

/** Two projects that are noted. */
const projects: Readonly<Record<Writer, string>> = { ana: '0000000001', bob: '0000000002' };
const day = 24 * 3600 * 1000;
const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';

export type Circle = Awaited<ReturnType<typeof whole>>;

export async function whole(db: Kysely<Tables>) {
  let clock = new Date('2026-01-01T10:00:00Z');
  const now = () => clock;
  const log = { error: (fields: object) => assert.fail(JSON.stringify(fields)) };
  const rooms = { db, secret, now };
  const guard = createGuard(rooms);
  const screen = createScreen({ db, guard, now });
  const collections = createCollections({ db, now });
  const { desk: communities } = openCommunities({
    ...rooms,
    ...{ guard, screen, baseUrl: 'http://127.0.0.1:3000', sendSoon: async () => undefined },
  });
  const { reports, matterKinds } = openCircleReports({ ...rooms, guard });
  const kinds = [...matterKinds, communityKind(now), changeKind(now), collectionGuard(now)];
  const base = { db, baseUrl: 'http://127.0.0.1:3000', mayAnswer: async () => true, now, log };
  const moderation = createModeration({ ...base, kinds });

  const people = new Map<string, Person>();
  for (const name of ['ana', 'bob', 'eve', 'cur']) {
    const role = name === 'cur' ? 'curator' : 'member';
    people.set(name, (await addPerson(db, { mail: `${name}@exemple.org`, name, role }))!);
  }
  const curator = people.get('cur')!.id;
  let said = 0;
  /** Words that were never said before, without anybody's name. */
  const fresh = (what: string) => `${what} ${++said}`;
  const form = (network = '203.0.113.7') => ({
    signs: { stamp: stampOfBefore(secret, now()), work: '', trap: '', network },
    language: 'fr' as const,
  });

  const settings: Omit<Words, keyof CommunityWords> = {
    ...{ about: '', criteria: { ...noCriteria, q: 'jardin' } },
    ...{ joining: 'open', writing: 'members' },
  };
  const founded: CommunityWords = { name: fresh('Communauté'), lead: fresh('Phrase') };
  const communityId = (await communities.found(people.get('ana')!, { ...founded, ...settings }, form()))!;
  const community = {
    id: communityId,
    state: 'asked' as 'asked' | 'open' | 'refused',
    gone: false,
    /** What its admins wrote and nobody has read, while it is not open. */
    says: founded,
    acts: [] as Act<CommunityWords>[],
    /** By the change that waits, or was decided: what it would have it say. */
    proposed: new Map<string, CommunityWords>(),
  };
  const gathered = async (more: { community?: string }): Promise<Gathered> => {
    const says = { title: fresh('Carnet'), lead: '' };
    const id = (await collections.create(people.get('ana')!.id, says, more))!;
    for (const project of Object.values(projects))
      await collections.change(people.get('ana')!.id, id, { is: 'add', project, note: '' });
    return { id, says: { ...says, notes: {} }, isPublic: false, gone: false, acts: [] };
  };
  const own = await gathered({});
  const shared = await gathered({ community: communityId });
  const all = { own, shared };
  const announced: Announced[] = [];
  /** Of each presentation and each note. */
  const writtenBy = new Map<string, Writer>();

  const communityShown = (): CommunityWords | undefined =>
    community.gone || community.state !== 'open' ? undefined : standing(community.acts);
  const collectionShown = (which: Which): CollectionWords | undefined => {
    const { gone, isPublic, acts } = all[which];
    if (gone || !isPublic || (which === 'shared' && communityShown() === undefined)) return undefined;
    return standing(acts);
  };
  const isIn = async (writer: Writer): Promise<boolean> => {
    const person = people.get(writer);
    if (person === undefined || community.gone) return false;
    const seen = await communities.see(communityId, person);
    return seen?.role === 'admin' || seen?.role === 'member';
  };
  /** Who runs the community: Ana, and Bob when she is gone. */
  const admin = async (): Promise<Person | undefined> => {
    for (const name of ['ana', 'bob']) {
      const person = people.get(name);
      if (person !== undefined && (await communities.see(communityId, person))?.role === 'admin') return person;
    }
    return undefined;
  };
  const runs = async (which: Which) => (which === 'own' ? people.get('ana') : await admin());
  /** What its writers took away is gone from whatever was accepted. */
  const forgetTakenAway = ({ says, acts }: Gathered) => {
    for (const { words } of acts) {
      if (words === undefined) continue;
      if (says.lead === '') words.lead = '';
      for (const project of Object.keys(words.notes))
        if (says.notes[project] === undefined) delete words.notes[project];
    }
  };
  const everybodyLeft = async () => {
    const row = await db.selectFrom('community').select('id').where('id', '=', communityId).executeTakeFirst();
    if (row !== undefined) return;
    assert.ok(!(await isIn('ana')) && !(await isIn('bob')), 'a community goes with the last who is in it');
    community.gone = true;
    shared.gone = true;
    announced.length = 0;
  };

  const things = (): { reported: Reported; acts: Act<unknown>[] }[] => [
    ...[own, shared].flatMap(({ id, gone, acts }) =>
      gone ? [] : [{ reported: { what: 'collection' as const, id }, acts }],
    ),
    ...(community.gone ? [] : [{ reported: { what: 'community' as const, id: communityId }, acts: community.acts }]),
    ...announced.map(({ what, id, acts }) => ({ reported: { what, id, community: communityId }, acts })),
  ];
  const thingAt = (path: string) => things().find(({ reported }) => pathOfReported(reported) === path);
  const matters = async (...states: Matter['state'][]): Promise<Matter[]> => {
    const rows = await db
      .selectFrom('matter')
      .selectAll()
      .where('state', 'in', states)
      .orderBy('created_at')
      .orderBy('kind')
      .orderBy('subject')
      .execute();
    return rows.map(matterFrom);
  };
  const picked = <T>(list: readonly T[], rank: number): T | undefined => list[rank % Math.max(1, list.length)];

  /** Nothing is accepted that who decides was not shown. */
  const isRead = async (matter: Matter, words: readonly string[]) => {
    const facts = await moderation.facts((await moderation.matter(matter.id))!);
    for (const text of words)
      assert.ok(
        text === '' || facts.some(({ value }) => value === text),
        `${text} is accepted unread: ${JSON.stringify(facts)}`,
      );
  };

  async function decide({ rank, verdict }: { rank: number; verdict: Verdict }): Promise<void> {
    const matter = picked(await matters('waiting', 'asked'), rank);
    if (matter !== undefined) await decideOn(matter, verdict);
  }

  async function decideOn(matter: Matter, verdict: Verdict): Promise<void> {
    const { id, kind, subject } = matter;
    const accepted = verdict === 'accept';
    const which = subject === own.id ? 'own' : 'shared';
    if (accepted && kind === 'collection') {
      const { title, lead, notes } = all[which].says;
      const known = standing(all[which].acts)?.notes ?? {};
      const news = Object.entries(notes).filter(([project, note]) => known[project] !== note);
      await isRead(matter, [title, lead, ...news.map(([, note]) => note)]);
    }
    if (accepted && kind === 'community') await isRead(matter, Object.values(community.says));
    if (accepted && kind === 'community-change') await isRead(matter, Object.values(community.proposed.get(id)!));
    const outcome = await moderation.decide(id, { verdict, by: curator, sentence: 'Voilà.' });
    assert.equal(outcome.is, 'decided');
    if (kind === 'community') community.state = accepted ? 'open' : verdict === 'refuse' ? 'refused' : 'asked';
    if (!accepted) return;
    if (kind === 'collection') all[which].acts.push({ matter: id, words: structuredClone(all[which].says) });
    else if (kind === 'community') community.acts.push({ matter: id, words: community.says });
    else if (kind === 'community-change') community.acts.push({ matter: id, words: community.proposed.get(id)! });
    else thingAt(matter.facts.find(({ name }) => name === 'report')!.url!)?.acts.push({ matter: id });
  }

  async function undo({ rank }: Extract<Step, { does: 'undo' }>): Promise<void> {
    // The opening of the community, without which nothing of it is read, is undone one time in four.
    const decided = (await matters('accepted', 'refused')).filter(({ kind }) => kind !== 'community' || rank % 4 === 0);
    const matter = picked(decided, rank);
    if (matter === undefined) return;
    const { id, kind, subject, state, facts } = matter;
    const outcome = await moderation.undo(id, curator);
    const about = facts.find(({ name }) => name === 'report')?.url;
    const acts: Act<unknown>[] | undefined =
      about !== undefined
        ? thingAt(about)?.acts
        : kind === 'collection'
          ? all[subject === own.id ? 'own' : 'shared'].acts
          : community.acts;
    if (outcome.is !== 'undone') {
      const open = await matters('waiting', 'asked');
      const another = open.some((one) => one.kind === kind && one.subject === subject);
      const changed =
        kind === 'community' &&
        (community.acts.some(({ matter: by, words }) => words !== undefined && by !== id) ||
          open.some((one) => one.kind === 'community-change'));
      const left = acts?.some(({ matter: by }) => by === id) ?? false;
      assert.ok(another || changed || (state === 'accepted' && !left) || community.gone, `${kind} cannot be undone`);
      return;
    }
    const at = acts?.findIndex(({ matter: by }) => by === id) ?? -1;
    if (state === 'accepted' && kind === 'community') community.says = community.acts[at]!.words!;
    if (at >= 0) acts!.splice(at, 1);
    if (kind === 'community') community.state = 'asked';
  }

  /**
   * Who has deleted the account takes their words away, also out of what was read, and nobody else's. What stands then
   * where they wrote over another's words is theirs to say who keep it: it is read, and nothing of the leaver is in it.
   */
  async function forgetWordsOf(writer: Writer): Promise<void> {
    if (shared.gone) return;
    const kept = (text: string) => (writtenBy.get(text) === writer ? '' : text);
    const row = await db.selectFrom('collection').selectAll().where('id', '=', shared.id).executeTakeFirstOrThrow();
    const items = await db
      .selectFrom('collection_item')
      .select(['project', 'note'])
      .where('collection', '=', shared.id)
      .where('note', '!=', '')
      .execute();
    const says = {
      title: row.title,
      lead: row.lead,
      notes: Object.fromEntries(items.map(({ project, note }) => [project, note])),
    };
    for (const text of [says.lead, ...Object.values(says.notes)]) assert.notEqual(writtenBy.get(text), writer, text);
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

  async function take(step: Step): Promise<void> {
    clock = new Date(clock.getTime() + day);
    switch (step.does) {
      case 'describe': {
        const one = all[step.collection];
        const person = people.get(step.writer);
        if (person === undefined || one.gone) return;
        const { lead, changes } = step.texts;
        const title = changes ? fresh('Carnet') : one.says.title;
        const words = {
          title,
          lead: lead ? (one.says.lead === '' || changes ? fresh('Présente') : one.says.lead) : '',
        };
        if (!(await collections.describe(person.id, one.id, words))) return;
        if (lead && words.lead !== one.says.lead) writtenBy.set(words.lead, step.writer);
        Object.assign(one.says, words);
        forgetTakenAway(one);
        return;
      }
      case 'note': {
        const one = all[step.collection];
        const { writer, on } = step;
        const person = people.get(writer);
        if (person === undefined || one.gone) return;
        const note = step.says ? fresh('Note') : '';
        const change = { is: 'note', projects: [projects[on]], note } as const;
        if ((await collections.change(person.id, one.id, change)) !== true) return;
        if (step.says) writtenBy.set(note, writer);
        if (step.says) one.says.notes[projects[on]] = note;
        else delete one.says.notes[projects[on]];
        forgetTakenAway(one);
        return;
      }
      case 'share': {
        const one = all[step.collection];
        const person = await runs(step.collection);
        if (person === undefined || one.gone) return;
        assert.ok(await collections.share(person.id, one.id, step.visibility));
        one.isPublic = step.visibility === 'public';
        return;
      }
      case 'propose': {
        const person = await admin();
        if (person === undefined || community.gone) return;
        const { lead, changes } = step.texts;
        const read = community.state === 'open' ? community.acts.findLast(({ words }) => words)?.words : undefined;
        const before = read ?? community.says;
        const words = {
          name: changes ? fresh('Communauté') : before.name,
          lead: lead ? fresh('Phrase') : before.lead,
        };
        const done = await communities.administer(communityId, person, {
          is: 'describe',
          words: { ...words, ...settings },
        });
        assert.equal(done, community.state !== 'refused');
        if (community.state === 'asked') community.says = words;
        if (community.state !== 'open') return;
        const waits = (await matters('waiting', 'asked')).find(({ kind }) => kind === 'community-change');
        if (waits !== undefined) community.proposed.set(waits.id, words);
        return;
      }
      case 'announce': {
        const { writer, what } = step;
        const person = people.get(writer);
        if (person === undefined) return;
        const title = fresh(what === 'need' ? 'Besoin' : 'Rencontre');
        const act =
          what === 'need'
            ? { is: 'need' as const, title, text: '', words: 'jardin' }
            : {
                ...{ is: 'meeting' as const, title, text: '', place: 'Lille' },
                ...{ starts: new Date('2099-01-01T10:00:00Z'), ends: new Date('2099-01-01T11:00:00Z') },
              };
        if ((await communities.write(communityId, person, act, form())) !== true) return;
        const { id } = await db
          .selectFrom(what === 'need' ? 'community_need' : 'community_meeting')
          .select('id')
          .where('title', '=', title)
          .executeTakeFirstOrThrow();
        announced.push({ id, what, writer, title, acts: [] });
        return;
      }
      case 'take away': {
        const person = people.get(step.writer);
        const one = picked(
          announced.filter(({ writer }) => writer === step.writer),
          step.rank,
        );
        if (person === undefined || one === undefined) return;
        const is = one.what === 'need' ? ('remove-need' as const) : ('remove-meeting' as const);
        assert.equal(await communities.write(communityId, person, { is, id: one.id }, form()), true, 'one’s own goes');
        announced.splice(announced.indexOf(one), 1);
        return;
      }
      case 'report': {
        const reported = picked(things(), step.rank)?.reported;
        if (reported === undefined) return;
        const person = step.by === 'eve' ? people.get('eve') : undefined;
        const network = step.by === 'nobody' ? '198.51.100.1' : '198.51.100.2';
        const text = fresh('Pas à sa place');
        await reports.report(reported, { text, person, ...form(network) });
        const waiting = await matters('waiting', 'asked');
        const sent = waiting.find(({ facts }) => facts.some(({ value }) => value === text));
        if (step.accepted && sent !== undefined) await decideOn(sent, 'accept');
        return;
      }
      case 'decide':
        return decide(step);
      case 'undo':
        return undo(step);
      case 'join': {
        const person = people.get(step.writer);
        if (person !== undefined) await communities.join(communityId, person, undefined);
        return;
      }
      case 'leave': {
        const person = people.get(step.writer);
        if (person === undefined) return;
        await communities.leave(communityId, person);
        assert.ok(!(await isIn(step.writer)), 'everybody can leave');
        return everybodyLeft();
      }
      case 'delete': {
        const person = people.get(step.who);
        if (person === undefined) return;
        assert.ok(await removePerson(db, person.id, keepings));
        people.delete(step.who);
        await everybodyLeft();
        if (step.who === 'ana') own.gone = true;
        if (step.who === 'eve') return;
        for (const one of announced.filter(({ writer }) => writer === step.who))
          announced.splice(announced.indexOf(one), 1);
        return forgetWordsOf(step.who);
      }
    }
  }

  // It begins open, with both in it and something of each kind that everybody reads.
  const accept = () => decide({ rank: 0, verdict: 'accept' });
  await accept();
  await take({ does: 'join', writer: 'bob' });
  for (const collection of ['own', 'shared'] as const) {
    await take({ does: 'describe', collection, writer: 'ana', texts: { lead: true, changes: true } });
    await take({ does: 'note', collection, writer: 'ana', on: 'ana', says: true });
    await take({ does: 'share', collection, visibility: 'public' });
    await accept();
  }
  for (const what of ['need', 'meeting'] as const) await take({ does: 'announce', writer: 'bob', what });

  return {
    take,
    /** All that waits and all that was decided, with a word or an undoing for each at the same moment, while people write. */
    async atOnce() {
      clock = new Date(clock.getTime() + day);
      const [waiting, decided] = [await matters('waiting', 'asked'), await matters('accepted', 'refused')];
      const ana = people.get('ana')!;
      const title = fresh('Carnet');
      await Promise.all([
        ...waiting.map(({ id }) => moderation.decide(id, { verdict: 'accept', by: curator, sentence: '' })),
        ...decided.map(({ id }) => moderation.undo(id, curator)),
        ...[own, shared].map(({ id }) => collections.describe(ana.id, id, { title, lead: '' })),
        communities.administer(communityId, ana, {
          is: 'describe',
          words: { name: fresh('Communauté'), lead: '', ...settings },
        }),
      ]);
    },
    /** The acts are those of the accepted matters, and what is read is what they say. */
    async isConsistent() {
      const acts = await db.selectFrom('circle_act').selectAll().orderBy('seq').execute();
      const accepted = (await matters('accepted')).map(({ id }) => id);
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
    },
    /** What everybody reads, by every way there is. */
    async shown() {
      const read = async ({ id }: Gathered) => {
        const found = await collections.read(id, {});
        const isListed = (await collections.published(0, 100)).collections.find((one) => one.id === id);
        const reported = await reports.titleOf({ what: 'collection', id });
        assert.equal(isListed?.title, found?.collection.title, 'the list says what the page says');
        assert.equal(reported, found?.collection.title, 'what is read can be reported, and nothing else is told');
        if (found === undefined) return undefined;
        const { title, lead } = found.collection;
        const notes = Object.fromEntries(found.items.flatMap(({ project, note }) => (note ? [[project, note]] : [])));
        return { title, lead, notes };
      };
      const seen = await communities.see(communityId, undefined);
      const listed = (await communities.list()).find(({ id }) => id === communityId);
      const calendar = await communities.calendar(communityId);
      const theirs = await collections.ofCommunity(communityId, undefined);
      assert.equal(listed?.name, seen?.community.name);
      assert.deepEqual(calendar?.meetings.map(({ id }) => id).sort(), seen?.meetings.map(({ id }) => id).sort());
      const ofTheirs = await read(shared);
      assert.deepEqual(
        theirs.map(({ title }) => title),
        ofTheirs === undefined ? [] : [ofTheirs.title],
      );
      return {
        own: await read(own),
        shared: ofTheirs,
        community: seen && { name: seen.community.name, lead: seen.community.lead },
        announced: seen && [...seen.needs, ...seen.meetings].map(({ title }) => title).sort(),
      };
    },
    expected() {
      const community = communityShown();
      return {
        own: collectionShown('own'),
        shared: collectionShown('shared'),
        community,
        announced:
          community &&
          announced
            .filter(({ acts }) => acts.length === 0)
            .map(({ title }) => title)
            .sort(),
      };
    },
  };
}
