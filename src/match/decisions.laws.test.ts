/** Laws of deciding: whatever comes, goes, is decided and undone, no word is lost, no address dies, undoing restores. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { testDatabase } from '#db/testing.ts';
import { stableJson } from '#lib/hash.ts';
import type { Wish } from '#model/decision.ts';
import type { Sheet } from '#model/sheet.ts';
import { decisionStore } from './decisions.ts';
import { decisionsInForce, pairsOf } from './decisions-in-force.ts';
import { projectStore } from './project-store.ts';
import { testMatcher, testSheet, testSources } from './testing.ts';

const nantes = '44109';
const titles = ['Le Bocal', 'Bocal', 'Le Bocal partagé', 'Antenne du Bocal', 'La Ruche', 'Ruche verte'];
const points = [undefined, { lat: 47.2, lon: -1.55 }, { lat: 47.2002, lon: -1.55 }, { lat: 47.21, lon: -1.55 }];
const ids = ['a', 'b', 'c'].flatMap((source) => [1, 2, 3].map((key) => `${source}/${key}`));

const anySheet = fc
  .record({
    id: fc.constantFrom(...ids),
    title: fc.constantFrom(...titles),
    point: fc.constantFrom(...points),
    page: fc.constantFrom(undefined, 'https://bocal.example/ici'),
    siren: fc.constantFrom(undefined, '732829320', '552100554'),
    summary: fc.constantFrom('', 'Une épicerie.', 'Une épicerie où chacun paie selon ses moyens.'),
  })
  .map(({ id, title, point, page, siren, summary }) =>
    testSheet(id, title, nantes, {
      summary,
      ...(siren && { holder: { name: 'Les Bocaux', siren } }),
      links: page === undefined ? [] : [{ url: page }],
      ...(point && {
        sites: [{ commune: nantes, city: 'Nantes', point, precision: 'site' as const, territories: [], how: [] }],
      }),
    }),
  );
const pairOfIds = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));

type Step =
  | { does: 'arrive'; sheets: Sheet[] }
  | { does: 'leave'; ids: string[] }
  | { does: 'decide' | 'decide and undo'; wish: (projects: readonly string[]) => Wish }
  | { does: 'undo'; which: number };

const ofProject = (rank: number, projects: readonly string[]): string => projects[rank % projects.length] ?? '';
const anyWish: fc.Arbitrary<(projects: readonly string[]) => Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('same' as const, 'not-same' as const), pairOfIds)
      .map(([kind, sheets]) => () => ({ kind, sheets })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...ids).map((sheet) => () => ({ kind: 'split' as const, sheet })) },
  fc.tuple(fc.constantFrom('title', 'summary'), fc.constantFrom(...ids)).map(([field, sheet]) => () => ({
    kind: 'choose' as const,
    field,
    sheet,
  })),
  fc.tuple(fc.nat(50), fc.constantFrom('Un', 'Deux')).map(([rank, value]) => (projects: readonly string[]) => ({
    kind: 'set' as const,
    project: ofProject(rank, projects),
    field: 'title',
    value,
  })),
  fc.nat(50).map((rank) => (projects: readonly string[]) => ({
    kind: 'hide' as const,
    project: ofProject(rank, projects),
  })),
  fc.tuple(fc.nat(50), fc.constantFrom('a', 'b')).map(([rank, source]) => (projects: readonly string[]) => ({
    kind: 'endorse' as const,
    project: ofProject(rank, projects),
    source,
  })),
  fc
    .tuple(fc.constantFrom(...ids), fc.constantFrom('title', 'summary', 'themes'), fc.constantFrom('Un', 'Deux'))
    .map(([sheet, field, value]) => () => ({
      kind: 'correct' as const,
      source: sheet.split('/')[0]!,
      sheet,
      field,
      value: field === 'themes' ? [value === 'Un' ? 'alimentation' : 'emploi'] : value,
    })),
  fc
    .tuple(fc.nat(50), fc.nat(50), fc.constantFrom('taker' as const, 'model' as const))
    .map(([rank, other, side]) => (projects: readonly string[]) => ({
      kind: 'relate' as const,
      project: ofProject(rank, projects),
      model: ofProject(other, projects),
      by: side,
    })),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('arrive' as const),
      sheets: fc.array(anySheet, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('leave' as const),
      ids: fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom('decide' as const, 'decide and undo' as const), wish: anyWish }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('undo' as const), which: fc.nat(20) }) },
);

/** Everything that a visitor or a curator sees: shown projects by id, and the questions. */
async function seen(db: Kysely<Tables>) {
  const projects = await db
    .selectFrom('project')
    .select(['id', 'body'])
    .where('hidden', '=', false)
    .orderBy('id')
    .execute();
  const questions = await db.selectFrom('match_question').selectAll().orderBy('one').orderBy('other').execute();
  return { projects, questions };
}

/** What each group of living sheets says, whatever its address: shown or not. */
async function said(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('project')
    .select('body')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('project_sheet')
        .innerJoin('sheet', 'sheet.record', 'project_sheet.sheet')
        .where('sheet.live', '=', true)
        .select('project_sheet.project'),
    )
    .execute();
  return rows.map(({ body: { id: _, ...rest } }) => stableJson(rest)).sort();
}

async function play(steps: readonly Step[], db: Kysely<Tables>) {
  const matcher = await testMatcher(db);
  let at = 0;
  const store = decisionStore({
    db,
    sources: async () => testSources,
    now: () => new Date(Date.UTC(2026, 0, 1) + ++at * 86_400_000),
  });
  const living = new Map<string, Sheet>();
  const everGiven = new Set<string>();
  const made: string[] = [];
  const undone = new Set<string>();
  const by = { author: 'Ana', reason: 'Vu sur place.' };
  for (const step of steps) {
    if (step.does === 'arrive') {
      const sheets = [...new Map(step.sheets.map((sheet) => [sheet.id, sheet])).values()];
      await matcher.change(sheets, { at: ++at });
      for (const sheet of sheets) living.set(sheet.id, sheet);
    } else if (step.does === 'leave') {
      const gone = step.ids.flatMap((id) => living.get(id) ?? []);
      if (gone.length > 0) await matcher.change([...new Set(gone)], { live: false, at: ++at });
      for (const { id } of gone) living.delete(id);
    } else if (step.does === 'undo') {
      const id = made[step.which];
      if (id !== undefined && (await store.undo(id, by)).is === 'done') undone.add(id);
    } else {
      const before = await seen(db);
      const decided = await store.decide(step.wish(before.projects.map(({ id }) => id)), by);
      if (decided.is === 'done') made.push(decided.decision);
      for (const { id } of (await seen(db)).projects) everGiven.add(id);
      if (decided.is === 'done' && step.does === 'decide and undo') {
        assert.equal((await store.undo(decided.decision, by)).is, 'done');
        undone.add(decided.decision);
        assert.deepEqual(await seen(db), before, 'undone at once, it is as if nothing had been said');
      }
    }
    for (const { id } of (await seen(db)).projects) everGiven.add(id);
  }
  return { matcher, store, living, everGiven, made, undone };
}

async function holds(db: Kysely<Tables>, played: Awaited<ReturnType<typeof play>>): Promise<void> {
  const { matcher, living, everGiven, made, undone } = played;
  const rows = await db.selectFrom('decision').select(['id', 'undone_at', 'replaced_by']).execute();
  assert.deepEqual(rows.map(({ id }) => id).sort(), [...made].sort(), 'no decision is lost');
  for (const { id, undone_at, replaced_by } of rows)
    assert.equal(undone_at !== null, undone.has(id) || replaced_by !== null, 'what ended was ended by somebody');

  const homes = new Map(
    (await db.selectFrom('project_sheet').selectAll().execute()).map(({ sheet, project }) => [sheet, project]),
  );
  for (const {
    kind,
    sheets: [one, other],
  } of (await decisionsInForce(db)).flatMap(pairsOf))
    if (living.has(one) && living.has(other))
      assert.equal(homes.get(one) === homes.get(other), kind === 'same', `${one} ${kind} ${other}`);

  const store = projectStore(db);
  for (const id of everGiven) {
    const found = await store.find(id);
    assert.notEqual(found.is, 'unknown', `the address ${id} leads nowhere`);
    if (found.is === 'moved') assert.ok(['here', 'hidden'].includes((await store.find(found.to)).is));
  }

  const before = await seen(db);
  const counted = async () => (await db.selectFrom('index_change').select('seq').execute()).length;
  const told = await counted();
  const known = (await db.selectFrom('sheet').select('record').execute()).map(({ record }) => record);
  await matcher.rebuild(known, 1000);
  assert.deepEqual(await seen(db), before, 'a rebuild of everything changes nothing');
  assert.equal(await counted(), told, 'and tells the search of nothing');
}

test('whatever comes, goes, is decided and undone: no word is lost, no address dies, a rebuild changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 14 }), async (steps) => {
      const database = await testDatabase();
      try {
        await holds(database.db, await play(steps, database.db));
      } finally {
        await database.close();
      }
    }),
    { numRuns: 25 },
  );
});

test('the same sheets and the same words in another order say the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { minLength: 3, maxLength: 12 }),
      fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      async (steps, draws) => {
        const [database, other] = [await testDatabase(), await testDatabase()];
        try {
          const { living } = await play(steps, database.db);
          const words = await database.db.selectFrom('decision').selectAll().where('undone_at', 'is', null).execute();
          const matcher = await testMatcher(other.db);
          const tasks = [
            ...[...living.values()].map((sheet) => () => matcher.change([sheet], { at: 1 })),
            ...words.map(({ seq: _, body, moved_from, ...row }) => async () => {
              const known = await other.db.selectFrom('sheet').select('record').execute();
              await other.db
                .insertInto('decision')
                .values({ ...row, body: JSON.stringify(body), moved_from: JSON.stringify(moved_from) })
                .execute();
              await matcher.rebuild(
                known.map(({ record }) => record),
                2,
              );
            }),
          ];
          const shuffled = tasks.map((task, i) => ({ task, by: draws[i % draws.length]! })).sort((a, b) => a.by - b.by);
          for (const { task } of shuffled) await task();
          assert.deepEqual(await said(other.db), await said(database.db));
        } finally {
          await database.close();
          await other.close();
        }
      },
    ),
    { numRuns: 20 },
  );
});
