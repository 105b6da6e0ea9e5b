/**
 * For tests: a collection of Ana's, her community with its collection, needs and meetings, those who write, report and
 * decide there; and beside it what was done, from which alone the law tells what everybody reads.
 */
import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { noCriteria } from '#model/criteria.ts';
import type { Person } from '#model/person.ts';
import { addPerson } from '../../accounts/persons.ts';
import { createCollections } from '../../collections/collections.ts';
import { collectionGuard } from '../../collections/guard.ts';
import { changeKind } from '../../communities/changes.ts';
import { openCommunities } from '../../communities/communities.ts';
import type { Words } from '../../communities/community.ts';
import { communityKind } from '../../communities/matters.ts';
import { openCircleReports } from '../../reports/report-circles.ts';
import { createGuard } from '../../spam/guard.ts';
import { createScreen } from '../../spam/held.ts';
import { stampOfBefore } from '../../spam/testing.ts';
import { createModeration } from '../moderation.ts';

export type Writer = 'ana' | 'bob';
export type Which = 'own' | 'shared';

/** What was accepted, in its order; no words: a report, which took off what stood. */
export interface Act<Words> {
  matter: string;
  words?: Words;
}
export interface CollectionWords {
  title: string;
  lead: string;
  notes: Record<string, string>;
}
export interface CommunityWords {
  name: string;
  lead: string;
}
export interface Gathered {
  id: string;
  says: CollectionWords;
  isPublic: boolean;
  gone: boolean;
  acts: Act<CollectionWords>[];
}
interface Founded {
  id: string;
  state: 'asked' | 'open' | 'refused';
  gone: boolean;
  /** What its admins wrote and nobody has read, while it is not open. */
  says: CommunityWords;
  acts: Act<CommunityWords>[];
  /** By the change that waits, or was decided: what it would have it say. */
  proposed: Map<string, CommunityWords>;
}
interface Announced {
  id: string;
  what: 'need' | 'meeting';
  writer: Writer;
  title: string;
  acts: Act<never>[];
}

/** Two projects that are noted. */
export const projects: Readonly<Record<Writer, string>> = { ana: '0000000001', bob: '0000000002' };
/** What the community says beside its name and its lead. */
export const settings: Omit<Words, keyof CommunityWords> = {
  ...{ about: '', criteria: { ...noCriteria, q: 'jardin' } },
  ...{ joining: 'open', writing: 'members' },
};

const day = 24 * 3600 * 1000;
const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';

export type Circle = Awaited<ReturnType<typeof foundCircle>>;

/** As it is before anybody decided about anything. */
export async function foundCircle(db: Kysely<Tables>) {
  let clock = new Date('2026-01-01T10:00:00Z');
  const now = () => clock;
  const desks = openDesks(db, now);
  const { people, curator } = await invite(db);
  const ana = people.get('ana')!;
  let said = 0;
  const fresh = (what: string) => `${what} ${++said}`;
  const form = (network = '203.0.113.7') => ({
    signs: { stamp: stampOfBefore(secret, now()), work: '', trap: '', network },
    language: 'fr' as const,
  });

  const says: CommunityWords = { name: fresh('Communauté'), lead: fresh('Phrase') };
  const id = (await desks.communities.found(ana, { ...says, ...settings }, form()))!;
  const community: Founded = { id, state: 'asked', gone: false, says, acts: [], proposed: new Map() };
  const gather = async (of: { community?: string }): Promise<Gathered> => {
    const says = { title: fresh('Carnet'), lead: '' };
    const id = (await desks.collections.create(ana.id, says, of))!;
    for (const project of Object.values(projects))
      await desks.collections.change(ana.id, id, { is: 'add', project, note: '' });
    return { id, says: { ...says, notes: {} }, isPublic: false, gone: false, acts: [] };
  };
  const gathered: Record<Which, Gathered> = { own: await gather({}), shared: await gather({ community: id }) };
  const announced: Announced[] = [];
  /** Of each presentation and each note. */
  const writtenBy = new Map<string, Writer>();

  return {
    db,
    ...desks,
    people,
    curator,
    community,
    gathered,
    announced,
    writtenBy,
    /** Words that were never said before, without anybody's name. */
    fresh,
    form,
    /** Each step is a day after the one before: none meets a count of what may be sent in an hour. */
    passDay() {
      clock = new Date(clock.getTime() + day);
    },
  };
}

function openDesks(db: Kysely<Tables>, now: () => Date) {
  const baseUrl = 'http://127.0.0.1:3000';
  const log = { error: (fields: object) => assert.fail(JSON.stringify(fields)) };
  const rooms = { db, secret, now };
  const guard = createGuard(rooms);
  const screen = createScreen({ db, guard, now });
  const { desk: communities } = openCommunities({
    ...rooms,
    ...{ guard, screen, baseUrl, sendSoon: async () => undefined },
  });
  const { reports, matterKinds } = openCircleReports({ ...rooms, guard });
  const kinds = [...matterKinds, communityKind(now), changeKind(now), collectionGuard(now)];
  return {
    communities,
    collections: createCollections({ db, now }),
    reports,
    moderation: createModeration({ db, baseUrl, mayAnswer: async () => true, now, log, kinds }),
  };
}

async function invite(db: Kysely<Tables>) {
  const people = new Map<string, Person>();
  for (const name of ['ana', 'bob', 'eve', 'cur']) {
    const role = name === 'cur' ? 'curator' : 'member';
    people.set(name, (await addPerson(db, { mail: `${name}@exemple.org`, name, role }))!);
  }
  return { people, curator: people.get('cur')!.id };
}
