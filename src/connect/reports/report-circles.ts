/**
 * Public reports on what circles write: a community, one of its needs or meetings, a public collection. The queue keeps
 * where it stands; the words themselves are read there when a curator looks, so that they are erased where they lie.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedTelling, AdmittedWords } from '#db/tables-of-people.ts';
import { sha256 } from '#lib/hash.ts';
import { secretsIn } from '#lib/keyed.ts';
import type { Fact } from '#model/matter.ts';
import type { Person } from '#model/person.ts';
import { type CountRooms, createAllowance } from '../accounts/limits.ts';
import { shownRows } from '../collections/collection.ts';
import { showAsItStands as showCollection } from '../collections/guard.ts';
import { showAsItStands as showChange } from '../communities/changes.ts';
import { isShown } from '../communities/community.ts';
import { latestActs, takeBack, takeOff } from '../moderation/circle-acts.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, raiseBeside } from '../moderation/raise.ts';
import type { FormSigns, Guard } from '../spam/guard.ts';

export const communityReport = 'community-report';
export const collectionReport = 'collection-report';

/** A need or a meeting is one of a community. */
export type Reported =
  | { what: 'community'; id: string }
  | { what: 'collection'; id: string }
  | { what: 'need' | 'meeting'; id: string; community: string };

export interface CircleReports {
  /** What is reported, by its title; undefined when nobody may read it. */
  titleOf(reported: Reported): Promise<string | undefined>;
  /** `sent` also when the same person says the same again: it is one matter. */
  report(
    reported: Reported,
    given: { text: string; person: Person | undefined; signs: FormSigns; language: 'fr' | 'en' },
  ): Promise<'sent' | 'too-many' | 'gone'>;
}

const anchors = { need: 'besoin', meeting: 'rencontre' } as const;

/** Where it stands, as the queue keeps it: a path without the prefix of a language. */
export const pathOfReported = (reported: Reported): string =>
  reported.what === 'collection'
    ? `/carnets/${reported.id}`
    : reported.what === 'community'
      ? `/communautes/${reported.id}`
      : `/communautes/${reported.community}#${anchors[reported.what]}-${reported.id}`;

export function readReported(path: string): Reported | undefined {
  const [, circle, id = '', anchor, part = ''] =
    /^\/(carnets|communautes)\/([0-9a-z]{10})(?:#(besoin|rencontre)-([0-9a-f-]{36}))?$/.exec(path) ?? [];
  if (circle === undefined) return undefined;
  if (circle === 'carnets') return { what: 'collection', id };
  if (anchor === undefined) return { what: 'community', id };
  return { what: anchor === 'besoin' ? 'need' : 'meeting', id: part, community: id };
}

interface Standing {
  title: string;
  text: string;
}

/** What everybody reads of it now; undefined when it is gone, or is not for everybody. */
async function standing(db: Kysely<Tables>, reported: Reported): Promise<Standing | undefined> {
  if (reported.what === 'collection') {
    const row = await shownRows(db).where('collection.id', '=', reported.id).executeTakeFirst();
    return row?.admitted == null ? undefined : collectionSays(row.admitted);
  }
  const community = await db
    .selectFrom('community')
    .selectAll()
    .where('id', '=', reported.what === 'community' ? reported.id : reported.community)
    .executeTakeFirst();
  if (community === undefined || !isShown(community)) return undefined;
  if (reported.what === 'community') return communitySays(community);
  const part = await partOf(db, reported);
  return part?.removed_at == null ? part : undefined;
}

/** What curators decide about: also what a report took off already, so that another on it is not decided unread. */
async function inQuestion(db: Kysely<Tables>, reported: Reported): Promise<Standing | undefined> {
  if (reported.what === 'need' || reported.what === 'meeting') return partOf(db, reported);
  const words = (await latestActs(db, reported)).accepted?.words;
  if (words == null) return undefined;
  return 'notes' in words ? collectionSays(words) : communitySays(words);
}

const said = (title: string, ...texts: string[]): Standing => ({ title, text: texts.filter(Boolean).join('\n\n') });
const collectionSays = ({ title, lead, notes }: AdmittedWords) => said(title, lead, ...Object.values(notes));
const communitySays = ({ name, lead, about }: AdmittedTelling) => said(name, lead, about);

const partOf = async (db: Kysely<Tables>, { what, id, community }: Extract<Reported, { community: string }>) => {
  const { rows } = await sql<Standing & { removed_at: Date | null }>`
    select title, text, removed_at from ${sql.table(what === 'need' ? 'community_need' : 'community_meeting')}
    where community = ${community} and id = ${id}::uuid`.execute(db);
  return rows[0];
};

/** Held, as by whoever changes it and asks for a curator's word. */
const hold = (tx: Kysely<Tables>, reported: Reported) =>
  reported.what === 'collection'
    ? tx.selectFrom('collection').select('id').where('id', '=', reported.id).forUpdate().execute()
    : tx
        .selectFrom('community')
        .select('id')
        .where('id', '=', reported.what === 'community' ? reported.id : reported.community)
        .forUpdate()
        .execute();

/** What waits for a curator is to be read against what everybody reads since. */
async function showAsItStands(tx: Kysely<Tables>, { what, id }: Reported, now: Date): Promise<void> {
  if (what === 'collection') await showCollection(tx, id, now);
  if (what === 'community') await showChange(tx, id, now);
}

const reportedIn = (facts: readonly Fact[]): Reported | undefined =>
  readReported(facts.find(({ name }) => name === 'report')?.url ?? '');

export function openCircleReports({ db, secret, guard, now }: CountRooms & { guard: Guard }) {
  const network = createAllowance({ db, secret, now }, { name: 'circle-report', times: 10, within: 3600 });
  const reports: CircleReports = {
    titleOf: async (reported) => (await standing(db, reported))?.title,
    async report(reported, { text, person, signs, language }) {
      const path = pathOfReported(reported);
      if (!(await network(signs.network))) return 'too-many';
      const found = await standing(db, reported);
      if (found === undefined) return 'gone';
      const author = person && { person: person.id };
      const about =
        'community' in reported
          ? await db.selectFrom('community').select('name').where('id', '=', reported.community).executeTakeFirst()
          : undefined;
      const title = about?.name ?? found.title;
      // Others who share a network must not write over what one has said.
      const put = person === undefined ? raiseBeside : raise;
      await put(
        db,
        {
          kind: reported.what === 'collection' ? collectionReport : communityReport,
          // Keyed: a network must not be found again by trying them all. What it is about is told by the facts.
          subject: sha256(`${secretsIn(secret)[0]} ${path} ${person?.id ?? signs.network}`),
          title,
          facts: [
            { name: 'report', value: title, url: path },
            { name: 'reason', value: text },
          ],
          language,
          weight: 10,
          about: path,
          author,
          ...(await guard.judge({ form: 'report', signs, author, text })),
        },
        now(),
      );
      return 'sent';
    },
  };
  const kind = (name: string): MatterKind => ({
    name,
    undoneAlone: true,
    async hold(tx, _, facts) {
      const reported = reportedIn(facts);
      if (reported !== undefined) await hold(tx, reported);
    },
    async factsNow(where, { facts }) {
      const reported = reportedIn(facts);
      const found = reported && (await inQuestion(where, reported));
      if (found === undefined) return [];
      return [
        { name: 'reportedTitle', value: found.title },
        ...(found.text === '' ? [] : [{ name: 'reportedText', value: found.text }]),
      ];
    },
    async onDecided(tx, { matter, verdict }) {
      const reported = reportedIn(matter.facts);
      if (verdict !== 'accept' || reported === undefined) return undefined;
      await takeOff(tx, reported, { matter: matter.id, now: now() });
      await showAsItStands(tx, reported, now());
      return undefined;
    },
    async undo(tx, { id, facts, state }) {
      if (state === 'refused') return undefined;
      if (!(await takeBack(tx, id))) return 'too-late';
      const reported = reportedIn(facts);
      if (reported !== undefined) await showAsItStands(tx, reported, now());
      return undefined;
    },
    wholeAt: ({ facts }) => facts.find(({ name }) => name === 'report')?.url ?? '/communautes',
  });
  return { reports, matterKinds: [kind(communityReport), kind(collectionReport)] };
}
