/**
 * Public reports on what circles write: a community, one of its needs or meetings, a public collection. The queue keeps
 * where it stands; the words themselves are read there when a curator looks, so that they are erased where they lie.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import type { Fact } from '#model/matter.ts';
import type { Person } from '#model/person.ts';
import { type CountRooms, createAllowance } from '../accounts/limits.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, raiseBeside } from '../moderation/raise.ts';
import { behindMany, type FormSigns, type Guard } from '../spam/guard.ts';

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

/** What it says now; undefined when it is gone, or was never for everybody. */
async function standing(db: Kysely<Tables>, reported: Reported): Promise<Standing | undefined> {
  if (reported.what === 'collection') {
    const row = await db
      .selectFrom('collection')
      .select(['admitted'])
      .where('id', '=', reported.id)
      .where('visibility', '=', 'public')
      .executeTakeFirst();
    const admitted = row?.admitted;
    return admitted == null
      ? undefined
      : { title: admitted.title, text: [admitted.lead, ...Object.values(admitted.notes)].filter(Boolean).join('\n\n') };
  }
  if (reported.what === 'community') {
    const row = await db
      .selectFrom('community')
      .select(['name', 'lead', 'about'])
      .where('id', '=', reported.id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return row && { title: row.name, text: [row.lead, row.about].filter(Boolean).join('\n\n') };
  }
  const { rows } = await sql<Standing>`
    select part.title, part.text from ${sql.table(tableOf(reported.what))} part
    join community on community.id = part.community and community.state = 'open'
    where part.community = ${reported.community} and part.id = ${reported.id}::uuid and part.removed_at is null`.execute(
    db,
  );
  return rows[0];
}

const tableOf = (what: 'need' | 'meeting') => (what === 'need' ? 'community_need' : 'community_meeting');

/** Takes it off the site, or puts it back. */
async function takeOff(tx: Kysely<Tables>, reported: Reported, off: boolean, now: Date): Promise<void> {
  if (reported.what === 'community')
    await tx
      .updateTable('community')
      .set({ state: off ? 'closed' : 'open' })
      .where('id', '=', reported.id)
      .where('state', '=', off ? 'open' : 'closed')
      .execute();
  else if (reported.what === 'collection')
    // It can be read by all again when a curator has read what it then says.
    await tx
      .updateTable('collection')
      .set(
        off
          ? { admitted: null, admitted_before: sql<string | null>`admitted` }
          : { admitted: sql<string | null>`admitted_before`, admitted_before: null },
      )
      .where('id', '=', reported.id)
      .where('admitted', off ? 'is not' : 'is', null)
      .execute();
  else
    await sql`
      update ${sql.table(tableOf(reported.what))} set removed_at = ${off ? now : null}
      where id = ${reported.id}::uuid`.execute(tx);
}

const reportedIn = (facts: readonly Fact[]): Reported | undefined =>
  readReported(facts.find(({ name }) => name === 'report')?.url ?? '');

export function openCircleReports({ db, secret, guard, now }: CountRooms & { guard: Guard }) {
  const network = createAllowance({ db, secret, now }, { name: 'circle-report', times: 10, within: 3600 });
  const ofOne = createAllowance({ db, secret, now }, { name: 'circle-report-of', times: 100, within: 24 * 3600 });
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
          subject: sha256(`${secret} ${path} ${person?.id ?? signs.network}`),
          title,
          facts: [
            { name: 'report', value: title, url: path },
            { name: 'reason', value: text },
          ],
          language,
          weight: 10,
          author,
          ...behindMany(await guard.judge({ form: 'report', signs, author, text }), await ofOne(path)),
        },
        now(),
      );
      return 'sent';
    },
  };
  const kind = (name: string): MatterKind => ({
    name,
    async factsNow(where, { facts }) {
      const reported = reportedIn(facts);
      const found = reported && (await standing(where, reported));
      if (found === undefined) return [];
      return [
        { name: 'reportedTitle', value: found.title },
        ...(found.text === '' ? [] : [{ name: 'reportedText', value: found.text }]),
      ];
    },
    async onDecided(tx, { matter, verdict }) {
      const reported = reportedIn(matter.facts);
      if (verdict === 'accept' && reported !== undefined) await takeOff(tx, reported, true, now());
      return undefined;
    },
    async undo(tx, { facts, state }) {
      const reported = reportedIn(facts);
      if (state === 'accepted' && reported !== undefined) await takeOff(tx, reported, false, now());
      return undefined;
    },
    wholeAt: ({ facts }) => facts.find(({ name }) => name === 'report')?.url ?? '/communautes',
  });
  return { reports, matterKinds: [kind(communityReport), kind(collectionReport)] };
}
