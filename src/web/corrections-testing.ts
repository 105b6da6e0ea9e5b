/** For tests: the site with real accounts, real sheets and projects, visited by whoever signs in. */
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import { testMatcher, testSources } from '#match/testing.ts';
import type { Wish } from '#model/decision.ts';
import { testManifest } from '#model/testing.ts';
import { waitingSheets } from './curation-testing.ts';
import { peopledSite } from './testing-people.ts';

const testManifests = new Map(['a', 'b', 'c'].map((id) => [id, testManifest({ id })]));

/** Sources a, b and c; the sheets of `waitingSheets`. */
export async function correctableSite(baseUrl?: string) {
  const people = await peopledSite({
    ...(baseUrl !== undefined && { baseUrl }),
    rooms: (db) => ({
      projects: projectStore(db),
      review: review({ db, sources: async () => testSources, now: () => new Date() }),
      sources: testManifests,
    }),
  });
  const { db, people: connect } = people;
  const matcher = await testMatcher(db);
  for (const [id, manifest] of testManifests)
    await db
      .updateTable('source')
      .set({ manifest: JSON.stringify(manifest) })
      .where('id', '=', id)
      .execute();
  const sheets = waitingSheets();
  await matcher.change(sheets);

  const desk = review({ db, sources: async () => testSources, now: () => new Date() });
  return {
    ...people,
    desk,
    decide: (wish: Wish) => desk.decide(wish, { author: 'Ana', reason: 'parce que' }),
    matcher,
    sheets,
    /** The project in which a sheet stands. */
    async projectOf(sheet: string) {
      const { body } = await db
        .selectFrom('project_sheet')
        .innerJoin('project', 'project.id', 'project_sheet.project')
        .select('project.body')
        .where('project_sheet.sheet', '=', sheet)
        .executeTakeFirstOrThrow();
      return body;
    },
    /** The person's account, made if there is none, speaks for the source. */
    async speaks(mail: string, source: string) {
      const { id } = await db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirstOrThrow();
      await db.insertInto('person_partner').values({ person: id, source, role: 'editor' }).execute();
    },
    /** A catalogue is read again: its sheet says something else now. */
    async harvested(id: string, change: object) {
      const sheet = sheets.find((one) => one.id === id)!;
      await matcher.change([{ ...sheet, ...change }]);
    },
    /** The rounds that follow corrections. */
    async followed() {
      for (const { work } of connect.rounds) await work();
    },
    mailsTo: (mail: string) =>
      db.selectFrom('mail').selectAll().where('recipient', '=', mail).orderBy('created_at').execute(),
  };
}

export type CorrectableSite = Awaited<ReturnType<typeof correctableSite>>;
